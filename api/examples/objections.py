"""Objections: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.repair.objections import Checking, Marking, Objecting, Settlement
from api.examples.common import takes
from api.examples.repairs import (
    CASE,
    CASE_BY_ID,
    CASE_EXAMPLE,
    CASES,
    CASES_EXAMPLE,
    RECEIPT,
    RECEIPT_EXAMPLE,
    STAGE,
)

__all__ = ["CASES", "CASE_BY_ID", "RECEIPT", "takes"]

SHAPES: Final = (Checking, Marking, Objecting, Settlement)
_ARTICLE: Final = {
    "document": "山东省社会信用条例",
    "number": "",
    "article": "第三十九条",
    "says": "",
}
_CASE: Final = {
    **CASE,
    "procedure": "objection",
    "state": {"id": "objection-raised", "zh": "已提出", "en": "raised", "closed": False},
    "promises": [
        {
            "id": "objection-mark",
            "zh": "异议标注(当日)",
            "working_days": 0,
            "due": "2026-01-30",
            "done_on": None,
            "taken": 0,
            "kept": None,
            "basis": [_ARTICLE],
        }
    ],
}
_COURSE: Final = {
    **_CASE,
    "timeline": [
        {
            **STAGE,
            "act": "objected",
            "act_zh": "提出异议",
            "note": "罚款金额有误",
            "led_to": "objection-raised",
        }
    ],
    "evidence": [],
    "allowed": [
        {
            "act": "marked",
            "zh": "标注异议",
            "en": "mark the record",
            "leads_to": "objection-marked",
            "by": ["济南市住房和城乡建设局", "济南市发展和改革委员会"],
            "corrects": [],
            "basis": [_ARTICLE],
        }
    ],
}
_RECEIPT: Final = {**RECEIPT_EXAMPLE, **_COURSE}
EXAMPLES: Final = {
    "/v1/objections": {**CASES_EXAMPLE, "procedure": "objection", "items": [_CASE]},
    "/v1/objections/{id}": {**CASE_EXAMPLE, **_COURSE},
    "POST /v1/objections": _RECEIPT,
    "POST /v1/objections/{id}/mark": _RECEIPT,
    "POST /v1/objections/{id}/check": _RECEIPT,
    "POST /v1/objections/{id}/settlement": _RECEIPT,
}
