"""What the register does not tell of who is above a company, and whether it could matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from analyses.controllers import Controllers
from analyses.integrated import Integrated, Owner
from analyses.register_end import Doubt, register_end
from analyses.rulebook import Rulebook
from analyses.state_capital import owns_for_state
from analyses.upstream import PERSON
from analyses.work import Work
from graph.ties import Ties
from graph.views import Views

NOTHING: Final = Fraction(0)


DESCRIBED: Final = 8  # what it costs to read what is stated of an owner, in stakes


@dataclass(slots=True)
class Untold:
    """``held`` by right; ``least`` is the share from which on somebody counts. Where ``work`` does
    not afford to look at every owner, that is a doubt, too."""

    network: Ties
    views: Views
    rules: Rulebook
    company: int
    day: date
    held: Mapping[str, Integrated]
    above: Controllers
    least: Fraction
    work: Work
    _ends: dict[str, list[Owner]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for right, found in self.held.items():
            self._ends[right] = self._ends_of(found)

    def doubts(self) -> tuple[Doubt, ...]:
        """What is recorded as unknown, foreign firms the register ends at, and other firms it ends
        at that hold or control enough to count."""
        return tuple(dict.fromkeys(doubt for right in self.held for doubt in self._doubts(right)))

    def _doubts(self, right: str) -> Iterator[Doubt]:
        found = self.held[right]
        for company, holding in found.above.holders.items():
            for holder, share in holding.items():
                if not share.exact:
                    yield Doubt("unknown_share", holder, company)
        for loop in found.unsolved:
            yield Doubt("loop", loop[0])
        for owner in self._ends[right]:
            end = register_end(self.network, self.views, owner.number, self.day)
            counts = owner.most >= self.least or owner.number in self.above.found
            if end == "foreign" or (end is not None and counts):
                yield Doubt(end, owner.number)
        if self.work.cut_short:
            yield Doubt("cut_short", self.company)

    def _ends_of(self, found: Integrated) -> list[Owner]:
        """Owners behind whom nobody is recorded and who are neither persons nor the state."""
        last = [
            owner
            for owner in found.owners
            if not found.above.holders.get(owner.number)
            and self.network.kind_of(owner.number) != PERSON
        ]
        if not self.work.affords(DESCRIBED * len(last)):
            return []
        self.views.nodes(owner.number for owner in last)
        return [
            owner
            for owner in last
            if not owns_for_state(self.views, self.rules, owner.number, self.day)
        ]

    def unrecorded(self) -> Fraction:
        """The part of the capital that nobody holds even if every unknown share is as high as it
        may be."""
        found = self.held["capital"]
        last = (o.most for o in found.owners if not found.above.holders.get(o.number))
        return max(1 - sum(last, NOTHING), NOTHING)

    def decided(self) -> bool:
        """Whether no hidden owner, holding all that is untold, could count, alone or in addition to
        a person's own part."""
        hidden = set[int]()
        for right, found in self.held.items():
            ends = self._ends[right]
            hidden |= {owner.number for owner in ends}
            untold = self.unrecorded() + sum((owner.most for owner in ends), NOTHING)
            parts = [owner.most for owner in found.owners if owner.least < self.least
                     and self.network.kind_of(owner.number) == PERSON]  # fmt: skip
            if self.work.cut_short or max(parts, default=NOTHING) + untold >= self.least:
                return False
        return not hidden & self.above.found.keys()
