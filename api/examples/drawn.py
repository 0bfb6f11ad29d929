"""Ties to draw: what may be asked, schemas and examples."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from api.answers.drawn import DRAWN, MOST_NODES, DrawnAmong, DrawnTies
from api.bodies import Day
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    REF,
    STEP,
    A,
    B,
    Responses,
    documented,
)


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One node, by the id space it is named in."""

    family: Literal[DRAWN]  # type: ignore[valid-type]
    id: Annotated[str, Meta(min_length=1, max_length=400)]


class Among(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which nodes, on which day; ``ended``: with the ties that had ended by then."""

    nodes: Annotated[list[Node], Meta(min_length=1, max_length=MOST_NODES)]
    ended: bool = False
    as_of: Day | None = None
    known_at: Annotated[int, Meta(ge=0, le=2**31 - 1)] | None = None


SHAPES: Final = (DrawnTies, DrawnAmong, Among)
_TIE: Final = {**STEP, "in_force": True}
_TIES: Final = {
    **FRAME,
    **BRIEF_A,
    "family": "subject",
    "groups": [
        {
            "kind": "owns",
            "kind_zh": "出资持股",
            "direction": "out",
            "count": 1,
            "ended": 2,
            "items": [_TIE],
            "omitted": 0,
        }
    ],
    "reason": None,
    "redirected_from": None,
}
_ASKED: Final = {"nodes": [{"family": "subject", "id": A}, {"family": "subject", "id": B}]}
EXAMPLES: Final = {
    "/v1/subjects/{id}/ties": _TIES,
    "/v1/nodes/{family}/{id}/ties": _TIES,
    "POST /v1/ties/among": {
        **FRAME,
        "nodes": [{**BRIEF_A, "family": "subject"}, {**BRIEF_B, "family": "subject"}],
        "ties": [_TIE],
        "omitted": 0,
        "reason": None,
        "unknown": [],
        "merged": {},
    },
}
OF_SUBJECT: Final[Responses] = {**documented("DrawnTies"), **BY_ID, **MOVED}
OF_NODE: Final[Responses] = {**documented("DrawnTies"), **BY_ID}
AMONG: Final[Responses] = documented("DrawnAmong")


def asks(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """What the route declares of its body."""
    content = {"schema": {"$ref": REF.format(name=shape.__name__)}, "example": _ASKED}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}
