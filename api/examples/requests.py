"""How each address is asked, by example: the values its parameters and bodies are documented with.

They are those of the town that the answers' examples tell of; the tests send every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from api.examples.common import A

UNIT: Final = "济南市住房和城乡建设局"
PROJECT: Final = "t:west-lake"
RECORD: Final = "t:doc-1@住建局"
OTHER: Final = "t:yi"

BY_NAME: Final[Mapping[str, str]] = {
    "id": A, "code": PROJECT, "record": RECORD, "from": A, "to": OTHER, "other": OTHER,
    "q": "建设", "department": UNIT, "seed": "2026-01-31", "question": "control",
    "bbox": "116.9,36.4,117.6,36.9", "kind": "subject", "family": "subject", "format": "graphml",
    "item": "bid-housing", "purpose": "bidding", "number": "国家发展改革委令第58号",
    "name": "示例建设集团",
}  # fmt: skip
"""What a parameter of this name is documented with, unless its address says otherwise."""

BY_ADDRESS: Final[Mapping[str, Mapping[str, str]]] = {
    "GET /v1/subjects/{id}/commitments/gate": {"item": "construction-permit"},
    "GET /v1/subjects/{id}/diff": {"from": "2025-01-01"},
    "GET /v1/diff": {"from": "2025-01-01"},
    "GET /v1/inspections/draw": {"department": "market_supervision"},
    "GET /v1/inspections/pool": {"department": "market_supervision"},
}
BODIES: Final[Mapping[str, Any]] = {
    "POST /v1/screen": {"ids": [A, "nobody"]},
    "POST /v1/what-if": {
        "question": "risk", "ids": [OTHER], "suppose": [{"kind": "repair", "record": RECORD}],
    },
    "POST /v1/commitments": {"unit": UNIT, "subject": A, "item": "construction-permit"},
    "POST /reconcile/match": {
        "queries": [
            {"conditions": [{"matchType": "name", "propertyValue": "示例建设集团有限公司"}]},
        ],
    },
    "POST /reconcile/extend": {"ids": [A], "properties": [{"id": "address"}]},
}  # fmt: skip


AFTER_AN_ACT: Final = frozenset({
    "GET /v1/cases/{id}", "GET /v1/repairs/{id}", "GET /v1/objections/{id}",
    "GET /v1/commitments/{id}", "GET /v1/registrations/{id}", "GET /v1/investigations/{id}",
    "GET /v1/investigations/{id}/report.{form}", "GET /v1/investigations/{id}/proofs.zip",
    "GET /v1/files/verify/{code}", "GET /v1/projects/{code}/lots/{lot}/conflicts",
    "GET /v1/statistics/records", "GET /v1/watchlists/{id}", "GET /v1/webhooks/{id}",
    "GET /v1/screen/jobs/{id}", "GET /v1/screen/jobs/{id}/rows",
    "GET /v1/unmaskings/{id}",
})  # fmt: skip
"""Their ids are made by an act, a file or a delivery that the town does not have: no example."""


def example_of(address: str, parameter: str) -> str | None:
    return BY_ADDRESS.get(address, {}).get(parameter, BY_NAME.get(parameter))


def show(document: dict[str, Any]) -> None:
    """Put the examples of requests into an OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, asked in methods.items():
            address = f"{method.upper()} {path}"
            told = method == "get" and address not in AFTER_AN_ACT
            for parameter in asked.get("parameters", ()) if told else ():
                value = example_of(address, parameter["name"])
                if parameter.get("required") and value is not None:
                    parameter["example"] = value
            if address in BODIES:
                asked["requestBody"]["content"]["application/json"]["example"] = BODIES[address]
