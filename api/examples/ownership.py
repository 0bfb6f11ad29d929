"""Ownership: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.ownership import shapes
from api.answers.ownership.fifty import NOTICE_EN, NOTICE_ZH
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    STEP,
    Responses,
    documented,
)

SHAPES: Final = (
    shapes.ControlAnswer,
    shapes.OwnersAnswer,
    shapes.FiftyAnswer,
    shapes.SubjectFiftyAnswer,
)
_VOTES: Final = {"votes_ppm": 600_000, "votes_max_ppm": 600_000, "answer": "yes", "path": [STEP]}
_SIDES: Final = {
    "controls": [{**BRIEF_B, **_VOTES}],
    "controlled_by": [],
    "if_own_shares_left_out": {"controls": [], "controlled_by": []},
}
CONTROL_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "redirected_from": None,
    **_SIDES,
    "in_concert": _SIDES,
}
OWNERS_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_B,
    "redirected_from": None,
    "owners": [
        {
            **BRIEF_A,
            "direct_ppm": 600_000,
            "direct_max_ppm": 600_000,
            "integrated_ppm": 600_000,
            "integrated_max_ppm": 600_000,
            "path": [STEP],
        }
    ],
    "own_ppm": 0,
    "own_max_ppm": 0,
    "unsolved": [],
}
_LISTED: Final = {**BRIEF_A, "redirected_from": None}
FIFTY_EXAMPLE: Final = {
    **FRAME,
    "listed": [_LISTED],
    "threshold_ppm": 500_000,
    "reached": [{**BRIEF_B, "share_ppm": 600_000, "share_max_ppm": 600_000, "path": [STEP]}],
    "may_be_reached": [],
    "legal_effect": False,
    "notice_zh": NOTICE_ZH,
    "notice_en": NOTICE_EN,
}
EXAMPLES: Final = {
    "/v1/subjects/{id}/control": CONTROL_EXAMPLE,
    "/v1/subjects/{id}/owners": OWNERS_EXAMPLE,
    "/v1/subjects/{id}/fifty": {**FIFTY_EXAMPLE, **_LISTED},
    "/v1/fifty": FIFTY_EXAMPLE,
}

CONTROL: Final[Responses] = {**documented("ControlAnswer"), **BY_ID, **MOVED}
OWNERS: Final[Responses] = {**documented("OwnersAnswer"), **BY_ID, **MOVED}
SUBJECT_FIFTY: Final[Responses] = {**documented("SubjectFiftyAnswer"), **BY_ID, **MOVED}
FIFTY: Final[Responses] = {**documented("FiftyAnswer"), **BY_ID}
