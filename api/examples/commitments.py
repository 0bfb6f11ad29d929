"""Commitments: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.commitments import shapes
from api.answers.commitments.acts import Deed, Signing
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
    shapes.CommitmentAnswer,
    shapes.CommitmentItemsAnswer,
    shapes.CommitmentReceipt,
    shapes.GateAnswer,
    shapes.OverdueAnswer,
    shapes.SigningReceipt,
    shapes.SubjectCommitmentsAnswer,
    Deed,
    Signing,
)
_ACT_ORIGIN: Final = {**ORIGIN, "source": "济南市行政审批服务局", "layout": "act", "line": 1}
_BASIS: Final = [
    {
        "document": "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见",
        "number": "国办发〔2020〕42号",
        "article": "二、(二)适用对象",
        "says": "",
    }
]
_BRIEF: Final = {
    "id": "act:5b1f0c9a7e3d2b4c6f8a0e1b",
    "item": "建筑工程施工许可证核发",
    "item_code": "construction-permit",
    "kind": "告知承诺",
    "made": "2026-01-05",
    "until": None,
    "state": {"id": "to_verify", "zh": "待核查", "en": "to be verified"},
    "state_known": True,
    "since": "2026-01-12",
    "accepting_unit": "济南市行政审批服务局",
    "supervising_unit": "济南市住房和城乡建设局",
    "verify_by": "2026-02-02",
    "overdue": False,
}
_STAGE: Final = {
    "act": "taken_up",
    "act_zh": "启动核查",
    "day": "2026-01-12",
    "unit": "济南市住房和城乡建设局",
    "basis": "",
    "note": "",
    "receipt": "7C1E5D2A9B3F4E60",
    "led_to": "to_verify",
    "event": "act:9d0c2e4f6a8b1c3d5e7f9a0b-1f2e3d4c",
    "origin": _ACT_ORIGIN,
}
COMMITMENT_EXAMPLE: Final = {
    **FRAME,
    "commitment": _BRIEF,
    "subjects": [BRIEF_A],
    "concerns": [],
    "history": [_STAGE],
    "allowed": [
        {
            "act": "verified",
            "zh": "核查属实",
            "en": "found true",
            "leads_to": "performing",
            "basis": _BASIS,
        }
    ],
    "basis": _BASIS,
    "origin": _ACT_ORIGIN,
}
_RECEIPT: Final = {
    **COMMITMENT_EXAMPLE,
    "receipt": "7C1E5D2A9B3F4E60",
    "repeated": False,
    "unit": "济南市住房和城乡建设局",
}
_TEXT: Final = "本单位已知晓办理条件,承诺已符合,无需提交建设资金落实证明。"
EXAMPLES: Final = {
    "/v1/commitments/items": {
        **FRAME,
        "items": [
            {
                "code": "construction-permit",
                "zh": "建筑工程施工许可证核发",
                "en": "construction permit",
                "department": "济南市住房和城乡建设局",
                "area": "construction",
                "proof": "建设资金落实证明",
                "check_working_days": 20,
                "holds_months": None,
                "text": _TEXT,
                "basis": _BASIS,
            }
        ],
        "notices": ["事项清单为参考子集"],
    },
    "/v1/commitments/overdue": {
        **FRAME,
        "units": [{"unit": "济南市住房和城乡建设局", "overdue": 1}],
        "checks": [
            {
                "unit": "济南市住房和城乡建设局",
                "commitment": {**_BRIEF, "verify_by": "2026-01-20", "overdue": True},
                "subjects": [BRIEF_A],
                "days_over": 11,
            }
        ],
        "omitted": 0,
        "next": None,
    },
    "/v1/subjects/{id}/commitments": {
        **FRAME,
        **BRIEF_A,
        "commitments": [_BRIEF],
        "redirected_from": None,
    },
    "/v1/subjects/{id}/commitments/gate": {
        **FRAME,
        **BRIEF_A,
        "item": "construction-permit",
        "item_zh": "建筑工程施工许可证核发",
        "allowed": False,
        "barred_by": [
            {
                "rule": "earlier-breach",
                "zh": "曾作出虚假承诺或违背承诺,尚未修复",
                "en": "an earlier commitment was false or broken and is not repaired",
                "since": "2025-11-03",
                "commitment": "act:0a1b2c3d4e5f60718293a4b5",
                "record": None,
                "says": "不实承诺",
                "basis": _BASIS,
                "origin": _ACT_ORIGIN,
            }
        ],
        "restored_zh": "上述每一项修复之日起恢复适用",
        "restored_en": "restored on the day each of these is repaired",
        "reason": None,
        "text": None,
        "redirected_from": None,
    },
    "/v1/commitments/{id}": COMMITMENT_EXAMPLE,
    "POST /v1/commitments": {**_RECEIPT, "text": _TEXT},
    "POST /v1/commitments/{id}/acts": _RECEIPT,
}
ITEMS: Final[Responses] = documented("CommitmentItemsAnswer")
OVERDUE: Final[Responses] = {**documented("OverdueAnswer"), **BY_ID}
OF_SUBJECT: Final[Responses] = {**documented("SubjectCommitmentsAnswer"), **BY_ID, **MOVED}
GATE: Final[Responses] = {**documented("GateAnswer"), **BY_ID, **MOVED}
COMMITMENT: Final[Responses] = {**documented("CommitmentAnswer"), **BY_ID}
SIGNED: Final[Responses] = {**documented("SigningReceipt"), **BY_ID, **ACT}
ACTED: Final[Responses] = {**documented("CommitmentReceipt"), **BY_ID, **ACT}
