"""Records of JSON lines: one flat object a line, values kept as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ingest.layout import BadField
from ingest.lines import BadLine, Line, Lines
from ingest.records import UNREAD, BadRecord, Content, Record, clean_named


class JsonLines:
    """A table of JSON objects. Numbers keep their digits: they never pass through a float."""

    title = ""
    ragged = False
    width: int | None = None

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = Lines(stream)

    @property
    def position(self) -> int:
        return self._lines.position

    def blocks(self) -> Iterator[list[Record]]:
        number = 1
        for lines in self._lines.blocks():
            yield [
                (number + index, _record(line))
                for index, line in enumerate(lines)
                if isinstance(line, BadLine) or line.strip()
            ]
            number += len(lines)


def _record(line: Line) -> Content:
    if isinstance(line, BadLine):
        return BadRecord(line.problem, {UNREAD: line.text})
    try:
        return clean_named(flat(loads(line)))
    except BadField as problem:
        return BadRecord(problem, {UNREAD: line})


def loads(line: str) -> Any:
    """One JSON value, strictly: no duplicate keys, no NaN. Raises BadField."""
    try:
        return json.loads(
            line, object_pairs_hook=_once, parse_constant=_refuse, parse_int=str, parse_float=str
        )
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, json.JSONDecodeError) else "nesting"
        raise BadField(
            "", "不是有效的 JSON", f"not valid JSON ({reason})",
            "每行应为一个完整的 JSON 对象", "each line must be one complete JSON object",
        ) from None  # fmt: skip


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadField(
            "", "JSON 对象中有重复的键", "a JSON object with a key twice",
            "请只保留一个", "keep one of them",
        )  # fmt: skip
    return found


def _refuse(constant: str) -> Any:
    raise BadField(
        "", f"JSON 中有 {constant}", f"JSON with {constant}",
        "没有数值请用 null", "use null where there is no number",
    )  # fmt: skip


def flat(value: Any) -> dict[str, str]:
    """An object of plain values as cells. Raises BadField for anything else."""
    if not isinstance(value, dict):
        raise BadField(
            "", "不是 JSON 对象", "not a JSON object",
            "每行应为一个 JSON 对象", "each line must be one JSON object",
        )  # fmt: skip
    return {name: _cell(name, cell) for name, cell in value.items()}


def _cell(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    raise BadField(
        name[:64], "嵌套的 JSON 值", "a nested JSON value",
        "请给出单个文字或数值", "give a single text or number",
    )  # fmt: skip
