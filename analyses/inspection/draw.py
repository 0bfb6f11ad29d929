"""The draw, so that anybody can do it again with a hash tool.

Each candidate's *lot* is the SHA-256 digest of the UTF-8 text ``SEED|ID``. Of every stratum the
``quota`` candidates with the lowest lots are drawn; the drawn of all strata stand in the order of
their lots. Officers stand in the order of theirs. The k-th drawn subject (from 0) takes the first
``n`` officers who are not recused for it, beginning at place ``k * n`` of the officers' order and
going round.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

NOBODY = -1  # the stratum of one who cannot be drawn


def lot(seed: str, id: str) -> bytes:
    """32 bytes; the lowest is drawn first."""
    return sha256(f"{seed}|{id}".encode()).digest()


def drawn(
    seed: str, ids: Sequence[str], strata: NDArray[np.int32], quotas: Sequence[int]
) -> list[int]:
    """The places of the drawn, in the order of their lots. ``strata[i]`` is the stratum of
    candidate ``i`` or NOBODY. One hash for each candidate of a stratum with a quota."""
    found: list[tuple[bytes, int]] = []
    order = np.argsort(strata, kind="stable")
    bounds = np.searchsorted(strata[order], np.arange(len(quotas) + 1))
    for stratum, quota in enumerate(quotas):
        if quota > 0:
            members = order[bounds[stratum] : bounds[stratum + 1]].tolist()
            found += _lowest(seed, ids, members, quota)
    return [place for _, place in sorted(found)]


def _lowest(
    seed: str, ids: Sequence[str], members: list[int], quota: int
) -> list[tuple[bytes, int]]:
    begun = sha256(f"{seed}|".encode())
    lots = []
    for place in members:
        hashed = begun.copy()
        hashed.update(ids[place].encode())
        lots.append(hashed.digest())
    if quota >= len(members):
        return list(zip(lots, members, strict=True))
    heads = np.frombuffer(b"".join(lots), dtype=">u8")[::4]
    last = np.partition(heads, quota - 1)[quota - 1]
    near = np.flatnonzero(heads <= last).tolist()
    return sorted((lots[i], members[i]) for i in near)[:quota]


def officers_for(
    turn: int, wanted: int, officers: Sequence[int], recused: Callable[[int], bool]
) -> list[int]:
    """Whom the ``turn``-th drawn subject gets of the officers in their order; fewer than wanted
    where too many are recused."""
    size = len(officers)
    first = turn * wanted
    free = (officers[(first + step) % size] for step in range(size))
    taken: list[int] = []
    for officer in free:
        if len(taken) == wanted:
            break
        if not recused(officer):
            taken.append(officer)
    return taken
