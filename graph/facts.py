"""What a delivery states, and what the store answers.

A *fact* is a node's or a link's version. Its world time is ``valid_from`` … ``valid_until``, both
inclusive days, None for open (有效期至 names the last day in force). Its knowledge time is the
revision that recorded it and the one that retired it. Facts are never overwritten.

Natural keys: a link is ``(kind, source, target, distinct, valid_from)``; a node statement is
``(key, stated_by)``, where ``stated_by`` is the file's ``source/layout``: what one department says
of a subject never overwrites what another says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import NamedTuple

from msgspec import Struct

Value = str | int | bool | date
Fields = Mapping[str, Value]


class Key(NamedTuple):
    """Names one node: the family is the id space (``vocabulary.FAMILIES``)."""

    family: str
    id: str


def subject(id: str) -> Key:
    return Key("subject", id)


class NodeFact(Struct, frozen=True, gc=False):
    """One statement about a node.

    A *mention* names a node in passing (a penalty row gives its subject's name): it is recorded
    once per ``stated_by``, never replaces a statement and yields to every description.
    """

    key: Key
    kind: str
    fields: Fields
    mention: bool = False
    valid_from: date | None = None
    valid_until: date | None = None


class LinkFact(Struct, frozen=True, gc=False):
    """One link. ``distinct`` tells apart links of one kind, pair and first day (office, role …).

    ``only`` names the end (``source`` or ``target``) that has a single such link at a time, in this
    table: stated without days, it succeeds whatever the table held there before. A company has one
    legal representative, one registered address.
    """

    kind: str
    source: Key
    target: Key
    fields: Fields = {}
    distinct: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    only: str = ""


class Withdrawal(Struct, frozen=True, gc=False):
    """The link of this natural key is no longer held: retired, not erased."""

    kind: str
    source: Key
    target: Key
    distinct: str = ""
    valid_from: date | None = None


Fact = NodeFact | LinkFact | Withdrawal


class Row(Struct, frozen=True, gc=False):
    """The facts one delivered row states. ``line`` is 1-based, as an editor counts."""

    line: int
    facts: tuple[Fact, ...]
    raw: str = ""  # the row as delivered, for ``Store.apply(keep=…)``


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """Where facts come from: the department's source name, the layout, the file and its digest."""

    source: str
    layout: str
    name: str  # path inside the delivery
    digest: str  # SHA-256 of the bytes as delivered, hexadecimal

    @property
    def stated_by(self) -> str:
        return f"{self.source}/{self.layout}"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row set aside: where, which field, what is wrong, what would be right. Never personal."""

    line: int
    field: str
    problem_zh: str
    problem_en: str
    remedy_zh: str
    remedy_en: str
    raw: str = ""  # the row as delivered, as a JSON object; sealed at rest by the loader


@dataclass(frozen=True, slots=True)
class Batch:
    """One transaction: rows of one file in order, and those that were set aside.

    ``through`` counts the file's rows dealt with once this batch is applied: an interrupted load
    goes on after it. ``complete`` marks the file's last batch. ``day`` is when it was delivered:
    what it succeeds ended the day before; without one nothing is succeeded.
    """

    file: DeliveredFile
    rows: Sequence[Row]
    quarantined: Sequence[Quarantined] = ()
    through: int = 0
    complete: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch did. ``rows in = stored + unchanged + quarantined``; ``quarantined`` counts
    those of the batch and those the store refused as contradicting their own file."""

    revision: int
    stored: int
    unchanged: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """How far a file has got: counts over all its batches so far."""

    file: DeliveredFile
    through: int
    stored: int
    unchanged: int
    quarantined: int
    complete: bool


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """A quarantined row as the store keeps it. ``state`` is open, retried or dismissed."""

    number: int
    file: DeliveredFile
    row: Quarantined
    state: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version comes from."""

    file: DeliveredFile
    line: int


@dataclass(frozen=True, slots=True)
class Run:
    """The statements of a table that follow each other and differ in nothing but what is kept
    apart (``Field.apart``): where and when the first was said, and when the last was retired."""

    recorded: int
    retired: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class NodeVersion:
    """One recorded statement about a node; ``run`` is the one it is of, if there are others."""

    kind: str
    fields: Fields
    mention: bool
    valid_from: date | None
    valid_until: date | None
    recorded: int
    retired: int | None
    origin: Origin
    run: Run | None = None

    @property
    def began(self) -> int:
        """Since when all of it is said but what is kept apart."""
        return self.recorded if self.run is None else self.run.recorded


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node as known at a revision.

    ``fields`` merges all statements: a description outranks a mention, a later statement an
    earlier one; one that differs from what its table said in what is kept apart alone is as old as
    that. ``stub`` says that nobody described it. ``merged_into`` names the node that a
    judgement merged it into. ``number`` is its stable small integer, used by the network.
    """

    number: int
    key: Key
    kind: str
    name: str
    fields: Fields
    stub: bool
    merged_into: Key | None
    statements: tuple[NodeVersion, ...]


class NodeBrief(NamedTuple):
    """A node as its view says it, in few words; ``merged``: it was merged into another."""

    number: int
    kind: str
    name: str
    stub: bool
    merged: bool


@dataclass(frozen=True, slots=True)
class LinkView:
    """One recorded link version; ``number`` is its stable small integer, which counts whatever else
    is held: who may not see all is told the ``mark``."""

    number: int
    kind: str
    source: Key
    target: Key
    fields: Fields
    distinct: str
    valid_from: date | None
    valid_until: date | None
    recorded: int
    retired: int | None
    origin: Origin

    @property
    def mark(self) -> int:
        """A number below 2⁵² (whole in every JSON reader) that stands for this version by what it
        ties, since when, and the line that stated it: the same whatever else is held."""
        file = self.origin.file
        said = (
            self.kind, *self.source, *self.target, self.distinct, str(self.valid_from),
            str(self.valid_until), file.source, file.layout, file.digest, str(self.origin.line),
        )  # fmt: skip
        digest = blake2b("\n".join(said).encode(), digest_size=8).digest()
        return int.from_bytes(digest) >> 12


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result; score is 1.0 for an exact match of id or name, else in (0, 1)."""

    number: int
    key: Key
    kind: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Revision:
    """One applied batch: its number, its moment (UTC) and where it came from."""

    number: int
    at: datetime
    file: DeliveredFile
