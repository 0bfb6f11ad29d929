"""One batch against what is held: which rows are new, unchanged, or contradict their own file.

Pure bookkeeping: ``Ledger`` is told what the store holds for the batch's keys, walks the rows and
collects what to write. Nothing here talks to the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from graph.encoding import link_shape, node_shape
from graph.errors import RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeFact, Quarantined, Row, Withdrawal
from graph.merging import FAMILY_KIND, GENERIC
from graph.topology import ALWAYS, FOREVER, NO_CODE
from graph.vocabulary import FAMILIES, LINK_CODE, LINK_KIND, NODE_CODE

FAMILY: Final = {family: code for code, family in enumerate(FAMILIES)}
FAMILY_CODE: Final = {family: NODE_CODE[kind] for family, kind in FAMILY_KIND.items()}
CODES: Final = {
    kind.name: {code: index for index, code in enumerate(kind.codes)} for kind in LINK_KIND.values()
}
SUBJECT: Final = NODE_CODE[GENERIC]
OWNS: Final = LINK_CODE["owns"]
LINK, MENTION, DESCRIPTION = 0, 1, 2  # ranks: who says a node's kind or name


class Natural(NamedTuple):
    """A link's natural key in the store's numbers; ``first`` is an ordinal or None."""

    kind: int
    source: int
    target: int
    distinct: str
    first: int | None


@dataclass(slots=True)
class Head:
    """The node as the store shows it without its statements."""

    number: int
    kind: int
    name: str
    kind_rank: int
    name_rank: int


@dataclass(slots=True)
class Said:
    """A current statement or link version: what it says, and where it comes from.

    ``content`` compares equal exactly when nothing changed. ``slot`` is its place among this
    batch's rows to write, None for what the store already held.
    """

    number: int
    content: tuple[object, ...]
    mention: bool
    file: int
    line: int
    slot: int | None = None


@dataclass(slots=True)
class Held:
    """What the store holds before the batch, for the keys the batch names."""

    revision: int
    nodes: int
    links: int
    statements: int
    file: int
    stated_by: int
    heads: dict[Key, Head]
    said: dict[int, Said]  # node number → this layout's current statement
    linked: dict[Natural, Said]


@dataclass(slots=True)
class Writes:
    """Rows to write, as the tables take them."""

    nodes: list[Head] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    changed: dict[int, tuple[Head, str]] = field(default_factory=dict)  # with the name before
    statements: list[list[object]] = field(default_factory=list)
    links: list[list[object]] = field(default_factory=list)
    arrays: list[tuple[int, ...]] = field(default_factory=list)
    retired_statements: list[int] = field(default_factory=list)
    retired_links: list[int] = field(default_factory=list)
    remerge: set[int] = field(default_factory=set)


class Ledger:
    """Walks the rows of a batch once, in order."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.writes = Writes()
        self.revision = held.revision + 1
        self.stored = self.unchanged = 0
        self.contradicted: list[Quarantined] = []

    def walk(self, rows: Sequence[Row]) -> None:
        for row in rows:
            told = [self._told(fact) for fact in row.facts]
            other = self._contradicting(row, told)
            if other is not None:
                self.contradicted.append(contradiction(row, other))
                continue
            changed = [self._record(fact, content, row.line) for fact, content in told]
            self.stored += any(changed)
            self.unchanged += not any(changed)

    @property
    def changes(self) -> bool:
        w = self.writes
        return bool(w.nodes or w.statements or w.links or w.retired_links)

    # What a fact says, checked against the vocabulary.

    def _told(self, fact: Fact) -> tuple[Fact, tuple[object, ...]]:
        if type(fact) is NodeFact:
            fields = node_shape(fact.kind).encode(fact.fields)
            content: tuple[object, ...] = (
                NODE_CODE[fact.kind], fields, _day(fact.valid_from), _day(fact.valid_until),
            )  # fmt: skip
            return fact, content
        if type(fact) is LinkFact:
            return fact, (link_shape(fact.kind).encode(fact.fields), _day(fact.valid_until))
        link_shape(fact.kind)
        return fact, ()

    # Contradictions, before anything of the row is recorded.

    def _contradicting(
        self, row: Row, told: list[tuple[Fact, tuple[object, ...]]]
    ) -> tuple[Fact, int] | None:
        """The fact that another line of this file states otherwise, and that line."""
        here: dict[object, tuple[object, ...]] = {}
        for fact, content in told:
            if type(fact) is Withdrawal or (type(fact) is NodeFact and fact.mention):
                continue
            key = self._own_key(fact)
            if here.setdefault(key, content) != content:
                return fact, row.line
            said = self._said(fact)
            if said is None or said.mention or said.file != self.held.file:
                continue
            if said.content != content and said.line != row.line:
                return fact, said.line
        return None

    @staticmethod
    def _own_key(fact: Fact) -> object:
        if type(fact) is NodeFact:
            return fact.key
        assert isinstance(fact, LinkFact)
        return fact.kind, fact.source, fact.target, fact.distinct, fact.valid_from

    def _said(self, fact: Fact) -> Said | None:
        heads = self.held.heads
        if isinstance(fact, NodeFact):
            head = heads.get(fact.key)
            return self.held.said.get(head.number) if head else None
        source, target = heads.get(fact.source), heads.get(fact.target)
        if source is None or target is None:
            return None
        return self.held.linked.get(natural(fact, source.number, target.number))

    # Recording; each says whether anything changed.

    def _record(self, fact: Fact, content: tuple[object, ...], line: int) -> bool:
        if type(fact) is NodeFact:
            return self._state(fact, content, line)
        if type(fact) is LinkFact:
            return self._link(fact, content, line)
        assert isinstance(fact, Withdrawal)
        return self._withdraw(fact)

    def _head(self, key: Key) -> Head:
        head = self.held.heads.get(key)
        if head is None:
            try:
                kind = FAMILY_CODE[key.family]
            except KeyError:
                raise _bad_family(key.family) from None
            head = Head(self.held.nodes + len(self.writes.nodes), kind, "", LINK, LINK)
            self.held.heads[key] = head
            self.writes.nodes.append(head)
            self.writes.keys.append(key)
        return head

    def _state(self, fact: NodeFact, content: tuple[object, ...], line: int) -> bool:
        head = self._head(fact.key)
        before = self.held.said.get(head.number)
        if before and (fact.mention or (before.content == content and not before.mention)):
            return False
        writes, held = self.writes, self.held
        if before:
            writes.remerge.add(head.number)
            self._retire(before, writes.statements, writes.retired_statements)
        number = held.statements + len(writes.statements)
        held.said[head.number] = Said(
            number, content, fact.mention, held.file, line, len(writes.statements)
        )
        writes.statements.append(
            [number, head.number, held.stated_by, content[0], int(fact.mention), *content[1:],
             self.revision, None, held.file, line]
        )  # fmt: skip
        self._show(head, fact)
        return True

    def _show(self, head: Head, fact: NodeFact) -> None:
        """Let the node's kind and name follow the statement, where it outranks."""
        rank = MENTION if fact.mention else DESCRIPTION
        kind, name = NODE_CODE[fact.kind], fact.fields.get("name")
        if head.number < self.held.nodes:
            self.writes.changed.setdefault(head.number, (head, head.name))
        if kind != SUBJECT and rank >= head.kind_rank:
            head.kind, head.kind_rank = kind, rank
        if name and rank >= head.name_rank:
            head.name, head.name_rank = str(name), rank

    def _link(self, fact: LinkFact, content: tuple[object, ...], line: int) -> bool:
        source, target = self._head(fact.source).number, self._head(fact.target).number
        key = natural(fact, source, target)
        before = self.held.linked.get(key)
        if before and before.content == content:
            return False
        writes, held = self.writes, self.held
        if before:
            self._retire(before, writes.links, writes.retired_links)
        number = held.links + len(writes.links)
        held.linked[key] = Said(number, content, False, held.file, line, len(writes.links))
        writes.links.append(
            [number, key.kind, source, target, key.distinct, content[0], key.first, content[1],
             self.revision, None, held.file, line]
        )  # fmt: skip
        writes.arrays.append(_as_array(fact, number, key))
        return True

    def _withdraw(self, fact: Withdrawal) -> bool:
        said = self._said(fact)
        if said is None:
            return False
        heads = self.held.heads
        del self.held.linked[natural(fact, heads[fact.source].number, heads[fact.target].number)]
        self._retire(said, self.writes.links, self.writes.retired_links)
        return True

    def _retire(self, said: Said, rows: list[list[object]], retired: list[int]) -> None:
        if said.slot is None:
            retired.append(said.number)
        else:
            rows[said.slot][-3] = self.revision  # recorded and retired in one revision


