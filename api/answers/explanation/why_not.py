"""Why somebody is not in an answer: the first condition that is missing, or cannot be told."""

from __future__ import annotations

from analyses.explanation.why_not import why_not
from analyses.questions import Lack
from api.answers.describe import brief
from api.answers.explanation import shapes
from api.answers.explanation.asking import Ask, node_of, put, scene_of
from api.answers.explanation.lacks import sentence
from api.answers.explanation.telling import Telling, asked_of
from api.answers.ground import Ground


def why_not_answer(ground: Ground, ask: Ask, other: str) -> shapes.WhyNotAnswer:
    """Raises RefusedInput, UnknownId and AmbiguousId."""
    asked = put(ground, ask)
    missed, _ = node_of(ground, other, asked.question.others)
    verdict = why_not(asked.question, asked.asked, missed.number, scene_of(ground))
    telling = Telling(ground, ground.views, asked.question)
    lack = verdict.lack
    return {
        **ground.frame(truncated=lack is not None and lack.code == "cut_short"),
        **brief(asked.subjects[0]),
        "redirected_from": asked.redirected_from,
        **asked_of(asked),
        "other": brief(missed),
        "outcome": verdict.certainty,
        "statements": [telling.said(statement) for statement in verdict.statements],
        "reason": _reason(telling, lack) if lack is not None else None,
    }


def _reason(telling: Telling, lack: Lack) -> shapes.Reason:
    about = None if lack.about is None else next(iter(telling.briefs([lack.about])), None)
    zh, en = sentence(lack, about["name"] if about else "")
    telling.briefs(lack.nodes)
    return {
        "code": lack.code,
        "zh": zh,
        "en": en,
        "about": about,
        "said": dict(lack.said),
        "path": telling.path(lack.links),
    }
