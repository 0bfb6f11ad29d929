"""Between the store's properties and ours: labels, dates, typed fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import neo4j.time

from graph.facts import Fields
from graph.neo4j_schema import RETIRED, ROOT, camel
from graph.vocabulary import LINK_KINDS, NODE_KIND, NODE_KINDS, LinkKind, NodeKind, Type

_FAMILY: Final = {label: family for family, label in ROOT.items()}
_KIND: Final = {kind.label: kind.name for kind in NODE_KINDS}
_KINDS: Final[tuple[NodeKind | LinkKind, ...]] = (*NODE_KINDS, *LINK_KINDS)
_PLAIN: Final = {
    kind.name: {f.name: camel(f.name) for f in kind.fields if f.type is not Type.SEALED}
    for kind in _KINDS
}
TYPE_KIND: Final = {kind.type: kind.name for kind in LINK_KINDS}
TYPES: Final = (*TYPE_KIND, RETIRED)


def family_and_kind(labels: Sequence[str]) -> tuple[str, str]:
    """The most specific kind the labels tell, and its family."""
    kinds = [_KIND[label] for label in labels if label in _KIND]
    families = [_FAMILY[label] for label in labels if label in _FAMILY]
    special = [kind for kind in kinds if NODE_KIND[kind].label not in _FAMILY]
    return families[0], (special or kinds)[0]


def properties(kind: NodeKind | LinkKind, fields: Fields) -> dict[str, Any]:
    """The fields as native properties, for people at the database; sealed ones stay out."""
    plain = _PLAIN[kind.name]
    return {plain[name]: value for name, value in fields.items() if name in plain}


def day(held: neo4j.time.Date | None) -> date | None:
    return None if held is None else held.to_native()


def ordinal(held: neo4j.time.Date | None) -> int | None:
    return None if held is None else held.toordinal()


def from_ordinal(held: object) -> date | None:
    return date.fromordinal(held) if isinstance(held, int) else None
