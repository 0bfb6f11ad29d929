"""What repairing a record takes."""

from __future__ import annotations

from datetime import date

from analyses.own_record import OwnRecord, record_against
from analyses.repair.cases import open_case
from analyses.repair.conditions import Conditions, Finding, conditions
from api.answers.describe import brief, iso
from api.answers.ground import Ground
from api.answers.repair import shapes
from api.answers.resolve import key_in
from api.answers.risk.wording import basis
from graph.errors import RefusedInput
from graph.facts import NodeView


def record_in(ground: Ground, id: str) -> OwnRecord:
    """The record an id means, on the ground's day. Raises UnknownId, AmbiguousId, or RefusedInput
    for a record that nobody is named by."""
    key = key_in(ground, id, ("sanction",), "失信记录", "record")
    number = ground.store.nodes([key], known_at=ground.known_at)[key].number
    found = record_against(ground.network, ground.views, ground.rules, number, ground.day)
    if found is None:
        raise RefusedInput(
            "没有任何来源说明这条记录的主体", "no delivery says whom this record is against",
            field="id",
        )  # fmt: skip
    return found


def conditions_answer(ground: Ground, id: str) -> shapes.ConditionsAnswer:
    """Raises UnknownId, AmbiguousId and RefusedInput."""
    record = record_in(ground, id)
    found = conditions(ground.network, ground.views, ground.rules, record, ground.day)
    under = found.under
    case = open_case(ground.network, ground.rules, "repair", record.number, ground.day)
    return {
        **ground.frame(truncated=found.cut_short),
        **record_item(ground, record),
        "regime": under.id if under else None,
        "regime_zh": under.zh if under else "",
        "regime_en": under.en if under else "",
        "may_apply_from": iso(found.may_apply_from),
        "may_apply": record.life.usable and found.may_apply(ground.day) and case is None,
        "open_case": ground.views.nodes([case.event])[case.event].key.id if case else None,
        "conditions": [_condition(ground, each) for each in found.findings],
        "unknown": unknown(found),
        "basis": basis(ground.rules, under) if under else [],
    }


def record_item(ground: Ground, record: OwnRecord) -> shapes.RecordItem:
    views = ground.views.nodes([record.number, record.subject])
    view = views[record.number]
    return {
        "record": view.key.id,
        "name": view.name,
        "list": record.list,
        "list_zh": record.rule.zh if record.rule else "",
        "kind": str(view.fields.get("kind", "other")),
        "document": str(view.fields.get("document", "")),
        "authority": authority(view),
        "decided": iso(record.life.since),
        "until": iso(record.life.until),
        "state": record.life.state,
        "pending": record.pending,
        "subject": brief(views[record.subject]),
    }


def unknown(found: Conditions) -> list[str]:
    return [each.condition.id for each in found.unknown]


def _condition(ground: Ground, found: Finding) -> shapes.ConditionItem:
    asked = found.condition
    return {
        "id": asked.id,
        "name": asked.zh,
        "en": asked.en,
        "test": asked.test,
        "met": found.met,
        "from": iso(found.since),
        "said_zh": found.said_zh,
        "said_en": found.said_en,
        "shown_by": _shown_by(ground, found.shown_by),
        "basis": basis(ground.rules, asked),
    }


def _shown_by(ground: Ground, number: int | None) -> shapes.ShownBy | None:
    view = ground.views.nodes([number]).get(number) if number is not None else None
    if view is None:
        return None
    made = view.fields.get("day") or view.fields.get("made")
    return {
        "id": view.key.id,
        "name": view.name,
        "day": made.isoformat() if isinstance(made, date) else None,
        "unit": str(view.fields.get("unit", "")),
        "receipt": str(view.fields.get("receipt", "")),
    }


def authority(view: NodeView) -> str:
    """Whoever decided the record."""
    return str(view.fields.get("authority", ""))
