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
from api.answers.explanation.telling import Telling, asked_of, size_of
from api.answers.ground import Ground
from api.answers.room import Room


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
    room = Room()
    changes = changes_of(telling, found, room)
    shown = [
        room.fitting(found.before, size_of, parts=2),
        room.fitting(found.after, size_of),
    ]
    telling.read([statement for statements in shown for statement in statements])
    return {
        **ground.frame(truncated=bool(found.cut) or room.omitted > 0),
        **brief(asked.subjects[0]),
        **asked_of(asked),
        "suppose": [said for _, said in read],
        **changes,
        "before": [telling.said(statement) for statement in shown[0]],
        "after": [telling.said(statement) for statement in shown[1]],
        "omitted": room.omitted,
    }
