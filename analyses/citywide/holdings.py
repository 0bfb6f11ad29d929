"""Who holds what of whom in a whole city on one day: ``Stakes`` as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.kernels import holdings as kernels
from analyses.stakes import CARRIES, Right
from graph.network import Network
from graph.vocabulary import LINK_CODE, STAKES

OWNS: Final = LINK_CODE["owns"]
_APART: Final = np.array([stake in ("votes", "income") for stake in STAKES] + [False])


@dataclass(frozen=True, slots=True, eq=False)
class Stakeholders:
    """Each node's pairs lie at ``start[n] … start[n + 1]`` of the others. ``other`` is the far end,
    ``least`` and ``most`` what is held, in ppm (int64)."""

    start: NDArray[np.int64]
    other: NDArray[np.int32]
    least: NDArray[np.int64]
    most: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """``held`` by each owner, and the ``holders`` of each company; what one holds of itself apart
    in ``own`` (nodes, 2). ``certain``: what is certainly held of each, by itself too. ``bounded``:
    whether an unknown share of it is at most what nobody else certainly holds (``Stakes.most_of``).
    """

    right: Right
    held: Stakeholders
    holders: Stakeholders
    own: NDArray[np.int64]
    certain: NDArray[np.int64]
    bounded: NDArray[np.bool_]

    @property
    def size(self) -> int:
        return len(self.certain)


def holdings_of(network: Network, day: date, right: Right = "capital") -> Holdings:
    """Lay out the stakes of one right. Cost: all links, once; 70 bytes a stake, 33 a node."""
    start, company, least, most, own, stated = kernels.netted(
        network.bounds, network.halves, day.toordinal(), OWNS, _signs(right), _APART,
        _signs("capital"),
    )  # fmt: skip
    into, owner, low, high = kernels.turned(start, company, least, most)
    sums = np.concatenate([[0], np.cumsum(low)])
    certain = sums[into[1:]] - sums[into[:-1]] + own[:, 0]
    whole = certain <= 1_000_000
    return Holdings(
        right,
        Stakeholders(start, company, least, most),
        Stakeholders(into, owner, low, high),
        own,
        certain,
        whole if right == "capital" else whole & ~stated,
    )


def _signs(right: Right) -> NDArray[np.int64]:
    said = [-1 if stake == "nominee" else int(right in CARRIES[stake]) for stake in STAKES]
    return np.array([*said, 1], dtype=np.int64)
