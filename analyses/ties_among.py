"""The ties among chosen nodes: what stands between them, whatever else each has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from analyses.work import BUDGETS, SMALL, Work
from graph.ties import Tie, Ties, Walk


class Among(NamedTuple):
    """``ties`` as (source, tie). ``omitted`` were found and not told; ``cut_short``: of some of
    the nodes nothing was read."""

    ties: tuple[tuple[int, Tie], ...]
    omitted: int
    cut_short: bool


def ties_among(
    network: Ties, nodes: Iterable[int], kinds: frozenset[str], day: date,
    *, ended: bool = False, work: Work | None = None, most: int = BUDGETS.walks.links,
) -> Among:  # fmt: skip
    """The ties of these kinds between these canonical nodes, each once: by its source, in the order
    given, then by kind and link number. In force on the day, or with those that had ``ended`` by
    then; at most ``most`` of them.

    Cost: of each node its ties are passed over, not read, within ``work``; the smaller nodes come
    first, so that a hub costs the others nothing.
    """
    chosen = dict.fromkeys(nodes)
    work = work or Work(BUDGETS.walks.ties)
    walk = Walk(kinds, None if ended else day, "out", frozenset(chosen))
    found: dict[int, list[Tie]] = {}
    for node in sorted(chosen, key=network.extent):
        if not work.affords(1 + network.extent(node) // SMALL):
            break
        found[node] = [tie for tie in network.ties(node, walk) if tie[4] <= day.toordinal()]
        if not work.affords(len(found[node])):
            break
    ties = [(node, tie) for node in chosen for tie in found.get(node, ())]
    return Among(tuple(ties[:most]), len(ties[most:]), work.cut_short)
