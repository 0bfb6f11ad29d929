"""The compiled loop over all firms. The only module of this package that knows numba."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def score(
    firms: tuple[NDArray[np.int64], NDArray[np.int16], NDArray[np.int32], NDArray[np.int32]],
    indicators: tuple[
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int32],
        NDArray[np.int32],
    ],
    vetoes: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    least: NDArray[np.int32],
    out: tuple[NDArray[np.int16], NDArray[np.int32], NDArray[np.int8], NDArray[np.int8]],
) -> None:
    """Points, scores and grades of every firm, into ``out``.

    ``firms``: where each one's evidence lies, its kinds and first days; attributes, one row a
    firm. ``indicators``: start, most, earliest day; points and most by kind; which attribute, and
    what its values are worth (shifted by one: place 0 is unknown). ``vetoes``: by kind the best
    level and the earliest day; by status the best level. O(evidence x indicators + firms x
    indicators).
    """
    bounds, kind, since, attributes = firms
    start, most, earliest, each, atmost, looks_at, worth = indicators
    veto_level, veto_earliest, status_level = vetoes
    points, scores, earned, grades = out
    seen = np.zeros(each.shape, dtype=np.int32)
    for firm in range(bounds.size - 1):
        worst = status_level[attributes[firm, 0] + 1]
        first, last = bounds[firm], bounds[firm + 1]
        if last > first:
            seen[:] = 0
        total = 0
        for i in range(start.size):
            sum_ = start[i]
            if looks_at[i] >= 0:
                sum_ += worth[i, attributes[firm, looks_at[i]] + 1]
            for place in range(first, last):
                k = kind[place]
                if each[i, k] != 0 and since[place] >= earliest[i] and seen[i, k] < atmost[i, k]:
                    seen[i, k] += 1
                    sum_ += each[i, k]
            sum_ = min(max(sum_, 0), most[i])
            points[firm, i] = sum_
            total += sum_
        level = 0
        while total < least[level]:
            level += 1
        for place in range(first, last):
            k = kind[place]
            if since[place] >= veto_earliest[k] and veto_level[k] > worst:
                worst = veto_level[k]
        scores[firm], earned[firm], grades[firm] = total, level, max(level, worst)
