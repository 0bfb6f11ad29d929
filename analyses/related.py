"""Who is related to a subject within k hops, by which ties."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from analyses.steps import HUB_DEGREE, KIND_NAMES, RELATIONS, WORK_BUDGET, Step, step
from graph.ties import Direction, Tie, Ties, Walk, walk_of
from graph.vocabulary import NODE_KINDS

IS_SUBJECT: Final = (*(kind.family == "subject" for kind in NODE_KINDS), False)  # -1: none


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedQuestion:
    """``limit`` is a group's; ``kinds`` None means ``steps.RELATIONS``; ``everything`` lists
    projects, lots and contacts too, which are otherwise only walked through."""

    day: date
    hops: int = 2
    kinds: frozenset[str] | None = None
    direction: Direction = "both"
    limit: int = 50
    hub_degree: int = HUB_DEGREE
    work_budget: int = WORK_BUDGET
    everything: bool = False

    @property
    def walk(self) -> Walk:
        return walk_of(RELATIONS if self.kinds is None else self.kinds, self.day, self.direction)


class Item(NamedTuple):
    """A related node, its distance, and one shortest path that ends with the group's kind."""

    number: int
    hops: int
    share: int  # ppm, the most the last tie may be; 0 unless it is `owns`
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Those whose last tie is of this kind; ``omitted`` counts those beyond the limit."""

    kind: str
    items: tuple[Item, ...]
    omitted: int


@dataclass(frozen=True, slots=True)
class Hub:
    """A node with too many ties to walk through; ``degree`` counts them."""

    number: int
    degree: int


@dataclass(frozen=True, slots=True)
class Related:
    """``truncated``: something was left out, by a group's limit or because the work budget was
    spent (``cut_short``). Hubs are no truncation: they are listed, and named with their degree."""

    groups: tuple[Group, ...]
    hubs: tuple[Hub, ...]
    truncated: bool
    cut_short: bool


def related(network: Ties, start: int, question: RelatedQuestion) -> Related:
    """The nodes tied to ``start`` within ``question.hops``, by breadth-first search.

    Someone tied in several ways at the same distance is listed under each kind. Groups come in
    the vocabulary's order; items by hops, then share (largest first), then number. A hub is
    listed and named, and not walked through; the start is walked from whatever its degree. A
    merged start is answered for its survivor. ``share`` is in ppm, ``hops`` counts links.

    Cost: the ties of every node nearer than ``hops``, at most ``work_budget`` of them.
    """
    search = _Search(network, network.canonical(start), question)
    search.run()
    return search.answer()


Found = tuple[int, Tie]  # the node before, and the tie from it


@dataclass(slots=True)
class _Search:
    network: Ties
    start: int
    question: RelatedQuestion
    hops: dict[int, int] = field(default_factory=dict)
    before: dict[int, Found] = field(default_factory=dict)
    listed: dict[tuple[int, int], Found] = field(default_factory=dict)  # by kind and node
    paths: dict[int, tuple[Step, ...]] = field(default_factory=dict)  # those told so far
    hubs: list[Hub] = field(default_factory=list)
    work: int = 0
    cut_short: bool = False

    def run(self) -> None:
        walk, network = self.question.walk, self.network
        self.hops[self.start] = 0
        self.paths[self.start] = ()
        frontier = [self.start]
        for depth in range(1, self.question.hops + 1):
            reached: list[int] = []
            for node in frontier:
                extent = network.extent(node)
                if depth > 1 and extent > self.question.hub_degree and self._is_hub(node, walk):
                    continue
                self.work += extent
                if self.work > self.question.work_budget:
                    self.cut_short = True
                    return
                self._reach(node, depth, network.ties(node, walk), reached)
            frontier = reached

    def _is_hub(self, node: int, walk: Walk) -> bool:
        degree = self.network.degree(node, walk)
        if degree > self.question.hub_degree:
            self.hubs.append(Hub(node, degree))
            return True
        return False

    def _reach(self, node: int, depth: int, ties: list[Tie], reached: list[int]) -> None:
        hops, listed = self.hops, self.listed
        for tie in ties:
            other = tie[0]
            known = hops.get(other)
            if known is None:
                hops[other] = depth
                self.before[other] = (node, tie)
                reached.append(other)
            elif known != depth:
                continue
            held = listed.get((tie[6], other))
            if held is None or tie[3] > held[1][3]:
                listed[tie[6], other] = (node, tie)

    def answer(self) -> Related:
        kinds: dict[int, list[tuple[int, int, int]]] = {}
        hops, kind_of, everything = self.hops, self.network.kind_of, self.question.everything
        for (kind, node), (_, tie) in self.listed.items():
            if everything or IS_SUBJECT[kind_of(node)]:
                kinds.setdefault(kind, []).append((hops[node], -tie[3], node))
        groups = tuple(self._group(kind, sorted(kinds[kind])) for kind in sorted(kinds))
        hubs = tuple(sorted(self.hubs, key=lambda hub: hub.number))
        omitted = any(group.omitted for group in groups)
        return Related(groups, hubs, self.cut_short or omitted, self.cut_short)

    def _group(self, kind: int, ranked: list[tuple[int, int, int]]) -> Group:
        listed, items = self.listed, []
        for hops, share, node in ranked[: self.question.limit]:
            previous, tie = listed[kind, node]
            path = (*self._path_to(previous), step(previous, tie))
            items.append(Item(node, hops, -share, path))
        return Group(KIND_NAMES[kind], tuple(items), len(ranked) - len(items))

    def _path_to(self, node: int) -> tuple[Step, ...]:
        path = self.paths.get(node)
        if path is None:
            previous, tie = self.before[node]
            path = self.paths[node] = (*self._path_to(previous), step(previous, tie))
        return path
