"""What the public evaluation and every industry grading are made of: a *scheme* of indicators,
vetoes and levels. Points are whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Name, Rule, in_force
from analyses.rulebook.faults import Fault

Points = Annotated[int, Meta(ge=-10_000, le=10_000)]
Grade = Annotated[str, Meta(pattern=r"^[A-Z][A-Z+-]{0,3}$")]
Attribute = Literal["status", "years", "public_grade"]
EVIDENCE = "evidence.evidence"


class Count(Rule, frozen=True, kw_only=True):
    """Each fact of this evidence is worth so many points; more than ``most`` of them count as
    ``most``."""

    evidence: Name
    each: Points
    most: Annotated[int, Meta(ge=1, le=1_000)] = 1_000


class Step(Rule, frozen=True, kw_only=True):
    """What an attribute is worth: a text that has one of the words ``told``, or a number of at
    least ``least``. The first step that fits counts."""

    points: Points
    told: tuple[str, ...] = ()
    least: int | None = None


class Indicator(Entry, frozen=True, kw_only=True):
    """A second-level indicator: ``start``, what its evidence and its attribute are worth, kept
    within 0 and ``most``. Evidence older than ``window_months`` is not counted. ``unknown`` is
    what an attribute nobody stated is worth; a stated one that fits no step is worth nothing."""

    area: Name
    most: Annotated[int, Meta(ge=1, le=10_000)]
    start: Annotated[int, Meta(ge=0, le=10_000)] = 0
    counts: tuple[Count, ...] = ()
    window_months: Months | None = None
    attribute: Attribute | None = None
    steps: tuple[Step, ...] = ()
    unknown: Points = 0

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("counts", EVIDENCE, count.evidence) for count in self.counts)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if bool(self.attribute) != bool(self.steps):
            yield Fault("steps", "属性与分档须同时给出", "an attribute needs steps, and steps one")
        if not self.counts and not self.attribute:
            yield Fault("counts", "指标没有任何依据", "an indicator that looks at nothing")
        if self.start > self.most:
            yield Fault("start", "起评分高于满分", "it starts above its most")
        numeric = self.attribute == "years"
        if any((step.least is None) is numeric for step in self.steps):
            yield Fault("steps", "年限用 least,其余用 told", "years take least, others told")


class Veto(Entry, frozen=True, kw_only=True):
    """While this evidence or status holds, the grade is no better than ``grade``."""

    grade: Grade
    evidence: Name | None = None
    status: tuple[str, ...] = ()
    window_months: Months | None = None

    def names(self) -> Iterable[tuple[str, str, str]]:
        if self.evidence is not None:
            yield "evidence", EVIDENCE, self.evidence

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if (self.evidence is None) is (not self.status):
            yield Fault("evidence", "须给出证据或登记状态之一", "it takes evidence or status, one")


class Level(Entry, frozen=True, kw_only=True):
    """A grade and the least score it takes."""

    grade: Grade
    least: Annotated[int, Meta(ge=0, le=100_000)]


class Scheme(Rule, frozen=True, kw_only=True):
    """On every day from the first version on there are levels down to 0, best first, and every
    veto names one of them."""

    indicator: Annotated[tuple[Indicator, ...], Meta(min_length=1)]
    level: Annotated[tuple[Level, ...], Meta(min_length=1)]
    veto: tuple[Veto, ...] = ()

    def __post_init__(self) -> None:
        for day in change_days(*self.indicator, *self.veto, *self.level):
            self.check(day)

    def check(self, day: date) -> None:
        """Raises ValueError for what does not hold together on the day."""
        indicators, levels = in_force(self.indicator, day), in_force(self.level, day)
        if not indicators:
            return
        least = [level.least for level in levels]
        if not least or least[-1] or any(a <= b for a, b in pairwise(least)):
            raise ValueError(f"levels must fall to 0, best first, on {day}")
        grades = {level.grade for level in levels}
        for veto in in_force(self.veto, day):
            if veto.grade not in grades:
                raise ValueError(f"veto {veto.id} names no level of {day}: {veto.grade}")


def change_days(*entries: Entry) -> list[date]:
    """The days on which a version begins, or the day after one ends."""
    begun = {entry.since for entry in entries}
    ended = {entry.until + timedelta(days=1) for entry in entries if entry.until is not None}
    return sorted(begun | ended)
