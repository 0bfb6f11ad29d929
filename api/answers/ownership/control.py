"""Whom a subject controls and who controls it, without and with concert groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analyses.control import Controlled, chain_steps, control
from analyses.stakes import Stakes, held_steps
from analyses.steps import Step
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.resolve import subject_of


class _Line(NamedTuple):
    """The other party, how it is controlled or controls, and the stakes that say so."""

    other: int
    held: Controlled
    steps: list[Step]


_Lines = Sequence[_Line]


def control_answer(ground: Ground, id: str) -> shapes.ControlAnswer:
    """Certain control first, then by votes. Raises UnknownId and AmbiguousId."""
    view, merged = subject_of(ground, id)
    stakes = Stakes(ground.network, ground.day, "votes")
    found = control(ground.network, view.number, ground.day, stakes=stakes)
    lines = [
        _below(stakes, found.controls),
        _above(stakes, found.controlled_by),
        _below(stakes, found.controls_in_concert),
        _above(stakes, found.controlled_by_in_concert),
    ]
    every = [line for each in lines for line in each]
    steps = [step for line in every for step in line.steps]
    spoken = described(ground, steps, [line.other for line in every])
    return {
        **ground.frame(truncated=stakes.cut_short),
        **brief(view),
        "redirected_from": merged.id if merged else None,
        **_sides(spoken, lines[0], lines[1]),
        "in_concert": _sides(spoken, lines[2], lines[3]),
    }


def _below(stakes: Stakes, found: Sequence[Controlled]) -> _Lines:
    """The stakes of all those listed, together, are the whole chain of each."""
    return [_Line(held.number, held, held_steps(stakes, held.holders, held.number))
            for held in found]  # fmt: skip


def _above(stakes: Stakes, found: Mapping[int, Controlled]) -> _Lines:
    return [_Line(owner, held, chain_steps(stakes, owner, held)) for owner, held in found.items()]


def _sides(spoken: Described, below: _Lines, above: _Lines) -> shapes.ControlSides:
    return {
        "controls": _items(spoken, below),
        "controlled_by": _items(spoken, above),
        "if_own_shares_left_out": {
            "controls": _items(spoken, below, own_shares=True),
            "controlled_by": _items(spoken, above, own_shares=True),
        },
    }


def _items(
    spoken: Described, lines: _Lines, *, own_shares: bool = False
) -> list[shapes.ControlItem]:
    kept = [line for line in lines if line.held.own_shares == own_shares]
    kept.sort(key=lambda line: (not line.held.certain, -line.held.votes_ppm, line.other))
    return [
        {
            **spoken.brief(line.other),
            "votes_ppm": line.held.votes_ppm,
            "votes_max_ppm": line.held.votes_max_ppm,
            "answer": "yes" if line.held.certain else "unknown",
            "path": [spoken.step(step) for step in line.steps],
        }
        for line in kept
    ]
