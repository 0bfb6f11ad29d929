"""Which of the drawn subjects an officer is tied to, and by which path."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from analyses.rulebook.inspection import Recusal
from analyses.steps import Step, step
from graph.ties import Ties, Walk, walk_of


def tied_subjects(
    network: Ties, officer: int, subjects: Set[int], norm: Recusal, day: date
) -> dict[int, tuple[Step, ...]]:
    """Each of these subjects within the norm's hops → a shortest path of ties to it.

    Nothing is cut short and no hub is spared: a recusal missed would taint the visit. Cost: the
    ties of all within one hop less.
    """
    walk = walk_of(frozenset(norm.kinds), day)
    came: dict[int, Step | None] = {network.canonical(officer): None}
    edge = list(came)
    for _ in range(norm.hops):
        edge = _next(network, edge, came, walk)
    return {node: _path(node, came) for node in sorted(subjects & came.keys())}


def _next(network: Ties, edge: list[int], came: dict[int, Step | None], walk: Walk) -> list[int]:
    fresh = []
    for node in edge:
        for tie in network.ties(node, walk):
            if tie[0] not in came:
                came[tie[0]] = step(node, tie)
                fresh.append(tie[0])
    return fresh


def _path(node: int, came: dict[int, Step | None]) -> tuple[Step, ...]:
    steps: list[Step] = []
    last = came[node]
    while last is not None:
        steps.append(last)
        last = came[last.source]
    return tuple(reversed(steps))
