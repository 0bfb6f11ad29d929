"""Repair: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers import repair_shapes as shapes
from api.examples.common import BRIEF_A, BY_ID, FRAME, Responses, documented

SHAPES: Final = (shapes.ConditionsAnswer, shapes.DueAnswer)
_BASIS: Final = {
    "document": "失信行为纠正后的信用信息修复管理办法(试行)",
    "number": "国家发展改革委令第58号",
    "article": "行政处罚公示信息修复",
    "says": "",
}
RECORD: Final = {
    "record": "credit:5f1c9a7e3b2d4c6f8a0e1b3d",
    "name": "建罚〔2025〕18号",
    "list": "penalty",
    "list_zh": "行政处罚",
    "kind": "penalty",
    "document": "建罚〔2025〕18号",
    "authority": "济南市住房和城乡建设局",
    "decided": "2025-06-01",
    "until": "2028-05-31",
    "state": "active",
    "pending": False,
    "subject": BRIEF_A,
}
_EVENT: Final = {
    "id": "act:0f3c9a7e3b2d4c6f8a0e1b3d-1a2b3c4d",
    "name": "整改完成",
    "day": "2025-07-14",
    "unit": "济南市住房和城乡建设局",
    "receipt": "9F2C41D07A6B3E58",
}


def _condition(
    test: str, zh: str, en: str, met: bool | None, since: str | None
) -> dict[str, object]:
    return {
        "id": f"order58-{test}",
        "name": zh,
        "en": en,
        "test": test,
        "met": met,
        "from": since,
        "said_zh": "自 2025-06-01 起满 3 个月" if test == "period" else "",
        "said_en": "3 months from 2025-06-01" if test == "period" else "",
        "shown_by": _EVENT if test == "duties" else None,
        "basis": [_BASIS],
    }


CONDITIONS_EXAMPLE: Final = {
    **FRAME,
    **RECORD,
    "regime": "order58",
    "regime_zh": "发改委令第58号",
    "regime_en": "order 58",
    "may_apply_from": "2025-09-01",
    "may_apply": True,
    "conditions": [
        _condition("period", "达到最短公示期限", "published as long as it must be", True,
                   "2025-09-01"),
        _condition("duties", "纠正失信行为并履行全部义务", "corrected, and every duty met", True,
                   "2025-07-14"),
        _condition("commitment", "公开作出信用承诺", "a public commitment", None, None),
    ],
    "unknown": ["order58-commitment"],
    "basis": [_BASIS],
}  # fmt: skip
EXAMPLES: Final = {
    "/v1/repairs/conditions": CONDITIONS_EXAMPLE,
    "/v1/repairs/{record}/conditions": CONDITIONS_EXAMPLE,
    "/v1/repairs/due": {
        **FRAME,
        "items": [
            {
                **RECORD,
                "regime": "order58",
                "may_apply_from": "2025-09-01",
                "unknown": ["order58-commitment"],
            }
        ],
        "scanned": 40,
        "next": None,
    },
}
CONDITIONS: Final[Responses] = {**documented("ConditionsAnswer"), **BY_ID}
DUE: Final[Responses] = documented("DueAnswer")
