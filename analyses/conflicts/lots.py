"""A lot as it was bid for: who, with whom, when it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from analyses.days import day_of
from graph.facts import Fields
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import LINK_CODE

BIDS: Final = LINK_CODE["bids"]


@dataclass(frozen=True, slots=True)
class Bid:
    """``group`` names who bids together: a consortium's label, else the unit's own number."""

    unit: int
    link: int
    group: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Lot:
    """``opened`` is the day of opening; ``stated`` says where it comes from: the lot, the bids, or
    nowhere, and then it is the day asked about."""

    number: int
    opened: date
    stated: str
    bids: tuple[Bid, ...]

    @property
    def units(self) -> tuple[int, ...]:
        return tuple(sorted({bid.unit for bid in self.bids}))

    def rivals(self, a: int, b: int) -> bool:
        """Whether two units bid against each other, not only together."""
        mine = {bid.group for bid in self.bids if bid.unit == a}
        yours = {bid.group for bid in self.bids if bid.unit == b}
        return a != b and (len(mine | yours) > 1)

    def partners(self, unit: int) -> tuple[int, ...]:
        """The unit and those it bids with, the unit first."""
        mine = {bid.group for bid in self.bids if bid.unit == unit}
        others = sorted({bid.unit for bid in self.bids if bid.group in mine} - {unit})
        return (unit, *others)


def read_lot(network: Ties, views: Views, lot: int, day: date) -> Lot:
    """The lot and all its bids. Cost: the lot's ties and the fields of each bid."""
    ties = [tie for tie in network.every_tie(lot) if tie[6] == BIDS and not tie[7]]
    links = views.links([tie[1] for tie in ties])
    bids = tuple(
        Bid(tie[0], tie[1], str(links[tie[1]].fields.get("consortium") or tie[0]),
            links[tie[1]].fields)
        for tie in ties
        if tie[1] in links
    )  # fmt: skip
    view = views.nodes([lot]).get(lot)
    opened = view.fields.get("opened") if view else None
    if isinstance(opened, date):
        return Lot(lot, opened, "lot", bids)
    days = [found for tie in ties if (found := day_of(tie[4])) is not None]
    return Lot(lot, max(days), "bids", bids) if days else Lot(lot, day, "asked", bids)
