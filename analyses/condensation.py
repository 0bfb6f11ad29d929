"""A small graph condensed: who reaches whom and is reached in turn, in topological order."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from analyses.citywide.kernels.components import strong


def condensed(nodes: Collection[int], pairs: Collection[tuple[int, int]]) -> list[list[int]]:
    """Each component by number, and whatever leads to another before that other. Pairs lead from
    the first to the second, both of them among the nodes. O(n log n + pairs).

    >>> condensed({5, 6, 7}, [(7, 5), (5, 6), (6, 5)])
    [[7], [5, 6]]
    """
    known = np.array(sorted(nodes), np.int64)
    ends = np.searchsorted(known, np.array(sorted(pairs), np.int64).reshape(-1, 2))
    start = np.searchsorted(ends[:, 0], np.arange(known.size + 1))
    found, count = strong(start.astype(np.int64), ends[:, 1].astype(np.int32))
    components: list[list[int]] = [[] for _ in range(count)]
    for node, component in zip(known.tolist(), found.tolist(), strict=True):
        components[count - 1 - component].append(node)
    return components
