"""Records of delimited text (CSV, TSV), where a damaged one costs itself and never a neighbour."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import BinaryIO, Final

from ingest.layout import MAX_CELL, BadField
from ingest.lines import BadLine, Line, Lines
from ingest.records import UNREAD, BadRecord, Content, Record, clean
from ingest.text import INVISIBLE, WIDE

MAX_QUOTED_LINES: Final = 100
_DELIMITERS: Final = ",\t;|"
_SUSPECT: Final = re.compile(f"[{INVISIBLE.pattern[1:-1]}{WIDE.pattern[1:-1]}=+@]")


class Delimited:
    """A table of delimited text. ``width``, once known, tells whole records from parts."""

    title = ""
    ragged = False

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = Lines(stream)
        self._delimiter = ""
        self.width: int | None = None

    @property
    def position(self) -> int:
        return self._lines.position

    def blocks(self) -> Iterator[list[Record]]:
        number, carried = 1, list[Line]()
        for lines in self._lines.blocks():
            lines = carried + lines
            records, used = self._records(lines, number, final=False)
            number += used
            carried = lines[used:]
            yield records
        records, _ = self._records(carried, number, final=True)
        yield records

    def _records(self, lines: list[Line], first: int, final: bool) -> tuple[list[Record], int]:
        """Records of these lines, and how many lines they took: an open one waits for more."""
        if not self._delimiter and lines:
            self._delimiter = _delimiter(lines[0])
            self.width = _width(lines[0], self._delimiter)
        suspects = _suspects(lines, self._delimiter)
        records: list[Record] = []
        append, delimiter = records.append, self._delimiter
        index, count = 0, len(lines)
        while index < count:
            line = lines[index]
            if isinstance(line, BadLine):
                append((first + index, BadRecord(line.problem, {UNREAD: line.text})))
            elif '"' in line:
                plain = index not in suspects and len(line) <= MAX_CELL
                used = self._quoted(lines, index, first, records, plain=plain, final=final)
                if not used:
                    return records, index
                index += used
                continue
            elif not line:
                pass
            elif index in suspects or len(line) > MAX_CELL:
                append((first + index, clean(line.split(delimiter))))
            else:
                append((first + index, _trimmed(line.split(delimiter), line)))
            index += 1
        return records, count

    def _quoted(
        self,
        lines: list[Line],
        index: int,
        first: int,
        records: list[Record],
        *,
        plain: bool,
        final: bool,
    ) -> int:
        """Adds the record that begins at this line; how many lines it took, 0 if it lacks some.
        A ``plain`` line holds no character that a cell must be looked at for."""
        line = lines[index]
        assert isinstance(line, str)
        content: Content
        try:
            cells, used = _cut(line, self._delimiter), 1
            content = _trimmed(cells, line) if plain else clean(cells)
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                whole, used = self._continued(lines, index, final)
                if not used:
                    return 0
                content = BadRecord(_unclosed(), {UNREAD: line}) if whole is None else clean(whole)
            else:
                content, used = BadRecord(_misquoted(), {UNREAD: line}), 1
        records.append((first + index, content))
        return used

    def _continued(
        self, lines: list[Line], index: int, final: bool
    ) -> tuple[list[str] | None, int]:
        """A record over several lines; None if its quote is never rightly closed."""
        text = lines[index]
        assert isinstance(text, str)
        for used, line in enumerate(lines[index + 1 : index + MAX_QUOTED_LINES], 2):
            if isinstance(line, BadLine) or self._whole(line) or len(text) > MAX_CELL:
                return None, 1
            text = f"{text}\n{line}"
            if '"' in line and text.count('"') % 2 == 0:
                try:
                    cells = _cut(text, self._delimiter)
                except csv.Error:
                    return None, 1
                fits = self.width is None or len(cells) == self.width
                return (cells, used) if fits else (None, 1)
        if final or len(lines) - index >= MAX_QUOTED_LINES:
            return None, 1
        return None, 0

    def _whole(self, line: str) -> bool:
        """Whether a line is a record by itself: then the quote before it was never closed."""
        if self.width is None or self.width < 3:
            return False
        if '"' not in line:
            return line.count(self._delimiter) == self.width - 1
        try:
            return len(_cut(line, self._delimiter)) == self.width
        except csv.Error:
            return False


def _trimmed(cells: list[str], line: str) -> list[str]:
    return [cell.strip() for cell in cells] if " " in line or "\t" in line else cells


def _cut(text: str, delimiter: str) -> list[str]:
    return next(csv.reader([text], delimiter=delimiter, strict=True))


def _delimiter(line: Line) -> str:
    text = line if isinstance(line, str) else line.text
    return max(_DELIMITERS, key=text.count)


def _width(line: Line, delimiter: str) -> int | None:
    """How many cells the first line has: the width until the header is known."""
    try:
        return len(_cut(line, delimiter)) if isinstance(line, str) else None
    except csv.Error:
        return None


def _suspects(lines: list[Line], delimiter: str) -> set[int]:
    """Numbers of the lines that may hold wide or invisible characters or formulas.

    One pass over the block instead of one over each cell: most lines are clean.
    """
    joined = "\n" + "\n".join(line if isinstance(line, str) else "" for line in lines)
    offsets = [match.start() for match in _SUSPECT.finditer(joined)]
    for needle in (f"{delimiter}-", "\n-", " -", "\t-", '"-'):
        at = joined.find(needle)
        while at >= 0:
            offsets.append(at + 1)
            at = joined.find(needle, at + 1)
    if not offsets:
        return set()
    starts = list(accumulate((len(line) + 1 if isinstance(line, str) else 1 for line in lines),
                             initial=1))  # fmt: skip
    return {bisect_right(starts, offset) - 1 for offset in offsets}


def _unclosed() -> BadField:
    return BadField(
        "", "引号未闭合", "a quote is never closed",
        "请补上右引号,或把单元格内的引号写成两个",
        "close the quote, or double quotes inside a cell",
    )  # fmt: skip


def _misquoted() -> BadField:
    return BadField(
        "", "引号位置不对", "a quote in the wrong place",
        "请用引号包住整个单元格,内部引号写成两个",
        "quote whole cells, and double the quotes inside",
    )  # fmt: skip
