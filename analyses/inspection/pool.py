"""Who may be drawn for a department: its firms in strata by public grade and industry grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyses.days import first_day_within
from analyses.evaluation.batch import Grades
from analyses.evaluation.roll import Roll
from analyses.inspection.draw import NOBODY
from analyses.inspection.visits import Visit
from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.gradings import About
from analyses.rulebook.inspection import Ceiling, Department

WHOLE: Final = 1_000_000
YEAR: Final = 12  # months


@dataclass(frozen=True, slots=True)
class Stratum:
    """``size`` counts the department's firms of both grades, ``eligible`` those not excluded;
    ``quota`` of the eligible are drawn: the ratio of ``size``, rounded up."""

    grade: str
    industry_grade: str
    ratio_ppm: int
    times: int
    way: str
    size: int
    eligible: int
    quota: int


@dataclass(frozen=True, slots=True)
class Called:
    """A visit for a cause, ordered and still due: paid whatever the grade."""

    place: int
    cause: str
    number: int


@dataclass(frozen=True, slots=True)
class Pool:
    """``key[i]`` is the stratum of firm ``i`` of the roll, ``member[i]`` the same, or NOBODY for
    one that cannot be drawn; ``excluded`` counts the department's firms left out, by reason."""

    roll: Roll
    department: Department
    strata: tuple[Stratum, ...]
    key: NDArray[np.int64]
    member: NDArray[np.int32]
    called: tuple[Called, ...]
    excluded: dict[str, int]

    def stratum(self, place: int) -> Stratum:
        """The stratum of a firm, whether it can be drawn or not."""
        return self.strata[int(self.key[place])]


@dataclass(frozen=True, slots=True)
class Graded:
    """The public grades of a roll and those of an industry; None where that scheme is not in
    force. ``about`` says whom the industry grading is for: others have no industry grade."""

    public: Grades | None
    industry: Grades | None
    about: About | None


def pool_of(
    rules: Rulebook, roll: Roll, graded: Graded, department: Department, units: frozenset[int],
    visits: Sequence[Visit],
) -> Pool:  # fmt: skip
    """The department's pool on the roll's day. ``units`` are the nodes that stand for it.

    Cost: O(firms), one pass of arrays, and the visits.
    """
    scope = _scope(rules, roll, department)
    keys, key = _keys(rules, roll, graded, department)
    places = {int(number): place for place, number in enumerate(roll.numbers)}
    called = _called(visits, units, places, rules, graded, roll.day)
    reasons = dict.fromkeys((each.place for each in called), "called")
    for number, count in _visited(rules, visits, roll.day).items():
        if number in places and any(count >= norm.many for norm in _ceilings(rules, roll.day)):
            reasons.setdefault(places[number], "ceiling")
    for number, count in _own(visits, units, roll.day).items():
        if number in places and count >= keys[int(key[places[number]])].times:
            reasons.setdefault(places[number], "visited")
    kept = scope.copy()
    kept[list(reasons)] = False
    member = np.where(kept, key, NOBODY).astype(np.int32)
    excluded = Counter(reason for place, reason in reasons.items() if scope[place])
    strata = _sized(keys, key[scope], key[kept])
    return Pool(roll, department, strata, key, member, called, dict(excluded))


