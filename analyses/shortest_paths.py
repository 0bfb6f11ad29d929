"""All shortest paths between two nodes, by a search from both ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.ties import Ties, Walk

Nodes = list[int]
Links = dict[int, set[int]]


@dataclass(slots=True)
class Reach:
    """Reads the neighbours of nodes, within a budget of ties.

    ``hub_degree`` None walks through hubs. Once the budget would be exceeded, nothing more is
    read and ``cut_short`` is set.
    """

    network: Ties
    walk: Walk
    hub_degree: int | None
    work_budget: int
    cut_short: bool = False
    work: int = 0
    _backward: Walk = field(init=False)
    _hubs: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._backward = self.walk.reversed()

    def neighbours(self, node: int, *, backward: bool = False) -> list[int]:
        """Whom a tie leads to (or, backward, comes from); maybe repeatedly."""
        self.work += self.network.extent(node)
        if self.cut_short or self.work > self.work_budget:
            self.cut_short = True
            return []
        walk = self._backward if backward else self.walk
        return [tie[0] for tie in self.network.ties(node, walk)]

    def closed(self, node: int) -> bool:
        """Whether the node is a hub that must not be walked through."""
        if self.hub_degree is None or self.network.extent(node) <= self.hub_degree:
            return False
        known = self._hubs.get(node)
        if known is None:
            known = self.network.degree(node, self.walk) > self.hub_degree
            self._hubs[node] = known
        return known

    def cost(self, frontier: list[int]) -> int:
        return sum(self.network.extent(node) for node in frontier)


@dataclass(slots=True)
class _Side:
    """What is known from one end: hops, and for each node those one hop nearer to the end."""

    end: int
    backward: bool
    hops: dict[int, int] = field(default_factory=dict)
    nearer: Links = field(default_factory=dict)
    frontier: list[int] = field(default_factory=list)
    depth: int = 0

    def __post_init__(self) -> None:
        self.hops[self.end] = 0
        self.frontier = [self.end]

    def grow(self, reach: Reach, other_end: int) -> None:
        """One whole level further."""
        self.depth += 1
        grown: list[int] = []
        for node in self.frontier:
            for other in reach.neighbours(node, backward=self.backward):
                hops = self.hops.get(other)
                if hops is None:
                    if other != other_end and reach.closed(other):
                        continue
                    self.hops[other] = self.depth
                    self.nearer[other] = {node}
                    grown.append(other)
                elif hops == self.depth:
                    self.nearer[other].add(node)
        self.frontier = grown


def shortest(reach: Reach, a: int, b: int, max_hops: int, limit: int) -> list[Nodes]:
    """Up to ``limit`` shortest paths as node lists, in the order of their node numbers.

    ``a`` and ``b`` differ. Empty where none has at most ``max_hops`` hops, or where
    ``reach.cut_short`` says that the budget was spent first. Whole levels are grown, the cheaper
    side first; when the sides first meet, every shortest path crosses the level just grown.
    """
    sides = (_Side(a, backward=False), _Side(b, backward=True))
    while sides[0].depth + sides[1].depth < max_hops and all(side.frontier for side in sides):
        side, other = sorted(sides, key=lambda side: (reach.cost(side.frontier), side.backward))
        side.grow(reach, other.end)
        met = [node for node in side.frontier if node in other.hops]
        if met:
            return _listed(sides, met, limit)
        if reach.cut_short:
            break
    return []


def _listed(sides: tuple[_Side, _Side], met: list[int], limit: int) -> list[Nodes]:
    """Join the halves where they met and list the paths from a to b, in order."""
    from_a, from_b = sides
    farther: Links = {}
    level = set(met)
    while level:
        for node in level:
            for nearer in from_a.nearer.get(node, ()):
                farther.setdefault(nearer, set()).add(node)
        level = {near for node in level for near in from_a.nearer.get(node, ())}
    level = set(met)
    while level:
        for node in level:
            farther.setdefault(node, set()).update(from_b.nearer.get(node, ()))
        level = {near for node in level for near in from_b.nearer.get(node, ())}
    listed: list[Nodes] = []
    for path in _walks(farther, from_a.end, from_b.end):
        listed.append(path)
        if len(listed) >= limit:
            break
    return listed


def _walks(farther: Links, a: int, b: int) -> Iterator[Nodes]:
    """Depth first without recursion; every branch leads to b, so each step is progress."""
    pending: list[Nodes] = [[a]]
    while pending:
        path = pending.pop()
        if path[-1] == b:
            yield path
            continue
        pending.extend([*path, node] for node in sorted(farther[path[-1]], reverse=True))
