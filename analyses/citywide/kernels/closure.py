"""The control closure, owner by owner: all that each controls with what it controls."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from analyses.citywide.kernels.cascade import most_held

HALF = 500_000


@njit(cache=True, inline="always")
def _decides(low: int, most: int, idle: int, possible: bool) -> bool:
    return 2 * most > 2 * HALF - min(idle, 2 * HALF) if possible else low > HALF


@njit(cache=True)
def closures(
    start: NDArray[np.int64], company: NDArray[np.int32], least: NDArray[np.int64],
    most: NDArray[np.int64], certain: NDArray[np.int64], bounded: NDArray[np.bool_],
    own: NDArray[np.int64], starts: NDArray[np.int64], possible: bool,
) -> Any:  # fmt: skip
    """``first`` (starts + 1) and beside each other whom each start controls and by what share.

    ``possible``: whom it may control, by the most that the side may hold. Cost: for each start the
    stakes of all it controls; 26 bytes a node.
    """
    size = certain.size
    first = np.zeros(starts.size + 1, np.int64)
    found = np.empty(max(64, starts.size), np.int32)
    votes = np.empty(found.size, np.int64)
    stamp = np.full(size, -1, np.int32)  # the last start whose side had a stake in the node
    ruled = np.full(size, -1, np.int32)
    low, high = np.zeros(size, np.int64), np.zeros(size, np.int64)
    loose = np.zeros(size, np.bool_)
    end = 0
    for turn in range(starts.size):
        origin = starts[turn]
        first[turn] = begun = end
        node, next_ = origin, end
        while True:
            for i in range(start[node], start[node + 1]):
                far = company[i]
                if stamp[far] != turn:
                    stamp[far] = turn
                    low[far] = high[far] = 0
                    loose[far] = False
                low[far] += least[i]
                high[far] += most[i]
                loose[far] |= least[i] != most[i]
                if ruled[far] == turn or far == origin:
                    continue
                held = low[far]
                if possible:
                    held = most_held(low[far], high[far], loose[far], certain[far], bounded[far])
                if _decides(low[far], held, own[far, 1], possible):
                    ruled[far] = turn
                    if end == found.size:
                        found = np.append(found, np.empty_like(found))
                        votes = np.append(votes, np.empty_like(votes))
                    found[end] = far
                    end += 1
            if next_ == end:
                break
            node = found[next_]
            next_ += 1
        for at in range(begun, end):
            far = found[at]
            votes[at] = low[far]
            if possible:
                votes[at] = most_held(low[far], high[far], loose[far], certain[far], bounded[far])
    first[starts.size] = end
    return first, found[:end].copy(), votes[:end].copy()
