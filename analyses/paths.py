"""How two parties are tied: shortest, all shortest, or node-disjoint paths between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from analyses.disjoint_paths import disjoint
from analyses.shortest_paths import Reach, shortest
from analyses.steps import HUB_DEGREE, RELATIONS, WORK_BUDGET, Step, step
from graph.ties import Direction, Tie, Ties, Walk, walk_of

Outcome = Literal["found", "no_path", "truncated"]
Mode = Literal["shortest", "all_shortest", "disjoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathQuestion:
    """``kinds`` None means ``steps.RELATIONS``; ``limit`` bounds all_shortest; ``disjoint`` is how
    many disjoint paths are asked for (3 when the mode says so and the number does not)."""

    day: date
    max_hops: int = 6
    kinds: frozenset[str] | None = None
    direction: Direction = "both"
    mode: Mode = "shortest"
    limit: int = 20
    disjoint: int | None = None
    hub_degree: int = HUB_DEGREE
    work_budget: int = WORK_BUDGET

    @property
    def walk(self) -> Walk:
        return walk_of(RELATIONS if self.kinds is None else self.kinds, self.day, self.direction)


@dataclass(frozen=True, slots=True)
class FoundPath:
    """One path. ``via_hub`` names the hubs it pivots through: such a tie says little. ``beside``
    holds, for each step, the other ties between the same two nodes."""

    steps: tuple[Step, ...]
    via_hub: tuple[int, ...]
    beside: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """``no_path``: there is none within max_hops. ``truncated`` as an outcome: the work budget
    was spent before one was found, so there may be one. ``truncated`` as a flag: there may be
    more paths, or a path without a hub, than those listed."""

    outcome: Outcome
    paths: tuple[FoundPath, ...]
    truncated: bool


def paths(network: Ties, a: int, b: int, question: PathQuestion) -> Paths:
    """The paths from ``a`` to ``b``; two are different if their nodes are.

    A path that pivots through a hub (a node with more than ``hub_degree`` ties in force of the
    kinds walked; the ends are never hubs) is offered, and marked, only when no path without
    hubs is as short: after that path, or alone. Merged ends are answered for their survivors; a
    party and itself are tied by one path without steps. Paths come by nodes' numbers.

    Cost: a search from both ends, half of ``max_hops`` from each, reading at most
    ``work_budget`` ties.
    """
    a, b = network.canonical(a), network.canonical(b)
    if a == b:
        return Paths("found", (FoundPath((), (), ()),), truncated=False)
    asked = _Asked(network, question, question.walk)
    free = asked.search(a, b, question.max_hops, through_hubs=False)
    nearer = min((len(nodes) - 2 for nodes in free.paths), default=question.max_hops)
    pivots = asked.search(a, b, nearer, through_hubs=True)
    through = [nodes for nodes in pivots.paths if nodes not in free.paths]
    found = tuple(asked.told(nodes) for nodes in [*free.paths, *through])
    cut = free.cut_short or pivots.cut_short
    more = cut or free.more or pivots.more
    if found:
        return Paths("found", found, truncated=more)
    return Paths("truncated" if cut else "no_path", (), truncated=cut)


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths as node numbers; whether the search was cut short; whether a limit left some out."""

    paths: Sequence[Sequence[int]]
    cut_short: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    network: Ties
    question: PathQuestion
    walk: Walk

    def search(self, a: int, b: int, max_hops: int, *, through_hubs: bool) -> Listing:
        question = self.question
        hub_degree = None if through_hubs else question.hub_degree
        reach = Reach(self.network, self.walk, hub_degree, question.work_budget)
        if max_hops < 1:
            return Listing((), cut_short=False)
        if question.mode == "disjoint":
            wanted = 3 if question.disjoint is None else question.disjoint
            return Listing(disjoint(reach, a, b, max_hops, wanted), reach.cut_short)
        limit = question.limit if question.mode == "all_shortest" else 1
        listed = shortest(reach, a, b, max_hops, limit + 1)
        more = question.mode == "all_shortest" and len(listed) > limit
        return Listing(listed[:limit], reach.cut_short, more)

    def told(self, nodes: Sequence[int]) -> FoundPath:
        """The path through these nodes, with all its ties."""
        hops = [
            tuple(step(near, tie) for tie in self._between(near, far))
            for near, far in pairwise(nodes)
        ]
        hubs = tuple(node for node in nodes[1:-1] if self._is_hub(node))
        return FoundPath(tuple(hop[0] for hop in hops), hubs, tuple(hop[1:] for hop in hops))

    def _is_hub(self, node: int) -> bool:
        limit = self.question.hub_degree
        return self.network.extent(node) > limit and self.network.degree(node, self.walk) > limit

    def _between(self, near: int, far: int) -> Iterable[Tie]:
        """The ties walked from one to the other, read at the end that has fewer."""
        if self.network.extent(near) <= self.network.extent(far):
            return [tie for tie in self.network.ties(near, self.walk) if tie[0] == far]
        ties = self.network.ties(far, self.walk.reversed())
        turned = [(far, *tie[1:7], 1 - tie[7], tie[8]) for tie in ties if tie[0] == near]
        return sorted(turned, key=lambda tie: (tie[6], -tie[7], tie[1]))
