"""Who is owned to half or more, in aggregate, by a set of parties: the 50 % cascade.

Source: OFAC, Revised Guidance on Entities Owned by Persons Whose Property Is Blocked (2014-08-13)
and its FAQ 398–401. An analytic lens: Chinese law knows no such rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from graph.ties import Ties, Walk, walk_of

HALF: Final = 500_000  # ppm
WHOLE: Final = 1_000_000  # ppm


class Reached(NamedTuple):
    """An owned subject, and what reached owners hold of it directly, in ppm.

    ``certain``: the lowest shares suffice. Otherwise only the highest ones would: unknown.
    ``share_ppm`` counts lowest shares of certainly reached owners, ``share_max_ppm`` highest
    shares of all that may be reached, at most the whole.
    """

    number: int
    share_ppm: int
    share_max_ppm: int
    certain: bool


def fifty_percent(
    network: Ties, listed: Iterable[int], day: date, threshold: int = HALF
) -> tuple[Reached, ...]:
    """All that the listed reach on the day, by number; the listed themselves are left out.

    Stakes of a reached owner count in full, without multiplication; several links of a pair add
    up; what a company holds in itself does not count. ``threshold`` in ppm, itself included.
    Raises ValueError unless it is within 1 … 1,000,000. Cost: the stakes of all reached, once.
    """
    if not 0 < threshold <= WHOLE:
        raise ValueError(f"threshold must be within 1 and {WHOLE} ppm: {threshold}")
    start = {network.canonical(node) for node in listed}
    walk = walk_of(frozenset({"owns"}), day, "out")
    certain, least = _cascade(network, start, walk, threshold, 2)
    possible, most = _cascade(network, start, walk, threshold, 3)
    return tuple(
        Reached(node, least.get(node, 0), min(most[node], WHOLE), node in certain)
        for node in sorted(possible - start)
    )


def _cascade(
    network: Ties, start: set[int], walk: Walk, threshold: int, share: int
) -> tuple[set[int], dict[int, int]]:
    """The least fixpoint and what its members hold; ``share`` is the field of the tie to count."""
    reached, waiting = set(start), list(start)
    held: dict[int, int] = {}
    while waiting:
        owner = waiting.pop()
        for tie in network.ties(owner, walk):
            owned = tie[0]
            if owned == owner:
                continue
            held[owned] = held.get(owned, 0) + tie[share]
            if held[owned] >= threshold and owned not in reached:
                reached.add(owned)
                waiting.append(owned)
    return reached, held