def _sized(
    keys: Sequence[Stratum], scope: NDArray[np.int64], kept: NDArray[np.int64]
) -> tuple[Stratum, ...]:
    """The strata with their sizes and quotas."""
    sizes = np.bincount(scope, minlength=len(keys)).tolist()
    free = np.bincount(kept, minlength=len(keys)).tolist()
    return tuple(
        replace(key, size=size, eligible=left, quota=min(-(-size * key.ratio_ppm // WHOLE), left))
        for key, size, left in zip(keys, sizes, free, strict=True)
    )


def _scope(rules: Rulebook, roll: Roll, department: Department) -> NDArray[np.bool_]:
    """The firms the department inspects at all."""
    scope = _covered(roll, department)
    absent = [word for norm in in_force(rules.inspection.absent, roll.day) for word in norm.told]
    gone = [
        place
        for place, status in enumerate(roll.statuses)
        if any(status.startswith(word) for word in absent)
    ]
    found: NDArray[np.bool_] = scope & ~np.isin(roll.status, gone)
    return found


def _keys(
    rules: Rulebook, roll: Roll, graded: Graded, department: Department
) -> tuple[list[Stratum], NDArray[np.int64]]:
    """A stratum, without its sizes, for each pair of grades, and each firm's."""
    publics = graded.public.levels if graded.public else ("",)
    industries = (*graded.industry.levels, "") if graded.industry else ("",)
    one = graded.public.grades if graded.public else np.zeros(len(roll), np.int64)
    other = np.full(len(roll), len(industries) - 1)
    if graded.industry is not None and graded.about is not None:
        own = _covered(roll, graded.about)
        other[own] = graded.industry.grades[own]
    keys = [
        _stratum(rules, department, grade, weight, roll.day)
        for grade in publics
        for weight in industries
    ]
    return keys, one.astype(np.int64) * len(industries) + other


def _covered(roll: Roll, norm: Department | About) -> NDArray[np.bool_]:
    """The firms whose industry the department or the grading is for."""
    covered = {code: norm.covers(code) for code in set(roll.industries)}
    return np.fromiter((covered[code] for code in roll.industries), np.bool_, len(roll))


def _stratum(
    rules: Rulebook, department: Department, grade: str, industry: str, day: date
) -> Stratum:
    row = department.row(grade) or department.row("")
    if row is None:
        return Stratum(grade, industry, 0, 0, "any", 0, 0, 0)
    norms = in_force(rules.inspection.weighing, day)
    weigh = next((norm for norm in norms if norm.grade == industry), None)
    spared = any(norm.grade == grade for norm in in_force(rules.inspection.spared, day))
    ratio = row.ratio_ppm * (weigh.ratio_ppm if weigh else WHOLE) // WHOLE
    times = row.times + (weigh.times if weigh else 0)
    ratio = 0 if spared else min(ratio, WHOLE)
    return Stratum(grade, industry, ratio, times, row.way, 0, 0, 0)


def _ceilings(rules: Rulebook, day: date) -> tuple[Ceiling, ...]:
    return in_force(rules.inspection.ceiling, day)


def _own(visits: Sequence[Visit], units: frozenset[int], day: date) -> Counter[int]:
    """This department's random visits of the last year, by firm."""
    first = first_day_within(day, YEAR).toordinal()
    return Counter(
        v.firm for v in visits if v.unit in units and v.cause == "draw" and v.ordered >= first
    )


def _visited(rules: Rulebook, visits: Sequence[Visit], day: date) -> Counter[int]:
    """All departments' visits that count towards a ceiling, by firm."""
    found: Counter[int] = Counter()
    for norm in _ceilings(rules, day):
        first = first_day_within(day, norm.months).toordinal()
        found.update(v.firm for v in visits if v.cause not in norm.uncounted and v.ordered >= first)
    return found


def _called(
    visits: Sequence[Visit], units: frozenset[int], places: dict[int, int],
    rules: Rulebook, graded: Graded, day: date,
) -> tuple[Called, ...]:  # fmt: skip
    """Visits for a cause that are still due; of a spared grade only for the causes it names."""
    spared = {norm.grade: norm.save_for for norm in in_force(rules.inspection.spared, day)}
    found: dict[int, Called] = {}
    for visit in sorted(visits, key=lambda v: v.number):
        place = places.get(visit.firm, -1)
        if visit.unit not in units or not visit.due or visit.cause == "draw" or place < 0:
            continue
        grade = graded.public.named(place) if graded.public else ""
        if visit.cause in spared.get(grade, (visit.cause,)):
            found.setdefault(place, Called(place, visit.cause, visit.number))
    return tuple(found.values())
