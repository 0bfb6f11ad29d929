"""Compiled loops over links. The only module of this package that knows numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def by_kind(kind: NDArray[np.int8], kinds: int) -> NDArray[np.int64]:
    """Positions of the links ordered by kind, otherwise as they stand (a counting sort)."""
    start = np.zeros(kinds + 1, dtype=np.int64)
    for i in range(kind.size):
        start[kind[i] + 1] += 1
    for k in range(kinds):
        start[k + 1] += start[k]
    order = np.empty(kind.size, dtype=np.int64)
    for i in range(kind.size):
        order[start[kind[i]]] = i
        start[kind[i]] += 1
    return order


@njit(cache=True, nogil=True)
def bounds(source: NDArray[np.int32], target: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """``bounds[n] … bounds[n + 1]``: where the halves of node n lie; a link has one at each end."""
    bound = np.zeros(size + 1, dtype=np.int64)
    for i in range(source.size):
        bound[source[i] + 1] += 1
        bound[target[i] + 1] += 1
    for n in range(size):
        bound[n + 1] += bound[n]
    return bound


@njit(cache=True)
def _place(half: Any, link: Any, other: int, forward: int) -> None:
    half.other = other
    half.link = link.number
    half.share_min = link.share_min
    half.share_max = link.share_max
    half.valid_from = link.valid_from
    half.valid_until = link.valid_until
    half.kind = link.kind
    half.forward = forward
    half.code = link.code


@njit(cache=True, nogil=True)
def lay(
    links: NDArray[Any],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    order: NDArray[np.int64],
    bound: NDArray[np.int64],
    halves: NDArray[Any],
) -> None:
    """Put both halves of every link in place: within a node by kind, forward first, then as the
    links stand. ``source`` and ``target`` are canonical. O(links), memory 8 bytes a node."""
    free = bound[:-1].copy()
    first = 0
    while first < order.size:
        kind = links[order[first]].kind
        last = first
        while last < order.size and links[order[last]].kind == kind:
            i = order[last]
            _place(halves[free[source[i]]], links[i], target[i], 1)
            free[source[i]] += 1
            last += 1
        for position in range(first, last):
            i = order[position]
            _place(halves[free[target[i]]], links[i], source[i], 0)
            free[target[i]] += 1
        first = last