def natural(fact: LinkFact | Withdrawal, source: int, target: int) -> Natural:
    return Natural(LINK_CODE[fact.kind], source, target, fact.distinct, _day(fact.valid_from))


def _bad_family(family: str) -> RefusedInput:
    return RefusedInput(f"词汇表里没有“{family}”这一族", f"no family {family!r}", field="family")


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _as_array(fact: LinkFact, number: int, key: Natural) -> tuple[int, ...]:
    """The link as LINK_DTYPE has it."""
    fields, low, high, code = fact.fields, 0, 0, NO_CODE
    if key.kind == OWNS:
        low, high = int(fields.get("share_min", 0)), int(fields.get("share_max", 1_000_000))  # type: ignore[arg-type]
    name = LINK_KIND[fact.kind].code_field
    if name is not None and name in fields:
        code = CODES[fact.kind][str(fields[name])]
    first = ALWAYS if key.first is None else key.first
    last = FOREVER if fact.valid_until is None else fact.valid_until.toordinal()
    return number, key.kind, code, key.source, key.target, low, high, first, last


def contradiction(row: Row, found: tuple[Fact, int]) -> Quarantined:
    """What the steward reads; never the values, they may be personal."""
    fact, line = found
    return Quarantined(
        line=row.line,
        field=fact.kind,
        problem_zh=f"与本文件第 {line} 行矛盾:同一对象,内容不同",
        problem_en=f"contradicts line {line} of this file: same key, other content",
        remedy_zh="请核对两行,只保留正确的一行",
        remedy_en="compare both lines and keep the right one",
        raw=row.raw,
    )
