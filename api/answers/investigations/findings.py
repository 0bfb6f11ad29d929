"""A finding asked again: whether it stands today, of the same day.

What is repaired, annulled or past its life today is not shown, whatever it was when it was found
(发改委令第36号第三条), and what no fact supports any more is not repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from analyses.questions import Statement
from analyses.usable_records import UsableRecords
from analyses.work import BUDGETS, Work
from api.answers.describe import brief
from api.answers.explanation.asking import Ask, Put, put, scene_of
from api.answers.explanation.telling import Telling
from api.answers.ground import Ground
from api.answers.investigations.book import Written
from api.answers.investigations.entries import Found
from api.answers.investigations.shapes import Finding, Standing
from api.answers.stamp import digested

SAID_OF: Final[dict[Standing, tuple[str, str]]] = {
    "stands": ("依现有事实仍成立", "stands on what is known today"),
    "changed": ("依现有事实已有变化", "the facts now say otherwise"),
    "gone": ("依现有事实已不成立", "no fact supports it any more"),
    "withheld": (
        "所依据的记录已修复、撤销或期满,不再展示",
        "rests on a record repaired, annulled or expired; not shown any more",
    ),
}


@dataclass(frozen=True, slots=True)
class Again:
    """A finding asked again. ``statements`` are empty unless they may be shown."""

    put: Put
    ground: Ground
    standing: Standing
    statements: tuple[Statement, ...]


def asked_again(ground: Ground, found: Found) -> Again:
    """``ground`` is today's; the question is asked of the finding's own day, by what is known now.

    Cost: that of the question.
    """
    of_day = replace(ground, day=date.fromisoformat(found.as_of))
    asked = put(of_day, Ask(found.question, found.ids, found.parameters))
    statements = asked.question.ask(scene_of(of_day), asked.asked).statements
    standing = _standing(ground, of_day, statements, found)
    shown = statements if standing in {"stands", "changed"} else ()
    return Again(asked, of_day, standing, shown)


def _standing(
    ground: Ground, of_day: Ground, statements: Sequence[Statement], found: Found
) -> Standing:
    judging = Work(BUDGETS.records.weighed)
    usable = UsableRecords(ground.network, ground.views, ground.rules, ground.day, judging)
    if not all(usable.usable(node) for one in statements for node in (*one.parties, *one.nodes)):
        return "withheld"
    if digested_statements(of_day, statements) == found.statements:
        return "stands"
    return "changed" if statements else "gone"


def digested_statements(ground: Ground, statements: Sequence[Statement]) -> str:
    """What an answer says, by the ids of its parties: the same on every store."""
    numbers = {party for one in statements for party in one.parties}
    views = ground.views.nodes(numbers)
    told = [
        [one.relation, [views[party].key.id for party in one.parties if party in views], one.rule,
         sorted(one.values.items()), one.certain] for one in statements
    ]  # fmt: skip
    return digested(sorted(told, key=repr))


def finding(ground: Ground, written: Written, found: Found) -> Finding:
    """The finding as it may be shown today."""
    again = asked_again(ground, found)
    telling = Telling(again.ground, again.ground.views, again.put.question)
    zh, en = SAID_OF[again.standing]
    return {
        "finding": written.number,
        "question": found.question,
        "question_zh": again.put.question.zh,
        "question_en": again.put.question.en,
        "subjects": [brief(view) for view in again.put.subjects],
        "parameters": dict(found.parameters),
        "day": found.as_of,
        "says": found.says,
        "found": written.at.isoformat(timespec="seconds"),
        "found_by": written.author,
        "standing": again.standing,
        "standing_zh": zh,
        "standing_en": en,
        "statements": [telling.said(one) for one in again.statements],
        "proof": again.standing == "stands",
    }
