"""Solve x = b + D x for a non-negative D of shares: exactly, or between proven bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

MOST_EXACT: Final = 24
"""Larger systems are solved in floating point, with bounds proven in exact arithmetic."""

Rows = Sequence[dict[int, Fraction]]
"""D, row by row: column → share."""

Bounds = tuple[Fraction, Fraction]


class Unsolvable(Exception):
    """D has no convergent sum of powers: something is held in a closed circle, or over-held."""


def solve(rows: Rows, sides: Sequence[Sequence[Fraction]]) -> list[list[Bounds]]:
    """For each right side b the least and most of each unknown.

    Raises Unsolvable unless (I − D)⁻¹ exists and is non-negative: exactly then I − D is an
    M-matrix and maps some positive v to ones (Berman and Plemmons, Nonnegative Matrices in the
    Mathematical Sciences, ch. 6). Cost: O(n³) exact operations up to MOST_EXACT, above that O(n³)
    floating and O(sides · entries) exact ones.
    """
    if len(rows) > MOST_EXACT:
        return _bounded(rows, sides)
    ones = [Fraction(1)] * len(rows)
    solved = _eliminate(rows, [*sides, ones])
    if min(solved.pop()) <= 0:
        raise Unsolvable
    return [[(value, value) for value in column] for column in solved]


def _eliminate(rows: Rows, sides: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan's elimination on I − D."""
    size = range(len(rows))
    table = [
        [Fraction(i == j) - rows[i].get(j, Fraction(0)) for j in size] + [b[i] for b in sides]
        for i in size
    ]
    for pivot in size:
        found = next((i for i in range(pivot, len(rows)) if table[i][pivot] != 0), None)
        if found is None:
            raise Unsolvable
        table[pivot], table[found] = table[found], table[pivot]
        head = table[pivot] = [value / table[pivot][pivot] for value in table[pivot]]
        for i in size:
            factor = table[i][pivot]
            if i != pivot and factor != 0:
                table[i] = [a - factor * b for a, b in zip(table[i], head, strict=True)]
    return [[table[i][len(rows) + n] for i in size] for n in range(len(sides))]


def _bounded(rows: Rows, sides: Sequence[Sequence[Fraction]]) -> list[list[Bounds]]:
    """x̂ from floating point, and |x − x̂| ≤ N|r| ≤ v · max|r| / ρ, where r is x̂'s exact residual
    and v > 0 with (I − D)v ≥ ρ > 0, which proves that N = (I − D)⁻¹ is non-negative too."""
    size = len(rows)
    matrix = np.eye(size)
    for i, row in enumerate(rows):
        for j, share in row.items():
            matrix[i, j] -= float(share)
    try:
        inverse = np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        raise Unsolvable from None
    reach = [Fraction(value) for value in inverse.sum(axis=1).tolist()]
    slack = min(_image(rows, reach))
    if min(reach) <= 0 or slack <= 0:
        raise Unsolvable
    found = []
    for side in sides:
        near = [Fraction(v) for v in (inverse @ np.array([float(b) for b in side])).tolist()]
        image = _image(rows, near)
        off = max(abs(b - value) for b, value in zip(side, image, strict=True)) / slack
        found.append([(x - off * v, x + off * v) for x, v in zip(near, reach, strict=True)])
    return found


def _image(rows: Rows, vector: Sequence[Fraction]) -> list[Fraction]:
    """(I − D) times the vector."""
    return [
        vector[i] - sum((share * vector[j] for j, share in row.items()), Fraction(0))
        for i, row in enumerate(rows)
    ]
