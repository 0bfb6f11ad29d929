"""Whom an investigation should look at first: personalised PageRank from its parties.

Sources: Page, Brin, Motwani and Winograd, The PageRank citation ranking (1999); Andersen, Chung and
Lang, Local graph partitioning using PageRank vectors (2006), whose pushing reads only what lies
around the start. Analytic: a rank is no finding.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from analyses.rulebook import in_force
from analyses.rulebook.investigation import Investigation, Ranking
from analyses.steps import WORK_BUDGET, Step, step
from graph.ties import Tie, Ties, Walk, walk_of

SMALL: Final = 1e-7  # of the whole: less than this waiting at a node is not pushed on


class Ranked(NamedTuple):
    """``score``: the part of time that a walk, restarted at the parties again and again, spends
    there; at least this, and at most ``residual`` more. ``steps`` lead there from a party."""

    number: int
    score: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Everybody reached but the parties, the highest first. ``residual``: what was not pushed on,
    and so the most that all scores together may be too low. ``hubs`` were not walked through.
    ``cut_short``: the budget was spent."""

    items: tuple[Ranked, ...]
    residual: float
    hubs: tuple[int, ...]
    cut_short: bool


def ranking(
    network: Ties, rules: Investigation, day: date, starts: Iterable[int],
    *, work_budget: int = WORK_BUDGET, small: float = SMALL,
) -> Ranks:  # fmt: skip
    """Rank whoever lies around the starts, by the weights of kinds in force on the day.

    Ties are walked both ways, several of a pair add up. Whoever has more neighbours than the rule
    allows ends a walk, which restarts; so does one without any. Without a rule nobody is ranked.
    Cost: about 1 / ``small`` steps at most, and the ties of all walked through.
    """
    spread = next(iter(in_force(rules.ranking, day)), None)
    if spread is None:
        return Ranks((), 1.0, (), False)
    weights = {each.kind: each.weight for each in in_force(rules.weight, day)}
    begun = sorted({network.canonical(node) for node in starts})
    walked = _Walked(network, spread, weights, walk_of(frozenset(weights), day), work_budget)
    walked.run(begun, small)
    order = sorted(walked.score.keys() - set(begun), key=lambda n: (-walked.score[n], n))
    return Ranks(
        tuple(Ranked(node, walked.score[node], walked.path(node)) for node in order),
        sum(walked.waiting.values()),
        tuple(sorted(walked.hubs)),
        walked.cut_short,
    )


@dataclass(slots=True)
class _Walked:
    """``score`` and what is still ``waiting`` at each node; together they are the whole."""

    network: Ties
    rule: Ranking
    weights: Mapping[str, int]
    walk: Walk
    work_budget: int
    cut_short: bool = False
    work: int = 0
    score: dict[int, float] = field(default_factory=dict)
    waiting: dict[int, float] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    hubs: set[int] = field(default_factory=set)
    _near: dict[int, dict[int, float]] = field(default_factory=dict)

    def run(self, starts: list[int], small: float) -> None:
        stay = 1 - self.rule.damping_ppm / 1_000_000
        home = {node: 1 / len(starts) for node in starts}
        self.waiting = dict(home)
        queue = deque(starts)
        queued = set(starts)
        while queue:
            node = queue.popleft()
            queued.discard(node)
            near = self._neighbours(node)
            if near is None:
                continue
            mass = self.waiting.pop(node)
            self.score[node] = self.score.get(node, 0.0) + stay * mass
            for other, part in (near or home).items():
                if near and other not in self.waiting and other not in self.score:
                    self.before.setdefault(other, node)
                self.waiting[other] = self.waiting.get(other, 0.0) + (1 - stay) * mass * part
                if self.waiting[other] > small and other not in queued:
                    queued.add(other)
                    queue.append(other)

    def _neighbours(self, node: int) -> Mapping[int, float] | None:
        """The part of a walk that goes to each; empty at a hub, None beyond the budget."""
        found = self._near.get(node)
        if found is not None:
            return found
        extent = self.network.extent(node)
        if self.work + extent > self.work_budget:
            self.cut_short = True
            return None
        self.work += extent
        sums: dict[int, int] = {}
        for tie in self.network.ties(node, self.walk):
            if tie[0] != node:
                sums[tie[0]] = sums.get(tie[0], 0) + self._weight(node, tie)
        if len(sums) > self.rule.most_neighbours:
            self.hubs.add(node)
            sums = {}
        total = sum(sums.values())
        self._near[node] = {other: weight / total for other, weight in sums.items()}
        return self._near[node]

    def _weight(self, node: int, tie: Tie) -> int:
        return self.weights[step(node, tie).kind]

    def path(self, node: int) -> tuple[Step, ...]:
        """From the party whose walk came first, by the heaviest tie of each pair."""
        nodes = [node]
        while nodes[-1] in self.before:
            nodes.append(self.before[nodes[-1]])
        return tuple(self._heaviest(a, b) for a, b in pairwise(reversed(nodes)))

    def _heaviest(self, node: int, other: int) -> Step:
        ties = [tie for tie in self.network.ties(node, self.walk) if tie[0] == other]
        return step(node, min(ties, key=lambda tie: (-self._weight(node, tie), tie[1])))
