"""The candidates of a batch as either version writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyses.naming.likeness import WHOLE, Feature
from api.answers.reconcile.candidates import Found
from api.answers.reconcile.types import TYPE


def results_02(found: Mapping[str, Sequence[Found]]) -> dict[str, Any]:
    return {name: {"result": [_candidate(one) for one in several]}
            for name, several in found.items()}  # fmt: skip


def results_draft(found: Sequence[Sequence[Found]]) -> dict[str, Any]:
    return {"results": [{"candidates": [_candidate(one) for one in several]} for several in found]}


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
