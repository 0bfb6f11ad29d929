"""One batch against what is held: which rows are new, unchanged, or contradict their own file.

Pure bookkeeping: ``Ledger`` is told what the store holds for the batch's keys, walks the rows and
collects what to write. Nothing here talks to the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graph.encoding import link_shape, node_shape
from graph.errors import RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeFact, Quarantined, Row, Withdrawal
from graph.merging import FAMILY_KIND, GENERIC
from graph.topology import NO_CODE, first_day, last_day
from graph.vocabulary import FAMILIES, LINK_CODE, LINK_KIND, NODE_CODE

FAMILY: Final = {family: code for code, family in enumerate(FAMILIES)}
FAMILY_CODE: Final = {family: NODE_CODE[kind] for family, kind in FAMILY_KIND.items()}
CODES: Final = {
    kind.name: {code: index for index, code in enumerate(kind.codes)} for kind in LINK_KIND.values()
}
CODE_FIELD: Final = {kind.name: kind.code_field for kind in LINK_KIND.values()}
SUBJECT: Final = NODE_CODE[GENERIC]
OWNS: Final = LINK_CODE["owns"]
LINK, MENTION, DESCRIPTION = 0, 1, 2  # ranks: who says a node's kind or name


Natural = tuple[int, int, int, str, int | None]
"""A link's natural key in the store's numbers: kind, source, target, distinct, first day."""

Version = list[Any]
"""A statement or link as its table has it: what is held and what is written look alike."""

NUMBER: Final = 0
# Of a statement: 1 node, 2 stated_by, 3 kind, 4 mention, 5 fields, 6 first, 7 last day.
SAYS: Final = slice(3, 8)
MENTIONED: Final = 4
# Of a link: 1 kind, 2 source, 3 target, 4 distinct, 5 fields, 6 first, 7 last day.
FIELDS, LAST = 5, 7
# Of both.
RECORDED, RETIRED, FILE, LINE = 8, 9, 10, 11


@dataclass(slots=True)
class Head:
    """The node as the store shows it without its statements."""

    number: int
    kind: int
    name: str
    kind_rank: int
    name_rank: int


Heads = dict[str, dict[str, Head]]  # by family and id


@dataclass(slots=True)
class Held:
    """What the store holds before the batch, for the keys the batch names."""

    revision: int
    nodes: int
    links: int
    statements: int
    file: int
    stated_by: int
    heads: Heads
    said: dict[int, Version]  # node number → this layout's current statement
    linked: dict[Natural, Version]


@dataclass(slots=True)
class Writes:
    """Rows to write, as the tables take them."""

    nodes: list[Head] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    changed: dict[int, tuple[Head, str]] = field(default_factory=dict)  # with the name before
    statements: list[Version] = field(default_factory=list)
    links: list[Version] = field(default_factory=list)
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
            told = [(fact, self._told(fact)) for fact in row.facts]
            if (found := self._contradicting(row.line, told)) is not None:
                self.contradicted.append(contradiction(row, *found))
                continue
            changed = False
            for fact, text in told:
                changed |= self._record(fact, text, row.line)
            self.stored += changed
            self.unchanged += not changed

    @property
    def changes(self) -> bool:
        w = self.writes
        return bool(w.nodes or w.statements or w.links or w.retired_links)

    def _told(self, fact: Fact) -> str:
        """The fact's fields as canonical JSON, checked against the vocabulary. A mention of whom
        this layout already named is not looked at: most rows name the same few again."""
        if type(fact) is NodeFact:
            if fact.mention and self._said(fact) is not None:
                return ""
            return node_shape(fact.kind).encode(fact.fields)
        shape = link_shape(fact.kind)
        return shape.encode(fact.fields) if type(fact) is LinkFact else ""

    # Contradictions, before anything of the row is recorded.

    def _contradicting(self, line: int, told: list[tuple[Fact, str]]) -> tuple[Fact, int] | None:
        """The fact that another line of this file states otherwise, and that line."""
        file = self.held.file
        for fact, text in told:
            if type(fact) is NodeFact and fact.mention:
                continue
            said = self._said(fact)
            if said is None or said[FILE] != file or said[LINE] == line:
                continue
            if type(fact) is NodeFact:
                if not (said[MENTIONED] or said[SAYS] == _says(fact, text)):
                    return fact, said[LINE]
            elif type(fact) is LinkFact and not _same(said, fact, text):
                return fact, said[LINE]
        return None

    def _said(self, fact: Fact) -> Version | None:
        heads = self.held.heads
        if type(fact) is NodeFact:
            head = heads.get(fact.key.family, _NOBODY).get(fact.key.id)
            return None if head is None else self.held.said.get(head.number)
        assert isinstance(fact, LinkFact | Withdrawal)
        source = heads.get(fact.source.family, _NOBODY).get(fact.source.id)
        target = heads.get(fact.target.family, _NOBODY).get(fact.target.id)
        if source is None or target is None:
            return None
        return self.held.linked.get(natural(fact, source.number, target.number))

    # Recording; each says whether anything changed. A line's first statement of a key stands.

    def _record(self, fact: Fact, text: str, line: int) -> bool:
        if type(fact) is NodeFact:
            return self._state(fact, text, line)
        if type(fact) is LinkFact:
            return self._link(fact, text, line)
        assert isinstance(fact, Withdrawal)
        return self._withdraw(fact)

    def _head(self, key: Key) -> Head:
        family, local = key
        head = self.held.heads.get(family, _NOBODY).get(local)
        if head is None:
            if family not in FAMILY_CODE:
                raise _bad_family(family)
            writes = self.writes
            number = self.held.nodes + len(writes.nodes)
            head = Head(number, FAMILY_CODE[family], "", LINK, LINK)
            self.held.heads.setdefault(family, {})[local] = head
            writes.nodes.append(head)
            writes.keys.append(key)
        return head

    def _state(self, fact: NodeFact, text: str, line: int) -> bool:
        head, held, writes = self._head(fact.key), self.held, self.writes
        before, says = held.said.get(head.number), _says(fact, text)
        if before is not None:
            if fact.mention or before[SAYS] == says or _this_line(before, held.file, line):
                return False
            writes.remerge.add(head.number)
            self._retire(before, writes.retired_statements)
        number = held.statements + len(writes.statements)
        version = [
            number, head.number, held.stated_by, *says, self.revision, None, held.file, line,
        ]  # fmt: skip
        held.said[head.number] = version
        writes.statements.append(version)
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

    def _link(self, fact: LinkFact, text: str, line: int) -> bool:
        source, target = self._head(fact.source).number, self._head(fact.target).number
        key, held, writes = natural(fact, source, target), self.held, self.writes
        before = held.linked.get(key)
        if before is not None:
            if (before[FILE] == held.file and before[LINE] == line) or _same(before, fact, text):
                return False
            self._retire(before, writes.retired_links)
        number, last = held.links + len(writes.links), fact.valid_until
        version = [
            number, key[0], source, target, fact.distinct, text, key[4],
            None if last is None else last.toordinal(), self.revision, None, held.file, line,
        ]  # fmt: skip
        held.linked[key] = version
        writes.links.append(version)
        writes.arrays.append(as_array(fact, number, source, target))
        return True

    def _withdraw(self, fact: Withdrawal) -> bool:
        said = self._said(fact)
        if said is None:
            return False
        kind, source, target, distinct, _, first = said[1:7]
        del self.held.linked[kind, source, target, distinct, first]
        self._retire(said, self.writes.retired_links)
        return True

    def _retire(self, version: Version, retired: list[int]) -> None:
        if version[RECORDED] == self.revision:
            version[RETIRED] = self.revision  # recorded and retired at once: never current
        else:
            retired.append(version[NUMBER])


_NOBODY: Final[dict[str, Head]] = {}


def _says(fact: NodeFact, text: str) -> list[Any]:
    """What a statement says, as its columns ``SAYS`` have it."""
    first, last = fact.valid_from, fact.valid_until
    return [
        NODE_CODE[fact.kind],
        1 if fact.mention else 0,
        text,
        None if first is None else first.toordinal(),
        None if last is None else last.toordinal(),
    ]


def _this_line(before: Version, file: int, line: int) -> bool:
    """Whether the held description is this very line's."""
    return before[FILE] == file and before[LINE] == line and not before[MENTIONED]


