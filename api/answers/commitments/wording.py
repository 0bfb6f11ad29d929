"""Commitments in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyses.commitments.standing import Standing
from analyses.folding import Stage
from analyses.rulebook.commitments import Item
from analyses.rulebook.machine import State, Transition
from api.answers.commitments import shapes
from api.answers.describe import iso, origin
from api.answers.ground import Ground
from api.answers.risk.wording import basis
from graph.acts import NAMES_ZH
from graph.facts import LinkView, NodeView


def state(of: State) -> shapes.CommitmentState:
    return {"id": of.id, "zh": of.zh, "en": of.en}


def brief_commitment(ground: Ground, found: Standing) -> shapes.CommitmentBrief:
    fields = found.view.fields
    said = {name: str(fields.get(name, "")) for name in
            ("item", "kind", "accepting_unit", "supervising_unit")}  # fmt: skip
    until = fields.get("until")
    return {
        "id": found.view.key.id,
        "item": found.item.zh if found.item else said["item"],
        "item_code": found.item.id if found.item else None,
        "kind": said["kind"],
        "made": iso(found.made),
        "until": str(until) if until else None,
        "state": state(found.state),
        "state_known": found.known,
        "since": iso(found.since),
        "accepting_unit": said["accepting_unit"],
        "supervising_unit": said["supervising_unit"],
        "verify_by": iso(found.verify_by),
        "overdue": found.overdue(ground.day),
    }


def history(ground: Ground, stages: Sequence[Stage]) -> list[shapes.CommitmentStage]:
    events = ground.views.nodes(stage.event for stage in stages)
    links = ground.views.links(stage.link for stage in stages)
    return [_stage(stage, events[stage.event], links[stage.link]) for stage in stages]


def next_acts(ground: Ground, may: Iterable[Transition]) -> list[shapes.Allowed]:
    return [
        {"act": each.act, "zh": NAMES_ZH[each.act], "en": each.en, "leads_to": each.after,
         "basis": basis(ground.rules, each)}
        for each in may
    ]  # fmt: skip


def _stage(stage: Stage, event: NodeView, link: LinkView) -> shapes.CommitmentStage:
    said = {name: str(event.fields.get(name, "")) for name in ("unit", "basis", "note", "receipt")}
    return {
        "act": stage.act,
        "act_zh": NAMES_ZH[stage.act],
        "day": iso(stage.day),
        "unit": said["unit"],
        "basis": said["basis"],
        "note": said["note"],
        "receipt": said["receipt"],
        "led_to": stage.led_to.id if stage.led_to else None,
        "event": event.key.id,
        "origin": origin(link.origin),
    }


def item(ground: Ground, of: Item) -> shapes.CommitmentItem:
    return {
        "code": of.id,
        "zh": of.zh,
        "en": of.en,
        "department": of.department,
        "area": of.area,
        "proof": of.proof,
        "check_working_days": of.check_working_days,
        "holds_months": of.holds_months,
        "text": of.text,
        "basis": basis(ground.rules, of),
    }
