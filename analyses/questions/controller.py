"""The actual controller as a question: registered, else suspected."""

from __future__ import annotations

from typing import Final

from analyses.controllers import Controlling, ultimate_controller
from analyses.questions.owning import no_chain_up
from analyses.questions.question import Answered, Asked, Question, Scene, Statement

RULED: Final = ("conflicts", "ownership")


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,) = asked.subjects
    found = ultimate_controller(scene.network, scene.views, scene.rules, subject, scene.day)
    sure = found.answer == "yes"
    return Answered(
        tuple(_statement(one, sure and one.certain) for one in found.found),
        tuple(dict.fromkeys(doubt.code for doubt in found.doubts)),
    )


def _statement(one: Controlling, sure: bool) -> Statement:
    return Statement(
        "actual_controller",
        (one.controller,),
        {"method": one.means},
        sure,
        nodes=tuple(sorted({node for step in one.steps for node in (step.source, step.target)})),
        links=tuple(sorted({step.link for step in one.steps})),
    )


CONTROLLER: Final = Question(
    name="controller",
    zh="实际控制人",
    en="the actual controller",
    answer=answer,
    conditions=(no_chain_up,),
    relations={"actual_controller": ("实际控制", "is the actual controller of")},
    ruled=RULED,
)
