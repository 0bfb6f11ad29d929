"""Solve x = b + D x for a non-negative D of shares: exactly, or between proven bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MOST_EXACT: Final = 24
"""Larger systems are solved in floating point, with bounds on all that rounding may have done."""

Rows = Sequence[dict[int, Fraction]]
"""D, row by row: column → share."""

Bounds = tuple[Fraction, Fraction]


class Unsolvable(Exception):
    """D has no convergent sum of powers: something is held in a closed circle, or over-held."""


def solve(
    rows: Rows, sides: Sequence[Sequence[Fraction]]
) -> tuple[list[list[Bounds]], list[Bounds]]:
    """For each right side b the least and most of each unknown; and the diagonal of (I − D)⁻¹.

    Raises Unsolvable unless (I − D)⁻¹ exists and is non-negative: exactly then I − D is an
    M-matrix and maps some positive v to ones (Berman and Plemmons, Nonnegative Matrices in the
    Mathematical Sciences, ch. 6). Cost: O(n³) whole-number operations up to MOST_EXACT, above that
    O(n³) floating ones.
    """
    if len(rows) > MOST_EXACT:
        return _bounded(rows, sides)
    size = range(len(rows))
    units = [[Fraction(i == j) for i in size] for j in size]
    *solved, ones = _eliminate(rows, [*units, *sides, [Fraction(1)] * len(rows)])
    if min(ones) <= 0:
        raise Unsolvable
    exact = [[(value, value) for value in column] for column in solved]
    return exact[len(rows) :], [exact[i][i] for i in size]


def _eliminate(rows: Rows, sides: Sequence[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Gauss and Jordan's elimination on I − D in whole numbers (Bareiss, Sylvester's Identity and
    Multistep Integer-Preserving Gaussian Elimination, 1968): every division comes out even."""
    size = range(len(rows))
    scales = [lcm(*(value.denominator for value in side)) for side in sides]
    table = [
        _whole(i, rows, [int(side[i] * scale) for side, scale in zip(sides, scales, strict=True)])
        for i in size
    ]
    before = 1
    for pivot in size:
        found = next((i for i in range(pivot, len(rows)) if table[i][pivot]), None)
        if found is None:
            raise Unsolvable
        table[pivot], table[found] = table[found], table[pivot]
        head = table[pivot]
        lead = head[pivot]
        for i in size:
            if i != pivot:
                factor = table[i][pivot]
                table[i] = [
                    (a * lead - factor * b) // before for a, b in zip(table[i], head, strict=True)
                ]
        before = lead
    return [
        [Fraction(table[i][len(rows) + n], before * scale) for i in size]
        for n, scale in enumerate(scales)
    ]


def _whole(i: int, rows: Rows, sides: Sequence[int]) -> list[int]:
    """A row of I − D with its right sides, times what makes all of it whole."""
    scale = lcm(*(share.denominator for share in rows[i].values()))
    shares = [scale * (i == j) - int(rows[i].get(j, 0) * scale) for j in range(len(rows))]
    return [*shares, *(side * scale for side in sides)]


def _bounded(
    rows: Rows, sides: Sequence[Sequence[Fraction]]
) -> tuple[list[list[Bounds]], list[Bounds]]:
    """x̂ from floating point, and |x − x̂| ≤ N|r| ≤ v · max|r| / ρ, where r is x̂'s residual and
    v > 0 with (I − D)v ≥ ρ > 0, which proves that N = (I − D)⁻¹ is non-negative too.

    r and ρ are themselves rounded: each is taken with all that rounding may have taken off or
    added (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., § 3.1).
    """
    size = len(rows)
    shares = np.zeros((size, size))
    for i, row in enumerate(rows):
        shares[i, list(row)] = [float(share) for share in row.values()]
    try:
        inverse = np.linalg.inv(np.eye(size) - shares)
    except np.linalg.LinAlgError:
        raise Unsolvable from None
    reach = inverse.sum(axis=1)
    image, off = _image(shares, reach[:, None])
    slack = float((image - off).min())
    if not (reach.min() > 0 and slack > 0):  # nor where they are no numbers
        raise Unsolvable
    given = np.array([[float(b) for b in side] for side in sides]).reshape(len(sides), size).T
    near = inverse @ given
    spread = _spread(shares, near, given, slack)
    unit_spread = _spread(shares, inverse, np.eye(size), slack)
    columns = [
        [_around(near[i, j], spread[j] * reach[i]) for i in range(size)] for j in range(len(sides))
    ]
    return columns, [_around(inverse[i, i], unit_spread[i] * reach[i]) for i in range(size)]


_ROUNDING: Final = float(np.finfo(np.float64).eps)
_SMALLEST: Final = 1e-290  # below it floating numbers lose digits
_SAFE: Final = 1 + 1e-9  # for the rounding of the bounds themselves


def _image(shares: NDArray[Any], x: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """(I − D)x, and the most that rounding may have done to it: to D, the products, the sums."""
    steps = (len(shares) + 8) * _ROUNDING
    return x - shares @ x, steps * (np.abs(x) + shares @ np.abs(x)) * _SAFE


def _spread(
    shares: NDArray[Any], near: NDArray[Any], given: NDArray[Any], slack: float
) -> NDArray[Any]:
    """max|r| / ρ of each column."""
    image, off = _image(shares, near)
    residual = np.abs(given - image) + off + 4 * _ROUNDING * np.abs(given) + _SMALLEST
    spread: NDArray[Any] = residual.max(axis=0) / slack * _SAFE
    return spread


def _around(value: float, off: float) -> Bounds:
    middle, width = Fraction(float(value)), Fraction(float(off * _SAFE))
    return middle - width, middle + width
