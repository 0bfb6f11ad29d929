"""Everybody whom a set of parties reaches by the 50 % rule, at once.

Source and meaning: ``analyses.fifty_percent``, which answers the same with its paths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.holdings import Holdings
from analyses.citywide.kernels.cascade import cascade
from analyses.fifty_percent import HALF
from analyses.stakes import WHOLE


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """By node: whether it is ``certain`` that it is reached, whether it ``may`` be (an unknown
    share decides), and the least and most that the reached and listed hold of it directly, ppm.
    The listed are among the certain."""

    certain: NDArray[np.bool_]
    may: NDArray[np.bool_]
    share_ppm: NDArray[np.int64]
    share_max_ppm: NDArray[np.int64]


def reach(given: Holdings, listed: Iterable[int], threshold: int = HALF) -> Reach:
    """The cascade from the listed (canonical numbers). ``threshold`` in ppm, itself included.

    Raises ValueError unless it is within 1 … 1,000,000. Cost: the stakes of all reached, twice.
    """
    if not 0 < threshold <= WHOLE:
        raise ValueError(f"threshold must be within 1 and {WHOLE} ppm: {threshold}")
    held = given.held
    numbers = np.fromiter(listed, dtype=np.int64)
    found = []
    for possible in (False, True):
        size = given.size
        reached, loose = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        low, high = np.zeros(size, np.int64), np.zeros(size, np.int64)
        cascade(
            held.start, held.other, held.least, held.most, given.certain, given.bounded, numbers,
            threshold, possible, reached, low, high, loose,
        )  # fmt: skip
        found.append((reached, high if possible else low))
    (certain, least), (may, most) = found
    return Reach(certain, may, least, most)
