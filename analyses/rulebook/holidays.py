"""``holidays/YEAR.json``: the State Council's calendar of each year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, field

from analyses.calendar import Calendar
from analyses.rulebook.faults import BadRule


class Day(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    day: date = field(name="date")
    off: bool = field(name="isOffDay")


class Year(msgspec.Struct, frozen=True):
    year: Annotated[int, Meta(ge=1949, le=9999)]
    papers: tuple[str, ...]
    days: tuple[Day, ...]


def read_calendar(folder: Path) -> Calendar:
    """A year whose notice is not out yet (no papers) is left out. Raises BadRule."""
    years = [_read(file) for file in sorted(folder.glob("*.json"))]
    known = [year for year in years if year.papers]
    return Calendar(
        frozenset(year.year for year in known),
        {day.day: day.off for year in known for day in year.days},
    )


def _read(file: Path) -> Year:
    name = f"{file.parent.name}/{file.name}"
    try:
        year = msgspec.json.decode(file.read_bytes(), type=Year)
    except msgspec.DecodeError as error:
        raise BadRule(name, 1, f"日历无法读取:{error}", f"not a calendar: {error}") from None
    if file.stem != str(year.year):
        raise BadRule(name, 1, f"文件名与年份 {year.year} 不符", f"it is of the year {year.year}")
    return year
