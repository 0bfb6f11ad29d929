"""Credit checks, measures and cases: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.checks import shapes
from api.answers.checks.feedback import CaseFeedback, CheckFeedback
from api.examples.common import (
    ACT,
    BRIEF_A,
    BY_ID,
    FRAME,
    MOVED,
    ORIGIN,
    Responses,
    documented,
    takes,
)

__all__ = ["takes"]

SHAPES: Final = (
    shapes.CaseAnswer,
    shapes.CaseReceipt,
    shapes.CasesAnswer,
    shapes.CheckAnswer,
    shapes.CheckItemsAnswer,
    shapes.FeedbackReceipt,
    shapes.MeasuresAnswer,
    CaseFeedback,
    CheckFeedback,
)
_BASIS: Final = [
    {
        "document": "全国失信惩戒措施基础清单(2021、2022、2024年版)",
        "number": "",
        "article": "三类措施",
        "says": "",
    }
]
_RECORD: Final = "credit:5f1c9a7e3b2d4c6f8a0e1b3d"
_MEASURE: Final = {
    "measure": "bidding_restricted",
    "zh": "在招标投标中依法依规予以限制(由招标文件规定)",
    "en": "restricted in tenders as the tender documents say",
    "sure": True,
    "basis": _BASIS,
    "until": "2028-05-31",
    "record": _RECORD,
    "list": "wage_arrears",
    "document": "济人社列〔2025〕3号",
    "pending": False,
    "through": None,
    "origin": {**ORIGIN, "source": "credit", "layout": "serious_list"},
}
_CASE: Final = {
    "id": f"{_RECORD}~bid-housing",
    "subject": BRIEF_A,
    "record": _RECORD,
    "list": "wage_arrears",
    "document": "济人社列〔2025〕3号",
    "item": "bid-housing",
    "item_zh": "房屋建筑和市政工程招标投标",
    "department": "济南市住房和城乡建设局",
    "measures": ["bidding_restricted"],
    "opened": "2026-01-20",
    "due": "2026-02-03",
    "state": "open",
    "acted_on": None,
    "recalled_on": None,
    "basis": _BASIS,
}
_RECEIPT: Final = {
    "receipt": "7C1E5D2A9B3F4E60",
    "repeated": False,
    "unit": "济南市住房和城乡建设局",
}
EXAMPLES: Final = {
    "/v1/checks": {
        **FRAME,
        **BRIEF_A,
        "item": "bid-housing",
        "item_zh": "房屋建筑和市政工程招标投标",
        "department": "济南市住房和城乡建设局",
        "purpose": "bidding",
        "purpose_zh": "招标投标",
        "outcome": "restrict",
        "outcome_zh": "限制",
        "measures": [{**_MEASURE, "from": "2025-06-01"}],
        "doubts": [],
        "incentives": [],
        "receipt": "K20260131-R12-7KQ2M4XD-5H6J2C4FXQ7M3DKB",
        "basis": _BASIS,
        "redirected_from": None,
    },
    "/v1/checks/items": {
        **FRAME,
        "items": [
            {
                "id": "bid-housing",
                "zh": "房屋建筑和市政工程招标投标",
                "en": "tenders for buildings and municipal works",
                "department": "济南市住房和城乡建设局",
                "sort": "department",
                "purposes": ["bidding"],
                "measures": ["bidding_restricted"],
                "must_act": True,
                "basis": _BASIS,
            }
        ],
        "purposes": [{"id": "bidding", "zh": "招标投标", "en": "a tender"}],
        "notices": ["事项清单为参考子集"],
    },
    "/v1/subjects/{id}/measures": {
        **FRAME,
        **BRIEF_A,
        "measures": [{**_MEASURE, "since": "2025-06-01"}],
        "incentives": [],
        "redirected_from": None,
    },
    "/v1/cases": {
        **FRAME,
        "departments": [
            {
                "department": "济南市住房和城乡建设局",
                "open": 1,
                "overdue": 0,
                "done": 0,
                "recalled": 0,
            }
        ],
        "cases": [_CASE],
        "omitted": 0,
        "next": None,
    },
    "/v1/cases/{id}": {**FRAME, "case": _CASE},
    "POST /v1/cases/{id}/feedback": {
        **FRAME,
        "case": {**_CASE, "state": "done", "acted_on": "2026-01-31"},
        **_RECEIPT,
    },
    "POST /v1/checks/feedback": {
        **FRAME,
        **BRIEF_A,
        "check": "K20260131-R12-7KQ2M4XD-5H6J2C4FXQ7M3DKB",
        "item": "bid-housing",
        "outcome": "punished",
        "measure": "bidding_restricted",
        "day": "2026-01-31",
        **_RECEIPT,
    },
}
CHECK: Final[Responses] = {**documented("CheckAnswer"), **BY_ID}
ITEMS: Final[Responses] = documented("CheckItemsAnswer")
MEASURES: Final[Responses] = {**documented("MeasuresAnswer"), **BY_ID, **MOVED}
CASES: Final[Responses] = {**documented("CasesAnswer"), **BY_ID}
CASE: Final[Responses] = {**documented("CaseAnswer"), **BY_ID}
CASE_FEEDBACK: Final[Responses] = {**documented("CaseReceipt"), **BY_ID, **ACT}
FEEDBACK: Final[Responses] = {**documented("FeedbackReceipt"), **BY_ID, **ACT}
