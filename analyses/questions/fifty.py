"""The 50 % cascade as a question: whom a set of parties reaches. Not Chinese law."""

from __future__ import annotations

from typing import Final

from analyses.fifty_percent import HALF, fifty_percent
from analyses.questions.owning import (
    chain,
    held_by,
    links_of,
    no_chain_down,
    share_below,
    stakes_of,
    unknown_share,
)
from analyses.questions.question import (
    Answered,
    Asked,
    Lack,
    Parameter,
    Question,
    Scene,
    Statement,
)
from analyses.stakes import WHOLE

THRESHOLD: Final = Parameter(
    "threshold_ppm", "门槛(百万分之)", "threshold, in parts per million", HALF, 1, WHOLE
)


def answer(scene: Scene, asked: Asked) -> Answered:
    stakes, threshold = stakes_of(scene), int(asked.parameters["threshold_ppm"])
    found = fifty_percent(scene.network, asked.subjects, scene.day, threshold, stakes=stakes)
    statements = tuple(
        Statement(
            "reached",
            (one.number,),
            {"share_ppm": one.share_ppm, "share_max_ppm": one.share_max_ppm},
            one.certain,
            nodes=(*one.holders, one.number),
            links=links_of(held_by(stakes, one.holders, one.number).values()),
        )
        for one in found
    )
    return Answered(statements, ("work_budget",) if stakes.cut_short else ())


def below_threshold(
    scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]
) -> Lack | None:
    """The first company on the way that reached owners hold too little of."""
    stakes, threshold = stakes_of(scene), int(asked.parameters["threshold_ppm"])
    found = fifty_percent(scene.network, asked.subjects, scene.day, threshold, stakes=stakes)
    reached = {*asked.subjects, *(one.number for one in found if one.certain)}
    way = chain(stakes, asked.subjects, other)
    if not way or other in reached:
        return None
    return share_below(stakes, reached, way, threshold)


FIFTY: Final = Question(
    name="fifty",
    zh="百分之五十规则(分析视角,非中国法)",
    en="50 % rule (an analytic lens, not Chinese law)",
    answer=answer,
    conditions=(unknown_share, no_chain_down, below_threshold),
    parameters=(THRESHOLD,),
    several=True,
    relations={"reached": ("触及", "reaches")},
)
