"""The shapes of the statistics."""

from __future__ import annotations

from typing import TypedDict

from api.answers.shapes import Brief, Framed, Origin


class Counted(TypedDict):
    """``acts`` counts events by act; ``records`` is the address that lists what was counted."""

    count: int
    acts: dict[str, int]
    records: str


class KindCount(Counted):
    """``delivered``: whether any such record or act is known at all; without, 0 says nothing."""

    kind: str
    zh: str
    delivered: bool


class StatisticsRow(TypedDict):
    """``key`` is a department's name, a month, a division's code, an item or an outcome; '' where
    nobody stated it. ``counts`` has the kinds with any."""

    key: str
    name: str
    total: int
    counts: dict[str, Counted]


class StatisticsAnswer(Framed):
    by: str | None
    since: str | None
    kinds: list[KindCount]
    rows: list[StatisticsRow]


class CountedRecord(TypedDict):
    """``about`` is what an act was done about; ``subject`` None where there is none. ``withheld``:
    a record that may not be shown any more is counted, and neither named nor traced to its subject
    or source."""

    id: str
    name: str
    kind: str
    act: str | None
    act_zh: str | None
    day: str | None
    department: str
    about: Brief | None
    subject: Brief | None
    withheld: bool
    origin: Origin | None


class RecordsAnswer(Framed):
    kind: str
    total: int
    records: list[CountedRecord]
    next: str | None
