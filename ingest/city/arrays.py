"""Small tools for columns: seeded streams, words by number, days as text, power-law ranks."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Small = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

EPOCH: Final = date(1980, 1, 1)
ANCHOR: Final = date(2026, 6, 30)  # the city's today: fixed, so that the same seed stays the same
TODAY: Final = (ANCHOR - EPOCH).days
NO_DAY: Final = 0  # an empty cell


class Streams:
    """Independent random streams by name: adding one never changes the others."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __call__(self, name: str) -> np.random.Generator:
        root = np.random.SeedSequence([self.seed, zlib.crc32(name.encode())])
        return np.random.Generator(np.random.PCG64(root))


def words(items: Sequence[str]) -> Texts:
    """A list of words, to be indexed by an array of numbers."""
    table = np.empty(len(items), dtype=object)
    table[:] = list(items)
    return table


def listed(text: str) -> Texts:
    """Words divided by blanks."""
    return words(text.split())


_DAYS: Final = words(
    ["", *((EPOCH + timedelta(days=n)).isoformat() for n in range(1, TODAY + 36_600))]
)
NUMBER: Final = words([str(n) for n in range(10_000)])


def day_texts(days: npt.NDArray[Any]) -> Texts:
    """ISO dates; ``NO_DAY`` becomes an empty cell."""
    found: Texts = _DAYS[np.maximum(days, NO_DAY)]
    return found


def day_number(year: int, month: int, day: int) -> int:
    return (date(year, month, day) - EPOCH).days


def ranks(rng: np.random.Generator, below: npt.NDArray[Any], power: float = 2.5) -> Ints:
    """For each bound one rank in ``[0, bound)``, low ranks preferred.

    The rank's weight falls as rank^-(1 - 1/power), which gives in-degrees a power-law tail with
    exponent ``1 + 1/(1 - 1/power)`` (2.67 for 2.5), as investor networks have it.
    """
    return np.floor(below * rng.random(len(below)) ** power).astype(np.int64)


def near(rng: np.random.Generator, centre: npt.NDArray[Any], size: int, width: float) -> Ints:
    """Indices close to ``centre``, wrapped into ``[0, size)``: families and neighbours."""
    steps = np.rint(rng.normal(0.0, width, len(centre))).astype(np.int64)
    found: Ints = (centre + steps) % size
    return found


def scattered(numbers: npt.NDArray[Any], modulus: int, offset: int) -> Ints:
    """A one-to-one scattering of ``numbers`` below ``modulus`` (a multiplier coprime to it)."""
    multiplier = 1_000_003
    while np.gcd(multiplier, modulus) != 1:
        multiplier += 2
    found: Ints = (numbers.astype(np.int64) * multiplier + offset) % modulus
    return found


def positions_in_groups(groups: npt.NDArray[Any]) -> Ints:
    """0, 1, 2 … within each run of equal values of a sorted array."""
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]]) if len(groups) else groups
    lengths = np.diff(np.r_[starts, len(groups)])
    found: Ints = np.arange(len(groups)) - np.repeat(starts, lengths)
    return found
