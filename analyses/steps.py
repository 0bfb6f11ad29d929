"""A tie as it was walked, and the ties that are walked unless somebody says otherwise."""

from __future__ import annotations

from typing import Final, NamedTuple

from analyses.work import BUDGETS
from graph.ties import Tie
from graph.vocabulary import LINK_KINDS

RELATIONS: Final = frozenset(
    {
        "owns", "holds_office", "participates", "leads", "bids", "branch_of", "acts_with",
        "guarantees", "controls", "managed_by", "kin_of", "associate_of", "contact_at", "part_of",
    }
)  # fmt: skip
"""Kinds that tie parties to each other, directly or through a project, a lot or a contact."""

KIND_NAMES: Final = tuple(kind.name for kind in LINK_KINDS)

HUB_DEGREE: Final = 100
"""More ties than this, of the kinds walked and in force on the day, make a node a hub."""

WORK_BUDGET: Final = BUDGETS.walks.ties
"""Ties a look-up may read before it is cut short."""


class Step(NamedTuple):
    """One tie, in walking order. ``forward`` is False when the link itself points the other way;
    ``link`` is LinkView.number."""

    source: int
    target: int
    kind: str
    link: int
    forward: bool


def step(source: int, tie: Tie) -> Step:
    """The step that walks this tie of ``source``."""
    return Step(source, tie[0], KIND_NAMES[tie[6]], tie[1], tie[7] == 1)
