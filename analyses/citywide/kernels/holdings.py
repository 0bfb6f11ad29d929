"""Laying out who holds what of whom: the links of each pair added up, both ways."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def netted(
    bounds: NDArray[np.int64], halves: Any, day: int, owns: int, signs: NDArray[np.int64],
    apart: NDArray[np.bool_], capital: NDArray[np.int64],
) -> Any:  # fmt: skip
    """Every pair with a stake, by owner: ``start`` (nodes + 1) and beside each other ``company``,
    ``least``, ``most`` (ppm); ``own`` (nodes, 2): what each holds of itself; ``stated``: whether a
    stake in the node states its right apart. O(halves).

    By code, NO_CODE last: ``signs`` is 1 where the right is carried, -1 where it is taken away;
    ``capital`` the same of capital, for what a node holds of itself.
    """
    size = bounds.size - 1
    start = np.zeros(size + 1, np.int64)
    company = np.empty(halves.size // 2, np.int32)
    least, most = np.empty(company.size, np.int64), np.empty(company.size, np.int64)
    added, taken = np.empty(company.size, np.bool_), np.empty(company.size, np.bool_)
    said = np.empty(company.size, np.bool_)
    place = np.full(size, -1, np.int64)
    own = np.zeros((size, 2), np.int64)
    stated = np.zeros(size, np.bool_)
    end = 0
    for node in range(size):
        start[node] = first = end
        own_added, own_taken = False, False
        for i in range(bounds[node], bounds[node + 1]):
            kind = halves[i].kind
            if kind > owns:
                break
            if kind != owns or not halves[i].forward:
                continue
            half = halves[i]
            if day < half.valid_from or day > half.valid_until:
                continue
            far = half.other
            if far == node:
                sign = capital[half.code]
                own_added, own_taken = own_added or sign > 0, own_taken or sign < 0
                own[node, 0] += _low(sign, half)
                own[node, 1] += _high(sign, half)
                continue
            sign = signs[half.code]
            if not sign:
                continue
            at = place[far]
            if not (first <= at < end and company[at] == far):
                at = place[far] = end
                company[end], least[end], most[end] = far, 0, 0
                added[end] = taken[end] = said[end] = False
                end += 1
            least[at] += _low(sign, half)
            most[at] += _high(sign, half)
            added[at] |= sign > 0
            taken[at] |= sign < 0
            said[at] |= sign > 0 and apart[half.code]
        if not own_added or (own_taken and own[node, 1] <= 0):
            own[node] = 0
        own[node, 0] = max(own[node, 0], 0)
        kept = first
        for at in range(first, end):
            if not added[at] or (taken[at] and most[at] <= 0):
                continue
            company[kept], most[kept] = company[at], most[at]
            least[kept] = max(least[at], 0)
            stated[company[kept]] |= said[at]
            kept += 1
        end = kept
    start[size] = end
    return start, company[:end].copy(), least[:end].copy(), most[:end].copy(), own, stated


@njit(cache=True, inline="always")
def _low(sign: int, half: Any) -> int:
    return half.share_min if sign > 0 else -half.share_max if sign < 0 else 0


@njit(cache=True, inline="always")
def _high(sign: int, half: Any) -> int:
    return half.share_max if sign > 0 else -half.share_min if sign < 0 else 0


@njit(cache=True, nogil=True)
def turned(
    start: NDArray[np.int64], company: NDArray[np.int32], least: NDArray[np.int64],
    most: NDArray[np.int64],
) -> Any:  # fmt: skip
    """The same by company: ``into`` (nodes + 1), ``owner``, ``least``, ``most``; owners by number
    (a counting sort)."""
    size = start.size - 1
    into = np.zeros(size + 1, np.int64)
    for i in range(company.size):
        into[company[i] + 1] += 1
    for node in range(size):
        into[node + 1] += into[node]
    free = into[:-1].copy()
    owner = np.empty(company.size, np.int32)
    low, high = np.empty(company.size, np.int64), np.empty(company.size, np.int64)
    for node in range(size):
        for i in range(start[node], start[node + 1]):
            at = free[company[i]]
            free[company[i]] += 1
            owner[at], low[at], high[at] = node, least[i], most[i]
    return into, owner, low, high
