"""Merged ids: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.merges import shapes
from api.answers.merges.acts import Merging, Separating
from api.examples.common import ACT, BRIEF_A, BY_ID, FRAME, MOVED, Responses, documented, takes

__all__ = ["takes"]

SHAPES: Final = (shapes.MergesAnswer, shapes.MergeReceipt, Merging, Separating)
_UNIT: Final = "济南市大数据局"
_ANSWER: Final = {
    **FRAME,
    **BRIEF_A,
    "merged_from": ["housing:0417"],
    "judgements": [
        {
            "act": "merged",
            "act_zh": "归并",
            "day": "2026-01-30",
            "merged": "housing:0417",
            "into": BRIEF_A["id"],
            "unit": _UNIT,
            "basis": "",
            "reason": "营业执照与住建部门台账一致",
            "receipt": "7C1E5D2A9B3F4E60",
        }
    ],
    "redirected_from": None,
}
_RECEIPT: Final = {**_ANSWER, "receipt": "7C1E5D2A9B3F4E60", "repeated": False, "unit": _UNIT}
EXAMPLES: Final = {
    "/v1/subjects/{id}/merges": _ANSWER,
    "POST /v1/subjects/{id}/merge": _RECEIPT,
    "POST /v1/subjects/{id}/separation": {**_RECEIPT, "merged_from": []},
}
OF_SUBJECT: Final[Responses] = {**documented("MergesAnswer"), **BY_ID, **MOVED}
RECEIPT: Final[Responses] = {**documented("MergeReceipt"), **BY_ID, **ACT}
