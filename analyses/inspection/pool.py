"""Who may be drawn for a department: its firms in strata by public grade and industry grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
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
from analyses.rulebook.inspection import Department

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
    """``member[i]`` is the stratum of firm ``i`` of the roll, NOBODY for one that cannot be
    drawn; ``excluded`` counts the department's firms that cannot, by reason."""

    roll: Roll
    department: Department
    strata: tuple[Stratum, ...]
    member: NDArray[np.int32]
    called: tuple[Called, ...]
    excluded: dict[str, int]

    def grade(self, place: int, public: Grades | None) -> str:
        return public.named(place) if public else ""


@dataclass(frozen=True, slots=True)
class Graded:
    """The two grades of every firm of a roll; None where that scheme is not in force."""

    public: Grades | None
    industry: Grades | None


def pool_of(
    rules: Rulebook, roll: Roll, graded: Graded, department: Department, units: frozenset[int],
    visits: Sequence[Visit],
) -> Pool:  # fmt: skip
    """The department's pool on the roll's day. ``units`` are the nodes that stand for it.

    Cost: O(firms), one pass of arrays, and the visits.
    """
    scope = _scope(rules, roll, department)
    keys, key_of = _keys(rules, roll, graded, department)
    places = {int(number): place for place, number in enumerate(roll.numbers)}
    own, all_ = _counted(rules, visits, units, roll.day)
    excluded: Counter[str] = Counter()
    kept = scope.copy()
    called = _called(visits, units, places, rules, graded, roll.day)
    for each in called:
        kept[each.place] = False
    excluded["called"] = len(called)
    _over(rules, roll, all_, places, kept, excluded)
    for number, count in own.items():
        place = places.get(number, -1)
        if place >= 0 and kept[place] and count >= keys[int(key_of[place])].times:
            kept[place] = False
            excluded["visited"] += 1
    sizes = np.bincount(key_of[scope], minlength=len(keys))
    free = np.bincount(key_of[kept], minlength=len(keys))
    strata = tuple(
        Stratum(
            key.grade, key.industry_grade, key.ratio_ppm, key.times, key.way, int(size),
            int(eligible), min(-(-int(size) * key.ratio_ppm // WHOLE), int(eligible)),
        )
        for key, size, eligible in zip(keys, sizes, free, strict=True)
    )  # fmt: skip
    member = np.where(kept, key_of, NOBODY).astype(np.int32)
    return Pool(roll, department, strata, member, called, {k: n for k, n in excluded.items() if n})


def _scope(rules: Rulebook, roll: Roll, department: Department) -> NDArray[np.bool_]:
    """The firms the department inspects at all."""
    covered = {code: department.covers(code) for code in set(roll.industries)}
    scope = np.fromiter((covered[code] for code in roll.industries), np.bool_, len(roll))
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
    industries = graded.industry.levels if graded.industry else ("",)
    one = graded.public.grades if graded.public else np.zeros(len(roll), np.int64)
    other = graded.industry.grades if graded.industry else np.zeros(len(roll), np.int64)
    keys = [
        _stratum(rules, department, grade, weight, roll.day)
        for grade in publics
        for weight in industries
    ]
    return keys, one.astype(np.int64) * len(industries) + other


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


def _counted(
    rules: Rulebook, visits: Sequence[Visit], units: frozenset[int], day: date
) -> tuple[Counter[int], Counter[int]]:
    """Random visits by firm: of this department within a year, of all within the ceiling's time."""
    year = first_day_within(day, YEAR).toordinal()
    own = Counter(
        v.firm for v in visits if v.unit in units and v.cause == "draw" and v.ordered >= year
    )
    all_: Counter[int] = Counter()
    for norm in in_force(rules.inspection.ceiling, day)[:1]:
        first = first_day_within(day, norm.months).toordinal()
        all_.update(v.firm for v in visits if v.cause not in norm.uncounted and v.ordered >= first)
    return own, all_


def _over(
    rules: Rulebook, roll: Roll, visited: Counter[int], places: dict[int, int],
    kept: NDArray[np.bool_], excluded: Counter[str],
) -> None:  # fmt: skip
    """Takes out whom the departments together visited as often as the ceiling allows."""
    for norm in in_force(rules.inspection.ceiling, roll.day)[:1]:
        for number, count in visited.items():
            place = places.get(number, -1)
            if place >= 0 and kept[place] and count >= norm.many:
                kept[place] = False
                excluded["ceiling"] += 1


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
