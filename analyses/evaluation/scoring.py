"""From evidence to points, a score and a grade, by one scheme on one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analyses.days import first_day_within
from analyses.evaluation.evidence import UNDATED, Found, Standing
from analyses.rulebook import in_force
from analyses.rulebook.schemes import Indicator, Level, Scheme, Step, Veto


@dataclass(frozen=True, slots=True)
class Edition:
    """A scheme's entries in force on one day; none before its first."""

    day: date
    indicators: tuple[Indicator, ...]
    vetoes: tuple[Veto, ...]
    levels: tuple[Level, ...]

    @property
    def grades(self) -> tuple[str, ...]:
        """Best first."""
        return tuple(level.grade for level in self.levels)


def edition(scheme: Scheme, day: date) -> Edition:
    """What of the scheme holds on the day."""
    return Edition(
        day,
        in_force(scheme.indicator, day),
        in_force(scheme.veto, day),
        in_force(scheme.level, day),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's points, and the facts they rest on. ``unknown``: its attribute is not
    stated."""

    indicator: Indicator
    points: int
    evidence: tuple[Found, ...]
    unknown: bool


@dataclass(frozen=True, slots=True)
class Vetoed:
    """A veto that holds, and the facts it rests on (none for a status)."""

    veto: Veto
    evidence: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """``earned`` is the grade of the score alone, ``grade`` what the vetoes leave of it."""

    grade: str
    earned: str
    score: int
    parts: tuple[Part, ...]
    vetoes: tuple[Vetoed, ...]


def score(
    by: Edition, standing: Standing, found: Sequence[Found], public_grade: str | None = None
) -> Scored | None:
    """The score, all of it whole numbers; None where the scheme is not in force on its day."""
    if not by.indicators:
        return None
    parts = tuple(_part(i, by.day, standing, found, public_grade) for i in by.indicators)
    vetoes = tuple(hit for veto in by.vetoes if (hit := _veto(veto, by.day, standing, found)))
    total = sum(part.points for part in parts)
    earned = next(place for place, level in enumerate(by.levels) if total >= level.least)
    worst = max([earned, *(by.grades.index(hit.veto.grade) for hit in vetoes)])
    return Scored(by.grades[worst], by.grades[earned], total, parts, vetoes)


def _part(
    indicator: Indicator, day: date, standing: Standing, found: Sequence[Found],
    public_grade: str | None,
) -> Part:  # fmt: skip
    counted = {count.evidence: count for count in indicator.counts}
    facts = _within(found, day, indicator.window_months, frozenset(counted))
    points = indicator.start
    for name, count in counted.items():
        number = sum(fact.evidence == name for fact in facts)
        points += count.each * min(number, count.most)
    value = attribute(indicator, day, standing, public_grade)
    unknown = indicator.attribute is not None and value is None
    points += indicator.unknown if unknown else worth(indicator.steps, value)
    return Part(indicator, min(max(points, 0), indicator.most), tuple(facts), unknown)


def attribute(
    indicator: Indicator, day: date, standing: Standing, public_grade: str | None
) -> str | int | None:
    """The attribute the indicator looks at; None where nobody stated it."""
    if indicator.attribute == "years":
        return standing.years(day)
    return {"status": standing.status, "public_grade": public_grade}.get(indicator.attribute or "")


def worth(steps: Sequence[Step], value: str | int | None) -> int:
    """What the first step that fits is worth; 0 where none does."""
    return next((step.points for step in steps if _fits(step, value)), 0)


def _fits(step: Step, value: str | int | None) -> bool:
    if isinstance(value, int):
        return step.least is not None and value >= step.least
    return value is not None and any(word.casefold() in value.casefold() for word in step.told)


def _within(
    found: Sequence[Found], day: date, months: int | None, wanted: frozenset[str]
) -> list[Found]:
    earliest = first_ordinal(day, months)
    return [fact for fact in found if fact.evidence in wanted and fact.since >= earliest]


def first_ordinal(day: date, months: int | None) -> int:
    """The first ordinal a window lets in; UNDATED facts are let into every one."""
    return -UNDATED if months is None else first_day_within(day, months).toordinal()


def _veto(veto: Veto, day: date, standing: Standing, found: Sequence[Found]) -> Vetoed | None:
    if veto.evidence is None:
        hit = standing.status is not None and any(word in standing.status for word in veto.status)
        return Vetoed(veto, ()) if hit else None
    facts = _within(found, day, veto.window_months, frozenset({veto.evidence}))
    return Vetoed(veto, tuple(facts)) if facts else None
