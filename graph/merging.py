"""How statements about one node become one view; the same for every store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from graph.facts import NodeVersion, Value
from graph.vocabulary import NODE_KINDS

FAMILY_KIND: Final = {kind.family: kind.name for kind in reversed(NODE_KINDS)}
"""The kind of a node that only links name: the first declared of its family."""

GENERIC: Final = "subject"  # says only that it is somebody: yields to organization and person


class Merged(NamedTuple):
    kind: str
    name: str
    fields: dict[str, Value]
    stub: bool


def merged(family: str, id: str, statements: Iterable[NodeVersion]) -> Merged:
    """A description outranks a mention, a later statement an earlier one (those of one revision in
    the order given), any specific kind the generic one. A node that nobody named goes by its id."""
    kind, fields, stub = FAMILY_KIND[family], dict[str, Value](), True
    for statement in sorted(statements, key=lambda s: (not s.mention, s.began)):
        if statement.kind != GENERIC:
            kind = statement.kind
        fields.update(statement.fields)
        stub = stub and statement.mention
    return Merged(kind, str(fields.get("name") or id), fields, stub)
