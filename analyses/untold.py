"""What the register does not tell of who is above a company, and whether it could matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from analyses.controllers import Controllers
from analyses.integrated import Integrated, Owner
from analyses.register_end import Doubt, register_end
from analyses.rulebook import Rulebook
from analyses.state_capital import owns_for_state
from analyses.upstream import PERSON
from graph.ties import Ties
from graph.views import Views

NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Untold:
    """``held`` by right; ``least`` is the share from which on somebody counts."""

    network: Ties
    views: Views
    rules: Rulebook
    company: int
    day: date
    held: Mapping[str, Integrated]
    above: Controllers
    least: Fraction

    def doubts(self) -> tuple[Doubt, ...]:
        """What is recorded as unknown, foreign firms the register ends at, and other firms it ends
        at that hold or control enough to count."""
        return tuple(
            dict.fromkeys(doubt for found in self.held.values() for doubt in self._doubts(found))
        )

    def _doubts(self, found: Integrated) -> Iterator[Doubt]:
        for company, holding in found.above.holders.items():
            for holder, share in holding.items():
                if not share.exact:
                    yield Doubt("unknown_share", holder, company)
        for loop in found.unsolved:
            yield Doubt("loop", loop[0])
        for owner in self._ends(found):
            end = register_end(self.network, self.views, owner.number, self.day)
            counts = owner.most >= self.least or owner.number in self.above.found
            if end == "foreign" or (end is not None and counts):
                yield Doubt(end, owner.number)
        if found.cut_short or self.above.cut_short:
            yield Doubt("cut_short", self.company)

    def _ends(self, found: Integrated) -> list[Owner]:
        """Owners behind whom nobody is recorded and who are neither persons nor the state."""
        return [
            owner
            for owner in found.owners
            if not found.above.holders.get(owner.number)
            and self.network.kind_of(owner.number) != PERSON
            and not owns_for_state(self.views, self.rules, owner.number, self.day)
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
        for found in self.held.values():
            ends = self._ends(found)
            hidden |= {owner.number for owner in ends}
            untold = self.unrecorded() + sum((owner.most for owner in ends), NOTHING)
            parts = [owner.most for owner in found.owners if owner.least < self.least
                     and self.network.kind_of(owner.number) == PERSON]  # fmt: skip
            if found.cut_short or max(parts, default=NOTHING) + untold >= self.least:
                return False
        return not self.above.cut_short and not hidden & self.above.found.keys()
