"""Unmasking: schemas and examples."""

from __future__ import annotations

from typing import Final

from api import problems
from api.access.unmasking import Unmasking, UnmaskingAnswer
from api.examples.common import ACT, BY_ID, KEYED, Responses, documented, problem, takes
from graph.errors import NotNow

__all__ = ["KEYED", "takes"]

SHAPES: Final = (UnmaskingAnswer, Unmasking)
_ONE: Final = {
    "id": "um-2f6c1b0d9e8a7f5c",
    "subject": "p-0123456789abcdef0123456789abcdef",
    "case": "济建调〔2026〕12号",
    "reason": "核对投标文件编制人身份",
    "asked_by": "k-4uZr0b1Xqk@济南市住房和城乡建设局",
    "asked": "2026-01-31T01:30:00+00:00",
    "approved_by": None,
    "until": None,
    "state": "waiting",
    "fields": None,
}
_SHOWN: Final = {
    **_ONE,
    "approved_by": "k-9sTq2c7Yab@济南市住房和城乡建设局",
    "until": "2026-02-01T01:40:00+00:00",
    "state": "open",
    "fields": {"name": "张三丰", "phone": "13812345678"},
}
EXAMPLES: Final = {
    "POST /v1/unmaskings": _ONE,
    "POST /v1/unmaskings/{id}/approval": {**_SHOWN, "fields": None},
    "/v1/unmaskings/{id}": _SHOWN,
}
ASKED: Final[Responses] = {**documented("UnmaskingAnswer"), **BY_ID, **ACT}
ALLOWED: Final[Responses] = {**ASKED, 409: problem(problems.TABLE[NotNow])}
ONE: Final[Responses] = {
    **documented("UnmaskingAnswer"), **BY_ID, 409: problem(problems.TABLE[NotNow])
}  # fmt: skip
