"""What organisations have done about a record by a day, as the network tells it."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from graph.ties import Ties, walk_of
from graph.vocabulary import ACTS, ACTS_ZH

_ABOUT: Final = frozenset({"about"})
DONE: Final = walk_of(_ABOUT, None, "in")
ACT_ZH: Final = dict(zip(ACTS, ACTS_ZH, strict=True))


class Deed(NamedTuple):
    """One act about something: ``event`` is its node, ``day`` the day it was done."""

    day: date
    event: int
    act: str

    @property
    def zh(self) -> str:
        return ACT_ZH[self.act]


def deeds(network: Ties, about: int, day: date) -> tuple[Deed, ...]:
    """Oldest first; acts of one day in the order they were recorded. Cost: the node's ties."""
    ties = network.ties(about, walk_of(_ABOUT, day, "in"))
    return tuple(sorted(Deed(date.fromordinal(tie[4]), tie[0], ACTS[tie[8]]) for tie in ties))
