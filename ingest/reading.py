"""From records to rows of facts: the header first, then one row after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final

import msgspec

from graph.errors import BadIdentifier, RefusedInput
from graph.facts import Quarantined, Row
from ingest.catalogue import reader
from ingest.header import (
    LOOK_AHEAD,
    Recognised,
    of_objects,
    recognise,
    spellings,
    unrecognised,
)
from ingest.jsonlines import JsonLines
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.persons import PersonKeys
from ingest.records import UNREAD, BadRecord, Content, Record, Table, encoded, raw_json
from ingest.text import INVISIBLE, header_fold

Outcome = Row | Quarantined
WHOLE_ROW: Final = "整行 whole row"
OBJECTS_AHEAD: Final = 1_000  # objects looked at to tell the layout of JSON lines


class Reading:
    """A table whose layout is known; ``outcomes`` gives one outcome for each of its rows."""

    def __init__(
        self, table: Table, layouts: Sequence[Layout], delivery: Delivery, *, keep_raw: bool = True
    ) -> None:
        self._table = table
        self._delivery = delivery
        self._keep_raw = keep_raw
        self._records = table.blocks()
        self._layouts = layouts
        self._objects = isinstance(table, JsonLines)
        self._names: dict[str, str | None] = {}
        self._elsewhere: dict[tuple[str, ...], str | None] = {}
        self._seen, self._begun = self._recognise()
        self.layout = self._seen.layout
        table.width = len(self._seen.headers)

    @property
    def position(self) -> int:
        return self._table.position

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(self._seen.headers)

    @property
    def unread(self) -> tuple[str, ...]:
        """Headers of columns the layout does not know: their cells are left aside."""
        seen = self._seen
        if self._objects:
            return tuple(name for name in seen.headers if canonical(name, seen.layout) is None)
        known = set(seen.places)
        return tuple(h for place, h in enumerate(seen.headers) if h and place not in known)

    def _ahead(self, least: int) -> list[Record]:
        """The next records, at least so many where there are; whole blocks."""
        block: list[Record] = []
        while len(block) < least and (more := next(self._records, None)) is not None:
            block += more
        return block

    def _recognise(self) -> tuple[Recognised, list[Record]]:
        """The header, and the records after it that were read to find it. Objects have none:
        each of them is a row."""
        block = self._ahead(LOOK_AHEAD)
        if self._objects:
            block += self._ahead(OBJECTS_AHEAD - len(block))
            shapes = Counter(tuple(told) for _, told in block if isinstance(told, dict))
            seen = of_objects(shapes, self._layouts)
            if seen is not None:
                return seen, block
            raise unrecognised(max(shapes, key=len, default=()), self._layouts)
        nearest: list[str] = []
        for place, (_, content) in enumerate(block[:LOOK_AHEAD]):
            headers = _headers(content)
            if (seen := recognise(headers, self._layouts)) is not None:
                return seen, block[place + 1 :]
            nearest = max(nearest, headers, key=lambda cells: len([c for c in cells if c]))
        raise (
            unrecognised(nearest, self._layouts)
            if block
            else RefusedInput("空文件", "an empty file")
        )

    def outcomes(self, skip: int = 0) -> Iterator[Outcome]:
        """Rows and quarantined rows in order, after the first ``skip``."""
        seen, delivery, read = self._seen, self._delivery, reader(self.layout, self._delivery)
        width, (names, absent), ragged = len(seen.headers), self._all_names(), self._table.ragged
        take: Callable[[list[str]], tuple[str, ...]] = itemgetter(*seen.places)
        for line, content in chain.from_iterable(chain((self._begun,), self._records)):
            if type(content) is list and len(content) != width:
                fitted = _fitted(content, width, ragged)
                if fitted is None:
                    continue
                content = fitted
            if skip:
                skip -= not _blank(content)
                continue
            try:
                if type(content) is list:
                    cells: Cells = dict(zip(names, take(content) + absent, strict=True))
                    facts = read(cells, delivery)
                else:
                    facts = read(self._by_name(content), delivery)
            except (BadField, BadIdentifier) as problem:
                if not _blank(content):
                    yield self._set_aside(line, content, problem)
                continue
            assert not isinstance(content, BadRecord)
            yield Row(line, facts, encoded(content) if self._keep_raw else "")

    def _by_name(self, content: Content) -> dict[str, str]:
        if isinstance(content, BadRecord):
            raise content.problem
        assert isinstance(content, dict)
        if (other := self._other_layout(tuple(content))) is not None:
            raise _of_another(other, self.layout.name)
        cells = dict.fromkeys((column.name for column in self.layout.columns), "")
        for name, cell in content.items():
            if cell and (known := self._known(name)):
                if cells[known] not in ("", cell):
                    raise _twice(name)
                cells[known] = cell
        return cells

    def _other_layout(self, names: tuple[str, ...]) -> str | None:
        """The layout an object with these names is of, unless it may be of the table's."""
        if names not in self._elsewhere:
            own = {self._known(name) for name in names}
            seen = None if own.issuperset(self.layout.telling) else recognise(names, self._layouts)
            other = None if seen is None or seen.layout is self.layout else seen.layout.name
            if len(self._elsewhere) > 1000:
                return other
            self._elsewhere[names] = other
        return self._elsewhere[names]

    def _all_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The columns the header has, then those it lacks; and blank cells for the latter."""
        names = self._seen.names
        lacking = tuple(c.name for c in self.layout.columns if c.name not in names)
        return names + lacking, ("",) * len(lacking)

    def _known(self, name: str) -> str | None:
        if name not in self._names:
            if len(self._names) > 1000:
                return None
            self._names[name] = canonical(name, self.layout)
        return self._names[name]

    def _raw(self, content: Content) -> str:
        cells = content.raw if isinstance(content, BadRecord) else content
        if isinstance(cells, Mapping) and UNREAD in cells:  # room for the cells, to be filled in
            cells = {**cells, **dict.fromkeys(filter(None, self._seen.headers), "")}
        return self._delivery.persons.seal_text(raw_json(cells, self._seen.headers))

    def _set_aside(
        self, line: int, content: Content, problem: BadField | BadIdentifier
    ) -> Quarantined:
        return set_aside(line, problem, self._field(problem), self._raw(content))

    def _field(self, problem: BadField | BadIdentifier) -> str:
        """The column's header as the file has it, whether the problem knows its name or its place
        (``#3``, met before the column was known)."""
        field, seen = problem.field or "", self._seen
        if field in seen.names and not self._objects:
            return seen.headers[seen.places[seen.names.index(field)]]
        if field.startswith("#") and field[1:].isdigit():
            place = int(field[1:]) - 1
            return (
                seen.headers[place] if place < len(seen.headers) and seen.headers[place] else field
            )
        return field


def kept(persons: PersonKeys, headers: Sequence[str], raw: str) -> str:
    """What quarantine keeps of a row that the store refuses: its cells by name, sealed."""
    cells: list[str] | dict[str, str] = msgspec.json.decode(raw) if raw else {}
    return persons.seal_text(raw_json(cells, headers)) if cells else ""


def set_aside(line: int, problem: BadField | BadIdentifier, field: str, raw: str) -> Quarantined:
    """A quarantined row with the problem's own words; a problem of no field is the whole row's."""
    field = field or WHOLE_ROW
    if isinstance(problem, BadField):
        return Quarantined(
            line, field, problem.problem_zh, problem.problem_en,
            problem.remedy_zh, problem.remedy_en, raw,
        )  # fmt: skip
    return Quarantined(line, field, problem.zh, problem.en,
                       "请核对号码", "check the number", raw)  # fmt: skip


def canonical(header: str, layout: Layout) -> str | None:
    """The canonical name of a header in a layout."""
    folded = header_fold(header)
    return next((c.name for c in layout.columns if folded in spellings(c)), None)


def _headers(content: Content) -> list[str]:
    """A record as a header. What cannot be seen in a header tells nothing; the cells are kept."""
    if isinstance(content, BadRecord):
        cells = [] if isinstance(content.raw, Mapping) else content.raw
        return [INVISIBLE.sub("", cell).strip() for cell in cells]
    return list(content)


def _of_another(other: str, own: str) -> BadField:
    return BadField(
        "", f"本行属于版式“{other}”,而本文件是“{own}”",
        f"this object is of the layout {other!r}, its file of {own!r}",
        "请将不同版式的行分成不同的文件", "deliver each layout in a file of its own",
    )  # fmt: skip


def _twice(name: str) -> BadField:
    return BadField(
        name[:64], "同一列以两个名称给出,内容不同", "one column under two names, with two contents",
        "请只保留一个", "keep one of them",
    )  # fmt: skip


def _blank(content: Content) -> bool:
    if isinstance(content, list):
        return not any(content)
    return isinstance(content, dict) and not any(content.values())


def _fitted(content: list[str], width: int, ragged: bool) -> Content | None:
    """A row of another width than the header: blank cells may abound in the end,
    and lack there where a format does not keep them."""
    if not any(content):
        return None
    if len(content) > width and not any(content[width:]):
        return content[:width]
    if len(content) < width and ragged:
        return content + [""] * (width - len(content))
    problem = BadField(
        "", f"应有 {width} 个单元格,却有 {len(content)} 个",
        f"{len(content)} cells where {width} are due",
        "请检查是否缺列、多列或分隔符未加引号",
        "check for missing or extra cells and for unquoted separators",
    )  # fmt: skip
    return BadRecord(problem, content)
