"""Who stands at the top of every firm's chain of control.

An ultimate controller controls the firm and is controlled by nobody, or only by those whom it
controls itself: such a circle goes by its lowest number. While no more than 100 % of a firm is
held there is at most one; where more is held there may be several, and then none is named.
What decides are lowest shares of votes; concert groups and registered controllers are not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analyses.citywide.closure import closure
from analyses.citywide.holdings import Holdings, Stakeholders
from analyses.citywide.kernels.ultimate import heads


@dataclass(frozen=True, slots=True, eq=False)
class Ultimate:
    """By node, its ultimate controller: itself where nobody controls it, -1 where several do.
    ``circles``: the numbers that stand for a circle of mutual control."""

    head: NDArray[np.int32]
    circles: frozenset[int]


def ultimate(votes: Holdings) -> Ultimate:
    """The ultimate controller of every node. ``votes`` are the holdings of that right.

    Cost: nearly O(stakes), 40 bytes a node, and the closure of all below a circle; where shares
    beyond the whole let two hold a majority of one firm, that of all above those below it.
    """
    holders = votes.holders
    head, circular, contested = heads(holders.start, holders.other, holders.least, votes.certain)
    circles = _name_circles(votes, head, circular & (head == np.arange(votes.size)))
    if contested.any():
        circles |= _settle(votes, head, np.flatnonzero(contested).tolist())
    return Ultimate(head, frozenset(name for name in circles if head[name] == name))


def _name_circles(
    votes: Holdings, head: NDArray[np.int32], circular: NDArray[np.bool_]
) -> set[int]:
    """Let every circle go by its lowest number; these."""
    members = np.flatnonzero(circular[head])
    owners, controlled = closure(votes, members).pairs()
    lowest: dict[int, int] = {}
    for owner in owners[controlled == head[owners]].tolist():
        top = int(head[owner])
        lowest[top] = min(lowest.get(top, top), owner)
    names = head.copy()
    for top, name in lowest.items():
        names[top] = name
    head[members] = names[head[members]]
    return set(lowest.values())


def _settle(votes: Holdings, head: NDArray[np.int32], contested: Iterable[int]) -> set[int]:
    """By the definition, for all below a contested firm: who controls it and is controlled by
    nobody beyond a circle of its own. Returns the circles met."""
    below = _reached(votes.held, contested)
    starts = np.array(_reached(votes.holders, below), dtype=np.int64)
    owners, controlled = (side.tolist() for side in closure(votes, starts).pairs())
    over: defaultdict[int, set[int]] = defaultdict(set)
    for owner, firm in zip(owners, controlled, strict=True):
        over[firm].add(owner)
    circles = set()
    for node in below:
        tops = [x for x in over[node] if all(x in over[y] for y in over[x])]
        named = {min({x} | over[x]) for x in tops} or {node}
        circles |= {min({x} | over[x]) for x in tops if over[x]}
        head[node] = named.pop() if len(named) == 1 else -1
    return circles


def _reached(given: Stakeholders, start: Iterable[int]) -> list[int]:
    """These and whatever lies that way at any remove."""
    seen = set(start)
    waiting = list(seen)
    while waiting:
        node = waiting.pop()
        fresh = set(given.other[given.start[node] : given.start[node + 1]].tolist()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return sorted(seen)
