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


@njit(cache=True, inline="always")
def _alone(start: Any, company: Any, least: Any, origin: int) -> int:
    """How many a start controls if these hold nothing themselves, 0 if one does; -1 if it controls
    none. What it holds adds up with nothing else before it controls somebody."""
    count = 0
    for i in range(start[origin], start[origin + 1]):
        if least[i] > HALF:
            if start[company[i]] < start[company[i] + 1]:
                return 0
            count += 1
    return count if count else -1


@njit(cache=True, nogil=True)
def closures(
    start: NDArray[np.int64], company: NDArray[np.int32], least: NDArray[np.int64],
    most: NDArray[np.int64], certain: NDArray[np.int64], bounded: NDArray[np.bool_],
    own: NDArray[np.int64], starts: NDArray[np.int64], possible: bool, state: NDArray[np.int64],
    high: NDArray[np.int64], loose: NDArray[np.bool_],
) -> Any:  # fmt: skip
    """``first`` (starts + 1) and beside each other whom each start controls and by what share.

    ``possible``: whom it may control, by the most that the side may hold. The last three come
    zeroed, by node (``state``: nodes, 2). Cost: for each start the stakes of all it controls.
    """
    first = np.zeros(starts.size + 1, np.int64)
    found = np.empty(max(64, starts.size), np.int32)
    votes = np.empty(found.size, np.int64)
    end = 0
    for turn in range(starts.size):
        origin = starts[turn]
        first[turn] = begun = end
        if not possible:
            alone = _alone(start, company, least, origin)
            if alone < 0:
                continue
            if alone and end + alone <= found.size:
                for i in range(start[origin], start[origin + 1]):
                    if least[i] > HALF:
                        found[end], votes[end] = company[i], least[i]
                        end += 1
                continue
        touched, ruled = 2 * turn + 1, 2 * turn + 2  # what state[far, 0] says of this start
        node, next_ = origin, end
        while True:
            for i in range(start[node], start[node + 1]):
                far = company[i]
                said = state[far]
                if said[0] < touched:
                    said[0], said[1] = touched, 0
                    if possible:
                        high[far], loose[far] = 0, False
                said[1] += least[i]
                if possible:
                    high[far] += most[i]
                    loose[far] |= least[i] != most[i]
                if said[0] == ruled or far == origin:
                    continue
                held = said[1]
                if possible:
                    held = most_held(said[1], high[far], loose[far], certain[far], bounded[far])
                if _decides(said[1], held, own[far, 1], possible):
                    said[0] = ruled
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
            votes[at] = state[far, 1]
            if possible:
                votes[at] = most_held(
                    state[far, 1], high[far], loose[far], certain[far], bounded[far]
                )
    first[starts.size] = end
    return first, found[:end].copy(), votes[:end].copy()
