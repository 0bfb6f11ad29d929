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

from analyses.linear import MOST_EXACT, Bounds, Unsolvable, solve
from analyses.stakes import WHOLE, Share, Stakes
from analyses.upstream import Strongest, Upstream, strongest, upstream
from analyses.work import BUDGETS, Work

NOTHING: Final = Fraction(0)
ALL: Final = Fraction(1)
_SCALE: Final = 10**12  # parts in which the highest shares are reckoned, always rounded up
_STILL: Final = 1_000  # parts: a round that lowers no share by more is the last
_MOST_ROUNDS: Final = 500
DEAR: Final = 4  # what an exact share of one stake costs, in stakes that are only read
_MOST_BITS: Final = 640  # of an exact share: some thirty chained stakes; longer ones are rounded
_DIGITS: Final = 256  # bits that are kept of these, outwards


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
    holds of itself in the end. ``paths``: the strongest path of each. ``cut_short``: the work was
    not all affordable; shares then lie between what was read and the whole."""

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

    Lowest shares are exact (within a proven bound in loops of more than linear.MOST_EXACT firms,
    and behind more than some thirty stakes in a row). Highest shares are those of the worst choice
    of every unknown share, nothing held above 100 %; where nothing is unknown they are the lowest.
    ``stops`` are not looked behind. Cost: the stakes above, and a cube of the size of each loop,
    within what ``stakes`` may cost; what is beyond lies between what is held directly and all.
    """
    target = stakes.network.canonical(target)
    above = upstream(stakes, target, stops, dear=DEAR)
    lowest = _Lowest(above, stakes.work)
    lowest.run()
    highest = _Highest(above, lowest.unsolved_nodes, stakes.work)
    owners = []
    for number in above.owners:
        if only is None or number in only:
            least, most = lowest.share(number)
            if highest.open(number):
                most = highest.share(number)
            least, most = min(least, ALL), least if most is least else max(most, least)
            owners.append(Owner(number, above.share(number, target), least, min(most, ALL)))
    own_least, own_most = lowest.own()
    return Integrated(
        target,
        tuple(owners),
        (own_least, ALL if stakes.cut_short else own_most),
        tuple(lowest.unsolved),
        above,
        strongest(above),
        stakes.cut_short,
    )


@dataclass(slots=True)
class _Lowest:
    """Column ``target`` of N by lowest shares, and N's diagonal in the loops. What the work does
    not afford lies between none and all."""

    above: Upstream
    work: Work
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
        """What the owner reaches by the companies outside the loop, which come before it. Exact
        sums are worked out once."""
        least = most = ALL if owner == self.above.target else NOTHING
        for company, share in self.held.get(owner, {}).items():
            if company not in inside:
                low, high = self.reach[company]
                exact = low is high and least is most
                least += share if low is ALL else share * low
                most = least if exact else most + share * high
        return _rounded(least, most)

    def _affords(self, size: int) -> bool:
        """What a loop costs, in whole numbers and in floating ones."""
        if size > BUDGETS.stakes.loop:
            self.work.cut_short = True
            return False
        return self.work.affords(size**3 if size <= MOST_EXACT else size * size // 8)

    def _loop(self, members: list[int]) -> None:
        if not self._affords(len(members)):
            self.unsolved_nodes.update(members)
            return
        place = {node: index for index, node in enumerate(members)}
        rows = [
            {place[c]: s for c, s in self.held.get(node, {}).items() if c in place}
            for node in members
        ]
        outer = [self._sum(node, place) for node in members]
        try:
            (low, high), turns = solve(
                rows, [[low for low, _ in outer], [high for _, high in outer]]
            )
        except Unsolvable:
            self.unsolved.append(tuple(members))
            self.unsolved_nodes.update(members)
            return
        for index, node in enumerate(members):
            self.reach[node] = (low[index][0], high[index][1])
            self.turns[node] = turns[index]

    def share(self, owner: int) -> Bounds:
        if owner in self.unsolved_nodes:
            return self._direct(owner), ALL
        if owner not in self.turns:
            return self.reach[owner]
        (low, high), (fewest, most) = self.reach[owner], self.turns[owner]
        return max(low / most, self._direct(owner)), high / fewest

    def _direct(self, owner: int) -> Fraction:
        return Fraction(self.above.share(owner, self.above.target).least, WHOLE)

    def own(self) -> Bounds:
        """(N − 1) / N of the target itself."""
        if self.above.target in self.unsolved_nodes:
            return NOTHING, ALL
        low, high = self.turns.get(self.above.target, (ALL, ALL))
        return (low - 1) / low, (high - 1) / high


def _rounded(least: Fraction, most: Fraction) -> Bounds:
    """The same, or where there are too many digits a little wider: exact numbers grow with every
    stake in a row, and adding two of thousands of digits takes long."""
    if max(least.denominator.bit_length(), most.denominator.bit_length()) <= _MOST_BITS:
        return least, most
    return _floor(least), -_floor(-most)


def _floor(value: Fraction) -> Fraction:
    size = value.denominator.bit_length() - abs(value.numerator).bit_length()
    grid = 1 << (_DIGITS + max(size, 0))
    return Fraction(value.numerator * grid // value.denominator, grid)


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
    work: Work
    order: list[tuple[list[int], bool]] = field(init=False)  # whose holders were read; a loop?
    behind: set[int] = field(init=False)  # owners of unknown shares, and all above these
    chains: dict[int, list[tuple[int, int, int]]] = field(init=False)  # company → owner, shares

    def __post_init__(self) -> None:
        loose = [
            owner
            for holding in (*self.above.holders.values(), self.above.own)
            for owner, share in holding.items()
            if share.least != share.most
        ]
        self.behind = self._above([*loose, *self.unsolved])
        if not self.behind:
            self.order, self.chains = [], {}
            return
        self.chains = {
            company: [
                *((owner, s.least, s.most) for owner, s in holding.items()),
                *((company, s.least, s.most) for s in self._own(company)),
            ]
            for company, holding in self.above.holders.items()
            if company not in self.above.unread
        }
        read = ((c, [node for node in c if node in self.chains]) for c in self.above.components())
        self.order = [(members, self.above.is_loop(c)) for c, members in read if members][::-1]

    def _own(self, company: int) -> Iterable[Share]:
        share = self.above.own.get(company)
        return () if share is None else (share,)

    def _above(self, start: Iterable[int]) -> set[int]:
        """These and all above them; everybody, where somebody's owners were not read."""
        if self.above.unread or self.work.cut_short:
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
        if self.above.target in self.above.unread or (self.order and not self.work.left):
            return ALL
        value = {owner: _SCALE, **dict.fromkeys(self.above.unread, _SCALE)}
        for component, loop in self.order:
            members = [node for node in component if node != owner]
            for node in members:
                value[node] = _SCALE
            cost = sum(len(self.chains[node]) for node in members)
            for _ in range(_MOST_ROUNDS if loop else 1):
                if not self.work.affords(cost):
                    return ALL
                if not self._lower(members, value):
                    break
        return Fraction(value.get(self.above.target, 0), _SCALE)

    def _lower(self, members: list[int], value: dict[int, int]) -> bool:
        """One round; whether some value fell by more than ``_STILL``."""
        moved = False
        for node in members:
            found = min(_worst(self.chains[node], value), value[node])
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
