"""Every firm scored at once: the scheme as tables, then one compiled pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.evaluation import kernels
from analyses.evaluation.evidence import UNDATED
from analyses.evaluation.roll import LONGEST, Roll
from analyses.evaluation.scoring import Edition, first_ordinal, worth
from analyses.rulebook.schemes import Indicator

_ATTRIBUTES: Final = ("status", "years", "public_grade")


@dataclass(frozen=True, slots=True)
class Grades:
    """Of firm ``i`` of the roll: ``points[i]`` by indicator, ``scores[i]``, and ``grades[i]`` (and
    ``earned[i]``, before vetoes) as places in ``levels``, best first."""

    levels: tuple[str, ...]
    points: NDArray[np.int16]
    scores: NDArray[np.int32]
    earned: NDArray[np.int8]
    grades: NDArray[np.int8]

    def named(self, place: int) -> str:
        return self.levels[int(self.grades[place])]

    def counts(self) -> dict[str, int]:
        """How many firms have which grade."""
        numbers = np.bincount(self.grades, minlength=len(self.levels)).tolist()
        return dict(zip(self.levels, numbers, strict=True))


def score_all(roll: Roll, by: Edition, public: Grades | None = None) -> Grades | None:
    """The grade of every firm of the roll, equal to ``scoring.score`` of each; None where the
    scheme is not in force on the day. ``public`` is needed where a grading takes it as input.

    Cost: one compiled pass over firms and evidence.
    """
    if not by.indicators:
        return None
    size = len(roll)
    out = (
        np.zeros((size, len(by.indicators)), np.int16), np.zeros(size, np.int32),
        np.zeros(size, np.int8), np.zeros(size, np.int8),
    )  # fmt: skip
    kernels.score(
        (roll.bounds, roll.kind, roll.since, _attributes(roll, public)),
        _indicators(roll, by, public.levels if public else ()),
        _vetoes(roll, by),
        np.array([level.least for level in by.levels], np.int32),
        out,
    )
    return Grades(by.grades, *out)


def _attributes(roll: Roll, public: Grades | None) -> NDArray[np.int32]:
    grade = np.full(len(roll), -1, np.int32) if public is None else public.grades
    found: NDArray[np.int32] = np.stack([roll.status, roll.years, grade], axis=1).astype(np.int32)
    return found


def _indicators(roll: Roll, by: Edition, grades: Sequence[str]) -> Any:
    place = {kind: number for number, kind in enumerate(roll.kinds)}
    each = np.zeros((len(by.indicators), max(len(roll.kinds), 1)), np.int32)
    atmost = np.zeros_like(each)
    for row, indicator in enumerate(by.indicators):
        for count in indicator.counts:
            if count.evidence in place:
                each[row, place[count.evidence]] = count.each
                atmost[row, place[count.evidence]] = count.most
    looks_at = [_ATTRIBUTES.index(i.attribute) if i.attribute else -1 for i in by.indicators]
    return (
        _column(i.start for i in by.indicators),
        _column(i.most for i in by.indicators),
        _column(first_ordinal(by.day, i.window_months) for i in by.indicators),
        each, atmost, _column(looks_at), _worth(roll, by.indicators, grades),
    )  # fmt: skip


def _worth(roll: Roll, indicators: Sequence[Indicator], grades: Sequence[str]) -> NDArray[np.int32]:
    """What each value of an indicator's attribute is worth; place 0 is the unknown."""
    values: dict[str | None, Sequence[str | int]] = {
        "status": roll.statuses, "years": range(LONGEST + 1), "public_grade": grades, None: (),
    }  # fmt: skip
    table = np.zeros((len(indicators), 1 + max(len(v) for v in values.values())), np.int32)
    for row, indicator in enumerate(indicators):
        table[row, 0] = indicator.unknown
        told = values[indicator.attribute]
        table[row, 1 : 1 + len(told)] = [worth(indicator.steps, value) for value in told]
    return table


def _vetoes(roll: Roll, by: Edition) -> Any:
    """The best level each kind of evidence, and each status, still allows."""
    level = np.zeros(max(len(roll.kinds), 1), np.int32)
    earliest = np.full_like(level, UNDATED)
    status = np.zeros(len(roll.statuses) + 1, np.int32)
    for veto in by.vetoes:
        least = by.grades.index(veto.grade)
        if veto.evidence in roll.kinds:
            place = roll.kinds.index(veto.evidence)
            level[place] = max(level[place], least)
            earliest[place] = min(earliest[place], first_ordinal(by.day, veto.window_months))
        for place, said in enumerate(roll.statuses, 1):
            if any(word in said for word in veto.status):
                status[place] = max(status[place], least)
    return level, earliest, status


def _column(values: Any) -> NDArray[np.int32]:
    return np.fromiter(values, np.int32)
