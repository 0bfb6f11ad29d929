"""Hostile rows, planted between the good ones: each is a spoilt copy of a good row.

A reader that mends what it can (full-width digits, a line in another encoding) gets a row it has
already; one that refuses it loses nothing. So every good row stays good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import numpy as np

from ingest.city import codes
from ingest.city.arrays import words
from ingest.city.sinks import csv_text
from ingest.city.table import Table

RATE: Final = 0.005  # of all rows
LEAST: Final = 32  # hostile rows a city, so that a small one has each kind
Cells = list[str]
Places = Mapping[str, int]
Spoil = Callable[[Cells, Places, np.random.Generator], bool]
"""Spoils the cells in place; False when this row offers nothing to spoil."""

_CODES: Final = ("uscc", "company", "unit", "branch", "person_identity", "identity")
_DAYS: Final = ("registered", "decided", "changed", "opened", "made", "valid_from", "started")
_NAMES: Final = ("name", "owner_name", "person_name", "unit_name", "branch_name", "subject_name")
_MONEY: Final = ("registered_capital", "amount", "investment")
_FULL_WIDTH: Final = {48 + digit: 0xFF10 + digit for digit in range(10)}
_FORMULA: Final = "=cmd|' /C calc'!A0"


def _filled(cells: Cells, places: Places, names: tuple[str, ...]) -> int | None:
    found = [places[name] for name in names if name in places and cells[places[name]]]
    return found[0] if found else None


def _cell(names: tuple[str, ...], change: Callable[[str], str]) -> Spoil:
    def spoil(cells: Cells, places: Places, rng: np.random.Generator) -> bool:
        place = _filled(cells, places, names)
        if place is None:
            return False
        before = cells[place]
        cells[place] = change(before)
        return cells[place] != before

    return spoil


def _wrong_check(code: str) -> str:
    return code[:-1] + ("1" if code[-1] != "1" else "2") if len(code) == 18 else code


def _serial(day: str) -> str:
    return str((date.fromisoformat(day) - date(1899, 12, 30)).days)


def _in_yuan(wan: str) -> str:
    return f"{(Decimal(wan) * 10_000).normalize():f}元"


def _formula(cells: Cells, places: Places, rng: np.random.Generator) -> bool:
    """On a subject or a record of its own: the good row must not be contradicted."""
    number = int(rng.integers(2**29, 2**29 + 2**20))
    if "registered_capital" in places:
        where = words([cells[places["division"]]])
        fresh = codes.usccs(np.array([number]), words(["91"]), where, 0)
        cells[places["uscc"]], cells[places["name"]] = str(codes.texts(fresh)[0]), _FORMULA
        return True
    if "violation" in places:
        cells[places["document"]] += f"之{number}"
        cells[places["facts"]] = _FORMULA
        return True
    return False


_SPOILS: Final[dict[str, Spoil]] = {
    "wrong_check_digit": _cell(_CODES, _wrong_check),
    "full_width_digits": _cell((*_DAYS, *_CODES), lambda text: text.translate(_FULL_WIDTH)),
    "invisible_character": _cell(_NAMES, lambda text: text[:2] + "\u200b" + text[2:]),
    "impossible_date": _cell(_DAYS, lambda _: "2021-02-30"),
    "date_of_1899": _cell(_DAYS, lambda _: "1899-12-30"),
    "excel_serial": _cell(_DAYS, _serial),
    "negative_share": _cell(("share_percent",), lambda _: "-5"),
    "share_over_100": _cell(("share_percent",), lambda _: "150"),
    "unit_confusion": _cell(_MONEY, _in_yuan),
    "formula": _formula,
}
_LINES: Final[dict[str, Callable[[Cells, Places], bytes | None]]] = {
    "gb18030_line": lambda cells, _: csv_text([cells])[:-1].encode("gb18030"),
    "embedded_nul": lambda cells, places: _with_nul(cells, places),
    "open_quote": lambda cells, _: b'"' + ",".join(cells).encode(),
    "row_too_short": lambda cells, _: ",".join(cells[:2]).encode(),
    "row_too_long": lambda cells, _: csv_text([[*cells, "多余", "列"]])[:-1].encode(),
}
"""Only lines of a CSV in UTF-8 can be hostile in these ways."""

REFUSED: Final = (
    "wrong_check_digit", "impossible_date", "date_of_1899", "excel_serial", "negative_share",
    "share_over_100", "row_too_short", "row_too_long", "huge_field",
)  # fmt: skip
"""Kinds that no reader can mend; the others may be mended or refused."""


def _with_nul(cells: Cells, places: Places) -> bytes | None:
    place = _filled(cells, places, _NAMES)
    if place is None:
        return None
    spoilt = [*cells]
    spoilt[place] = spoilt[place][:1] + "\0" + spoilt[place][1:]
    return ",".join(spoilt).encode()


class Dirt:
    """Deals hostile rows over the tables, the kind least planted first."""

    def __init__(self, rows: int, companies: int, rng: np.random.Generator) -> None:
        self._rate = max(RATE, LEAST / max(1, rows))
        self._debt, self._rng = 0.0, rng
        self._huge = 10 * 2**20 if companies >= 50_000 else 100 * 2**10
        self.counts = dict.fromkeys((*_SPOILS, *_LINES, "huge_field"), 0)
        self.lines: dict[str, dict[str, list[int]]] = {}

    def due(self, rows: int) -> int:
        """How many hostile rows belong among these good ones."""
        self._debt += rows * self._rate
        count = int(self._debt)
        self._debt -= count
        return count

    def spoil(self, table: Table, row: tuple[str, ...]) -> tuple[str, Cells | bytes]:
        """A spoilt copy of a row, and the kind; a line of bytes where cells cannot say it."""
        for kind in sorted(self.counts, key=self._turn):
            spoilt = self._try(kind, table, list(row))
            if spoilt is not None:
                self.counts[kind] += 1
                return kind, spoilt
        raise ValueError(f"nothing to spoil in {table.path}")

    def planted(self, path: str, kind: str, line: int) -> None:
        self.lines.setdefault(path, {}).setdefault(kind, []).append(line)

    def _turn(self, kind: str) -> tuple[int, bool, str]:
        return self.counts[kind], kind != "huge_field", kind  # few tables can hold a huge field

    def _try(self, kind: str, table: Table, cells: Cells) -> Cells | bytes | None:
        plain = table.form in ("csv", "csv.gz") and table.encoding == "utf-8"
        if kind in _LINES:
            return _LINES[kind](cells, table.places) if plain else None
        if kind == "huge_field":
            return self._huge_row(table, cells) if plain else None
        return cells if _SPOILS[kind](cells, table.places, self._rng) else None

    def _huge_row(self, table: Table, cells: Cells) -> Cells | None:
        place = table.places.get("scope", table.places.get("facts"))
        if place is None or self.counts["huge_field"] >= 2:
            return None
        cells[place] = "X" * self._huge
        return cells

    def figures(self) -> dict[str, Any]:
        """For the manifest: how many of each kind, and on which lines of which file."""
        return {"kinds": dict(sorted(self.counts.items())), "files": self.lines}
