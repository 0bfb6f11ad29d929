"""The chains of stakes from an owner to a subject that weigh most: a few, never all of them.

Two firms may be tied by more chains than anybody can list, so they come one by one: A* with the
exact rest of each chain as its estimate (Hart, Nilsson and Raphael, 1968), best first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final, NamedTuple

from analyses.stakes import WHOLE, steps
from analyses.steps import Step
from analyses.upstream import Upstream
from analyses.work import Work

FEW: Final = 5
_MOST_TRIED: Final = 2_000


class Chains(NamedTuple):
    """``paths`` from the owner down to the target; ``more``: there are, or may be, others."""

    paths: tuple[tuple[Step, ...], ...]
    more: bool


def best_chains(
    above: Upstream, owner: int, most: int = FEW, *, work: Work | None = None
) -> Chains:
    """The heaviest chains without a repeated firm, by the product of highest shares. Cost: the
    ties above the target, and at most some thousand steps; what ``work`` does not afford is
    ``more``."""
    work = work or Work()
    if not work.affords(above.size):
        return Chains((), more=True)
    found = list(islice(_chains(above, owner, work), most + 1))
    kept = [path for path in found[:most] if path is not None]
    return Chains(tuple(_walked(above, path) for path in kept), len(found) > len(kept))


def _chains(above: Upstream, owner: int, work: Work) -> Iterator[list[int] | None]:
    """Chains as firms from the target up to the owner; None where too many were tried."""
    rest, tried = _rest(above, owner), 0
    waiting = [(-rest.get(above.target, 0.0), [above.target], 1.0)]
    while waiting and waiting[0][0] < 0:
        _, path, product = heapq.heappop(waiting)
        if path[-1] == owner:
            yield path
            continue
        holders = above.holders.get(path[-1], {})
        tried += 1
        if tried > _MOST_TRIED or not work.affords(len(holders) + len(path) // 16):
            yield None
            return
        for holder, share in sorted(holders.items()):
            if holder in rest and holder not in path:
                part = product * min(share.most, WHOLE) / WHOLE
                heapq.heappush(waiting, (-part * rest[holder], [*path, holder], part))


def _rest(above: Upstream, owner: int) -> dict[int, float]:
    """The heaviest chain from the owner to each firm: Dijkstra's search with products."""
    held: dict[int, list[tuple[int, float]]] = {}
    for company, holding in above.holders.items():
        for holder, share in holding.items():
            held.setdefault(holder, []).append((company, min(share.most, WHOLE) / WHOLE))
    best: dict[int, float] = {}
    waiting = [(-1.0, owner)]
    while waiting:
        product, node = heapq.heappop(waiting)
        if node not in best:
            best[node] = -product
            for company, part in held.get(node, ()):
                heapq.heappush(waiting, (product * part, company))
    return best


def _walked(above: Upstream, path: list[int]) -> tuple[Step, ...]:
    return tuple(
        walked
        for company, holder in reversed(list(pairwise(path)))
        for walked in steps(holder, company, above.share(holder, company))
    )
