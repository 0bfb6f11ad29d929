"""The actual controller of a company: registered, else suspected, with method and chain."""

from __future__ import annotations

from typing import Final

from analyses.controllers import Controlling, ultimate_controller
from analyses.rulebook import in_force
from analyses.rulebook.ownership import Method
from api.answers.describe import Described, brief, described
from api.answers.ground import Ground
from api.answers.ownership import shapes
from api.answers.ownership.beneficial import doubt_item, of_doubts
from api.answers.ownership.frame import framed
from api.answers.resolve import subject_of
from api.answers.risk.wording import basis
from api.answers.room import Room

TOLD: Final = 2  # a party with its basis, or two parties


def controller_answer(ground: Ground, id: str) -> shapes.ControllerAnswer:
    """What is registered, else what joint majorities of votes say. Raises UnknownId and
    AmbiguousId."""
    view, merged = subject_of(ground, id)
    asked = ground.network, ground.views, ground.rules, view.number, ground.day
    found = ultimate_controller(*asked)
    room = Room()
    tops = room.fitting(found.found, lambda one: TOLD + len(one.steps), parts=2)
    loop = room.fitting(found.loop, lambda _: 1, parts=2)
    doubts = room.fitting(found.doubts, lambda _: TOLD)
    steps = [step for one in tops for step in one.steps]
    numbers = {one.controller for one in tops} | {*loop, *of_doubts(doubts)}
    spoken = described(ground, steps, numbers)
    methods = {
        each.method: each for each in in_force(ground.rules.ownership.controller, ground.day)
    }
    cut = any(doubt.code == "cut_short" for doubt in found.doubts)
    return {
        **framed(ground, room, cut_short=cut),
        "complete": not (found.doubts or room.omitted),
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "answer": found.answer,
        "status": ("registered" if found.registered else "suspected") if found.found else None,
        "controllers": [
            _item(ground, spoken, one, methods.get(one.means), one.controller in found.state)
            for one in tops
        ],
        "loop": [spoken.nodes[number].key.id for number in loop],
        "doubts": [doubt_item(spoken, doubt) for doubt in doubts],
    }


def _item(
    ground: Ground, spoken: Described, one: Controlling, method: Method | None, state: bool
) -> shapes.ControllerItem:
    return {
        **spoken.brief(one.controller),
        "method": one.means,
        "method_zh": method.zh if method else "",
        "state": state,
        "votes_ppm": one.held.votes_ppm if one.held else None,
        "votes_max_ppm": one.held.votes_max_ppm if one.held else None,
        "basis": basis(ground.rules, method) if method else [],
        "path": [spoken.step(step) for step in one.steps],
    }
