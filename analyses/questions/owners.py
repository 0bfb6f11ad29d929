"""Owners at any distance as a question: what each holds of the subject in the end."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from analyses.integrated import Owner, integrated
from analyses.questions.owning import no_chain_up, stakes_of
from analyses.questions.question import Answered, Asked, Question, Scene, Statement
from analyses.stakes import WHOLE
from analyses.steps import Step


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,) = asked.subjects
    found = integrated(stakes_of(scene), subject)
    statements = tuple(
        _statement(owner, found.paths.path(owner.number)) for owner in found.owners
    )  # fmt: skip
    cut = (*(("work_budget",) if found.cut_short else ()),
           *(("closed_loop",) if found.unsolved else ()))  # fmt: skip
    return Answered(statements, cut)


def _statement(owner: Owner, path: tuple[Step, ...]) -> Statement:
    """Whether it holds anything at all is not known where the least is nothing."""
    return Statement(
        "owner",
        (owner.number,),
        {
            "direct_ppm": owner.direct.least,
            "integrated_ppm": nearest_ppm(owner.least),
            "integrated_max_ppm": nearest_ppm(owner.most),
        },
        owner.least > 0,
        nodes=tuple(sorted({node for step in path for node in (step.source, step.target)})),
        links=tuple(sorted({step.link for step in path})),
    )


def nearest_ppm(part: Fraction) -> int:
    """Half a part goes to the even one."""
    return round(part * WHOLE)


OWNERS: Final = Question(
    name="owners",
    zh="各级股东",
    en="owners at any distance",
    answer=answer,
    conditions=(no_chain_up,),
    relations={"owner": ("最终持有", "holds in the end")},
)
