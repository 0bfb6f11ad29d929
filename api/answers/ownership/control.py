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
from api.answers.ownership.frame import framed
from api.answers.resolve import subject_of
from api.answers.room import Room


class _Line(NamedTuple):
    """The other party, how it is controlled or controls, and the stakes that say so."""

    other: int
    held: Controlled
    steps: list[Step]


_Lines = Sequence[_Line]


def control_answer(ground: Ground, id: str) -> shapes.ControlAnswer:
    """Certain control first, then by votes, then the nearest. Raises UnknownId and AmbiguousId."""
    view, merged = subject_of(ground, id)
    stakes = Stakes(ground.network, ground.day, "votes")
    found = control(ground.network, view.number, ground.day, stakes=stakes)
    room = Room()
    lines = [
        _below(room, 4, stakes, found.controls),
        _above(room, 3, stakes, found.controlled_by),
        _below(room, 2, stakes, found.controls_in_concert),
        _above(room, 1, stakes, found.controlled_by_in_concert),
    ]
    every = [line for each in lines for line in each]
    steps = [step for line in every for step in line.steps]
    spoken = described(ground, steps, [line.other for line in every])
    return {
        **framed(ground, room, cut_short=found.cut_short, unread=stakes.unread),
        **brief(view),
        "redirected_from": merged.id if merged else None,
        **_sides(spoken, lines[0], lines[1]),
        "in_concert": _sides(spoken, lines[2], lines[3]),
    }


def _below(room: Room, parts: int, stakes: Stakes, found: Sequence[Controlled]) -> _Lines:
    """The stakes of all those listed, together, are the whole chain of each."""
    ordered = sorted(found, key=lambda held: _weight(held.number, held))
    kept = room.fitting(ordered, lambda held: 1 + len(held.holders), parts)
    return [_Line(held.number, held, held_steps(stakes, held.holders, held.number))
            for held in kept]  # fmt: skip


def _above(room: Room, parts: int, stakes: Stakes, found: Mapping[int, Controlled]) -> _Lines:
    lines: dict[int, _Line] = {}

    def size(each: tuple[int, Controlled]) -> int:
        lines[each[0]] = _Line(*each, chain_steps(stakes, *each))
        return 1 + len(lines[each[0]].steps)

    ordered = sorted(found.items(), key=lambda each: _weight(*each))
    kept = room.fitting(ordered, size, parts, lambda each: 1 + len(each[1].through))
    return [lines[owner] for owner, _ in kept]


def _weight(other: int, held: Controlled) -> tuple[bool, int, int, int]:
    return not held.certain, -held.votes_ppm, len(held.through), other


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
    return [
        {
            **spoken.brief(line.other),
            "votes_ppm": line.held.votes_ppm,
            "votes_max_ppm": line.held.votes_max_ppm,
            "answer": "yes" if line.held.certain else "unknown",
            "path": [spoken.step(step) for step in line.steps],
        }
        for line in lines
        if line.held.own_shares == own_shares
    ]
