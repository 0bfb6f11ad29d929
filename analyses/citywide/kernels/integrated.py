"""Everybody's integrated owners, company after company, owners before what they own.

Columns of N = (I − D)⁻¹: that of a company is what its holders' columns say, times what they hold.
In a loop the columns of its members are solved together. Where a loop cannot be solved its entries
are infinite, and so is whatever passes through it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

WHOLE = 1_000_000
CLEAR = 1e-9  # how far from singular a loop that is held beyond the whole must be


@njit(cache=True, nogil=True)
def columns(
    into: NDArray[np.int64], owner: NDArray[np.int32], least: NDArray[np.int64],
    own: NDArray[np.int64], order: NDArray[np.int32], component: NDArray[np.int32],
) -> Any:  # fmt: skip
    """``begin`` and ``end`` of each node's entries, the entries ``above`` and ``part`` (of N, the
    node's own left out), each node's N[node, node], and which are of an ``unsolved`` loop.

    ``order``: the nodes with owners by strong component, owners' first. Cost: the entries, once for
    each holding of whom they belong to, and a cube of the size of each loop.
    """
    size = into.size - 1
    begin, end = np.zeros(size, np.int64), np.zeros(size, np.int64)
    above, part = np.empty(max(1024, owner.size), np.int32), np.empty(max(1024, owner.size))
    turns = np.ones(size)
    unsolved = np.zeros(size, np.bool_)
    place = np.full(size, -1, np.int64)
    used = 0
    n = 0
    while n < order.size:
        last = n + 1
        while last < order.size and component[order[last]] == component[order[n]]:
            last += 1
        node = order[n]
        if last - n == 1 and not own[node, 0]:
            begin[node] = used
            for i in range(into[node], into[node + 1]):
                if not least[i]:
                    continue
                share, holder = least[i] / WHOLE, owner[i]
                count = end[holder] - begin[holder] + 1
                if used + count > above.size:
                    above = np.append(above, np.empty(above.size + count, np.int32))
                    part = np.append(part, np.empty(part.size + count))
                used = _add(above, part, place, begin[node], used, holder, turns[holder] * share)
                for at in range(begin[holder], end[holder]):
                    used = _add(above, part, place, begin[node], used, above[at], part[at] * share)
            end[node] = used
        else:
            members = order[n:last]
            above, part, used = _loop(
                into, owner, least, own, component, members, begin, end, above, part, turns,
                unsolved, used,
            )  # fmt: skip
        n = last
    return begin, end, above, part, turns, unsolved


@njit(cache=True, inline="always")
def _add(
    above: Any, part: Any, place: Any, first: int, used: int, holder: int, share: float
) -> int:
    at = place[holder]
    if first <= at < used and above[at] == holder:
        part[at] += share
        return used
    place[holder] = used
    above[used], part[used] = holder, share
    return used + 1


@njit(cache=True)
def _loop(
    into: Any, owner: Any, least: Any, own: Any, component: Any, members: Any, begin: Any,
    end: Any, above: Any, part: Any, turns: Any, unsolved: Any, used: int,
) -> Any:  # fmt: skip
    """The columns of a loop's members: what holders outside say, times (I − D)⁻¹ of the loop."""
    count = members.size
    where = {members[0]: 0}
    for m in range(count):
        where[members[m]] = m
    inside = np.zeros((count, count))
    held = np.zeros(count, np.int64)
    for m in range(count):
        node = members[m]
        inside[m, m] = own[node, 0] / WHOLE
        held[m] = own[node, 0]
        for i in range(into[node], into[node + 1]):
            if component[owner[i]] == component[node]:
                inside[where[owner[i]], m] += least[i] / WHOLE
                held[m] += least[i]
    solved = _solvable(inside, held)
    inverse = np.linalg.inv(np.eye(count) - inside) if solved else np.full((count, count), np.inf)
    outside = np.empty(64, np.int32)
    known = {members[0]: 0}
    known.clear()
    found = 0
    for m in range(count):
        node = members[m]
        for i in range(into[node], into[node + 1]):
            if component[owner[i]] == component[node] or not least[i]:
                continue
            for at in range(begin[owner[i]] - 1, end[owner[i]]):
                far = owner[i] if at < begin[owner[i]] else above[at]
                if far not in known:
                    if found == outside.size:
                        outside = np.append(outside, np.empty_like(outside))
                    known[far] = found
                    outside[found] = far
                    found += 1
    said = np.zeros((found, count))
    for m in range(count):
        node = members[m]
        for i in range(into[node], into[node + 1]):
            if component[owner[i]] == component[node] or not least[i]:
                continue
            share = least[i] / WHOLE
            said[known[owner[i]], m] += turns[owner[i]] * share
            for at in range(begin[owner[i]], end[owner[i]]):
                said[known[above[at]], m] += part[at] * share
    needed = used + count * (count - 1 + found)
    if needed > above.size:
        above = np.append(above, np.empty(needed, np.int32))
        part = np.append(part, np.empty(needed))
    for m in range(count):
        node = members[m]
        begin[node] = used
        turns[node] = inverse[m, m]
        unsolved[node] = not solved
        for k in range(count):
            if k != m and inverse[k, m]:
                above[used], part[used] = members[k], inverse[k, m]
                used += 1
        for k in range(found):
            value = 0.0
            for j in range(count):
                if said[k, j]:
                    value += said[k, j] * inverse[j, m]
            if value:
                above[used], part[used] = outside[k], value
                used += 1
        end[node] = used
    return above, part, used


@njit(cache=True)
def _solvable(inside: Any, held: Any) -> bool:
    """Whether the loop's powers add up. Exact in whole ppm while nobody is held beyond the whole
    from inside: then some member must be held from outside. Beyond, by a positive solution of
    (I − D)v = 1 that is clear of rounding."""
    if held.max() <= WHOLE:
        return bool(held.min() < WHOLE)
    matrix = np.eye(held.size) - inside
    if abs(np.linalg.det(matrix)) < CLEAR:
        return False
    reach = np.linalg.solve(matrix, np.ones(held.size))
    return bool(reach.min() > 0)
