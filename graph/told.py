"""A batch as the stores take it: checked against the vocabulary, its keys listed once.

Whoever reads a delivery tells it, for a large one in a process of its own; what is left to the
store is to compare and to write. Kinds are codes, fields canonical JSON, days ordinals.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from graph.encoding import link_shape, node_shape
from graph.errors import RefusedInput
from graph.facts import (
    Batch,
    DeliveredFile,
    Fact,
    Fields,
    Key,
    LinkFact,
    NodeFact,
    Quarantined,
    Row,
)
from graph.topology import NO_CODE
from graph.vocabulary import FAMILIES, LINK_CODE, LINK_KINDS, NODE_CODE

_CODES: Final = [{code: at for at, code in enumerate(kind.codes)} for kind in LINK_KINDS]
_OWNS: Final = LINK_CODE["owns"]
_WHOLE: Final = 1_000_000  # ppm
_FAMILIES: Final = frozenset(FAMILIES)

Keep = Callable[[str], str]
"""From a row's raw text to what quarantine keeps of it."""


class Told(Struct, frozen=True, gc=False, array_like=True):
    """Ends and nodes are places in the batch's ``keys``."""


class ToldNode(Told, frozen=True, gc=False, array_like=True, tag=0):
    """``says`` is kind, mention, fields, first and last day, as a statement's columns have it."""

    node: int
    mention: bool
    name: str
    says: tuple[int, int, str, int | None, int | None]


class ToldLink(Told, frozen=True, gc=False, array_like=True, tag=1):
    """``code``, ``low`` and ``high`` are what the network knows of the fields."""

    kind: int
    source: int
    target: int
    distinct: str
    fields: str
    first: int | None
    last: int | None
    only: str
    code: int
    low: int
    high: int


class ToldWithdrawal(Told, frozen=True, gc=False, array_like=True, tag=2):
    kind: int
    source: int
    target: int
    distinct: str
    first: int | None


ToldFact = ToldNode | ToldLink | ToldWithdrawal


class ToldRow(Struct, frozen=True, gc=False, array_like=True):
    line: int
    facts: tuple[ToldFact, ...]
    raw: str


class ToldBatch(Struct, frozen=True, gc=False):
    """As ``facts.Batch``. ``keys`` are those that the facts name, each once."""

    file: DeliveredFile
    keys: Sequence[Key]
    rows: Sequence[ToldRow]
    quarantined: Sequence[Quarantined]
    through: int
    complete: bool
    day: date | None


def tell(batch: Batch | ToldBatch) -> ToldBatch:
    """The batch as stores take it; one that was told already comes back.

    Raises RefusedInput for facts the vocabulary does not have. About 2 µs a fact.
    """
    if isinstance(batch, ToldBatch):
        return batch
    telling = Telling()
    for row in batch.rows:
        telling.take(row)
    return telling.batch(
        batch.file, batch.quarantined, batch.through, complete=batch.complete, day=batch.day
    )


class Telling:
    """A batch being told, row by row: of a row taken only its told form stays."""

    def __init__(self) -> None:
        self.rows: list[ToldRow] = []
        self._places: dict[Key, int] = {}
        self._told: dict[int, tuple[NodeFact, ToldNode]] = {}

    def take(self, row: Row) -> None:
        self.rows.append(ToldRow(row.line, tuple(map(self._fact, row.facts)), row.raw))

    def batch(
        self,
        file: DeliveredFile,
        quarantined: Sequence[Quarantined],
        through: int,
        *,
        complete: bool,
        day: date | None,
    ) -> ToldBatch:
        """The rows taken, as one batch."""
        return ToldBatch(
            file, list(self._places), self.rows, list(quarantined), through, complete, day
        )

    def _fact(self, fact: Fact) -> ToldFact:
        if isinstance(fact, NodeFact):
            return self._node(fact)
        kind = link_shape(fact.kind)
        code, first = LINK_CODE[fact.kind], ordinal(fact.valid_from)
        source, target = self._place(fact.source), self._place(fact.target)
        if type(fact) is LinkFact:
            return ToldLink(
                code, source, target, fact.distinct, kind.encode(fact.fields), first,
                ordinal(fact.valid_until), fact.only, *measures(code, fact.fields),
            )  # fmt: skip
        return ToldWithdrawal(code, source, target, fact.distinct, first)

    def _node(self, fact: NodeFact) -> ToldNode:
        """Most rows name the same few again, in the same words."""
        place = self._place(fact.key)
        before = self._told.get(place)
        if before is not None and before[0] == fact:
            return before[1]
        text = node_shape(fact.kind).encode(fact.fields)
        says = (
            NODE_CODE[fact.kind], 1 if fact.mention else 0, text,
            ordinal(fact.valid_from), ordinal(fact.valid_until),
        )  # fmt: skip
        told = ToldNode(place, fact.mention, str(fact.fields.get("name", "")), says)
        self._told[place] = fact, told
        return told

    def _place(self, key: Key) -> int:
        place = self._places.get(key)
        if place is None:
            if key.family not in _FAMILIES:
                raise _bad_family(key.family)
            place = self._places[key] = len(self._places)
        return place


def ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def measures(kind: int, fields: Fields) -> tuple[int, int, int]:
    """Code, least and greatest share of a link of this kind. An absent share may be anything from
    nothing to the whole."""
    code, declared = NO_CODE, LINK_KINDS[kind].code_field
    if declared is not None and declared in fields:
        code = _CODES[kind][str(fields[declared])]
    if kind != _OWNS:
        return code, 0, 0
    least: Any = fields.get("share_min", 0)
    most: Any = fields.get("share_max", _WHOLE)
    return code, int(least), int(most)


def _bad_family(family: str) -> RefusedInput:
    return RefusedInput(f"词汇表里没有“{family}”这一族", f"no family {family!r}", field="family")
