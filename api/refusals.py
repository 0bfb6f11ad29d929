"""What the published contract says of every address: which refusals it may answer with, and how far
its parameters may go."""

from __future__ import annotations

from typing import Any, Final

from api import problems
from api.examples.common import problem

ANYWHERE: Final = (
    problems.BAD_ADDRESS, problems.BAD_HEADER, problems.TOO_SLOW, problems.BODY_TOO_LARGE,
    problems.URL_TOO_LONG, problems.TOO_MANY, problems.HEADERS_TOO_LARGE, problems.NOT_READY,
)  # fmt: skip
POSTED: Final = (problems.LENGTH_REQUIRED, problems.COMPRESSED)
UNPOSTED: Final = (problems.NO_BODY_TAKEN,)


_BOUNDS: Final = {"ge": "minimum", "le": "maximum"}
"""pydantic's words for the bounds of what it checks by a function first, and JSON Schema's."""


def declare(document: dict[str, Any]) -> None:
    """Put the refusals of the door, the turnstile and the gate into an OpenAPI document, and the
    bounds of parameters into words that its readers know."""
    for methods in document["paths"].values():
        for method, asked in methods.items():
            for parameter in asked.get("parameters", ()):
                _bound(parameter["schema"])
            kinds = ANYWHERE + (POSTED if method == "post" else UNPOSTED)
            alike = {kind.status: [each for each in kinds if each.status == kind.status]
                     for kind in kinds}  # fmt: skip
            refused = {str(status): problem(*each) for status, each in alike.items()}
            asked["responses"] = refused | asked["responses"]


def _bound(schema: dict[str, Any]) -> None:
    for each in (schema, *schema.get("anyOf", ())):
        for ours, theirs in _BOUNDS.items():
            if ours in each:
                each[theirs] = each.pop(ours)
