"""Investigations: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

from api.answers.investigations import shapes
from api.answers.investigations.entries import Entering, Opening
from api.examples.common import (
    ACT,
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    STEP,
    Responses,
    documented,
    takes,
)

__all__ = ["takes"]

SHAPES: Final = (
    shapes.InvestigationAnswer,
    shapes.InvestigationReceipt,
    shapes.InvestigationsAnswer,
    Opening,
    Entering,
)
_AT: Final = "2026-01-31T09:01:00+00:00"
_DIGEST: Final = "b2c1f7a0d6e94c3388e1d2a7f05b6c9ad4e3f2718090a1b2c3d4e5f60718293a"
_OUTLINE: Final = {
    "id": "inv-5f1c0b9d8e7a6f54",
    "number": "2026-0001",
    "title": "围串标线索",
    "why": "招标投诉 2026-17",
    "state": "open",
    "state_zh": "在办",
    "opened": _AT,
    "opened_by": "key-7",
    "last": 2,
    "last_at": _AT,
    "digest": _DIGEST,
    "subjects": 1,
    "findings": 1,
}
_FINDING: Final = {
    "finding": 2,
    "question": "control",
    "question_zh": "控制关系",
    "question_en": "control",
    "subjects": [BRIEF_A],
    "parameters": {"concert": False},
    "day": "2026-01-31",
    "says": "两家投标单位受同一人控制",
    "found": _AT,
    "found_by": "key-7",
    "standing": "stands",
    "standing_zh": "依现有事实仍成立",
    "standing_en": "stands on what is known today",
    "statements": [
        {
            "relation": "controls",
            "relation_zh": "控制",
            "parties": [BRIEF_B],
            "rule": "",
            "answer": "yes",
            "values": {"votes_ppm": 600_000, "votes_max_ppm": 600_000},
            "path": [STEP],
        }
    ],
    "proof": True,
}
_ONE: Final[dict[str, Any]] = {
    **FRAME,
    "investigation": _OUTLINE,
    "subjects": [{**BRIEF_A, "note": "中标单位", "listed": _AT, "listed_by": "key-7"}],
    "findings": [_FINDING],
    "graphs": [],
    "notes": [],
    "changes": [],
    "trail": [
        {"number": 1, "at": _AT, "by": "key-7", "kind": "opened", "kind_zh": "立卷",
         "says": "围串标线索", "digest": "9d1e" + _DIGEST[4:]},
        {"number": 2, "at": _AT, "by": "key-7", "kind": "finding", "kind_zh": "认定发现",
         "says": "control: 两家投标单位受同一人控制", "digest": _DIGEST},
    ],
    "whole": True,
}  # fmt: skip
EXAMPLES: Final = {
    "/v1/investigations": {**FRAME, "investigations": [_OUTLINE], "next": None},
    "/v1/investigations/{id}": _ONE,
    "POST /v1/investigations": {**_ONE, "repeated": False},
    "POST /v1/investigations/{id}/entries": {**_ONE, "repeated": False},
}


def _file(media: str, zh: str, en: str) -> Responses:
    schema = {"type": "string", "format": "binary"}
    told: dict[str, Any] = {"description": f"{zh} / {en}", "content": {media: {"schema": schema}}}
    return {**documented(None), **BY_ID, 200: told}


LIST: Final[Responses] = documented("InvestigationsAnswer")
ONE: Final[Responses] = {**documented("InvestigationAnswer"), **BY_ID}
RECEIPT: Final[Responses] = {**documented("InvestigationReceipt"), **BY_ID, **ACT}
REPORT: Final[Responses] = _file("text/html", "调查报告", "the report")
BUNDLE: Final[Responses] = _file("application/zip", "证明文件", "the proofs")
