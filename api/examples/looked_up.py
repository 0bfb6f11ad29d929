"""Who looked a subject up: schema and example."""

from __future__ import annotations

from typing import Final

from api.answers.looked_up import LookedUpAnswer
from api.examples.common import BY_ID, FRAME, MOVED, A, Responses, documented

SHAPES: Final = (LookedUpAnswer,)
EXAMPLES: Final = {
    "/v1/subjects/{id}/looked-up-by": {
        **FRAME,
        "id": A,
        "redirected_from": None,
        "look_ups": [
            {
                "at": "2026-01-31T02:11:09.412503+00:00",
                "who": "anonymous@local",
                "item": "risk",
                "purpose": "unstated",
                "outcome": 200,
            }
        ],
        "next": None,
    }
}
LOOKED_UP: Final[Responses] = {**documented("LookedUpAnswer"), **BY_ID, **MOVED}
