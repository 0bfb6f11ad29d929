"""Which ids are this subject, and who judged so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from analyses.folding import Act, acts_about
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.merges import shapes
from api.answers.resolve import subject_of
from api.answers.subject import merged_from
from graph.acts import NAMES_ZH
from graph.facts import NodeView

JUDGED: Final = ("merged", "separated")


def merges_answer(ground: Ground, id: str) -> shapes.MergesAnswer:
    """Raises UnknownId and AmbiguousId. Cost: the subject's ties."""
    view, merged = subject_of(ground, id)
    acts = [act for act in acts_about(ground.network, view.number, ground.day)
            if act.act in JUDGED]  # fmt: skip
    return {
        **ground.frame(),
        **brief(view),
        "merged_from": merged_from(ground, view),
        "judgements": _told(ground, acts),
        "redirected_from": merged.id if merged else None,
    }


def _told(ground: Ground, acts: Iterable[Act]) -> list[shapes.MergeJudgement]:
    """Each once: it is about both ids."""
    latest = [act.event for act in reversed(list(acts))]
    events = ground.views.nodes(latest)
    once = {str(events[event].fields["receipt"]): events[event] for event in latest}
    return [_judgement(event) for event in once.values()]


def _judgement(event: NodeView) -> shapes.MergeJudgement:
    said = {name: str(event.fields.get(name, "")) for name in
            ("act", "merged", "into", "unit", "basis", "note", "receipt")}  # fmt: skip
    return {
        "act": said["act"],
        "act_zh": NAMES_ZH[said["act"]],
        "day": str(event.fields["day"]) if "day" in event.fields else None,
        "merged": said["merged"],
        "into": said["into"],
        "unit": said["unit"],
        "basis": said["basis"],
        "reason": said["note"],
        "receipt": said["receipt"],
    }
