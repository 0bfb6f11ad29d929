"""A lot as it was bid for: who, with whom, when it was opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from analyses.days import day_of
from analyses.work import BUDGETS, RECORD, Work
from graph.facts import Fields
from graph.ties import Ties, walk_of
from graph.views import Views
from graph.vocabulary import LINK_CODE

A = TypeVar("A")
B = TypeVar("B")
BIDS: Final = LINK_CODE["bids"]
_BIDDEN: Final = walk_of(frozenset({"bids"}), None, "in")


@dataclass(frozen=True, slots=True)
class Bid:
    """``group`` names who bids together: a consortium's label, else the unit's own number."""

    unit: int
    link: int
    group: str
    fields: Fields


@dataclass(frozen=True)
class Lot:
    """``opened`` is the day of opening; ``stated`` says where it comes from: the lot, the bids, or
    nowhere, and then it is the day asked about. ``cut_short``: not all bids were read."""

    number: int
    opened: date
    stated: str
    bids: tuple[Bid, ...]
    cut_short: bool = False

    @cached_property
    def units(self) -> tuple[int, ...]:
        return tuple(sorted(self.groups))

    @cached_property
    def groups(self) -> Mapping[int, frozenset[str]]:
        """Each unit → the groups it bids in."""
        return _related((bid.unit, bid.group) for bid in self.bids)

    @cached_property
    def _together(self) -> Mapping[str, frozenset[int]]:
        """Each group → the units that bid in it."""
        return _related((bid.group, bid.unit) for bid in self.bids)

    def rivals(self, a: int, b: int) -> bool:
        """Whether two units bid against each other, not only together."""
        return a != b and len(self.groups[a] | self.groups[b]) > 1

    def against(self, units: Collection[int]) -> bool:
        """Whether any two of several units are rivals."""
        return len(units) > 1 and len(set[str]().union(*(self.groups[u] for u in units))) > 1

    def partners(self, unit: int) -> tuple[int, ...]:
        """The unit and those it bids with, the unit first."""
        others = set[int]().union(*(self._together[group] for group in self.groups[unit]))
        return (unit, *sorted(others - {unit}))


def _related(pairs: Iterable[tuple[A, B]]) -> Mapping[A, frozenset[B]]:
    found: dict[A, set[B]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def read_lot(network: Ties, views: Views, lot: int, day: date, work: Work) -> Lot:
    """The lot and its bids, of very many the latest. Cost: these, and the fields of each."""
    ties, most = network.ties(lot, _BIDDEN), BUDGETS.conflicts.bids
    cut_short = len(ties) > most
    if cut_short:
        ties = sorted(ties, key=lambda tie: (-tie[4], tie[1]))[:most]
    if not work.affords(RECORD * len(ties)):
        ties, cut_short = [], True
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
        return Lot(lot, opened, "lot", bids, cut_short)
    days = [found for tie in ties if (found := day_of(tie[4])) is not None]
    told = (max(days), "bids") if days else (day, "asked")
    return Lot(lot, *told, bids, cut_short)
