"""Close links as a question: whom a fifth or more ties to the subject. Not Chinese law."""

from __future__ import annotations

from typing import Final

from analyses.close_links import Linked, close_links
from analyses.integrated import integrated
from analyses.questions.owners import nearest_ppm
from analyses.questions.owning import stakes_of, unknown_share
from analyses.questions.question import (
    RULED,
    Answered,
    Asked,
    Lack,
    Question,
    Scene,
    Statement,
    merged,
)
from analyses.rulebook import in_force


def answer(scene: Scene, asked: Asked) -> Answered:
    (subject,) = asked.subjects
    found = close_links(scene.network, scene.views, scene.rules, subject, scene.day)
    cut = (*(("work_budget",) if found.cut_short else ()),
           *(("closed_loop",) if found.unsolved else ()))  # fmt: skip
    return Answered(merged(_statement(subject, one) for one in found.found), cut)


def _statement(subject: int, one: Linked) -> Statement:
    ends = {node for step in one.steps for node in (step.source, step.target)}
    return Statement(
        "close_link",
        (one.other,),
        {
            "case": one.rule.case,
            "share_ppm": nearest_ppm(one.least),
            "share_max_ppm": nearest_ppm(one.most),
        },
        one.certain,
        one.rule.id,
        tuple(sorted({subject, one.other, *ends})),
        tuple(sorted({step.link for step in one.steps})),
    )


def share_below(scene: Scene, asked: Asked, other: int, said: tuple[Statement, ...]) -> Lack | None:
    """Neither holds enough of the other in the end; the larger of the two shares is named."""
    (subject,) = asked.subjects
    rules = in_force(scene.rules.ownership.close_link, scene.day)
    needs = min((rule.least_ppm for rule in rules), default=0)
    held = [(_held(scene, owner, company), company)
            for owner, company in ((subject, other), (other, subject))]  # fmt: skip
    has, company = max(held)
    if has >= needs:
        return None
    return Lack("share_below", "no", {"has": has, "needs": needs}, company, (subject, other))


def _held(scene: Scene, owner: int, company: int) -> int:
    found = integrated(stakes_of(scene), company)
    return max((nearest_ppm(one.least) for one in found.owners if one.number == owner), default=0)


CLOSE_LINKS: Final = Question(
    name="close-links",
    zh="紧密联系(分析视角,非中国法)",
    en="close links (an analytic lens, not Chinese law)",
    answer=answer,
    conditions=(unknown_share, share_below),
    relations={"close_link": ("紧密联系", "is closely linked to")},
    ruled=RULED,
)
