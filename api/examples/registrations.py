"""Voluntary registrations: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.registrations import shapes
from api.answers.registrations.acts import Registering, RegistrationDeed
from api.examples.common import ACT, BRIEF_A, BY_ID, FRAME, MOVED, Responses, documented, takes

__all__ = ["takes"]

SHAPES: Final = (
    shapes.RegistrationAnswer,
    shapes.RegistrationReceipt,
    shapes.RegistrationsAnswer,
    Registering,
    RegistrationDeed,
)
_BASIS: Final = [
    {
        "document": "国务院办公厅关于加快推进社会信用体系建设的指导意见",
        "number": "国办发〔2019〕35号",
        "article": "(六)",
        "says": "",
    }
]
_REGISTRATION: Final = {
    "id": "act:2f6c1b0d9e8a7f5c4b3a2d1e",
    "kind": "welfare",
    "kind_zh": "公益",
    "title": "捐建乡村图书室",
    "content": "2025 年在章丘区捐建三处",
    "evidence": "捐赠票据 2025-118",
    "declared": "2026-01-12",
    "until": "2029-01-11",
    "state": {"id": "self_declared", "zh": "自行填报", "en": "self-declared"},
    "since": "2026-01-12",
    "marked": "自行填报,未经核实 / self-declared, not verified",
    "shown": True,
    "commitment": "act:2f6c1b0d9e8a7f5c4b3a2d1e",
    "basis": _BASIS,
}
_ONE: Final = {
    **FRAME,
    "registration": _REGISTRATION,
    "subject": BRIEF_A,
    "history": [],
    "allowed": [
        {"act": "verified", "zh": "核查属实", "en": "verified", "leads_to": "verified",
         "basis": _BASIS},
    ],
}  # fmt: skip
_RECEIPT: Final = {**_ONE, "receipt": "7C1E5D2A9B3F4E60", "repeated": False, "unit": BRIEF_A["id"]}
EXAMPLES: Final = {
    "/v1/subjects/{id}/registrations": {
        **FRAME,
        **BRIEF_A,
        "registrations": [_REGISTRATION],
        "past": [],
        "redirected_from": None,
    },
    "/v1/registrations/{id}": _ONE,
    "POST /v1/registrations": _RECEIPT,
    "POST /v1/registrations/{id}/acts": _RECEIPT,
}
OF_SUBJECT: Final[Responses] = {**documented("RegistrationsAnswer"), **BY_ID, **MOVED}
ONE: Final[Responses] = {**documented("RegistrationAnswer"), **BY_ID}
RECEIPT: Final[Responses] = {**documented("RegistrationReceipt"), **BY_ID, **ACT}
