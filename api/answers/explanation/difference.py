"""How an answer differs between two days, and by which facts."""

from __future__ import annotations

from datetime import date
from typing import Final

from analyses.explanation.difference import Change, Difference, difference
from api.answers.describe import brief
from api.answers.explanation import shapes
from api.answers.explanation.asking import Ask, put, scene_of
from api.answers.explanation.telling import Telling, asked_of, size_of, size_of_fact
from api.answers.ground import Ground
from api.answers.room import Room
from graph.errors import RefusedInput

MOST_CAUSES: Final = 24  # of one change


def difference_answer(ground: Ground, ask: Ask, since: date) -> shapes.DifferenceAnswer:
    """From ``since`` to the ground's day, both as known at the ground's revision.

    Raises RefusedInput, also for days the wrong way round, UnknownId and AmbiguousId.
    """
    if since > ground.day:
        raise RefusedInput(
            "from 应不晚于 to", "from must not be later than to", field="from"
        )  # fmt: skip
    asked, after = put(ground, ask), scene_of(ground)
    found = difference(asked.question, asked.asked, after.on(since), after)
    changes = changes_of(Telling(ground, ground.views, asked.question), found)
    return {
        **ground.frame(truncated=bool(found.cut) or changes["omitted"] > 0),
        **brief(asked.subjects[0]),
        "redirected_from": asked.redirected_from,
        **asked_of(asked),
        **changes,
        "from": since.isoformat(),
        "to": ground.day.isoformat(),
    }


def changes_of(telling: Telling, found: Difference, room: Room | None = None) -> shapes.Changes:
    """As many as there is room for, half of it for the facts; the others are ``omitted``."""
    room = room or Room()
    shown = room.fitting(found.changes, _size, parts=2)
    facts = room.fitting(found.facts, size_of_fact)
    causes = [cause for change in shown for cause in change.causes[:MOST_CAUSES]]
    standing = [one for change in shown for one in (change.before, change.after) if one]
    telling.read(standing, (*facts, *causes))
    told = [(change, _change(telling, change)) for change in shown]
    return {
        "outcome": "changed" if told else "unchanged",
        "became": [said for change, said in told if change.before is None],
        "released": [said for change, said in told if change.after is None],
        "changed": [said for change, said in told if change.before and change.after],
        "facts": [telling.fact(fact) for fact in facts],
        "untried": found.untried,
        "omitted": room.omitted,
    }


def _size(change: Change) -> int:
    said = sum(size_of(one) for one in (change.before, change.after) if one)
    return said + sum(size_of_fact(cause) for cause in change.causes[:MOST_CAUSES])


def _change(telling: Telling, change: Change) -> shapes.Changed:
    return {
        "relation": change.key.relation,
        "relation_zh": telling.relation(change.key.relation)[0],
        "parties": telling.briefs(change.key.parties),
        "rule": change.key.rule,
        "before": telling.said(change.before) if change.before else None,
        "after": telling.said(change.after) if change.after else None,
        "causes": [telling.fact(fact) for fact in change.causes[:MOST_CAUSES]],
        "alone": change.alone,
    }
