"""An answer as it would be if something else were true; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyses.explanation.difference import difference
from analyses.explanation.suppositions import suppose
from api.answers.describe import brief
from api.answers.explanation import shapes
from api.answers.explanation.asking import Ask, put, scene_of
from api.answers.explanation.difference import changes_of
from api.answers.explanation.supposing import supposition
from api.answers.explanation.telling import Telling, asked_of
from api.answers.ground import Ground


def what_if_answer(
    ground: Ground, ask: Ask, given: Sequence[Mapping[str, Any]]
) -> shapes.WhatIfAnswer:
    """The answer before and after, what changed, and by which supposition. They hold one after
    the other. Raises RefusedInput, UnknownId and AmbiguousId."""
    asked, before = put(ground, ask), scene_of(ground)
    read = [supposition(ground, one) for one in given]
    after, _ = suppose(before, [meant for meant, _ in read])
    found = difference(asked.question, asked.asked, before, after)
    telling = Telling(ground, after.views, asked.question)
    answers = [asked.question.ask(scene, asked.asked).statements for scene in (before, after)]
    return {
        **ground.frame(truncated=bool(found.cut)),
        **brief(asked.subjects[0]),
        **asked_of(asked),
        "suppose": [said for _, said in read],
        **changes_of(telling, found),
        "before": [telling.said(statement) for statement in answers[0]],
        "after": [telling.said(statement) for statement in answers[1]],
    }
