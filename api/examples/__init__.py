"""The documented answer of each route: its schema, from the declared shapes, and an example.

One module a topic, each with SHAPES and EXAMPLES (by address; GET unless ``POST /…``).
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from api.examples import (
    alerts,
    catalogue,
    checks,
    commitments,
    credit_map,
    drawn,
    evaluations,
    explanation,
    feed,
    files,
    inspections,
    investigations,
    jobs,
    looked_up,
    lookups,
    merges,
    objections,
    ownership,
    policies,
    projects,
    reconcile,
    registrations,
    repairs,
    requests,
    risk,
    screen,
    session,
    statistics,
    structures,
    unmaskings,
    webhooks,
)
from api.examples.common import PROBLEM_SCHEMA, REF

TOPICS: Final = (
    lookups,
    drawn,
    projects,
    files,
    credit_map,
    risk,
    screen,
    jobs,
    feed,
    webhooks,
    alerts,
    evaluations,
    inspections,
    policies,
    repairs,
    merges,
    objections,
    ownership,
    commitments,
    statistics,
    explanation,
    checks,
    reconcile,
    registrations,
    catalogue,
    investigations,
    structures,
    session,
    unmaskings,
    looked_up,
)


def schemas() -> dict[str, Any]:
    """The components every answer refers to."""
    shapes = [shape for topic in TOPICS for shape in topic.SHAPES]
    _, components = msgspec.json.schema_components(shapes, ref_template=REF)
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(components))
    return {**plain, "Problem": PROBLEM_SCHEMA}


def illustrate(document: dict[str, Any]) -> None:
    """Put the examples into an OpenAPI document. FastAPI would drop their nulls on the way."""
    for topic in TOPICS:
        for address, example in topic.EXAMPLES.items():
            method, _, path = address.rpartition(" ")
            asked = document["paths"][path][method.lower() or "get"]
            status = "200" if "200" in asked["responses"] else "202"
            asked["responses"][status]["content"]["application/json"]["example"] = example
    requests.show(document)
