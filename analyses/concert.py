"""Who acts in concert with whom (一致行动人), at whatever remove."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from analyses.work import Work, reading
from graph.ties import Ties, walk_of

ACTS_WITH: Final = frozenset({"acts_with"})


@dataclass(slots=True)
class Concert:
    """The groups of a day, each found once, within what ``work`` affords: a group that it ends in
    is not all there is."""

    network: Ties
    day: date
    work: Work = field(default_factory=Work)
    _groups: dict[int, frozenset[int]] = field(default_factory=dict)

    def group(self, member: int) -> frozenset[int]:
        """All who act in concert with the member, itself among them. Cost: their ties, once."""
        found = self._groups.get(member)
        if found is None:
            found = self._read(member)
            self._groups.update(dict.fromkeys(found, found))
        return found

    def alone(self, member: int) -> bool:
        """Whether it acts with nobody."""
        return len(self.group(member)) == 1

    def _read(self, member: int) -> frozenset[int]:
        walk = walk_of(ACTS_WITH, self.day)
        seen, waiting = {member}, [member]
        while waiting:
            node = waiting.pop()
            if not self.work.affords(reading(self.network, node, walk)):
                break
            fresh = {tie[0] for tie in self.network.ties(node, walk)} - seen
            seen |= fresh
            waiting.extend(fresh)
        return frozenset(seen)
