"""May this subject pass this item today: pass, restrict, or look closer?

Only what the item's rule names restricts it. What is not known to restrict, and not known not to,
asks a person to look closer. An alert weighs nothing here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from analyses.checks.measures_in_force import InForce
from analyses.own_record import OwnRecord

Outcome = Literal["pass", "restrict", "look_closer"]
Doubt = Literal["condition", "objection", "unlisted_record", "stub", "cut_short"]


class Restricting(Protocol):
    """What an item says of measures: those that restrict it, by id."""

    @property
    def measures(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """``measures`` are those of the item in force, sure or not; ``doubts`` say what to look at."""

    outcome: Outcome
    measures: tuple[InForce, ...]
    doubts: tuple[Doubt, ...]


def credit_check(
    item: Restricting, in_force: Iterable[InForce], own: Iterable[OwnRecord], *, stub: bool,
    cut_short: bool = False,
) -> Checked:  # fmt: skip
    """``own`` are the subject's usable records; ``stub``: nobody described the subject;
    ``cut_short``: there is more than could be read, and it may restrict."""
    bound = tuple(each for each in in_force if each.measure.id in item.measures)
    doubts: list[Doubt] = []
    if any(not each.sure for each in bound):
        doubts.append("condition")
    if any(each.pending for each in bound):
        doubts.append("objection")
    if any(record.rule is None for record in own):
        doubts.append("unlisted_record")
    if stub:
        doubts.append("stub")
    if cut_short:
        doubts.append("cut_short")
    restricted = any(each.sure for each in bound)
    outcome: Outcome = "restrict" if restricted else "look_closer" if doubts else "pass"
    return Checked(outcome, bound, tuple(doubts))