def _same(said: Version, fact: LinkFact, text: str) -> bool:
    last = fact.valid_until
    day = None if last is None else last.toordinal()
    return bool(said[FIELDS] == text and said[LAST] == day)


def natural(fact: LinkFact | Withdrawal, source: int, target: int) -> Natural:
    first = fact.valid_from
    day = None if first is None else first.toordinal()
    return LINK_CODE[fact.kind], source, target, fact.distinct, day


def _bad_family(family: str) -> RefusedInput:
    return RefusedInput(f"词汇表里没有“{family}”这一族", f"no family {family!r}", field="family")


def as_array(fact: LinkFact, number: int, source: int, target: int) -> tuple[int, ...]:
    """The link as LINK_DTYPE has it. An absent share may be anything from nothing to the whole."""
    fields, low, high, code = fact.fields, 0, 0, NO_CODE
    kind = LINK_CODE[fact.kind]
    if kind == OWNS:
        low, high = int(fields.get("share_min", 0)), int(fields.get("share_max", 1_000_000))  # type: ignore[arg-type]
    name = CODE_FIELD[fact.kind]
    if name is not None and name in fields:
        code = CODES[fact.kind][str(fields[name])]
    first, last = first_day(fact.valid_from), last_day(fact.valid_until)
    return number, kind, code, source, target, low, high, first, last


def contradiction(row: Row, fact: Fact, line: int) -> Quarantined:
    """What the steward reads; never the values, they may be personal."""
    return Quarantined(
        line=row.line,
        field=fact.kind,
        problem_zh=f"与本文件第 {line} 行矛盾:同一对象,内容不同",
        problem_en=f"contradicts line {line} of this file: same key, other content",
        remedy_zh="请核对两行,只保留正确的一行",
        remedy_en="compare both lines and keep the right one",
        raw=row.raw,
    )
