"""Risk of one subject: four sections, each with its own completeness."""

from __future__ import annotations

from typing import Final

from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.resolve import subject_of
from api.answers.risk import shapes
from api.answers.risk.alerts import alerts_section
from api.answers.risk.wording import conflict_item, extension_item, own_item, proof, told
from api.answers.room import Room

MOST: Final = 200
WHOLE: Final[shapes.Completeness] = {"complete": True, "reason": None}


def risk_answer(ground: Ground, id: str) -> shapes.RiskAnswer:
    """Raises UnknownId and AmbiguousId. Nothing repaired, annulled or past its life is in it, nor
    anything derived from such a record."""
    view, merged = subject_of(ground, id)
    own = ground.judged.records(ground, view.number)
    reached = ground.judged.reached(ground, view.number)
    found, cut_short = ground.judged.conflicts(ground, view.number)
    room = Room()
    shown = room.fitting(found[:MOST], lambda each: told(each[1]))
    alerts, alerted = alerts_section(ground, view.number)
    unread = not ground.judged.all_read(ground, view.number)
    sections: dict[str, shapes.Completeness] = {
        "own": _cut(unread, len(own)),
        "statutory": _cut(unread, len(reached)),
        "conflicts": _cut(cut_short or room.omitted > 0, len(found)),
        "alerts": alerted,
    }
    truncated = not all(section["complete"] for section in sections.values())
    said = [extension_item(ground, each) for each in reached[:MOST]]
    judged = [conflict_item(ground, each, place) for place, each in shown]
    return {
        **ground.frame(truncated=truncated),
        **brief(view),
        "redirected_from": merged.id if merged else None,
        "own": [own_item(ground, record) for record in own[:MOST]],
        "statutory": [each for each in said if each["effect"] != "recorded"],
        "recorded": [each for each in said if each["effect"] == "recorded"],
        "conflicts": [each for each in judged if each["grade"] != "indicators"],
        "indicators": [each for each in judged if each["grade"] == "indicators"],
        "alerts": alerts,
        "sections": sections,
        "proof": proof(ground, "risk", view.key.id),
    }


def _cut(cut_short: bool, count: int) -> shapes.Completeness:
    if cut_short or count > MOST:
        return {"complete": False, "reason": "内容过多,未全部列出 / too much to list it all"}
    return WHOLE
