"""Ownership loops: the one a subject is in, and those of the city."""

from __future__ import annotations

from collections.abc import Sequence

from analyses.rulebook import in_force
from analyses.stakes import WHOLE, Stakes
from analyses.structures.loops import Loop, loop_of
from api.answers.describe import described
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.room import each_at_most
from api.answers.structures import shapes
from api.answers.structures.city import CityStructures
from api.answers.structures.listed import city_listed, of_subject, page_of


def loops_answer(ground: Ground, id: str) -> shapes.LoopsAnswer:
    """The loop with its own path and product. Raises UnknownId and AmbiguousId."""
    subject = subject_of(ground, id)
    rule = next(iter(in_force(ground.rules.structures.loop, ground.day)), None)
    stakes = Stakes(ground.network, ground.day)
    found = loop_of(stakes, subject[0].number) if rule else None
    loops = [found] if found else []
    items = _items(ground, loops)
    cut_short = stakes.cut_short or _cut(items)
    frame = of_subject(ground, subject, rule, len(loops), cut_short=cut_short)
    return {**frame, "items": items}


def city_loops_answer(
    ground: Ground, city: CityStructures, limit: int = 100, cursor: str | None = None
) -> shapes.CityLoopsAnswer:
    """The loops through which most comes back first. Raises RefusedInput for a limit out of range.
    Cost: the first time a day and revision, all stakes of the city; then milliseconds."""
    page = page_of(cursor, limit, "loops")
    rule = next(iter(in_force(ground.rules.structures.loop, ground.day)), None)
    loops = city.loops(ground, rule) if rule else []
    items = _items(ground, loops[page.first : page.last])
    frame = city_listed(ground, rule, len(loops), page, cut_short=_cut(items))
    return {**frame, "items": items}


def _items(ground: Ground, loops: Sequence[Loop]) -> list[shapes.LoopItem]:
    """Each with a part of its members and ties, where all of them are too many to tell."""
    told = each_at_most([n for loop in loops for n in (len(loop.members), len(loop.steps))])
    steps = [step for loop in loops for step in loop.steps[:told]]
    spoken = described(ground, steps, [node for loop in loops for node in loop.members[:told]])
    return [
        {
            **spoken.brief(loop.members[0]),
            "members": [spoken.brief(node) for node in loop.members[:told]],
            "unlisted": max(0, len(loop.members) - told),
            "path": [spoken.step(step) for step in loop.steps[:told]],
            "untold": max(0, len(loop.steps) - told),
            "product_ppm": int(loop.least * WHOLE),
            "product_max_ppm": int(loop.most * WHOLE),
            "closed": loop.closed,
            "searched": loop.whole,
        }
        for loop in loops
    ]


def _cut(items: Sequence[shapes.LoopItem]) -> bool:
    return any(item["unlisted"] or item["untold"] for item in items)
