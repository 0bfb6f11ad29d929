"""Companies of which more than the whole is held (出资比例合计超过 100 %): the data are wrong."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analyses.citywide.holdings import Holdings
from analyses.stakes import WHOLE, Share, Stakes


class Overfull(NamedTuple):
    """``total_ppm``: what is certainly held of the company, by itself (``own``) too; ``holders``
    by number."""

    number: int
    total_ppm: int
    own: Share
    holders: tuple[tuple[int, Share], ...]


def overfull_of(stakes: Stakes, company: int, tolerance: int = 0) -> Overfull | None:
    """Lowest shares only: unknown ones cannot prove too much. ``tolerance`` in ppm above the whole.
    Cost: the company's holders, within the budget of ``stakes``."""
    company = stakes.network.canonical(company)
    total = stakes.least_of_all(company)
    if total <= WHOLE + tolerance:
        return None
    holders = sorted(stakes.holders(company).items())
    return Overfull(company, total, stakes.own(company), tuple(holders))


def city_overfull(capital: Holdings, tolerance: int = 0) -> list[int]:
    """The numbers of all such companies, the fullest first. Cost: the nodes."""
    found = np.flatnonzero(capital.certain > WHOLE + tolerance)
    order = np.lexsort((found, -capital.certain[found]))
    return [int(node) for node in found[order]]
