"""How much one question may cost, counted in what is read and weighed, and never in time.

Whatever a graph looks like, and whoever made it so, a question ends: once its budget is spent
nothing more is read, and what was found by then is an answer cut short.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from graph.ties import Tie, Ties, Walk

Count = Annotated[int, Meta(ge=1)]


class _Stated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each figure is explained in ``work.toml``."""


class StakesBudget(_Stated, frozen=True):
    weighed: Count
    largest: Count
    loop: Count


class WalksBudget(_Stated, frozen=True):
    ties: Count
    alerts: Count
    nodes: Count
    links: Count


class RecordsBudget(_Stated, frozen=True):
    weighed: Count
    graded: Count
    history: Count


class ConflictsBudget(_Stated, frozen=True):
    weighed: Count
    bids: Count
    places: Count
    units: Count
    persons: Count


class AnswerBudget(_Stated, frozen=True):
    told: Count
    proved: Count


class Budgets(_Stated, frozen=True):
    stakes: StakesBudget
    walks: WalksBudget
    records: RecordsBudget
    conflicts: ConflictsBudget
    answer: AnswerBudget


BUDGETS: Final = msgspec.toml.decode(
    Path(__file__).with_name("work.toml").read_bytes(), type=Budgets
)


@dataclass(slots=True)
class Work:
    """What one question has done and may do. Shared by all that its answer is worked out from, so
    that no question costs more by asking in several ways."""

    budget: int = BUDGETS.stakes.weighed
    done: int = 0
    cut_short: bool = False  # something was left out
    _spent: bool = False

    @property
    def left(self) -> int:
        """How much more may be done."""
        return 0 if self._spent else self.budget - self.done

    def affords(self, cost: int) -> bool:
        """Whether so much more may be done, which then counts as done; else nothing more is done,
        for good, and ``cut_short`` says so."""
        if cost > self.left:
            self._spent = self.cut_short = True
            return False
        self.done += cost
        return True


RECORD: Final = 8  # what a record costs to weigh, in ties that are only read
RECORDS_AT_ONCE: Final = 16  # ties that are passed over to find records, for the price of one
PAIRS: Final = 32  # pairs that are only counted, for the price of one tie
SMALL: Final = 64
"""Ties of other kinds and days that a hub has are passed over, so many for the price of one."""


def reading(network: Ties, node: int, walk: Walk) -> int:
    """What it costs to read the ties of a node that may be walked."""
    extent = network.extent(node)
    return extent if extent <= SMALL else extent // SMALL + network.degree(node, walk)


def latest(ties: list[Tie], work: Work, each: int = RECORD) -> list[Tie]:
    """These ties, or as many of those begun last as may be weighed at ``each`` apiece."""
    room = work.left // each
    if work.affords(each * len(ties)):
        return ties
    return sorted(ties, key=lambda tie: (-tie[4], -tie[1]))[:room]
