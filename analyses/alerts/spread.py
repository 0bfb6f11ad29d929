"""The related-party alerts of one subject, searched backwards through its neighbourhood."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from analyses.alerts.seeds import Seed, seeds_among
from analyses.alerts.stops import stops_among
from analyses.alerts.weights import OWNS, Parts, Weights, weights_of
from analyses.rulebook import Rulebook
from analyses.stakes import WHOLE
from analyses.steps import Step, step
from analyses.work import BUDGETS, Work
from graph.ties import Tie, Ties
from graph.views import Views

WORK_BUDGET: Final = BUDGETS.walks.alerts
PATHS: Final = 3  # the best, and the next two that share no middle


class Alert(NamedTuple):
    """One path from a record's subject to the one asked about. ``score_ppm`` is the product of the
    seed's strength and what passes each tie, rounded down after each. ``nodes`` go from the seed
    to the subject; ``steps`` are the ties, those of one pair beside each other."""

    score_ppm: int
    seed: Seed
    nodes: tuple[int, ...]
    parts: tuple[int, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class AlertsFound:
    """``paths``: the best one, then the next of those that share no middle with one before. An
    empty tuple is no alert; with ``cut_short`` the budget was spent, and there may be one."""

    paths: tuple[Alert, ...]
    cut_short: bool

    @property
    def score_ppm(self) -> int:
        return self.paths[0].score_ppm if self.paths else 0


def alerts_of(
    network: Ties, views: Views, rules: Rulebook, day: date, subject: int,
    *, work_budget: int = WORK_BUDGET,
) -> AlertsFound:  # fmt: skip
    """The alerts of a subject on a day, its own records left out.

    Source: our own method (``rules/alerts.toml``), no law. Reads only what lies within the hop cap
    and not behind a hub or an owner for the state. Cost: the ties there, at most ``work_budget``,
    and the records of whom they lead to, within a budget of their own.
    """
    judging = Work(BUDGETS.records.weighed)
    weights = weights_of(rules.alerts, day)
    if weights is None:
        return AlertsFound((), False)

    def seeds(near: Iterable[int]) -> Mapping[int, Seed]:
        return seeds_among(network, views, rules, near, day, work=judging)

    def stops(near: Iterable[int]) -> Collection[int]:
        return stops_among(network, views, rules, near, day)

    found = spread(network, weights, subject, seeds, stops=stops, work_budget=work_budget)
    return AlertsFound(found.paths, found.cut_short or judging.cut_short)


def _nobody(near: Iterable[int]) -> Collection[int]:
    return ()


def spread(
    network: Ties, weights: Weights, subject: int,
    seeds: Callable[[Iterable[int]], Mapping[int, Seed]], *,
    stops: Callable[[Iterable[int]], Collection[int]] = _nobody, work_budget: int = WORK_BUDGET,
) -> AlertsFound:  # fmt: skip
    """The same for whatever seeds: ``seeds`` gives those among some nodes, ``stops`` those through
    whom nothing passes but their own record."""
    subject = network.canonical(subject)
    around = _Around(network, weights, subject, stops, work_budget)
    around.read()
    begun = dict(seeds(sorted(around.distance.keys() - {subject})))
    found: list[Alert] = []
    barred: set[int] = set()
    direct: set[int] = set()
    while len(found) < PATHS:
        free = {node: seed for node, seed in begun.items() if node not in direct}
        tried = [around.best(free, barred, None)]
        tried += [around.best({one: begun[one]}, barred | {one}, one) for one in sorted(direct)]
        score, nodes = min(tried, key=lambda each: (-each[0], len(each[1]), each[1]))
        if not score:
            break
        found.append(around.alert(nodes, begun[nodes[0]]))
        barred.update(nodes[1:-1])
        if len(nodes) == 2:
            direct.add(nodes[0])
    return AlertsFound(tuple(found), around.cut_short)


@dataclass(slots=True)
class _Around:
    """What lies around the subject: the distance of each node, and what comes to whom from whom.

    ``into`` holds the nodes that may stand in the middle of a path, and the subject.
    """

    network: Ties
    weights: Weights
    subject: int
    stops: Callable[[Iterable[int]], Collection[int]]
    work_budget: int
    cut_short: bool = False
    distance: dict[int, int] = field(default_factory=dict)
    into: dict[int, Mapping[int, Parts]] = field(default_factory=dict)

    def read(self) -> None:
        self.distance[self.subject] = 0
        level, work = [self.subject], 0
        for hop in range(1, self.weights.hops + 1):
            near: list[int] = []
            stopped = self.stops(level) if hop > 1 else ()
            for node in level:
                if node in stopped:
                    continue
                work += self.network.extent(node)
                if work > self.work_budget:
                    self.cut_short = True
                    return
                parts = self.weights.parts(node, self.network.every_tie(node))
                if node != self.subject and len(parts) > self.weights.most_neighbours:
                    continue
                self.into[node] = parts
                for other, passing in parts.items():
                    if passing.back and other not in self.distance:
                        self.distance[other] = hop
                        near.append(other)
            level = near

    def best(
        self, seeds: Mapping[int, Seed], barred: Collection[int], direct: int | None
    ) -> tuple[int, tuple[int, ...]]:
        """The best path that walks through none of the barred and is no direct tie from
        ``direct``, after its score; 0 and nothing where there is none.

        Of equal ones the one with fewest ties, then the lowest numbers next to the subject.
        """
        before: dict[int, tuple[int, tuple[int, ...]]] = {
            node: (seed.strength, (node,)) for node, seed in seeds.items()
        }
        top: tuple[int, tuple[int, ...]] = (self.weights.least_ppm - 1, ())
        for hop in range(1, self.weights.hops + 1):
            after: dict[int, tuple[int, tuple[int, ...]]] = {}
            for node, parts in self.into.items():
                if node in barred or hop + self.distance[node] > self.weights.hops:
                    continue
                for other, passing in parts.items():
                    held = before.get(other)
                    if held is None or (node == self.subject and hop == 1 and other == direct):
                        continue
                    score = held[0] * passing.back // WHOLE
                    known = after.get(node)
                    if score and (known is None or (-score, other) < (-known[0], known[1][-1])):
                        after[node] = (score, (*held[1], other))
            reached = after.pop(self.subject, None)
            if reached is not None and reached[0] > top[0]:
                top = reached
            before = after
        return (top[0], (*top[1][1:], self.subject)) if top[1] else (0, ())

    def alert(self, nodes: tuple[int, ...], seed: Seed) -> Alert:
        score, parts, steps = seed.strength, [], []
        for source, target in pairwise(nodes):
            part = self.into[target][source].back
            score = score * part // WHOLE
            parts.append(part)
            steps += self._steps(source, target, part)
        return Alert(score, seed, nodes, tuple(parts), tuple(steps))

    def _steps(self, source: int, target: int, part: int) -> list[Step]:
        """The ties that let the part pass: stakes of the pair together, else the first such tie."""
        ties = [t for t in self.network.every_tie(target) if t[0] == source and self._held(t)]
        for forward in (0, 1):
            stakes = [t for t in ties if t[6] == OWNS and t[7] == forward]
            if stakes and self.weights.stake(stakes)[forward] == part:
                return [_turned(target, tie) for tie in stakes]
        table = self.weights.table
        passing = [t for t in ties if t[6] != OWNS and table[t[6], 1 - t[7], t[8]] == part]
        return [_turned(target, min(passing, key=lambda tie: tie[1]))]

    def _held(self, tie: Tie) -> bool:
        return tie[4] <= self.weights.day <= tie[5]


def _turned(target: int, tie: Tie) -> Step:
    """The tie of the target as walked towards it."""
    _, *said, forward, code = tie
    turned: Tie = (target, *said, 1 - forward, code)  # type: ignore[assignment]
    return step(tie[0], turned)
