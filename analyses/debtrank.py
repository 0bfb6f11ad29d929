"""How far the distress of debtors goes up a chain of guarantees: DebtRank.

Sources: Battiston, Puliga, Kaushik, Tasca and Caldarelli, DebtRank: too central to fail? (2012); in
the form of Bardoscia, Battiston, Caccioli and Caldarelli, DebtRank: a microscopic foundation for
shock propagation (2015), where every increase of distress is passed on, not only the first. So
more distress never means less elsewhere, and what is unknown gives a range. Analytic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from analyses.steps import WORK_BUDGET, Step, step
from graph.ties import Tie, Ties, walk_of
from graph.views import Views

GUARANTEES: Final = frozenset({"guarantees"})
WHOLE: Final = 1_000_000
SCALE: Final = 10**12  # parts of one in which distress is reckoned, always rounded down
MOST_ROUNDS: Final = 10_000


class Distressed(NamedTuple):
    """A guarantor. ``least_ppm`` and ``most_ppm`` bound its distress: the part of its capital that
    is lost. ``capital`` in fen, None where nobody states it. ``debtors``: whose guarantees they
    are, directly; ``steps``: those guarantees."""

    number: int
    least_ppm: int
    most_ppm: int
    capital: int | None
    debtors: tuple[int, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DebtRank:
    """``reached``: the guarantors, the most distressed first, without the debtors asked about.
    ``capital``: that of all reached who state it, in fen; ``loss`` and ``loss_max``: the part of it
    that is lost. ``settled``: distress had come to rest. ``cut_short``: the budget was spent."""

    reached: tuple[Distressed, ...]
    capital: int
    loss: int
    loss_max: int
    settled: bool
    cut_short: bool

    @property
    def least_ppm(self) -> int:
        """DebtRank itself: the part of the reached firms' capital that is lost at least."""
        return self.loss * WHOLE // self.capital if self.capital else 0

    @property
    def most_ppm(self) -> int:
        return self.loss_max * WHOLE // self.capital if self.capital else 0


def debtrank(
    network: Ties, views: Views, day: date, debtors: Iterable[int],
    *, work_budget: int = WORK_BUDGET,
) -> DebtRank:  # fmt: skip
    """The debtors are in full distress; a guarantor loses what it guarantees, as a part of its
    registered capital, as far as the debtor is in distress. Guarantees of one pair add up.

    An amount or a capital that nobody states may be anything: such a guarantee passes from nothing
    to all. Cost: the guarantees of all reached, some rounds over them.
    """
    start = {network.canonical(node) for node in debtors}
    chain = _Chain(network, views, day, work_budget)
    chain.read(start)
    least, calm = chain.settle(start, 0)
    most, still = chain.settle(start, 1)
    reached = [
        Distressed(
            node,
            least[node] * WHOLE // SCALE,
            -(-most[node] * WHOLE // SCALE),
            chain.capital(node),
            tuple(sorted(chain.impact[node])),
            tuple(chain.steps[node]),
        )
        for node in chain.impact.keys() - start
        if most[node]
    ]
    reached.sort(key=lambda each: (-each.least_ppm, -each.most_ppm, each.number))
    stated = {each.number: each.capital for each in reached if each.capital is not None}
    return DebtRank(
        tuple(reached),
        sum(stated.values()),
        sum(capital * least[node] // SCALE for node, capital in stated.items()),
        sum(-(-capital * most[node] // SCALE) for node, capital in stated.items()),
        calm and still,
        chain.cut_short,
    )


@dataclass(slots=True)
class _Chain:
    """``impact``: guarantor → debtor → the part of the guarantor's capital that the debtor's full
    distress takes, from least to most, in parts of SCALE."""

    network: Ties
    views: Views
    day: date
    work_budget: int
    cut_short: bool = False
    work: int = 0
    impact: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    steps: dict[int, list[Step]] = field(default_factory=dict)

    def read(self, start: set[int]) -> None:
        """Every guarantor above the debtors, level by level."""
        walk = walk_of(GUARANTEES, self.day, "in")
        seen, level = set(start), sorted(start)
        while level:
            above: set[int] = set()
            for debtor in level:
                extent = self.network.extent(debtor)
                if self.work + extent > self.work_budget:
                    self.cut_short = True
                    return
                self.work += extent
                pairs: dict[int, list[Tie]] = {}
                for tie in self.network.ties(debtor, walk):
                    if tie[0] != debtor:
                        pairs.setdefault(tie[0], []).append(tie)
                for guarantor, ties in pairs.items():
                    self.impact.setdefault(guarantor, {})[debtor] = self._part(guarantor, ties)
                    self.steps.setdefault(guarantor, []).extend(
                        step(guarantor, (debtor, *tie[1:7], 1, tie[8])) for tie in ties
                    )
                above |= pairs.keys()
            level = sorted(above - seen)
            seen |= above

    def _part(self, guarantor: int, ties: Iterable[Tie]) -> tuple[int, int]:
        numbers = [tie[1] for tie in ties]
        links = self.views.links(numbers)
        amounts = [links[number].fields.get("amount") for number in numbers]
        known = [amount for amount in amounts if isinstance(amount, int)]
        capital = self.capital(guarantor)
        if capital is None:
            return 0, SCALE
        least = min(sum(known) * SCALE // capital, SCALE)
        return least, least if len(known) == len(amounts) else SCALE

    def capital(self, node: int) -> int | None:
        """The registered capital in fen; None where nobody states it, or it is none."""
        view = self.views.nodes([node]).get(node)
        stated = view.fields.get("registered_capital") if view is not None else None
        return stated if isinstance(stated, int) and stated > 0 else None

    def settle(self, start: set[int], bound: int) -> tuple[Mapping[int, int], bool]:
        """Everybody's distress by the lowest or highest impacts, and whether it came to rest."""
        distress = {**dict.fromkeys(self.impact, 0), **dict.fromkeys(start, SCALE)}
        for _ in range(MOST_ROUNDS):
            moved = False
            for node, debtors in self.impact.items():
                if node in start:
                    continue
                total = sum(part[bound] * distress[d] // SCALE for d, part in debtors.items())
                if min(total, SCALE) > distress[node]:
                    distress[node], moved = min(total, SCALE), True
            if not moved:
                return distress, True
        return distress, False
