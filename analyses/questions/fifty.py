"""The 50 % cascade as a question: whom a set of parties reaches. Not Chinese law."""

from __future__ import annotations

from typing import Final

from analyses.fifty_percent import HALF, WHOLE, fifty_percent
from analyses.questions.ownership_steps import OWNS, chain, no_chain, stakes, unknown_share
from analyses.questions.question import (
    Answered,
    Asked,
    Lack,
    Parameter,
    Question,
    Scene,
    Statement,
)
from graph.ties import walk_of

THRESHOLD: Final = Parameter(
    "threshold_ppm", "门槛(百万分之)", "threshold, in parts per million", HALF, 1, WHOLE
)


def answer(scene: Scene, asked: Asked) -> Answered:
    threshold = int(asked.parameters["threshold_ppm"])
    found = fifty_percent(scene.network, asked.subjects, scene.day, threshold)
    reached = {*asked.subjects, *(one.number for one in found)}
    return Answered(tuple(
        Statement(
            "reached", (one.number,),
            {"share_ppm": one.share_ppm, "share_max_ppm": one.share_max_ppm},
            one.certain,
            links=stakes(scene, reached, one.number), nodes=(one.number,),
        )
        for one in found
    ))  # fmt: skip


def below_threshold(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """The first company on the way that reached owners hold too little of."""
    threshold = int(asked.parameters["threshold_ppm"])
    found = fifty_percent(scene.network, asked.subjects, scene.day, threshold)
    reached = {*asked.subjects, *(one.number for one in found if one.certain)}
    for company in chain(scene, asked.subjects, other):
        if company not in reached:
            ties = scene.network.ties(company, walk_of(OWNS, scene.day, "in"))
            held = [tie for tie in ties if tie[0] in reached]
            return Lack(
                "share_below",
                said={"has": sum(tie[2] for tie in held), "needs": threshold},
                about=company,
                nodes=tuple(sorted({tie[0] for tie in held} | {company})),
                links=tuple(sorted(tie[1] for tie in held)),
            )
    return None


FIFTY: Final = Question(
    name="fifty",
    zh="百分之五十规则(分析视角,非中国法)",
    en="50 % rule (an analytic lens, not Chinese law)",
    answer=answer,
    conditions=(unknown_share, no_chain, below_threshold),
    parameters=(THRESHOLD,),
    several=True,
)
