"""The piece of the network around a node: its nodes, the ties among them, and what was cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from analyses.related import Hub
from analyses.steps import HUB_DEGREE, RELATIONS, WORK_BUDGET, Step, step
from analyses.work import BUDGETS
from graph.ties import Direction, Ties, Walk, walk_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourhoodQuestion:
    """``most_nodes`` and ``most_links`` bound the piece; ``kinds`` None means RELATIONS."""

    day: date
    hops: int = 2
    kinds: frozenset[str] | None = None
    direction: Direction = "both"
    most_nodes: int = 500
    most_links: int = BUDGETS.walks.links
    hub_degree: int = HUB_DEGREE
    work_budget: int = WORK_BUDGET

    @property
    def walk(self) -> Walk:
        return walk_of(RELATIONS if self.kinds is None else self.kinds, self.day, self.direction)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """``hops`` has every node of the piece, the centre first, nearer ones before farther ones.
    ``links`` are in the links' own direction, by number. ``left_out`` counts nodes that were
    reached but did not fit; ``cut_short`` says that the budget of work
    or of links was spent."""

    centre: int
    hops: dict[int, int]
    links: tuple[Step, ...]
    hubs: tuple[Hub, ...]
    left_out: int
    cut_short: bool

    @property
    def truncated(self) -> bool:
        return self.cut_short or self.left_out > 0


def neighbourhood(network: Ties, centre: int, question: NeighbourhoodQuestion) -> Neighbourhood:
    """The nodes within ``question.hops`` of ``centre`` and all ties among them, walked or not.

    Hubs are part of the piece and named; what lies behind them is not, unless it is near some
    other way. Ties between two hubs are left out: reading them would cost what hubs cost.
    Cost: the ties of every node of the piece that is no hub, at most ``work_budget``.
    """
    piece = _Piece(network, network.canonical(centre), question)
    piece.grow()
    return piece.cut()


@dataclass(slots=True)
class _Piece:
    network: Ties
    centre: int
    question: NeighbourhoodQuestion
    hops: dict[int, int] = field(default_factory=dict)
    hubs: dict[int, int] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    work: int = 0
    cut_short: bool = False

    def grow(self) -> None:
        walk = self.question.walk
        self.hops[self.centre] = 0
        frontier = [self.centre]
        for depth in range(1, self.question.hops + 1):
            reached: list[int] = []
            for node in frontier:
                degree = self._hub_degree(node, walk)
                if degree:
                    self.hubs[node] = degree
                elif self._affords(node):
                    self._take_all(node, depth, reached)
            frontier = reached

    def _take_all(self, node: int, depth: int, reached: list[int]) -> None:
        for tie in self.network.ties(node, self.question.walk):
            other = tie[0]
            if other in self.hops:
                continue
            if len(self.hops) >= self.question.most_nodes:
                self.left_out.add(other)
                continue
            self.hops[other] = depth
            reached.append(other)

    def _affords(self, node: int) -> bool:
        self.work += self.network.extent(node)
        self.cut_short = self.cut_short or self.work > self.question.work_budget
        return not self.cut_short

    def _hub_degree(self, node: int, walk: Walk) -> int:
        """A hub's degree; 0 for any other node."""
        limit = self.question.hub_degree
        if node == self.centre or self.network.extent(node) <= limit:
            return 0
        degree = self.network.degree(node, walk)
        return degree if degree > limit else 0

    def cut(self) -> Neighbourhood:
        question = self.question
        both = walk_of(question.walk.kinds, question.day)
        links: dict[int, Step] = {}
        for node in self.hops:
            if self._hub_degree(node, both):
                continue
            if not self._affords(node) or len(links) >= question.most_links:
                self.cut_short = True
                break
            for tie in self.network.ties(node, both):
                if tie[0] in self.hops and tie[1] not in links:
                    links[tie[1]] = _own_direction(step(node, tie))
        hubs = tuple(Hub(node, degree) for node, degree in sorted(self.hubs.items()))
        self.cut_short = self.cut_short or len(links) > question.most_links
        ordered = tuple(links[number] for number in sorted(links)[: question.most_links])
        left_out = len(self.left_out)
        return Neighbourhood(self.centre, self.hops, ordered, hubs, left_out, self.cut_short)


def _own_direction(walked: Step) -> Step:
    if walked.forward:
        return walked
    return Step(walked.target, walked.source, walked.kind, walked.link, forward=True)
