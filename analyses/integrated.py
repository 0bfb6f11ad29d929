"""How much of a company each of its owners holds in the end, through whatever lies between.

Source: Brioschi, Buzzacchi and Colombo, Risk capital financing and the separation of ownership and
control in business groups (1989), with the correction of Baldone, Brioschi and Paleari, Ownership
measures among firms connected by cross-shareholdings (1998): Y = diag(N)⁻¹(N − I), N = (I − D)⁻¹.
So an owner's share is the sum over all chains to the company that do not come back to the owner:
what it holds of itself is not counted again, and no share exceeds the whole. What a company holds
of itself raises the shares of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

from analyses.linear import Bounds, Unsolvable, solve
from analyses.stakes import WHOLE, Share, Stakes
from analyses.upstream import Strongest, Upstream, strongest, upstream

NOTHING: Final = Fraction(0)
ALL: Final = Fraction(1)
_SCALE: Final = 10**12  # parts in which the highest shares are reckoned, always rounded up
_STILL: Final = 1_000  # parts: a round that lowers no share by more is the last
_MOST_ROUNDS: Final = 500
_MOST_WORK: Final = 5_000_000  # shares read over while bounding; beyond it the bound is the whole


class Owner(NamedTuple):
    """An owner at any distance. ``direct`` is its own share of the company, if any; ``least`` and
    ``most`` bound what it holds in the end, as exact parts of one."""

    number: int
    direct: Share
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Integrated:
    """All owners of ``target``, by number. ``unsolved``: loops of owners that hold each other
    wholly (or more than wholly), so that nobody's part can be told. ``own``: what the company
    holds of itself in the end. ``paths``: the strongest path of each. ``cut_short``: the budget was
    spent; shares then lie between what was read and the whole."""

    target: int
    owners: tuple[Owner, ...]
    own: Bounds
    unsolved: tuple[tuple[int, ...], ...]
    above: Upstream
    paths: Strongest
    cut_short: bool


def integrated(
    stakes: Stakes,
    target: int,
    stops: Collection[int] = (),
    *,
    only: Collection[int] | None = None,
) -> Integrated:
    """The integrated share of every owner of the target, or of ``only`` some, from least to most.

    Lowest shares are exact (in loops of more than linear.MOST_EXACT firms within a proven
    bound). Highest shares are those of the worst choice of every unknown share, nothing held above
    100 %; where nothing is unknown they are the lowest. ``stops`` are not looked behind. Cost: the
    stakes above, and a cube of the size of each loop.
    """
    target = stakes.network.canonical(target)
    above = upstream(stakes, target, stops)
    lowest = _Lowest(above)
    lowest.run()
    highest = _Highest(above, set(lowest.unsolved_nodes))
    owners = []
    for number in above.owners:
        if only is not None and number not in only:
            continue
        least, most = lowest.share(number)
        direct = above.share(number, target)
        least = max(least, min(Fraction(direct.least, WHOLE), ALL))
        if highest.open(number):
            most = highest.share(number)
        owners.append(Owner(number, direct, min(least, ALL), min(max(most, least), ALL)))
    return Integrated(
        target,
        tuple(owners),
        lowest.own(),
        tuple(lowest.unsolved),
        above,
        strongest(above),
        stakes.cut_short,
    )


@dataclass(slots=True)
class _Lowest:
    """Column ``target`` of N by lowest shares, and N's diagonal in the loops."""

    above: Upstream
    reach: dict[int, Bounds] = field(default_factory=dict)  # N[owner, target]
    turns: dict[int, Bounds] = field(default_factory=dict)  # N[owner, owner], where not 1
    unsolved: list[tuple[int, ...]] = field(default_factory=list)
    unsolved_nodes: set[int] = field(default_factory=set)
    held: dict[int, dict[int, Fraction]] = field(default_factory=dict)  # owner → company → share

    def run(self) -> None:
        for company, holding in self.above.holders.items():
            for owner, share in holding.items():
                self._hold(owner, company, share)
        for company, share in self.above.own.items():
            self._hold(company, company, share)
        for component in self.above.components(certain=True):
            if any(self.held.get(node, {}).keys() & self.unsolved_nodes for node in component):
                self.unsolved_nodes.update(component)
            elif self.above.is_loop(component):
                self._loop(component)
            else:
                self.reach[component[0]] = self._sum(component[0], ())

    def _hold(self, owner: int, company: int, share: Share) -> None:
        if share.least:
            self.held.setdefault(owner, {})[company] = Fraction(share.least, WHOLE)

    def _sum(self, owner: int, inside: Collection[int]) -> Bounds:
        """What the owner reaches by the companies outside the loop, which come before it."""
        least = most = Fraction(owner == self.above.target)
        for company, share in self.held.get(owner, {}).items():
            if company not in inside:
                low, high = self.reach[company]
                least, most = least + share * low, most + share * high
        return least, most

    def _loop(self, members: list[int]) -> None:
        place = {node: index for index, node in enumerate(members)}
        rows = [
            {place[c]: s for c, s in self.held.get(node, {}).items() if c in place}
            for node in members
        ]
        outer = [self._sum(node, place) for node in members]
        units = [[Fraction(i == j) for i in range(len(members))] for j in range(len(members))]
        sides = [[low for low, _ in outer], [high for _, high in outer], *units]
        try:
            low, high, *turns = solve(rows, sides)
        except Unsolvable:
            self.unsolved.append(tuple(members))
            self.unsolved_nodes.update(members)
            return
        for index, node in enumerate(members):
            self.reach[node] = (low[index][0], high[index][1])
            self.turns[node] = turns[index][index]

    def share(self, owner: int) -> Bounds:
        if owner in self.unsolved_nodes:
            return NOTHING, ALL
        low, high = self.reach[owner]
        fewest, most = self.turns.get(owner, (ALL, ALL))
        return low / most, high / fewest

    def own(self) -> Bounds:
        """(N − 1) / N of the target itself."""
        if self.above.target in self.unsolved_nodes:
            return NOTHING, ALL
        low, high = self.turns.get(self.above.target, (ALL, ALL))
        return (low - 1) / low, (high - 1) / high


