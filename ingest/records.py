"""Records: what a table is made of before anybody knows its layout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import msgspec

from ingest.layout import MAX_CELL, BadField
from ingest.text import FORMULA, INVISIBLE, NUMBER, WIDE, name_of_invisible, narrow

_encode: Final = msgspec.json.Encoder().encode
MAX_RAW: Final = 64 * 1024
_WHOLE: Final = re.compile("[^\ud800-\udfff]*").fullmatch
UNREAD: Final = "_line"  # the key under which an unreadable line is kept


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not even be cut into cells, or holds a cell no layout would accept."""

    problem: BadField
    raw: Mapping[str, str] | Sequence[str]


Content = list[str] | dict[str, str] | BadRecord
Record = tuple[int, Content]
"""Line (1-based) and its cells: by position, by name (JSON), or the reason why not."""


class Table(Protocol):
    """A source of records, in blocks. ``title`` tells sheets of one file apart, else ''; a ragged
    one does not keep blank cells at the end of a row."""

    title: str
    ragged: bool
    width: int | None

    @property
    def position(self) -> int: ...

    def blocks(self) -> Iterator[list[Record]]: ...


def clean(cells: list[str]) -> list[str] | BadRecord:
    """Cells trimmed and narrowed, or the first reason why one cannot be accepted."""
    found = []
    for number, cell in enumerate(cells, 1):
        problem = _problem(cell, f"#{number}")
        if problem is not None:
            return BadRecord(problem, cells)
        found.append((narrow(cell) if WIDE.search(cell) else cell).strip())
    return found


def clean_named(cells: Mapping[str, str]) -> dict[str, str] | BadRecord:
    """As ``clean``, for cells by name."""
    found = {}
    for name, cell in cells.items():
        problem = _problem(cell, name) if _WHOLE(name) else _torn()
        if problem is not None:
            return BadRecord(problem, dict(cells))
        found[name] = (narrow(cell) if WIDE.search(cell) else cell).strip()
    return found


def _problem(cell: str, name: str) -> BadField | None:
    if len(cell) > MAX_CELL:
        return BadField(
            name, "单元格过长(超过 65536 字)", "a cell of more than 65,536 characters",
            "请检查是否有引号未闭合或混入附件", "check for unclosed quotes or embedded files",
        )  # fmt: skip
    if seen := INVISIBLE.search(cell):
        what = name_of_invisible(seen.group())
        return BadField(
            name, f"含不可见或控制字符 {what}", f"holds an invisible or control character {what}",
            "请删除该字符后重新提供", "remove the character and deliver again",
        )  # fmt: skip
    stripped = narrow(cell).strip()
    if len(stripped) > 1 and FORMULA.match(stripped) and not _harmless(stripped):
        return BadField(
            name, "单元格是公式或以公式符号开头", "the cell is a formula or begins like one",
            "请改为普通文字或数值", "give plain text or a number",
        )  # fmt: skip
    return None


def _torn() -> BadField:
    return BadField(
        "", "字段名含半个代理对字符", "a name with half a surrogate pair in it",
        "请以 UTF-8 重新导出", "export again as UTF-8",
    )  # fmt: skip


def _harmless(cell: str) -> bool:
    """Negative numbers (judged later), phone numbers with a country code and dashes for nothing."""
    return NUMBER.match(cell) is not None or cell.strip("-") == "" or _phone(cell)


def _phone(cell: str) -> bool:
    rest = cell[1:].replace(" ", "").replace("-", "")
    return cell[0] == "+" and rest.isdigit() and cell[1] != "0"


def raw_json(raw: Mapping[str, str] | Sequence[str], headers: Sequence[str] = ()) -> str:
    """The record as delivered, as one JSON object; what is longer than 64 KiB is cut."""
    if not isinstance(raw, Mapping):
        raw = named(raw, headers)
    if raw and len(max(raw.values(), key=len)) > MAX_RAW:
        raw = {name: value[:1000] for name, value in raw.items()}
    found = encoded(raw)
    return found if len(found) <= 4 * MAX_RAW else encoded({UNREAD: found[:1000]})


def encoded(cells: Mapping[str, str] | Sequence[str]) -> str:
    """As JSON: cells by name as an object, by position as an array."""
    try:
        return _encode(cells).decode()
    except UnicodeEncodeError:  # half a surrogate pair
        whole = dict(cells) if isinstance(cells, Mapping) else list(cells)
        return json.dumps(whole, ensure_ascii=True)


def named(cells: Sequence[str], headers: Sequence[str]) -> dict[str, str]:
    """Cells under their headers; a header twice or a cell without one gets its number."""
    found: dict[str, str] = {}
    for number, cell in enumerate(cells):
        header = headers[number] if number < len(headers) else ""
        found[header if header and header not in found else f"{header}#{number + 1}"] = cell
    return found
