"""Who holds what of whom on a day: the one place that reads stakes.

A stake carries capital, votes, income, or several of them (``vocabulary.STAKES``). All links of a
pair add up, lowest shares and highest shares apart: an unknown share is anything from none to all.
A sum of other links (indirect) is never added. What a nominee holds for another is taken out of
what it is registered with; the nominator's side of it counts as a stake of the nominator. What a
company holds of itself is kept apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from analyses.steps import Step, step
from analyses.work import BUDGETS, SMALL, Work, reading
from graph.ties import Direction, Tie, Ties, Walk, walk_of
from graph.vocabulary import STAKES

Right = Literal["capital", "votes", "income"]

WHOLE: Final = 1_000_000  # ppm
OWNS: Final = frozenset({"owns"})
_ALL: Final[frozenset[Right]] = frozenset({"capital", "votes", "income"})
CARRIES: Final[Mapping[str, frozenset[Right]]] = {
    "plain": _ALL,
    "votes": frozenset({"votes"}),
    "income": frozenset({"income"}),
    "indirect": frozenset(),
    "nominee": frozenset(),
    "entrusted": _ALL,
    "treasury": frozenset({"capital"}),
    "capital_votes": frozenset({"capital", "votes"}),
    "capital_income": frozenset({"capital", "income"}),
    "capital": frozenset({"capital"}),
}
"""What a stake of each kind carries."""


def _weights(right: Right) -> tuple[int, ...]:
    """By code: 1 adds to the right, -1 takes away, 0 neither. Last, at index NO_CODE, plain."""
    named = [-1 if stake == "nominee" else int(right in CARRIES[stake]) for stake in STAKES]
    return (*named, 1)


_WEIGHTS: Final = {right: _weights(right) for right in _ALL}
_APART: Final = frozenset({STAKES.index("votes"), STAKES.index("income")})


class Share(NamedTuple):
    """What one holds of another, in ppm, and the ties that say so. ``most`` may exceed the whole
    where several unknown shares meet."""

    least: int
    most: int
    ties: tuple[Tie, ...]

    @property
    def exact(self) -> bool:
        return self.least == self.most


NONE: Final = Share(0, 0, ())
Holding = Mapping[int, Share]


@dataclass(slots=True)
class Stakes:
    """Reads stakes of one right on one day, each subject's once, within what ``work`` affords.

    Of a hub that costs more than is left the largest stakes are read, once that is spent nothing
    more (``cut_short``): what is missing reads as no stake, ``unread`` counts it where it is known.
    ``own`` of a subject is what it holds of itself; ``held`` and ``holders`` leave that out.
    """

    network: Ties
    day: date
    right: Right = "capital"
    work: Work = field(default_factory=Work)
    unread: int = 0
    _held: dict[int, Holding] = field(default_factory=dict)
    _holders: dict[int, Holding] = field(default_factory=dict)
    _own: dict[int, Share] = field(default_factory=dict)
    _partly: set[tuple[int, Direction]] = field(default_factory=set)  # not all of it was read

    @property
    def cut_short(self) -> bool:
        return self.work.cut_short

    def held(self, owner: int) -> Holding:
        """What the owner holds of others, by number."""
        found = self._held.get(owner)
        if found is None:
            found = self._read(owner, walk_of(OWNS, self.day, "out"))
            self._held[owner] = found
        return found

    def holders(self, company: int, dear: int = 0) -> Holding:
        """Who else holds what of the company, by number; ``dear`` is what each stake will cost
        whoever asks, beside."""
        found = self._holders.get(company)
        if found is None:
            found = self._read(company, walk_of(OWNS, self.day, "in"), dear)
            self._holders[company] = found
        return found

    def all_read(self, company: int) -> bool:
        """Whether none of the company's holders was left out."""
        return (company, "in") not in self._partly

    def breadth(self, owner: int) -> int:
        """How many the owner holds something of: at most, where not all of it was read."""
        held = len(self.held(owner))
        if (owner, "out") in self._partly:
            return self.network.degree(owner, walk_of(OWNS, self.day, "out"))
        return held

    def own(self, company: int) -> Share:
        """What the company holds of itself; it carries no vote, whatever it is called."""
        found = self._own.get(company)
        if found is None:
            found = self._own[company] = self._read_own(company)
        return found

    def _read_own(self, company: int) -> Share:
        """Such a tie lies both ways: a hub is read the way it has fewer."""
        walk = walk_of(OWNS, self.day, "out")
        if self.network.extent(company) > SMALL:
            ways = (walk, walk.reversed())
            walk = min(ways, key=lambda way: self.network.degree(company, way))
            if not self.work.affords(reading(self.network, company, walk)):
                return NONE
        ties = self.network.ties(company, walk)
        loops = [(*tie[:7], 1, tie[8]) for tie in ties if tie[0] == company]
        return _netted(loops, _WEIGHTS["capital"])

    def least_of_all(self, company: int) -> int:
        """What is certainly held of the company, by itself too, in ppm."""
        others = sum(share.least for share in self.holders(company).values())
        return others + self.own(company).least

    def most_of(self, company: int, ours: Collection[Share]) -> int:
        """The most that a side may hold together by these shares of the company, in ppm: the
        highest of them, but no more than what nobody else certainly holds.

        The second bound holds only where the whole is 100 %: not where shares add up to more, nor
        where rights are stated apart from the capital they belong to.
        """
        most = min(sum(share.most for share in ours), WHOLE)
        if all(share.exact for share in ours):
            return most
        if not self.work.affords(len(ours) + len(self.holders(company))):
            return most
        certain = self.least_of_all(company)
        if certain > WHOLE or self._stated_apart(company):
            return most
        others = certain - sum(share.least for share in ours)
        return min(most, WHOLE - max(others, 0))

    def _stated_apart(self, company: int) -> bool:
        return self.right != "capital" and any(
            tie[8] in _APART for share in self.holders(company).values() for tie in share.ties
        )

    def _read(self, node: int, walk: Walk, dear: int = 0) -> Holding:
        pairs: dict[int, list[Tie]] = {}
        for tie in self._ties(node, walk, dear):
            if tie[0] != node:
                pairs.setdefault(tie[0], []).append(tie)
        weights = _WEIGHTS[self.right]
        shares = {other: _netted(ties, weights) for other, ties in pairs.items()}
        return {other: share for other, share in shares.items() if share.ties}

    def _ties(self, node: int, walk: Walk, dear: int) -> list[Tie]:
        """All, or where that is too much those with the parties of the largest stakes."""
        cost, most = reading(self.network, node, walk), BUDGETS.stakes.largest
        if cost > most and cost * (1 + dear) > self.work.left:
            return self._largest(node, walk, most)
        if self.work.affords(cost):
            return self.network.ties(node, walk)
        self._partly.add((node, walk.direction))
        return []

    def _largest(self, node: int, walk: Walk, most: int) -> list[Tie]:
        if not self.work.affords(self.network.extent(node) // SMALL + most):
            self._partly.add((node, walk.direction))
            return []
        ties = self.network.foremost(node, walk, "share_max", most)
        if not self.work.affords(max(len(ties) - most, 0)):
            ties = []
        left_out = self.network.degree(node, walk) - len(ties)
        if left_out:
            self.unread += left_out
            self.work.cut_short = True
            self._partly.add((node, walk.direction))
        return ties


def _netted(ties: Sequence[Tie], weights: tuple[int, ...]) -> Share:
    """The sum of a pair's ties, less what is held for others; of no ties where nothing is left."""
    if len(ties) == 1:
        (one,) = ties
        return Share(one[2], one[3], (one,)) if weights[one[8]] > 0 else NONE
    adding = [tie for tie in ties if weights[tie[8]] > 0]
    taken = [tie for tie in ties if weights[tie[8]] < 0]
    most = sum(tie[3] for tie in adding) - sum(tie[2] for tie in taken)
    if not adding or (taken and most <= 0):
        return NONE
    least = sum(tie[2] for tie in adding) - sum(tie[3] for tie in taken)
    return Share(max(least, 0), most, tuple(adding))


def steps(owner: int, company: int, share: Share) -> tuple[Step, ...]:
    """The share's ties as walked from the owner to the company."""
    return tuple(step(owner, (company, *tie[1:7], 1, tie[8])) for tie in share.ties)


def held_steps(stakes: Stakes, holders: Collection[int], company: int) -> list[Step]:
    """What these hold of the company directly, tie by tie."""
    held = stakes.holders(company)
    known = [holder for holder in holders if holder in held]
    return [step for holder in known for step in steps(holder, company, held[holder])]
