"""Signing in and out: schemas and examples."""

from __future__ import annotations

from typing import Final

from api import problems
from api.access.sessions import SessionAnswer, SignIn
from api.examples.common import Responses, body_of, documented, problem

__all__ = ["body_of"]

SHAPES: Final = (SessionAnswer, SignIn)
_SESSION: Final = {
    "actor": "k-4uZr0b1Xqk",
    "role": "officer",
    "role_zh": "经办人员",
    "organisation": "济南市行政审批服务局",
    "subject": "",
    "until": "2026-02-01T01:30:00+00:00",
    "day": "2026-01-31",
    "purpose": "approval",
    "purposes": ["approval", "supervision"],
    "stateable": [
        {"id": "approval", "zh": "行政审批", "en": "an approval"},
        {"id": "supervision", "zh": "日常监管", "en": "supervision"},
    ],
    "purpose_needed": False,
    "may": {"GET /v1/search": "any", "GET /v1/status": "none"},
}
EXAMPLES: Final = {"/v1/session": _SESSION, "POST /v1/session": _SESSION}

SIGNED_IN: Final[Responses] = documented("SessionAnswer")
SIGN_IN: Final[Responses] = {**SIGNED_IN, 401: problem(problems.NOT_SIGNED_IN)}
SIGNED_OUT: Final[Responses] = documented(None)
