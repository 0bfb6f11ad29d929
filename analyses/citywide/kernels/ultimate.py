"""The ultimate controller of every node: groups of votes merged until nobody has a majority left.

A group is a controller and all it controls so far. Whoever holds a majority alone is seen at once;
joint majorities are looked for in rounds over the firms that are left.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from analyses.citywide.kernels.components import root_of

HALF = 500_000
FEW = 12


@njit(cache=True, nogil=True)
def heads(
    into: NDArray[np.int64], owner: NDArray[np.int32], least: NDArray[np.int64],
    certain: NDArray[np.int64],
) -> Any:  # fmt: skip
    """Each node's head (itself where nobody else controls it); ``circular``: heads whose own group
    holds the majority of them; ``contested``: whether a second group holds one (shares beyond the
    whole). ``into``, ``owner`` and ``least`` are by company. O(rounds x firms left + stakes)."""
    size = certain.size
    parent = np.arange(size).astype(np.int32)
    left = np.empty(size, np.int32)
    count = 0
    for node in range(size):
        if certain[node] <= HALF or into[node] == into[node + 1]:
            continue
        alone = False
        for i in range(into[node], into[node + 1]):
            if least[i] > HALF:
                parent[node] = owner[i]
                alone = True
                break
        if not alone:
            left[count] = node
            count += 1
    circular = _open_circles(parent)
    contested = np.zeros(size, np.bool_)
    sums = np.zeros(size, np.int64)
    moved = True
    while moved:
        moved, kept = False, 0
        for n in range(count):
            node = left[n]
            found = _majority(into, owner, least, parent, sums, node, -1)
            if found == node:
                circular[node] = True
            elif found >= 0:
                parent[node] = found
                moved = True
            else:
                left[kept] = node
                kept += 1
        count = kept
    for node in range(size):
        parent[node] = root_of(parent, node)
        if certain[node] > 2 * HALF:
            found = _majority(into, owner, least, parent, sums, node, root_of(parent, node))
            contested[node] = found >= 0
    return parent, circular, contested


@njit(cache=True)
def _open_circles(parent: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Make the lowest of each circle of parents its root; which these are."""
    size = parent.size
    opened = np.zeros(size, np.bool_)
    turn = np.zeros(size, np.int32)
    for begun in range(size):
        if parent[begun] == begun or turn[begun]:
            continue
        node = begun
        while not turn[node] and parent[node] != node:
            turn[node] = begun + 1
            node = parent[node]
        if parent[node] != node and turn[node] == begun + 1:
            lowest, after = node, parent[node]
            while after != node:
                lowest, after = min(lowest, after), parent[after]
            parent[lowest] = lowest
            opened[lowest] = True
    return opened


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
