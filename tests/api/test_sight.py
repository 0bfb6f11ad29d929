"""A view answers once it has read what came, and is never made ready in a request."""

from __future__ import annotations

from contextvars import copy_context

import pytest

from api.access.sight import SEEN, Sight
from api.answers import Answers
from graph.errors import StoreBusy


def seen(sight: Sight, answers: Answers, view: str) -> Answers:
    found = next(each for each in answers.rules.access.view if each.id == view)

    def current() -> Answers:
        SEEN.set(found)
        return sight.current()

    return copy_context().run(current)


@pytest.mark.parametrize("view", ["published", "credit", "shared"])
def test_a_large_stores_views_are_opened_before_they_answer(answers: Answers, view: str) -> None:
    sight = Sight(answers, small=0)
    sight.open_small()
    assert seen(sight, answers, "whole") is answers  # leaves nothing out
    with pytest.raises(StoreBusy, match="made ready"):
        seen(sight, answers, view)
    with pytest.raises(StoreBusy):
        sight.every()
    sight.open()
    assert sight.opened
    assert seen(sight, answers, view) is sight.named(view)
    assert len(sight.every()) == 4


def test_a_small_stores_views_are_opened_at_once(answers: Answers) -> None:
    sight = Sight(answers)
    sight.open_small()
    assert sight.opened
    assert seen(sight, answers, "published").networks.current().revision == 1
