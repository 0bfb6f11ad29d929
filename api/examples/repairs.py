"""Repair: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.repair import shapes
from api.answers.repair.acts import Application, Decision
from api.examples.common import (
    ACT,
    BRIEF_A,
    BY_ID,
    FRAME,
    ORIGIN,
    Responses,
    documented,
    takes,
)

__all__ = ["takes"]

SHAPES: Final = (
    shapes.ConditionsAnswer,
    shapes.DueAnswer,
    shapes.HandlingAnswer,
    shapes.HandlingReceipt,
    shapes.HandlingsAnswer,
    Application,
    Decision,
)
UNIT: Final = "济南市发展和改革委员会"
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
    "open_case": None,
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
_METHOD: Final = {
    "document": "信脉方法说明(产品缺省值,不是法律依据)",
    "number": "",
    "article": "办理时限",
    "says": "",
}
CASE: Final = {
    "id": "act:5b1f0c9a7e3d2b4c6f8a0e1b-9a8b7c6d",
    "procedure": "repair",
    "about": RECORD,
    "state": {"id": "repair-applied", "zh": "已受理", "en": "applied for", "closed": False},
    "opened": "2026-01-30",
    "closed_on": None,
    "overdue": False,
    "promises": [
        {
            "id": "repair",
            "zh": "信用修复办理(济南承诺时限)",
            "working_days": 1,
            "due": "2026-02-02",
            "done_on": None,
            "taken": 0,
            "kept": None,
            "basis": [_METHOD],
        }
    ],
}
STAGE: Final = {
    "act": "applied",
    "act_zh": "申请",
    "day": "2026-01-30",
    "unit": UNIT,
    "basis": "",
    "note": "",
    "receipt": "7C1E5D2A9B3F4E60",
    "led_to": "repair-applied",
    "event": CASE["id"],
    "origin": {**ORIGIN, "source": UNIT, "layout": "act", "line": 1},
}
CASE_EXAMPLE: Final = {
    **FRAME,
    **CASE,
    "timeline": [STAGE],
    "evidence": [
        {
            "act": "signed",
            "act_zh": "作出承诺",
            "day": "2026-01-30",
            "document": "信用修复承诺书",
            "note": "",
            "event": "act:5b1f0c9a7e3d2b4c6f8a0e1b-1f2e3d4c",
        }
    ],
    "allowed": [
        {
            "act": "granted",
            "zh": "准予修复",
            "en": "grant it",
            "leads_to": "repair-granted",
            "by": [UNIT],
            "corrects": [],
            "basis": [_METHOD],
        }
    ],
}
RECEIPT_EXAMPLE: Final = {
    **CASE_EXAMPLE,
    "receipt": "7C1E5D2A9B3F4E60",
    "repeated": False,
    "unit": UNIT,
}
CASES_EXAMPLE: Final = {
    **FRAME,
    "procedure": "repair",
    "cases": 1,
    "promises": [
        {
            "id": "repair",
            "zh": "信用修复办理(济南承诺时限)",
            "promised": 1,
            "kept": 0,
            "late": 0,
            "open": 1,
            "unknown": 0,
            "working_days": [],
        }
    ],
    "items": [CASE],
    "next": None,
}
EXAMPLES: Final = {
    "/v1/repairs": CASES_EXAMPLE,
    "/v1/repairs/{id}": CASE_EXAMPLE,
    "POST /v1/repairs": RECEIPT_EXAMPLE,
    "POST /v1/repairs/{id}/decision": RECEIPT_EXAMPLE,
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
CASE_BY_ID: Final[Responses] = {**documented("HandlingAnswer"), **BY_ID}
CASES: Final[Responses] = documented("HandlingsAnswer")
RECEIPT: Final[Responses] = {**documented("HandlingReceipt"), **BY_ID, **ACT}
