"""What a changed set of indicators would do: who moves from which grade to which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from analyses.evaluation.batch import Grades
from analyses.evaluation.roll import Roll

MOST_MOVES: Final = 200


@dataclass(frozen=True, slots=True)
class Move:
    """One firm's grade and score before and after."""

    id: str
    number: int
    before: str
    after: str
    score_before: int
    score_after: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """``counts``: firms by (grade before, grade after), those that stay included. ``moves`` are
    those whose grade changes, largest change of score first; ``omitted`` counts the rest."""

    counts: dict[tuple[str, str], int]
    rescored: int
    moves: tuple[Move, ...]
    omitted: int


def compared(roll: Roll, before: Grades, after: Grades, most: int = MOST_MOVES) -> Simulation:
    """What moved between two gradings of one roll. O(firms)."""
    width = len(after.levels)
    pairs = np.bincount(
        before.grades.astype(np.int64) * width + after.grades,
        minlength=width * len(before.levels),
    )
    counts = {
        (old, new): int(pairs[i * width + j])
        for i, old in enumerate(before.levels)
        for j, new in enumerate(after.levels)
        if pairs[i * width + j]
    }
    names_before = np.array(before.levels)[before.grades]
    changed = np.flatnonzero(names_before != np.array(after.levels)[after.grades])
    gap = np.abs(after.scores[changed].astype(np.int64) - before.scores[changed])
    order = changed[np.lexsort((changed, -gap))][:most]
    moves = tuple(
        Move(roll.ids[i], int(roll.numbers[i]), before.named(i), after.named(i),
             int(before.scores[i]), int(after.scores[i]))
        for i in order.tolist()
    )  # fmt: skip
    rescored = int(np.count_nonzero(before.scores != after.scores))
    return Simulation(counts, rescored, moves, len(changed) - len(moves))
