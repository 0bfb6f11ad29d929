"""Who is owned to half or more, in aggregate, by a set of parties: the 50 % cascade.

Source: OFAC, Revised Guidance on Entities Owned by Persons Whose Property Is Blocked (2014-08-13)
and its FAQ 398–401. An analytic lens: Chinese law knows no such rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from analyses.stakes import WHOLE, Share, Stakes
from graph.ties import Ties

HALF: Final = 500_000  # ppm


class Reached(NamedTuple):
    """An owned subject, and what reached owners hold of it directly, in ppm.

    ``certain``: the lowest shares suffice. Otherwise only the highest ones would: unknown.
    ``share_ppm`` counts lowest shares of certainly reached owners, ``share_max_ppm`` highest
    shares of all that may be reached, at most what nobody else certainly holds; where the work was
    cut short the whole. ``holders``: those
    who hold it and may be reached or are listed, by number.
    """

    number: int
    share_ppm: int
    share_max_ppm: int
    certain: bool
    holders: tuple[int, ...] = ()


def fifty_percent(
    network: Ties,
    listed: Iterable[int],
    day: date,
    threshold: int = HALF,
    *,
    stakes: Stakes | None = None,
) -> tuple[Reached, ...]:
    """All that the listed reach on the day, by number; the listed themselves are left out.

    Stakes of a reached owner count in full, without multiplication; several links of a pair add
    up; sums of other links and what a company holds in itself do not count. ``threshold`` in ppm,
    itself included. ``stakes`` says whether the budget was spent (``cut_short``). Raises ValueError
    unless the threshold is within 1 … 1,000,000. Cost: the stakes of all reached, once, and all
    holders of those with an unknown share.
    """
    if not 0 < threshold <= WHOLE:
        raise ValueError(f"threshold must be within 1 and {WHOLE} ppm: {threshold}")
    stakes = stakes or Stakes(network, day)
    start = {network.canonical(node) for node in listed}
    certain = _Cascade(stakes, threshold, possible=False)
    certain.run(start)
    possible = certain
    if not certain.exact:
        possible = _Cascade(stakes, threshold, possible=True)
        possible.run(start)
    return tuple(
        Reached(
            node,
            certain.least.get(node, 0),
            WHOLE if stakes.cut_short else possible.most_in(node),
            node in certain.reached,
            tuple(sorted((possible if node in possible.reached else certain).held[node])),
        )
        for node in sorted((possible.reached | certain.reached) - start)
    )


@dataclass(slots=True)
class _Cascade:
    """The least fixpoint: who is reached, and what the reached hold of whom."""

    stakes: Stakes
    threshold: int
    possible: bool
    exact: bool = True  # no share that was met is unknown
    reached: set[int] = field(default_factory=set)
    held: dict[int, dict[int, Share]] = field(default_factory=dict)
    least: dict[int, int] = field(default_factory=dict)  # the sum of what is certain
    most: dict[int, int] = field(default_factory=dict)

    def run(self, listed: set[int]) -> None:
        self.reached |= listed
        waiting = sorted(listed)
        while waiting:
            owner = waiting.pop()
            held = self.stakes.held(owner)
            if not self.stakes.work.affords(len(held)):
                return
            for owned, share in held.items():
                self._add(owner, owned, share)
                if owned not in self.reached and self._enough(owned):
                    self.reached.add(owned)
                    waiting.append(owned)

    def _add(self, owner: int, owned: int, share: Share) -> None:
        self.held.setdefault(owned, {})[owner] = share
        self.least[owned] = self.least.get(owned, 0) + share.least
        self.most[owned] = self.most.get(owned, 0) + share.most
        self.exact = self.exact and share.exact

    def _enough(self, node: int) -> bool:
        if not self.possible:
            return self.least[node] >= self.threshold
        may = min(self.most[node], WHOLE) >= self.threshold
        return may and self.most_in(node) >= self.threshold

    def most_in(self, node: int) -> int:
        if self.least.get(node, 0) == self.most.get(node, 0):
            return min(self.most.get(node, 0), WHOLE)
        return self.stakes.most_of(node, self.held[node].values())
