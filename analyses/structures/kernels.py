"""Compiled loop of the shell clusters. The only module of this package that knows numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def sharers(
    bounds: NDArray[np.int64], halves: Any, day: int, contact: int, office: int, agent: int,
    rare: int, least: int,
) -> NDArray[np.bool_]:  # fmt: skip
    """Which nodes share ``least`` things or more with one other, each thing with at most ``rare``
    users. A thing is a contact used, or a registration agent. O(users of things, squared within
    each)."""
    size = bounds.size - 1
    users = np.zeros(size, np.int32)
    for node in range(size):
        count = 0
        for i in range(bounds[node], bounds[node + 1]):
            count += _used_by(halves[i], day, contact, office, agent)
        users[node] = count
    found = np.zeros(size, np.bool_)
    stamp, shared = np.full(size, -1, np.int32), np.zeros(size, np.int32)
    for node in range(size):
        for i in range(bounds[node], bounds[node + 1]):
            if not _uses(halves[i], day, contact, office, agent):
                continue
            thing = halves[i].other
            if users[thing] > rare or users[thing] < 2:
                continue
            for j in range(bounds[thing], bounds[thing + 1]):
                other = halves[j].other
                if other == node or not _used_by(halves[j], day, contact, office, agent):
                    continue
                if stamp[other] != node:
                    stamp[other] = node
                    shared[other] = 0
                shared[other] += 1
                if shared[other] >= least:
                    found[node] = True
    return found


@njit(cache=True, inline="always")
def _uses(half: Any, day: int, contact: int, office: int, agent: int) -> bool:
    """Whether a firm's half leads to a thing it uses."""
    if half.valid_from > day or half.valid_until < day:
        return False
    if half.kind == contact:
        return bool(half.forward == 1)
    return bool(half.kind == office and half.code == agent and half.forward == 0)


@njit(cache=True, inline="always")
def _used_by(half: Any, day: int, contact: int, office: int, agent: int) -> bool:
    """Whether a thing's half leads to a firm that uses it."""
    if half.valid_from > day or half.valid_until < day:
        return False
    if half.kind == contact:
        return bool(half.forward == 0)
    return bool(half.kind == office and half.code == agent and half.forward == 1)
