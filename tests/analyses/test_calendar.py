"""Working days: the State Council's own examples, make-up days, and years not announced yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analyses.calendar import Calendar, NoCalendar
from analyses.rulebook import load_rules

CALENDAR = load_rules().calendar


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 1, 26), True),  # a Sunday, worked before the Spring Festival
        (date(2025, 1, 28), False),
        (date(2025, 10, 11), True),  # a Saturday
        (date(2025, 10, 8), False),
        (date(2025, 3, 3), True),
        (date(2025, 3, 1), False),
    ],
)
def test_holidays_and_make_up_days(day: date, working: bool) -> None:
    assert CALENDAR.is_working(day) is working


def test_a_period_skips_the_holiday() -> None:
    assert CALENDAR.after(date(2025, 9, 29), 3) == date(2025, 10, 10)
    assert CALENDAR.after(date(2025, 3, 3), 0) == date(2025, 3, 3)
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.after(date(2025, 3, 3), -1)


def test_a_year_without_its_notice_is_said_not_guessed() -> None:
    assert CALENDAR.is_working(date(2027, 3, 1)) == NoCalendar(2027)
    assert CALENDAR.after(date(2026, 12, 31), 1) == NoCalendar(2027)
    assert CALENDAR.between(date(2018, 12, 31), date(2019, 1, 2)) == NoCalendar(2018)


def test_counting_agrees_with_walking_day_by_day() -> None:
    first = date(2024, 1, 1)
    for offset in range(0, 700, 13):
        day = first + timedelta(days=offset)
        for working_days in (1, 3, 7, 20):
            last = CALENDAR.after(day, working_days)
            assert isinstance(last, date)
            counted = CALENDAR.between(day + timedelta(days=1), last)
            assert (counted, CALENDAR.is_working(last)) == (working_days, True)


def test_an_empty_calendar_knows_nothing() -> None:
    assert Calendar(frozenset(), {}).is_working(date(2025, 3, 3)) == NoCalendar(2025)
