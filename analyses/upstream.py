"""Everybody above a subject: its owners at any distance, and what each holds of the next."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from analyses.condensation import condensed
from analyses.stakes import NONE, WHOLE, Holding, Share, Stakes, steps
from analyses.steps import Step
from graph.vocabulary import NODE_CODE

PERSON: Final = NODE_CODE["person"]


@dataclass(slots=True)
class Upstream:
    """``holders`` of the target and of each owner that was read; ``own``: what these hold of
    themselves, where they hold something. ``unread`` are those of whom the budget did not allow
    to read all holders."""

    target: int
    holders: dict[int, Holding] = field(default_factory=dict)
    own: dict[int, Share] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)
    size: int = 0  # how many stakes there are
    _components: dict[bool, list[list[int]]] = field(default_factory=dict)

    def share(self, owner: int, company: int) -> Share:
        """What one of these holds of another, or of itself."""
        if owner == company:
            return self.own.get(company, NONE)
        return self.holders.get(company, {}).get(owner, NONE)

    @property
    def owners(self) -> list[int]:
        """All but the target, by number."""
        found = {owner for holding in self.holders.values() for owner in holding}
        return sorted(found - {self.target})

    def least_of_all(self, company: int) -> int:
        """What is certainly held of the company, by itself too."""
        held = sum(share.least for share in self.holders.get(company, {}).values())
        return held + self.own.get(company, NONE).least

    def components(self, *, certain: bool = False) -> list[list[int]]:
        """Strongly connected components, the target's side first, owners after what they own;
        ``certain`` leaves out shares that may be none."""
        every = (each for holding in self.holders.values() for each in holding.values())
        leaving_out = certain and not all(share.least for share in every)
        if leaving_out not in self._components:
            self._components[leaving_out] = self._strong(certain=leaving_out)
        return self._components[leaving_out]

    def _strong(self, *, certain: bool) -> list[list[int]]:
        held = [
            (company, owner)
            for company, holding in self.holders.items()
            for owner, share in holding.items()
            if share.least or not certain
        ]
        return condensed({self.target, *self.owners, *self.holders}, held)

    def is_loop(self, component: list[int]) -> bool:
        return len(component) > 1 or component[0] in self.own


def upstream(
    stakes: Stakes, target: int, stops: Collection[int] = (), *, dear: int = 0
) -> Upstream:
    """Read level by level, nearest first. Persons have no owners; ``stops`` are not read above.

    Cost: the stakes in every company above, within what ``stakes`` may cost; ``dear`` is what
    becomes of each later and is paid now, so that what is read is also weighed.
    """
    found = Upstream(target)
    seen, level = {target}, [target]
    while level:
        above: list[int] = []
        for company in level:
            if company in stops or stakes.network.kind_of(company) == PERSON:
                continue
            holding, whole = stakes.holders(company, dear), stakes.all_read(company)
            affordable = stakes.work.affords(dear * len(holding))
            if not (affordable and whole):
                found.unread.add(company)
            if not affordable or not (holding or whole):
                continue
            found.holders[company] = holding
            found.size += len(holding)
            own = stakes.own(company)
            if own.ties:
                found.own[company] = own
                found.size += 1
            fresh = sorted(holding.keys() - seen)
            seen.update(fresh)
            above += fresh
        level = above
    return found


@dataclass(frozen=True, slots=True)
class Strongest:
    """The path of each owner to the target whose highest shares multiply to most."""

    above: Upstream
    after: dict[int, int]
    hops: dict[int, int]

    def far(self, owner: int) -> int:
        """How many companies there are on the path of an owner."""
        return self.hops[owner]

    def path(self, owner: int) -> tuple[Step, ...]:
        """From the owner to the target; parallel ties of one pair follow each other."""
        walked: list[Step] = []
        while owner != self.above.target:
            company = self.after[owner]
            walked += steps(owner, company, self.above.share(owner, company))
            owner = company
        return tuple(walked)


def strongest(above: Upstream) -> Strongest:
    """Dijkstra's search with products; of equal ones the fewest hops, then the lowest number."""
    after: dict[int, int] = {}
    far: dict[int, int] = {}
    done: set[int] = set()
    waiting: list[tuple[float, int, int, int]] = [(-1.0, 0, above.target, above.target)]
    while waiting:
        product, hops, node, company = heapq.heappop(waiting)
        if node in done:
            continue
        done.add(node)
        far[node] = hops
        if node != above.target:
            after[node] = company
        for owner, share in above.holders.get(node, {}).items():
            if owner not in done:
                part = min(share.most, WHOLE) / WHOLE
                heapq.heappush(waiting, (product * part, hops + 1, owner, node))
    return Strongest(above, after, far)
