"""Objects of a JSON array or of JSON lines, one after the other, in flat memory.

An object that is not sound JSON is reported and the next one is read. Where the first line is an
object by itself, each line is one, so that a brace too few costs its own line alone; elsewhere
objects are cut by their braces before they are parsed.
"""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO, Final, NamedTuple

from ingest.layout import BadField
from ingest.lines import cut_short

CHUNK: Final = 1 << 18  # bytes
MAX_ITEM: Final = 8 << 20  # characters
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|"', re.DOTALL)
_BETWEEN: Final = " \t\r\n,\ufeff"


class Cut(NamedTuple):
    """An object's text, or why there is none, and its first line."""

    line: int
    content: str | BadField


class _Cutter:
    """Follows braces outside strings; an outer array is looked through."""

    def __init__(self) -> None:
        self.text = ""
        self.line = 1
        self._depth = 0
        self._begin = -1  # where the present object begins
        self._seen = 0  # looked at up to here
        self._array = False
        self._left = 0  # between objects: what is not yet accounted for

    def feed(self, more: str, *, last: bool) -> Iterator[Cut]:
        self.text += more
        for token in _TOKEN.finditer(self.text, self._seen):
            mark = token.group()
            if mark == '"':
                if not last:
                    break  # the string goes on in the next piece
                continue
            self._seen = token.end()
            if mark in "{[":
                yield from self._open(mark, token.start())
            elif mark in "}]":
                yield from self._close(token.end())
        yield from self._trim(last=last)

    def _open(self, mark: str, at: int) -> Iterator[Cut]:
        if mark == "[" and self._depth == 0 and not self._array:
            self._array, self._left = True, at + 1
            return
        if self._depth == 0:
            yield from self._stray(at)
            self._begin = at
        self._depth += 1

    def _close(self, end: int) -> Iterator[Cut]:
        if self._depth == 0:  # the outer array's end
            yield from self._stray(end - 1)
            self._left = end
            return
        self._depth -= 1
        if self._depth == 0:
            yield Cut(self._line_at(self._begin), self.text[self._begin : end])
            self._begin, self._left = -1, end

    def _stray(self, at: int) -> Iterator[Cut]:
        """What stands between objects and is none."""
        between = self.text[self._left : at].lstrip(_BETWEEN)
        if between:
            yield Cut(self._line_at(at - len(between)), _no_object())

    def _line_at(self, position: int) -> int:
        return self.line + self.text.count("\n", 0, position)

    def _trim(self, *, last: bool) -> Iterator[Cut]:
        keep = self._begin if self._begin >= 0 else self._left
        if last:
            if self._begin >= 0:
                yield Cut(self._line_at(self._begin), _broken_off())
            else:
                yield from self._stray(len(self.text))
            return
        self.line += self.text.count("\n", 0, keep)
        self.text = self.text[keep:]
        self._seen = max(0, self._seen - keep)
        self._left = 0
        if self._begin >= 0:
            self._begin = 0


def cuts(stream: BinaryIO) -> Iterator[Cut]:
    """The objects' texts. Cut by braces, after one longer than 8 Mi characters nothing more can be
    told apart."""
    pieces = _pieces(stream)
    begun = ""
    for piece in pieces:
        if isinstance(piece, BadField):
            yield from _by_brace(chain((begun,), (piece,)))
            return
        begun += piece
        if "\n" in begun.lstrip() or len(begun) > MAX_ITEM:
            break
    first, _, rest = begun.lstrip().partition("\n")
    by_line = rest.strip() and first.startswith("{") and isinstance(parsed(first), dict)
    yield from (_by_line if by_line else _by_brace)(chain((begun,), pieces))


def _pieces(stream: BinaryIO) -> Iterator[str | BadField]:
    """Decoded text; in the end why the rest could not be read, where it could not."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="replace")
    try:
        while data := stream.read(CHUNK):
            yield decoder.decode(data)
    except (EOFError, OSError, zlib.error):
        yield cut_short()
    else:
        yield decoder.decode(b"", True)


def _by_line(pieces: Iterable[str | BadField]) -> Iterator[Cut]:
    number, rest, dropping = 1, "", False
    for piece in pieces:
        if isinstance(piece, BadField):
            yield Cut(number, piece)
            return
        *lines, rest = (rest + piece).split("\n")
        for line in lines:
            if not dropping and line.strip(_BETWEEN):
                yield Cut(number, line if len(line) <= MAX_ITEM else _too_long())
            number, dropping = number + 1, False
        if len(rest) > MAX_ITEM:
            if not dropping:
                yield Cut(number, _too_long())
            rest, dropping = "", True
    if not dropping and rest.strip(_BETWEEN):
        yield Cut(number, rest)


def _by_brace(pieces: Iterable[str | BadField]) -> Iterator[Cut]:
    cutter = _Cutter()
    for piece in pieces:
        if isinstance(piece, BadField):
            yield Cut(cutter.line, piece)
            return
        yield from cutter.feed(piece, last=False)
        if len(cutter.text) > MAX_ITEM:
            yield Cut(cutter.line, _too_long())
            return
    yield from cutter.feed("", last=True)


def parsed(text: str) -> dict[str, Any] | BadField:
    """An object with exact numbers; twice the same name, NaN and too deep nesting are refused."""
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except (ValueError, RecursionError, ArithmeticError) as problem:
        return _not_json(problem)
    return found if isinstance(found, dict) else _no_object()


def items(stream: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | BadField]]:
    """``(line, object)`` or ``(line, reason)``, as an ``Exchange`` gives its records."""
    for line, content in cuts(stream):
        yield line, parsed(content) if isinstance(content, str) else content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _not_json(problem: Exception) -> BadField:
    where = f"第 {problem.pos + 1} 字符" if isinstance(problem, json.JSONDecodeError) else ""
    at = f" at character {problem.pos + 1}" if isinstance(problem, json.JSONDecodeError) else ""
    return BadField(
        "", f"不是规范的 JSON{where}", f"not sound JSON{at}",
        "请检查引号、逗号、重复的字段名和数值", "check quotes, commas, repeated names and numbers",
    )  # fmt: skip


def _no_object() -> BadField:
    return BadField("", "不是 JSON 对象", "not a JSON object",
                    "请提供 {…} 对象", "deliver objects {…}")  # fmt: skip


def _broken_off() -> BadField:
    return BadField("", "文件在对象中间中断", "the file breaks off inside an object",
                    "请重新提供完整文件", "deliver the whole file again")  # fmt: skip


def _too_long() -> BadField:
    return BadField("", "单个对象过大", "an object too large",
                    "请检查引号与括号是否闭合", "check for unclosed quotes and braces")  # fmt: skip
