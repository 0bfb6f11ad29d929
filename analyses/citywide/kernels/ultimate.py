"""The ultimate controller of every node: groups of votes merged until nobody has a majority left.

A group is a controller and all it controls so far. Whoever a group holds more than half of joins
it, with its own group; what is held by the smaller of the two is looked at again, so a node is
moved O(log nodes) times.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from analyses.citywide.kernels.components import root_of

HALF = 500_000
FEW = 12


@njit(cache=True)
def heads(
    start: NDArray[np.int64], company: NDArray[np.int32], into: NDArray[np.int64],
    owner: NDArray[np.int32], least: NDArray[np.int64], certain: NDArray[np.int64],
) -> Any:  # fmt: skip
    """Each node's head (itself where nobody else controls it); ``circular``: whether its own group
    holds the majority of it; ``contested``: whether two groups hold one (shares beyond the whole).

    ``start`` and ``company`` are by owner, ``into``, ``owner`` and ``least`` by company.
    """
    size = certain.size
    parent = np.arange(size).astype(np.int32)
    label, next_ = parent.copy(), np.full(size, -1, np.int32)
    tail, weight = parent.copy(), np.ones(size, np.int32)
    circular, contested = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    sums = np.zeros(size, np.int64)
    waiting, queued = np.empty(size, np.int32), np.zeros(size, np.bool_)
    count = 0
    for node in range(size):
        if certain[node] > HALF and into[node] < into[node + 1]:
            waiting[count] = node
            queued[node] = True
            count += 1
    while count:
        count -= 1
        node = waiting[count]
        queued[node] = False
        mine = root_of(parent, node)
        if label[mine] != node:
            continue
        found = _majority(into, owner, least, parent, sums, node, -1)
        if found == mine:
            circular[node] = True
            found = _majority(into, owner, least, parent, sums, node, mine)
        if found < 0:
            continue
        head = label[found]
        small, large = (mine, found) if weight[mine] < weight[found] else (found, mine)
        parent[small] = large
        label[large] = head
        weight[large] += weight[small]
        member = small
        while member >= 0:
            for i in range(start[member], start[member + 1]):
                far = company[i]
                if not queued[far] and certain[far] > HALF and label[root_of(parent, far)] == far:
                    queued[far] = True
                    waiting[count] = far
                    count += 1
            member = next_[member]
        next_[tail[large]] = small
        tail[large] = tail[small]
    head_of = np.empty(size, np.int32)
    for node in range(size):
        mine = root_of(parent, node)
        head_of[node] = label[mine]
        if certain[node] > 2 * HALF:
            contested[node] = _majority(into, owner, least, parent, sums, node, mine) >= 0
    return head_of, circular, contested


@njit(cache=True)
def _majority(
    into: Any, owner: Any, least: Any, parent: Any, sums: Any, node: int, besides: int
) -> int:
    """The root of a group, other than ``besides``, that holds more than half; -1 for none."""
    first, last = into[node], into[node + 1]
    found = -1
    if last - first <= FEW:
        for i in range(first, last):
            group = root_of(parent, owner[i])
            if group == besides:
                continue
            held = least[i]
            for j in range(i + 1, last):
                if root_of(parent, owner[j]) == group:
                    held += least[j]
            if held > HALF and (found < 0 or group < found):
                found = group
        return found
    for i in range(first, last):
        sums[root_of(parent, owner[i])] += least[i]
    for i in range(first, last):
        group = root_of(parent, owner[i])
        if sums[group] > HALF and group != besides and (found < 0 or group < found):
            found = group
    for i in range(first, last):
        sums[root_of(parent, owner[i])] = 0
    return found
