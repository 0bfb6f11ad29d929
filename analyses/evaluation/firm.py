"""One firm's public grade and industry gradings on a day, and how its grade came about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from analyses.days import last_day_of
from analyses.evaluation.evidence import Found, Gatherer, Standing
from analyses.evaluation.scoring import Scored, edition, score
from analyses.folding import acts_about
from analyses.own_record import own_records
from analyses.rulebook import Rulebook
from analyses.rulebook.gradings import About
from analyses.rulebook.schemes import change_days
from analyses.work import BUDGETS, Work, latest
from graph.ties import Ties
from graph.topology import ALWAYS, FOREVER
from graph.views import Views

DAY: Final = timedelta(days=1)
LONGEST_HISTORY: Final = 10  # years


@dataclass(frozen=True, slots=True)
class Industry:
    """A grading of the firm's industry, and what it came to."""

    about: About
    scored: Scored


@dataclass(frozen=True, slots=True)
class FirmGrades:
    """``public`` is None before the first scheme, and for a firm that nobody described.

    ``cut_short``: too much is told of the firm to read it all. Then there is no grade, unless one
    that nothing left unread can change: the lowest, by a veto; no score of it is told."""

    public: Scored | None
    industry: tuple[Industry, ...]
    described: bool
    cut_short: bool = False

    @property
    def score(self) -> int | None:
        return None if self.cut_short or self.public is None else self.public.score


def firm_grades(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date, work: Work | None = None
) -> FirmGrades:
    """Cost: the firm's records and whatever else counts, read once within ``work``."""
    work = work or Work(BUDGETS.records.graded)
    subject = network.canonical(subject)
    view = views.nodes([subject]).get(subject)
    if view is None or view.stub:
        return FirmGrades(None, (), False)
    standing = Standing.of(view.fields)
    found = Gatherer(rules, day).found(network, views, subject, work)
    by = edition(rules.evaluation, day)
    public = score(by, standing, found)
    if work.cut_short:
        lowest = public and any(hit.veto.grade == by.grades[-1] for hit in public.vetoes)
        return FirmGrades(public if lowest else None, (), True, cut_short=True)
    return FirmGrades(public, tuple(_industries(rules, standing, found, public, day)), True)


def _industries(
    rules: Rulebook, standing: Standing, found: list[Found], public: Scored | None, day: date
) -> Iterator[Industry]:
    grade = public.grade if public else None
    for grading in rules.gradings.values():
        about = next((each for each in grading.grading if each.holds(day)), None)
        if about is None or not about.covers(standing.industry):
            continue
        scored = score(edition(grading, day), standing, found, grade)
        if scored is not None:
            yield Industry(about, scored)


@dataclass(frozen=True, slots=True)
class Period:
    """One grade and score, from its first day to its last (None: still, on the day asked)."""

    since: date
    until: date | None
    grade: str
    score: int

    def same(self, other: Period) -> bool:
        return (self.grade, self.score) == (other.grade, other.score)


@dataclass(frozen=True, slots=True)
class History:
    """Latest first. ``cut_short``: what was before the last of the ``periods`` was not worked out,
    as there was too much to read; the last may have begun earlier."""

    periods: tuple[Period, ...]
    cut_short: bool


def history(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date, work: Work | None = None
) -> History:
    """The firm's grades over the last ten years, by what is known at the network's revision:
    evaluated anew on every day on which something it rests on begins or ends, the latest first.

    Cost: on each of these days what it rests on, all within ``work``.
    """
    subject, work = network.canonical(subject), work or Work(BUDGETS.records.history)
    periods: list[Period] = []
    until: date | None = None
    for first in reversed(_turning_days(network, views, rules, subject, day, work)):
        scored = firm_grades(network, views, rules, subject, first, work).public
        if work.cut_short:
            break
        last = periods[-1] if periods else None
        if scored is not None:
            period = Period(first, until, scored.grade, scored.score)
            if last and last.since - DAY == until and last.same(period):
                periods[-1] = Period(first, last.until, last.grade, last.score)
            else:
                periods.append(period)
        until = first - DAY
    return History(tuple(periods), work.cut_short)


def _turning_days(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date, work: Work
) -> list[date]:
    schemes = (*rules.evaluation.indicator, *rules.evaluation.veto, *rules.evaluation.level)
    turns = set(change_days(*schemes, *rules.evidence.evidence, *rules.lists.list))
    turns |= {day, *_record_days(network, views, rules, subject, day, work)}
    turns |= set(_tie_days(network, rules, subject, day, work))
    view = views.nodes([subject]).get(subject)
    registered = Standing.of(view.fields).registered if view else None
    if registered is not None:
        turns |= {last_day_of(registered, 12 * n) + DAY for n in range(1, 31)} | {registered}
    first = max(date(day.year - LONGEST_HISTORY, 1, 1), registered or date.min)
    return sorted({turn for turn in turns if first <= turn <= day} | {first})


def _record_days(
    network: Ties, views: Views, rules: Rulebook, subject: int, day: date, work: Work
) -> Iterator[date]:
    months = _windows(rules)
    for record in own_records(network, views, rules, subject, day, past=True, work=work):
        if record.life.since is not None:
            yield from _opened(record.life.since, months)
        yield from (end.last + DAY for end in record.life.ends if end.last < date.max)


def _tie_days(
    network: Ties, rules: Rulebook, subject: int, day: date, work: Work
) -> Iterator[date]:
    months = _windows(rules)
    for tie in latest(Gatherer(rules, day).ties(network, subject), work, each=1):
        if tie[4] != ALWAYS:
            yield from _opened(date.fromordinal(tie[4]), months)
        if tie[5] != FOREVER and tie[5] < date.max.toordinal():
            yield date.fromordinal(tie[5]) + DAY
        yield from (date.fromordinal(act.ordinal) for act in acts_about(network, tie[0], day))


def _windows(rules: Rulebook) -> set[int]:
    windows = [each.window_months for each in rules.evaluation.indicator]
    windows += [each.window_months for each in rules.evaluation.veto]
    return {months for months in windows if months is not None}


def _opened(first: date, months: set[int]) -> Iterator[date]:
    """A fact's first day, and the day after each window on it closes."""
    yield first
    yield from (last_day_of(first, each) + DAY for each in months)
