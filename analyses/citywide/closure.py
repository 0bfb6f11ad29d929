"""Whom every owner controls, at once: joint majorities of votes.

Source and meaning: ``analyses.control``, which answers the same for one subject, with its holders
and with those acting in concert.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.holdings import Holdings
from analyses.citywide.kernels.closure import closures


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """Whom ``starts[n]`` controls: ``controlled`` between ``first[n]`` and ``first[n + 1]``, in no
    fixed order, and the votes its side holds of each, in ppm."""

    starts: NDArray[np.int64]
    first: NDArray[np.int64]
    controlled: NDArray[np.int32]
    votes_ppm: NDArray[np.int64]

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Controllers and, beside, whom each controls."""
        return np.repeat(self.starts, np.diff(self.first)), self.controlled


def closure(
    votes: Holdings, starts: NDArray[np.int64] | None = None, *, possible: bool = False
) -> Closure:
    """The closure of each start, of every owner if none is said; concert groups are not merged.

    ``votes`` are the holdings of that right. ``possible`` adds whom they may control, where an
    unknown share or a company's own shares decide. Cost: for each start the stakes of all it
    controls.
    """
    held = votes.held
    if starts is None:
        starts = np.flatnonzero(np.diff(held.start))
    size = votes.size
    first, controlled, share = closures(
        held.start, held.other, held.least, held.most, votes.certain, votes.bounded, votes.own,
        starts, possible, np.zeros((size, 2), np.int64), np.zeros(size, np.int64),
        np.zeros(size, np.bool_),
    )  # fmt: skip
    return Closure(starts, first, controlled, share)
