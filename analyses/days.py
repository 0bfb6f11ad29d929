"""Periods of months, as the law counts them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from graph.topology import ALWAYS, FOREVER

DAY: Final = timedelta(days=1)


def last_day_of(first: date, months: int) -> date:
    """The last day of so many months that begin on ``first``: three years from 2023-05-06 end on
    2026-05-05. Where the month is too short it ends on the day before the month's last but none:
    one month from 01-31 ends on 02-28 (or 29)."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    if first.day > longest:
        return date(year, month + 1, longest)
    return date(year, month + 1, first.day) - DAY


def first_day_within(last: date, months: int) -> date:
    """The first day whose so many months (``last_day_of``) reach ``last``: three years that end on
    2026-05-05 began on 2023-05-06."""
    year, month = divmod(last.year * 12 + last.month - 1 - months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(last.day, longest)) + DAY


def day_of(ordinal: int) -> date | None:
    """The day of a tie's ordinal; None for an open end."""
    return None if ordinal in (ALWAYS, FOREVER) else date.fromordinal(ordinal)
