"""One batch against what is held: which rows are new, unchanged, or contradict their own file.

Pure bookkeeping: ``Ledger`` is told what the store holds for the batch's keys, walks the rows and
collects what to write. Nothing here talks to the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.encoding import link_shape, node_shape
from graph.errors import RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeFact, Quarantined, Row, Withdrawal
from graph.merging import FAMILY_KIND, GENERIC
from graph.succession import Open, only_end, slot_of, succeeding, until
from graph.versions import (
    FIELDS,
    FILE,
    LINE,
    MENTIONED,
    NUMBER,
    RECORDED,
    RETIRED,
    SAYS,
    SOURCE,
    TARGET,
    Natural,
    Version,
    as_array,
    key_of,
    natural,
    same,
    says,
    says_all,
)
from graph.vocabulary import FAMILIES, NODE_CODE

FAMILY: Final = {family: code for code, family in enumerate(FAMILIES)}
FAMILY_CODE: Final = {family: NODE_CODE[kind] for family, kind in FAMILY_KIND.items()}
SUBJECT: Final = NODE_CODE[GENERIC]
LINK, MENTION, DESCRIPTION = 0, 1, 2  # ranks: who says a node's kind or name


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
    open_: Open = field(default_factory=dict)
    files: frozenset[int] = frozenset()  # of this table


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
    """Walks the rows of a batch once, in order. ``day`` is the batch's."""

    def __init__(self, held: Held, day: date | None = None) -> None:
        self.held, self._day = held, day
        for versions in held.open_.values():
            held.linked |= {key_of(version): version for version in versions}
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
            if (rival := self._rival(fact)) is not None and rival[LINE] != line:
                return fact, rival[LINE]
            said = self._said(fact)
            if said is None or said[FILE] != file or said[LINE] == line:
                continue
            if type(fact) is NodeFact:
                if not (said[MENTIONED] or said[SAYS] == says(fact, text)):
                    return fact, said[LINE]
            elif type(fact) is LinkFact and not same(said, fact, text):
                return fact, said[LINE]
        return None

    def _said(self, fact: Fact) -> Version | None:
        heads = self.held.heads
        if type(fact) is NodeFact:
            head = heads.get(fact.key.family, _NOBODY).get(fact.key.id)
            return None if head is None else self.held.said.get(head.number)
        assert isinstance(fact, LinkFact | Withdrawal)
        source, target = self._number(fact.source), self._number(fact.target)
        if source is None or target is None:
            return None
        return self.held.linked.get(natural(fact, source, target))

    def _rival(self, fact: Fact) -> Version | None:
        """Another link that this file put where there can be only one."""
        if type(fact) is not LinkFact or not fact.only:
            return None
        end, other = only_end(fact)
        one, two = self._number(end), self._number(other)
        held = () if one is None else self.held.open_.get(slot_of(fact, one), ())
        file, place = self.held.file, TARGET if fact.only == "source" else SOURCE
        return next((v for v in held if v[FILE] == file and v[place] != two), None)

    def _number(self, key: Key) -> int | None:
        head = self.held.heads.get(key.family, _NOBODY).get(key.id)
        return None if head is None else head.number

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
        before, told = held.said.get(head.number), says(fact, text)
        if before is not None:
            if fact.mention or before[SAYS] == told or _this_line(before, held.file, line):
                return False
            writes.remerge.add(head.number)
            self._retire(before, writes.retired_statements)
        number = held.statements + len(writes.statements)
        version = [
            number, head.number, held.stated_by, *told, self.revision, None, held.file, line,
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
        if fact.only:
            fact = self._succeed(fact, source, target, line)
        key, held = natural(fact, source, target), self.held
        before = held.linked.get(key)
        if before is not None:
            if (before[FILE] == held.file and before[LINE] == line) or same(before, fact, text):
                return False
            if before[FILE] not in held.files and says_all(before, fact):
                return False  # another table said as much and more: nothing it said is unsaid
            self._retire(before, self.writes.retired_links)
        version = self._put(fact, key, text, line)
        if fact.only:
            held.open_[slot_of(fact, source if fact.only == "source" else target)] = [version]
        return True

    def _put(self, fact: LinkFact, key: Natural, text: str, line: int) -> Version:
        """The link's next version, to be written."""
        held, writes, last = self.held, self.writes, fact.valid_until
        number = held.links + len(writes.links)
        version = [
            number, *key[:4], text, key[4],
            None if last is None else last.toordinal(), self.revision, None, held.file, line,
        ]  # fmt: skip
        held.linked[key] = version
        writes.links.append(version)
        writes.arrays.append(as_array(fact, number, key[1], key[2]))
        return version

    def _succeed(self, fact: LinkFact, source: int, target: int, line: int) -> LinkFact:
        """The fact with its first day, once what it succeeds is ended. What began no earlier than
        it is succeeded never was."""
        if self._day is None:
            return fact
        before = self.held.linked.get(natural(fact, source, target))
        fact, ended = succeeding(fact, (source, target), self.held.open_, before, self._day)
        last = self._day.toordinal() - 1
        for version in ended:
            self._retire(version, self.writes.retired_links)
            key = key_of(version)
            if key[4] is None or key[4] <= last:
                self._put(until(version, last), key, version[FIELDS], line)
            else:
                del self.held.linked[key]
        return fact

    def _withdraw(self, fact: Withdrawal) -> bool:
        said = self._said(fact)
        if said is None:
            return False
        del self.held.linked[key_of(said)]
        self._retire(said, self.writes.retired_links)
        return True

    def _retire(self, version: Version, retired: list[int]) -> None:
        if version[RECORDED] == self.revision:
            version[RETIRED] = self.revision  # recorded and retired at once: never current
        else:
            retired.append(version[NUMBER])


_NOBODY: Final[dict[str, Head]] = {}


def _this_line(before: Version, file: int, line: int) -> bool:
    """Whether the held description is this very line's."""
    return before[FILE] == file and before[LINE] == line and not before[MENTIONED]


def _bad_family(family: str) -> RefusedInput:
    return RefusedInput(f"词汇表里没有“{family}”这一族", f"no family {family!r}", field="family")


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
