"""``holidays/YEAR.json``: the State Council's calendar of each year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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


def read_calendar(files: Mapping[str, bytes]) -> Calendar:
    """A year whose notice is not out yet (no papers) is left out. Raises BadRule."""
    names = sorted(name for name in files if name.startswith("holidays/"))
    years = [_read(name, files[name]) for name in names]
    known = [year for year in years if year.papers]
    return Calendar(
        frozenset(year.year for year in known),
        {day.day: day.off for year in known for day in year.days},
    )


def _read(name: str, content: bytes) -> Year:
    try:
        year = msgspec.json.decode(content, type=Year)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRule(name, 1, f"日历无法读取:{error}", f"not a calendar: {error}") from None
    if name != f"holidays/{year.year}.json":
        raise BadRule(name, 1, f"文件名与年份 {year.year} 不符", f"it is of the year {year.year}")
    return year
