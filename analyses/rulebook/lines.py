"""Where in a rule file a key stands. Entries are ``[[table]]`` with their keys below."""

from __future__ import annotations

import re
from typing import Final

_STEP: Final = re.compile(r"\.(\w+)(?:\[(\d+)\])?")
_HEADER: Final = re.compile(r"\s*\[\[?\s*(\w+)\s*\]")


def line_of(text: str, table: str, number: int = 0, key: str = "") -> int:
    """The 1-based line of a key of the table's entry (0-based ``number``); of its header where
    the key is not there; 1 where there is no such entry."""
    header, seen = 1, -1
    wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""") if key else None
    for line, words in enumerate(text.splitlines(), 1):
        if begun := _HEADER.match(words):
            seen += begun.group(1) == table
            if seen > number:
                break
            if seen == number and begun.group(1) == table:
                header = line
                if wanted is None:
                    break
            elif seen == number:
                break
        elif wanted is not None and seen == number and wanted.match(words):
            return line
    return header


def line_at(text: str, path: str) -> int:
    """The line of a path such as ``$.list[2].basis[0].article``."""
    steps = _STEP.findall(path)
    if not steps:
        return 1
    table, number = steps[0]
    return line_of(text, table, int(number or 0), steps[1][0] if len(steps) > 1 else "")
