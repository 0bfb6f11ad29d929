"""The cascade: whoever is held to the threshold by those reached is reached."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

WHOLE = 1_000_000


@njit(cache=True, inline="always")
def most_held(low: int, high: int, loose: bool, certain: int, bounded: bool) -> int:
    """The most that a side holds by these sums of its shares (``Stakes.most_of``)."""
    most = min(high, WHOLE)
    if loose and bounded:
        most = min(most, WHOLE - max(certain - low, 0))
    return most


@njit(cache=True, nogil=True)
def cascade(
    start: NDArray[np.int64], company: NDArray[np.int32], least: NDArray[np.int64],
    most: NDArray[np.int64], certain: NDArray[np.int64], bounded: NDArray[np.bool_],
    listed: NDArray[np.int64], threshold: int, possible: bool, reached: NDArray[np.bool_],
    low: NDArray[np.int64], high: NDArray[np.int64], loose: NDArray[np.bool_],
) -> None:  # fmt: skip
    """Mark who is ``reached``, and put what those reached hold of each into ``low`` by lowest
    shares, or if ``possible`` the most they may into ``high``. O(stakes of the reached).

    The last four come zeroed, by node: zeroing them here would cost more than the search does.
    """
    size = certain.size
    waiting, touched = np.empty(size, np.int32), np.empty(size, np.int32)
    count = seen = 0
    for node in listed:
        if not reached[node]:
            reached[node] = True
            waiting[count] = node
            count += 1
    while count:
        count -= 1
        node = waiting[count]
        for i in range(start[node], start[node + 1]):
            far = company[i]
            low[far] += least[i]
            if possible:
                if not high[far]:
                    touched[seen] = far
                    seen += 1
                high[far] += most[i]
                loose[far] |= least[i] != most[i]
            if reached[far]:
                continue
            held = low[far]
            if possible:
                held = most_held(low[far], high[far], loose[far], certain[far], bounded[far])
            if held >= threshold:
                reached[far] = True
                waiting[count] = far
                count += 1
    for n in range(seen):
        node = touched[n]
        high[node] = most_held(low[node], high[node], loose[node], certain[node], bounded[node])
