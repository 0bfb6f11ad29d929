"""Connected components, weak and strong, of compressed sparse rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, inline="always")
def root_of(parent: NDArray[np.int32], node: int) -> int:
    """The root of a node's tree; halves the path on the way (Tarjan and van Leeuwen 1984)."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@njit(cache=True, nogil=True)
def weak(start: NDArray[np.int64], other: NDArray[np.int32]) -> Any:
    """Each node's component, as its lowest node, and how many there are. Nearly O(nodes + ties)."""
    size = start.size - 1
    parent = np.arange(size).astype(np.int32)
    count = size
    for node in range(size):
        here = root_of(parent, node) if start[node] < start[node + 1] else node
        for i in range(start[node], start[node + 1]):
            there = root_of(parent, other[i])
            if there < here:
                parent[here] = there
                here = there
                count -= 1
            elif here < there:
                parent[there] = here
                count -= 1
    for node in range(size):  # parents are never above their children
        parent[node] = parent[parent[node]]
    return parent, count


@njit(cache=True, nogil=True)
def strong(start: NDArray[np.int64], other: NDArray[np.int32]) -> Any:
    """Each node's strongly connected component, numbered so that whatever a component leads to has
    a lower number, and how many there are. O(nodes + ties), 21 bytes a node.

    Tarjan's algorithm as Pearce, A space-efficient algorithm for finding strongly connected
    components (2016), writes it down: one number a node, without recursion.
    """
    size = start.size - 1
    rank = np.zeros(size, np.int32)  # 0 not seen yet; below ``last``: when seen; above: component
    path, held = np.empty(size, np.int32), np.empty(size, np.int32)
    at = np.empty(size, np.int64)
    root = np.zeros(size, np.bool_)
    depth = kept = 0
    seen, last = 1, size
    for begun in range(size):
        if rank[begun]:
            continue
        if start[begun] == start[begun + 1]:
            rank[begun] = last + 1
            last += 1
            continue
        path[0], depth = begun, 1
        rank[begun], root[begun], at[begun] = seen, True, start[begun]
        seen += 1
        while depth:
            node = path[depth - 1]
            deeper = False
            while at[node] < start[node + 1]:
                far = other[at[node]]
                if not rank[far]:
                    if start[far] == start[far + 1]:
                        rank[far] = last + 1
                        last += 1
                    else:
                        path[depth] = far
                        depth += 1
                        rank[far], root[far], at[far] = seen, True, start[far]
                        seen += 1
                        deeper = True
                        break
                if rank[far] < rank[node]:
                    rank[node], root[node] = rank[far], False
                at[node] += 1
            if deeper:
                continue
            depth -= 1
            if root[node]:
                while kept and rank[held[kept - 1]] >= rank[node]:
                    kept -= 1
                    rank[held[kept]] = last + 1
                rank[node] = last + 1
                last += 1
            else:
                held[kept] = node
                kept += 1
    for node in range(size):
        rank[node] -= size + 1
    return rank, last - size
