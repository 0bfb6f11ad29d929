"""Measures, incentives and cases in words."""

from __future__ import annotations

from typing import Any

from analyses.checks.cases import Case
from analyses.checks.incentives import Earned
from analyses.checks.measures_in_force import InForce
from api.answers.checks import shapes
from api.answers.describe import brief, iso, origin
from api.answers.ground import Ground
from api.answers.risk.wording import basis


def measure(ground: Ground, found: InForce) -> shapes.MeasureInForce:
    record = ground.views.nodes([found.record.number])[found.record.number]
    link = ground.views.links([found.record.link])[found.record.link]
    return {
        "measure": found.measure.id,
        "zh": found.measure.zh,
        "en": found.measure.en,
        "sure": found.sure,
        "basis": basis(ground.rules, found.measure),
        "since": iso(found.since),
        "until": iso(found.until),
        "record": record.key.id,
        "list": found.record.list,
        "document": str(record.fields.get("document", "")),
        "pending": found.pending,
        "through": _through(ground, found),
        "origin": origin(link.origin),
    }


def checked_measure(ground: Ground, found: InForce) -> shapes.CheckedMeasure:
    said: dict[str, Any] = dict(measure(ground, found))
    said["from"] = said.pop("since")
    return said  # type: ignore[return-value]


def _through(ground: Ground, found: InForce) -> shapes.Through | None:
    if found.extension is None:
        return None
    weighed = found.extension.weighed
    unit = ground.views.nodes([weighed.role.unit])[weighed.role.unit]
    return {
        "unit": brief(unit),
        "role": weighed.role.office,
        "rule": weighed.rule.id,
        "article": weighed.rule.basis[0].article,
        "basis": basis(ground.rules, weighed.rule),
    }


def incentive(ground: Ground, found: Earned) -> shapes.IncentiveEarned:
    of = found.commendation
    return {
        "incentive": found.incentive.id,
        "zh": found.incentive.zh,
        "en": found.incentive.en,
        "items": list(found.incentive.items),
        "grade": found.grade,
        "commendation": None if of is None else ground.views.nodes([of])[of].key.id,
        "until": iso(found.until),
        "basis": basis(ground.rules, found.incentive),
    }


def case(ground: Ground, found: Case) -> shapes.CaseState:
    nodes = ground.views.nodes([found.record.number, found.record.subject])
    record = nodes[found.record.number]
    return {
        "id": case_id(record.key.id, found.item.id),
        "subject": brief(nodes[found.record.subject]),
        "record": record.key.id,
        "list": found.record.list,
        "document": str(record.fields.get("document", "")),
        "item": found.item.id,
        "item_zh": found.item.zh,
        "department": found.item.department,
        "measures": list(found.measures),
        "opened": found.opened.isoformat(),
        "due": iso(found.due),
        "state": found.state,
        "acted_on": iso(found.acted_on),
        "recalled_on": iso(found.recalled_on),
        "basis": basis(ground.rules, found.rule),
    }


def case_id(record: str, item: str) -> str:
    return f"{record}~{item}"
