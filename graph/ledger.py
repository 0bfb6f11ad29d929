"""One batch against what is held: which rows are new, unchanged, or contradict their own file.

Pure bookkeeping: ``Ledger`` is told what the store holds for the batch's keys, walks the rows and
collects what to write. Nothing here talks to the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graph.encoding import NODE_SHAPE
from graph.facts import Key, Quarantined
from graph.merging import FAMILY_KIND, GENERIC
from graph.succession import Open, only_end, slot_of, succeeding, until
from graph.told import Keep, ToldBatch, ToldFact, ToldLink, ToldNode, ToldRow, ToldWithdrawal
from graph.versions import (
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
    key_of,
    natural,
    same,
    says_all,
    told_array,
)
from graph.vocabulary import FAMILIES, LINK_KINDS, NODE_CODE, NODE_KINDS

FAMILY: Final = {family: code for code, family in enumerate(FAMILIES)}
FAMILY_CODE: Final = {family: NODE_CODE[kind] for family, kind in FAMILY_KIND.items()}
SUBJECT: Final = NODE_CODE[GENERIC]
LINK, MENTION, DESCRIPTION = 0, 1, 2  # ranks: who says a node's kind or name


@dataclass(slots=True)
class Head:
    """The node as the store shows it; ``said`` is what the batch's table states of it now."""

    number: int
    kind: int
    name: str
    kind_rank: int
    name_rank: int
    said: Version | None = None


@dataclass(slots=True)
class Held:
    """What the store holds before the batch, for the keys the batch names."""

    revision: int
    nodes: int
    links: int
    statements: int
    file: int
    stated_by: int
    heads: list[Head | None]  # as the batch's keys; None for a node not held
    linked: dict[Natural, Version]
    open_: Open = field(default_factory=dict)
    files: frozenset[int] = frozenset()  # of this table
    firsts: dict[int, int] = field(default_factory=dict)  # of ``said``: see Writes.restated


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
    restated: dict[int, int] = field(default_factory=dict)
    """Statements that differ from what their table said in what is kept apart alone → the first of
    the run they are of."""


