"""The candidates of a batch as either version writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyses.naming.likeness import WHOLE, Feature
from api.answers.reconcile.candidates import Found
from api.answers.reconcile.types import TYPE

Told = Sequence[Found] | dict[str, Any]
"""The candidates of a query, or the problem with it (RFC 9457)."""


def results_02(found: Mapping[str, Told]) -> dict[str, Any]:
    return {name: _result("result", told) for name, told in found.items()}


def results_draft(found: Sequence[Told]) -> dict[str, Any]:
    return {"results": [_result("candidates", told) for told in found]}


def _result(listed: str, told: Told) -> dict[str, Any]:
    """Neither version says how a single query is refused (specs issue 69): beside an empty list, so
    that the answer keeps the schema, stands what is wrong."""
    if isinstance(told, dict):
        return {listed: [], "error": told}
    return {listed: [_candidate(one) for one in told]}


def _candidate(found: Found) -> dict[str, Any]:
    return {
        "id": found.view.key.id,
        "name": found.view.name,
        "description": described(found),
        "type": [TYPE],
        "score": found.match.likeness.score,
        "match": found.match.certain,
        "features": [_feature(feature) for feature in found.match.likeness.features],
    }


def described(found: Found) -> str:
    """What tells namesakes apart."""
    fields = found.view.fields
    told = (str(fields.get(name, "")) for name in ("uscc", "status", "address"))
    return " · ".join(text for text in told if text)


def _feature(feature: Feature) -> dict[str, Any]:
    return {"id": feature.id, "name": f"{feature.zh} / {feature.en}",
            "value": feature.value / WHOLE}  # fmt: skip
