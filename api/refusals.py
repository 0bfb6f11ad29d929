"""What the published contract says of the refusals that any address may answer with."""

from __future__ import annotations

from typing import Any, Final

from api import problems
from api.examples.common import problem

ANYWHERE: Final = (
    problems.BAD_ADDRESS, problems.TOO_SLOW, problems.BODY_TOO_LARGE, problems.URL_TOO_LONG,
    problems.TOO_MANY, problems.HEADERS_TOO_LARGE, problems.NOT_READY,
)  # fmt: skip
POSTED: Final = (problems.LENGTH_REQUIRED, problems.COMPRESSED)


def declare(document: dict[str, Any]) -> None:
    """Put the refusals of the door, the turnstile and the gate into an OpenAPI document."""
    for methods in document["paths"].values():
        for method, asked in methods.items():
            kinds = ANYWHERE + (POSTED if method == "post" else ())
            refused = {str(kind.status): problem(kind) for kind in kinds}
            asked["responses"] = refused | asked["responses"]
