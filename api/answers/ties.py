"""The direct ties of one subject on a day, by kind and direction: how many, and the first."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from analyses.steps import Step
from api.answers import shapes
from api.answers.describe import described
from api.answers.ground import Ground
from graph.ties import Tie, Walk
from graph.vocabulary import LINK_KIND, LINK_KINDS

FIRST: Final = 10
_ELSEWHERE: Final = {"same_as", "sanctioned_by"}  # merges, and the subject's own record
_SHOWN: Final = frozenset(kind for kind in LINK_KIND if kind not in _ELSEWHERE)


def tie_groups(ground: Ground, number: int) -> list[shapes.TieGroup]:
    """Ordered by kind as declared; within one by share, largest first, then by link number.

    Costs what the subject's own ties cost to read; only the first of each group are described.
    """
    ties = ground.network.ties(number, Walk(_SHOWN, ground.day))
    groups = [
        (LINK_KINDS[kind].name, bool(forward), sorted(group, key=lambda tie: (-tie[3], tie[1])))
        for (kind, forward), group in groupby(ties, key=lambda tie: (tie[6], tie[7]))
    ]
    spoken = described(
        ground, [_step(number, tie) for _, _, group in groups for tie in group[:FIRST]]
    )
    return [
        {
            "kind": kind,
            "kind_zh": LINK_KIND[kind].zh,
            "direction": "out" if forward else "in",
            "count": len(group),
            "items": [spoken.step(_step(number, tie)) for tie in group[:FIRST]],
            "omitted": max(0, len(group) - FIRST),
        }
        for kind, forward, group in groups
    ]


def _step(number: int, tie: Tie) -> Step:
    return Step(number, tie[0], LINK_KINDS[tie[6]].name, tie[1], bool(tie[7]))
