"""Pass, restrict or look closer, in one word, whatever the item: for lists of many subjects.

Only measures restrict. A conflict is bound to its lot or project, so it asks a person to look
there; an alert weighs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from analyses.checks.credit_check import Outcome, credit_check
from analyses.checks.measures_in_force import InForce
from analyses.own_record import OwnRecord
from analyses.rulebook.checks import CheckItem

Reason = Literal[
    "measure", "condition", "objection", "unlisted_record", "stub", "cut_short", "conflict",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screened:
    """``reasons`` say why it is no pass: a measure in force, or what to look at."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _AnyItem:
    measures: Collection[str]


def screened(
    item: CheckItem | None, in_force: Iterable[InForce], own: Iterable[OwnRecord], *, stub: bool,
    conflicts: bool, cut_short: bool = False,
) -> Screened:  # fmt: skip
    """Of one item what its check says; of none, whether any measure at all is in force.

    ``conflicts``: the subject is a party to one that is void or deemed collusion, wherever;
    ``cut_short`` as in ``credit_check``.
    """
    held = tuple(in_force)
    asked = item or _AnyItem([each.measure.id for each in held])
    checked = credit_check(asked, held, own, stub=stub, cut_short=cut_short)
    restricted = checked.outcome == "restrict"
    met = conflicts and item is None
    reasons: list[Reason] = ["measure"] if restricted else []
    reasons += [*checked.doubts, *(["conflict"] if met else [])]  # type: ignore[list-item]
    outcome: Outcome = "look_closer" if met and checked.outcome == "pass" else checked.outcome
    return Screened(outcome, tuple(reasons))
