"""A subject's shareholders and theirs, or its holdings and theirs, as a tree of a day."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from analyses.register_end import End, register_end
from analyses.stakes import NONE, WHOLE, Holding, Share, Stakes
from analyses.upstream import PERSON
from graph.views import Views

Way = Literal["up", "down"]
MOST_BRANCHES: Final = 1_000


@dataclass(slots=True)
class Branch:
    """One party of the tree. ``share`` is the stake between it and the party it hangs from;
    ``least`` and ``most`` bound the product of the stakes on the way from the root.

    ``repeated``: it hangs elsewhere too, and only there with its own branches. ``omitted`` counts
    branches left out; ``deeper``: there are some below the depth asked for. ``end``: why the
    register tells nothing further up.
    """

    number: int
    share: Share = NONE
    least: Fraction = Fraction(1)
    most: Fraction = Fraction(1)
    branches: list[Branch] = field(default_factory=list)
    repeated: bool = False
    omitted: int = 0
    deeper: bool = False
    end: End | None = None


@dataclass(frozen=True, slots=True)
class ShareholdingTree:
    """``cut_short``: something there is to show was left out."""

    root: Branch
    cut_short: bool


def shareholding_tree(
    stakes: Stakes, views: Views, subject: int, way: Way, depth: int, limit: int
) -> ShareholdingTree:
    """The largest stakes first, at most ``limit`` a party and MOST_BRANCHES in all, nearest first.

    A party with several places is followed from the nearest. Cost: the stakes of all shown.
    """
    root = Branch(stakes.network.canonical(subject))
    grower = _Grower(stakes, views, way, limit, {root.number})
    waiting = deque([(root, 0)])
    while waiting:
        branch, level = waiting.popleft()
        if level == depth:
            branch.deeper = bool(grower.near(branch.number))
            grower.cut |= branch.deeper
            continue
        waiting += ((each, level + 1) for each in grower.grow(branch) if not each.repeated)
    return ShareholdingTree(root, grower.cut or stakes.cut_short)


@dataclass(slots=True)
class _Grower:
    stakes: Stakes
    views: Views
    way: Way
    limit: int
    seen: set[int]
    grown: int = 0
    cut: bool = False

    def near(self, number: int) -> Holding:
        if self.way == "down":
            return self.stakes.held(number)
        person = self.stakes.network.kind_of(number) == PERSON
        return {} if person else self.stakes.holders(number)

    def grow(self, branch: Branch) -> list[Branch]:
        """Hang the party's holders, or holdings, on it."""
        unread = self.stakes.unread
        near = sorted(
            self.near(branch.number).items(),
            key=lambda each: (-each[1].least, -each[1].most, each[0]),
        )
        shown = min(len(near), self.limit, MOST_BRANCHES - self.grown)
        branch.omitted = len(near) - shown + self.stakes.unread - unread
        self.cut |= branch.omitted > 0
        self.grown += shown
        for number, share in near[:shown]:
            grown = Branch(
                number,
                share,
                branch.least * share.least / WHOLE,
                branch.most * min(share.most, max(WHOLE, share.least)) / WHOLE,
                repeated=number in self.seen,
            )
            self.seen.add(number)
            if self.way == "up":
                grown.end = self._end(number)
            branch.branches.append(grown)
        return branch.branches

    def _end(self, number: int) -> End | None:
        return register_end(self.stakes.network, self.views, number, self.stakes.day)
