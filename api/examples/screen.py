"""Screening: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from api.answers.screen import shapes
from api.answers.screen.asked import Screen
from api.examples.common import ACT, BRIEF_A, FRAME, REF, A, Responses, documented

SHAPES: Final = (shapes.ScreenAnswer, Screen)
ROW: Final = {
    **BRIEF_A,
    "asked": A,
    "redirected_from": None,
    "outcome": "restrict",
    "reasons": ["measure"],
    "own": {"count": 1, "worst": "serious", "pending": 0},
    "statutory": {"count": 0, "unknown": 0, "recorded": 0},
    "conflicts": {"void": 0, "deemed": 0, "unknown": 0, "indicators": 0},
    "alerts": {"score_ppm": 0, "legal_effect": False},
    "complete": True,
    "href": f"/v1/subjects/{A}/risk?as_of=2026-01-31&known_at=12",
    "error": None,
}
_NOBODY: Final[dict[str, Any]] = {
    **dict.fromkeys(ROW),
    "asked": "91330100MA00000000",
    "reasons": [],
    "error": {
        "type": "urn:xinmai:problem:unknown-id",
        "status": 404,
        "zh": "没有任何来源提到过“91330100MA00000000”;请先按名称搜索",
        "en": "no delivery ever named '91330100MA00000000'; search by name first",
    },
}
EXAMPLES: Final = {
    "POST /v1/screen": {
        **FRAME,
        "known_at": 12,
        "item": None,
        "purpose": None,
        "asked": 2,
        "answered": 1,
        "rows": [ROW, _NOBODY],
    },
}
_REFUSED: Final = {status: said for status, said in ACT.items() if status != 409}


def asks(shape: type[msgspec.Struct], lines: str) -> dict[str, Any]:
    """What the route declares: its body, and the other form of its answer."""
    schema = {"$ref": REF.format(name=shape.__name__)}
    row = {"$ref": REF.format(name="ScreenRow")}
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"content": {lines: {"schema": row}}}},
    }


SCREEN: Final[Responses] = {**documented("ScreenAnswer"), **_REFUSED}
