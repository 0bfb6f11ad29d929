"""Working days in China: weekends, the State Council's holidays, and its make-up working days.

Source: the yearly notices of the State Council's general office (部分节假日安排的通知), as
collected by NateScarlet/holiday-cn (MIT; the licence lies beside the data). A year without its
notice has no calendar: what depends on it is not known, and is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NoCalendar:
    """The answer is unknown: the year's holidays have not been announced."""

    year: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """``off`` says of a day whether it is a day off, where the notices say so; ``years`` are those
    whose notice is there."""

    years: frozenset[int]
    off: Mapping[date, bool]

    def is_working(self, day: date) -> bool | NoCalendar:
        if day.year not in self.years:
            return NoCalendar(day.year)
        return not self.off.get(day, day.weekday() >= SATURDAY)

    def after(self, day: date, working_days: int) -> date | NoCalendar:
        """The last day of a period of so many working days that begins the day after ``day``.

        Raises ValueError for a negative number. Cost: the days in between.
        """
        if working_days < 0:
            raise ValueError(f"working days must not be negative: {working_days}")
        while working_days:
            day += DAY
            working = self.is_working(day)
            if isinstance(working, NoCalendar):
                return working
            working_days -= working
        return day

    def between(self, first: date, last: date) -> int | NoCalendar:
        """How many working days from ``first`` to ``last``, both included; 0 if none lies there."""
        found, day = 0, first
        while day <= last:
            working = self.is_working(day)
            if isinstance(working, NoCalendar):
                return working
            found += working
            day += DAY
        return found