class Ledger:
    """Walks the rows of a batch once, in order."""

    def __init__(self, batch: ToldBatch, held: Held, keep: Keep = str) -> None:
        self._batch, self.held, self._heads, self._keep = batch, held, held.heads, keep
        for versions in held.open_.values():
            held.linked |= {key_of(version): version for version in versions}
        self.writes = Writes()
        self.revision = held.revision + 1
        self.stored = self.unchanged = 0
        self.contradicted: list[Quarantined] = []
        self._again: dict[tuple[bool, int], int] = {}  # (is a link, version) → line

    def walk(self) -> None:
        for row in self._batch.rows:
            if (found := self._contradicting(row)) is not None:
                self.contradicted.append(contradiction(row, *found, self._keep(row.raw)))
            elif self._record(row):
                self.stored += 1
            else:
                self.unchanged += 1

    @property
    def changes(self) -> bool:
        w = self.writes
        return bool(w.nodes or w.statements or w.links or w.retired_links)

    # Contradictions, before anything of the row is recorded.

    def _contradicting(self, row: ToldRow) -> tuple[ToldFact, int] | None:
        """The fact that another line of this file states otherwise, and that line."""
        for fact in row.facts:
            if isinstance(fact, ToldNode):
                head = self._heads[fact.node]
                said = None if head is None or fact.mention else head.said
                if said is None or said[MENTIONED] or _says(said, fact):
                    continue
            elif isinstance(fact, ToldLink):
                rival = self._rival(fact) if fact.only else None
                said = rival or self._linked(fact)
                if said is None or (rival is None and same(said, fact)):
                    continue
            else:
                continue
            line = self._line_of(said, link=isinstance(fact, ToldLink))
            if line is not None and line != row.line:
                return fact, line
        return None

    def _line_of(self, version: Version, *, link: bool) -> int | None:
        """The line of this file that states the version: that recorded it, or said it again."""
        if version[FILE] == self.held.file:
            return int(version[LINE])
        return self._again.get((link, version[NUMBER]))

    def _linked(self, fact: ToldLink | ToldWithdrawal) -> Version | None:
        source, target = self._heads[fact.source], self._heads[fact.target]
        if source is None or target is None:
            return None
        return self.held.linked.get(natural(fact, source.number, target.number))

    def _rival(self, fact: ToldLink) -> Version | None:
        """Another link that this file put where there can be only one."""
        end, other = map(self._heads.__getitem__, only_end(fact))
        held = () if end is None else self.held.open_.get(slot_of(fact, end.number), ())
        place = TARGET if fact.only == "source" else SOURCE
        number = None if other is None else other.number
        return next(
            (v for v in held if v[place] != number and self._line_of(v, link=True) is not None),
            None,
        )

    # Recording; each says whether anything changed. A line's first statement of a key stands.

    def _record(self, row: ToldRow) -> bool:
        changed = False
        for fact in row.facts:
            if isinstance(fact, ToldNode):
                changed |= self._state(fact, row.line)
            elif isinstance(fact, ToldLink):
                changed |= self._link(fact, row.line)
            else:
                changed |= self._withdraw(fact)
        return changed

    def _come(self, place: int) -> Head:
        """A head for a node that nobody named before."""
        key, writes = self._batch.keys[place], self.writes
        number = self.held.nodes + len(writes.nodes)
        head = self._heads[place] = Head(number, FAMILY_CODE[key.family], "", LINK, LINK)
        writes.nodes.append(head)
        writes.keys.append(key)
        return head

    def _state(self, fact: ToldNode, line: int) -> bool:
        head = self._heads[fact.node] or self._come(fact.node)
        held, writes = self.held, self.writes
        before = head.said
        if before is not None:
            if not fact.mention and _says(before, fact):
                self._again.setdefault((False, before[NUMBER]), line)
                return False
            if fact.mention or _this_line(before, held.file, line):
                return False
            self._retire(before, writes.retired_statements)
        number = held.statements + len(writes.statements)
        head.said = [
            number, head.number, held.stated_by, *fact.says, self.revision, None, held.file, line,
        ]  # fmt: skip
        writes.statements.append(head.said)
        if before is not None and _says_openly(before, fact):
            first = int(before[NUMBER])
            held.firsts[number] = held.firsts.get(first, first)
            writes.restated[number] = held.firsts[number]
            self._touch(head)
            return True
        if before is not None:
            writes.remerge.add(head.number)
        self._show(head, fact)
        return True

    def _touch(self, head: Head) -> None:
        if head.number < self.held.nodes:
            self.writes.changed.setdefault(head.number, (head, head.name))

    def _show(self, head: Head, fact: ToldNode) -> None:
        """Let the node's kind and name follow the statement, where it outranks."""
        rank = MENTION if fact.mention else DESCRIPTION
        kind, name = fact.says[0], fact.name
        self._touch(head)
        if kind != SUBJECT and rank >= head.kind_rank:
            head.kind, head.kind_rank = kind, rank
        if name and rank >= head.name_rank:
            head.name, head.name_rank = name, rank

    def _link(self, fact: ToldLink, line: int) -> bool:
        source = (self._heads[fact.source] or self._come(fact.source)).number
        target = (self._heads[fact.target] or self._come(fact.target)).number
        if fact.only:
            fact = self._succeed(fact, source, target, line)
        key, held = natural(fact, source, target), self.held
        before = held.linked.get(key)
        if before is not None:
            if same(before, fact):
                self._again.setdefault((True, before[NUMBER]), line)
                return False
            if before[FILE] == held.file and before[LINE] == line:
                return False
            if before[FILE] not in held.files and says_all(before, fact):
                return False  # another table said as much and more: nothing it said is unsaid
            self._retire(before, self.writes.retired_links)
        version = self._put(fact, key, line)
        if fact.only:
            held.open_[slot_of(fact, source if fact.only == "source" else target)] = [version]
        return True

    def _put(self, fact: ToldLink, key: Natural, line: int) -> Version:
        """The link's next version, to be written."""
        held, writes = self.held, self.writes
        number = held.links + len(writes.links)
        version = [
            number, *key[:4], fact.fields, key[4], fact.last, self.revision, None, held.file, line,
        ]  # fmt: skip
        held.linked[key] = version
        writes.links.append(version)
        writes.arrays.append(told_array(fact, number, key[1], key[2]))
        return version

    def _succeed(self, fact: ToldLink, source: int, target: int, line: int) -> ToldLink:
        """The fact with its first day, once what it succeeds is ended. What began no earlier than
        it is succeeded never was."""
        day = self._batch.day
        if day is None:
            return fact
        before = self.held.linked.get(natural(fact, source, target))
        fact, ended = succeeding(fact, (source, target), self.held.open_, before, day)
        last = day.toordinal() - 1
        for version in ended:
            self._retire(version, self.writes.retired_links)
            key = key_of(version)
            if key[4] is None or key[4] <= last:
                self._put(until(version, last), key, line)
            else:
                del self.held.linked[key]
        return fact

    def _withdraw(self, fact: ToldWithdrawal) -> bool:
        said = self._linked(fact)
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


def _says(said: Version, fact: ToldNode) -> bool:
    return tuple(said[SAYS]) == fact.says


def _says_openly(said: Version, fact: ToldNode) -> bool:
    """Whether it says as much, but for what is kept apart."""
    kind, mention, fields, *days = said[SAYS]
    told, mentioned, text, *days_told = fact.says
    if (kind, mention, days) != (told, mentioned, days_told):
        return False
    return NODE_SHAPE[NODE_KINDS[kind].name].same_openly(fields, text)


def _this_line(before: Version, file: int, line: int) -> bool:
    """Whether the held description is this very line's."""
    return before[FILE] == file and before[LINE] == line and not before[MENTIONED]


def contradiction(row: ToldRow, fact: ToldFact, line: int, raw: str) -> Quarantined:
    """What the steward reads; never the values, they may be personal."""
    kind = NODE_KINDS[fact.says[0]] if isinstance(fact, ToldNode) else LINK_KINDS[fact.kind]
    return Quarantined(
        line=row.line,
        field=kind.name,
        problem_zh=f"与本文件第 {line} 行矛盾:同一对象,内容不同",
        problem_en=f"contradicts line {line} of this file: same key, other content",
        remedy_zh="请核对两行,只保留正确的一行",
        remedy_en="compare both lines and keep the right one",
        raw=raw,
    )
