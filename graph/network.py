"""The credit graph as frozen arrays: compressed sparse rows, both directions together.

Each link lies twice, once at each end (``HALF_DTYPE``, 28 bytes), in one array sorted by node,
kind, direction and link number, so a look-up reads one contiguous stretch. Ends are canonical:
what a judgement merged lies at the survivor. The ends as delivered are kept for the few links
that were moved, so that a judgement can be taken back without the store.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.merges import survivors
from graph.ties import HALF_DTYPE, KINDS, SAME_AS, By, Tie, Walk, foremost
from graph.topology import LINK_DTYPE, Topology

ENDS_DTYPE: Final = np.dtype([("link", np.int32), ("source", np.int32), ("target", np.int32)])
FEW: Final = 48  # halves; below it a Python loop is faster than numpy's set-up

ARRAYS: Final = {
    "node_kinds": np.dtype(np.int8),
    "bounds": np.dtype(np.int64),
    "halves": HALF_DTYPE,
    "merges": ENDS_DTYPE,
    "moved": ENDS_DTYPE,
}


class Network:
    """A frozen network at one revision. Satisfies ``graph.ties.Ties``; safe for many threads.

    ``merges`` are the same_as links; ``moved`` the ends as delivered of links whose end was merged
    away (both ENDS_DTYPE, by link number).
    """

    def __init__(
        self,
        revision: int,
        node_kinds: NDArray[np.int8],
        bounds: NDArray[np.int64],
        halves: NDArray[Any],
        merges: NDArray[Any],
        moved: NDArray[Any],
    ) -> None:
        self.revision = revision
        self.node_kinds = node_kinds
        self.bounds = bounds
        self.halves = halves
        self.merges = merges
        self.moved = moved
        self.size = len(node_kinds)
        self.links = len(halves) // 2
        self._bounds = bounds.data  # a memoryview yields Python integers three times as fast
        self._kinds = node_kinds.data

    @classmethod
    def build(cls, topology: Topology) -> Network:
        """Lay out a topology. O(nodes + links); peak memory about 100 bytes a link.

        Raises IndexError if a link names a node beyond ``node_kinds``.
        """
        from graph import kernels  # numba takes half a second to import; a snapshot needs none

        links = _by_number(topology.links)
        size = len(topology.node_kinds)
        if len(links) and max(links["source"].max(), links["target"].max()) >= size:
            raise IndexError("a link names a node that the topology does not have")
        same = links["kind"] == SAME_AS
        merges = _ends(links[same])
        links = links[~same] if len(merges) else links
        source, target = links["source"].copy(), links["target"].copy()
        survivor = survivors(zip(merges["source"].tolist(), merges["target"].tolist(), strict=True))
        moved = _move(links, source, target, survivor, size)
        bounds = kernels.bounds(source, target, size)
        halves = np.zeros(2 * len(links), dtype=HALF_DTYPE)
        order = kernels.by_kind(np.ascontiguousarray(links["kind"]), KINDS)
        kernels.lay(links, source, target, order, bounds, halves)
        return cls(topology.revision, topology.node_kinds, bounds, halves, merges, moved)

    @cached_property
    def survivor(self) -> dict[int, int]:
        """Each merged-away node → the node that stands for it."""
        ends = zip(self.merges["source"].tolist(), self.merges["target"].tolist(), strict=True)
        return survivors(ends)

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The vocabulary.NODE_CODE of every kind there is a node of."""
        return frozenset(np.unique(self.node_kinds).tolist())

    def canonical(self, node: int) -> int:
        return self.survivor.get(node, node)

    def kind_of(self, node: int) -> int:
        return self._kinds[node] if 0 <= node < self.size else -1

    def extent(self, node: int) -> int:
        return self._bounds[node + 1] - self._bounds[node] if node < self.size else 0

    def halves_of(self, node: int) -> NDArray[Any]:
        """The node's stretch of ``halves``."""
        if node >= self.size:
            return self.halves[:0]
        return self.halves[self._bounds[node] : self._bounds[node + 1]]

    def every_tie(self, node: int) -> list[Tie]:
        ties: list[Tie] = self.halves_of(node).tolist()
        return ties

    def every_half(self, node: int) -> NDArray[Any]:
        return self.halves_of(node)

    def ties(self, node: int, walk: Walk) -> list[Tie]:
        halves = self.halves_of(node)
        if len(halves) > FEW:
            kept: list[Tie] = halves[walk.keeps(halves)].tolist()
            return kept
        return walk.among(halves.tolist())

    def degree(self, node: int, walk: Walk) -> int:
        halves = self.halves_of(node)
        if len(halves) > FEW:
            return int(np.count_nonzero(walk.keeps(halves)))
        return len(walk.among(halves.tolist()))

    def foremost(self, node: int, walk: Walk, by: By, most: int) -> list[Tie]:
        halves = self.halves_of(node)
        ties: list[Tie] = foremost(halves[walk.keeps(halves)], by, most).tolist()
        return ties


def _by_number(links: NDArray[Any]) -> NDArray[Any]:
    links = np.ascontiguousarray(links, dtype=LINK_DTYPE)
    number = links["number"]
    if len(links) < 2 or bool((number[1:] > number[:-1]).all()):
        return links
    return links[np.argsort(number, kind="stable")]


def _ends(links: NDArray[Any]) -> NDArray[Any]:
    ends = np.zeros(len(links), dtype=ENDS_DTYPE)
    ends["link"], ends["source"], ends["target"] = links["number"], links["source"], links["target"]
    return ends


def _move(
    links: NDArray[Any],
    source: NDArray[np.int32],
    target: NDArray[np.int32],
    survivor: dict[int, int],
    size: int,
) -> NDArray[Any]:
    """Move ends in place to their survivors; the ends as they were, of the links that moved."""
    if not survivor:
        return np.zeros(0, dtype=ENDS_DTYPE)
    stands = np.arange(size, dtype=np.int32)
    stands[list(survivor)] = list(survivor.values())
    source[:], target[:] = stands[source], stands[target]
    return _ends(links[(source != links["source"]) | (target != links["target"])])