@dataclass(slots=True)
class _Highest:
    """The highest shares where something is unknown.

    Walking from the company to an owner of each, chosen by its share, an owner's integrated share
    is the chance to meet it. Unknown shares are chosen for the worst: a Markov chain with interval
    chances (Kozine and Utkin, Interval-Valued Finite Markov Chains, 2002). Its value is approached
    from above, so every round is a bound.
    """

    above: Upstream
    unsolved: set[int]
    order: list[list[int]] = field(init=False)
    behind: set[int] = field(init=False)  # owners of unknown shares, and all above these
    chains: dict[int, list[tuple[int, int, int]]] = field(init=False)  # company → owner, shares
    work: int = 0

    def __post_init__(self) -> None:
        self.order = self.above.components()[::-1]
        self.chains = {
            company: [
                *((owner, s.least, s.most) for owner, s in holding.items()),
                *((company, s.least, s.most) for s in self._own(company)),
            ]
            for company, holding in self.above.holders.items()
        }
        loose = [
            owner
            for chains in self.chains.values()
            for owner, least, most in chains
            if least != most
        ]
        self.behind = self._above([*loose, *self.unsolved])

    def _own(self, company: int) -> Iterable[Share]:
        share = self.above.own.get(company)
        return () if share is None else (share,)

    def _above(self, start: Iterable[int]) -> set[int]:
        """These and all above them; everybody, where somebody's owners were not read."""
        if self.above.unread:
            return set(self.above.owners)
        seen: set[int] = set()
        waiting = list(start)
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(self.above.holders.get(node, ()))
        return seen

    def open(self, owner: int) -> bool:
        """Whether the owner's highest share may differ from its lowest."""
        return owner in self.behind

    def share(self, owner: int) -> Fraction:
        value = {owner: _SCALE, **dict.fromkeys(self.above.unread, _SCALE)}
        for component in self.order:
            members = [node for node in component if node in self.chains and node != owner]
            for node in members:
                value[node] = _SCALE
            for _ in range(_MOST_ROUNDS if self.above.is_loop(component) else 1):
                if not self._lower(members, value):
                    break
            if self.work > _MOST_WORK:
                return ALL
        return Fraction(value.get(self.above.target, 0), _SCALE)

    def _lower(self, members: list[int], value: dict[int, int]) -> bool:
        """One round; whether some value fell by more than ``_STILL``."""
        moved = False
        for node in members:
            found = min(_worst(self.chains[node], value), value[node])
            self.work += len(self.chains[node])
            moved |= value[node] - found > _STILL
            value[node] = found
        return moved


def _worst(chains: list[tuple[int, int, int]], value: dict[int, int]) -> int:
    """The most that the owners' values may weigh by their shares: what is unknown goes to those of
    the highest value as far as the whole allows."""
    left = WHOLE - sum(least for _, least, _ in chains)
    over = left < 0
    total = 0
    for owner, least, most in sorted(chains, key=lambda chain: -value.get(chain[0], 0)):
        more = most - least if over else min(most - least, left)
        left -= more
        total += (least + more) * value.get(owner, 0)
    return min(-(-total // WHOLE), _SCALE)
