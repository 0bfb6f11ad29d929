"""The lots of a project, and who bid in each."""

from __future__ import annotations

from typing import Final

from api.answers.describe import iso
from api.answers.projects.gathered import Gathered
from api.answers.projects.shapes import BidShape, LotShape
from api.answers.projects.wording import names
from graph.facts import LinkView
from graph.ties import Tie, walk_of

BIDS: Final = frozenset({"bids"})


def lots_of(found: Gathered) -> list[LotShape]:
    """By number; the lots of works that were not asked about are left out. Bids handed in after
    the day are not known on it.

    Cost: the bids of each lot.
    """
    ground, here = found.ground, found.sites.lots
    bids = {lot: _bids(found, lot) for lot, site in here.items() if found.within(site)}
    spoken = names(ground, [*bids, *(tie[0] for ties in bids.values() for tie in ties)])
    links = ground.views.links(tie[1] for ties in bids.values() for tie in ties)
    told = []
    for lot, ties in bids.items():
        view = spoken.nodes[lot]
        opened = view.fields.get("opened")
        told.append(LotShape(
            id=view.key.id, name=view.name, number=view.key.id.rpartition("#")[2],
            opened=None if opened is None else str(opened),
            bidders=[_bid(spoken.named(tie[0])["id"], spoken.named(tie[0])["name"], links[tie[1]])
                     for tie in ties],
        ))  # fmt: skip
    return sorted(told, key=lambda lot: lot["number"])


def _bids(found: Gathered, lot: int) -> list[Tie]:
    return list(found.ground.network.ties(lot, walk_of(BIDS, found.ground.day, "in")))


def _bid(id: str, name: str, link: LinkView) -> BidShape:
    price, consortium = link.fields.get("price"), link.fields.get("consortium")
    won = link.fields.get("won")
    return {
        "unit": {"id": id, "name": name},
        "won": won if isinstance(won, bool) else None,
        "price": price if isinstance(price, int) else None,
        "consortium": None if consortium is None else str(consortium),
        "handed_in": iso(link.valid_from),
    }
