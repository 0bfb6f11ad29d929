"""The result of a visit, recorded as a fact the moment a department reports it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from analyses.inspection.visits import visits
from api.acting import Acting
from api.answers.asking import day_of
from api.answers.describe import brief
from api.answers.ground import Ground
from api.answers.inspection_shapes import VisitReceipt
from api.answers.resolve import subject_of
from api.bodies import Body, Day, Name, Words
from graph.acts import Event, Request, unit_key
from graph.errors import RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeFact, Value
from graph.vocabulary import VISIT_CAUSES, VISIT_CAUSES_ZH, VISIT_RESULTS, VISIT_RESULTS_ZH

Cause = Literal["draw", "complaint", "data", "case"]
Result = Literal["passed", "corrected", "violation", "unreachable", "refused"]
_CAUSES_ZH: Final = dict(zip(VISIT_CAUSES, VISIT_CAUSES_ZH, strict=True))
_RESULTS_ZH: Final = dict(zip(VISIT_RESULTS, VISIT_RESULTS_ZH, strict=True))


class VisitResult(Body, frozen=True, kw_only=True):
    """What a visit found. ``unit`` is the department's full name; ``number`` that of a visit which
    was ordered before, if it was; ``officers`` are ids; ``day`` is today unless said."""

    subject: Name
    result: Result
    cause: Cause = "draw"
    number: Name | None = None
    item: Words = ""
    way: Words = ""
    seed: Words = ""
    day: Day | None = None
    officers: tuple[Name, ...] = ()


def report_visit(acting: Acting, request: Request, body: VisitResult) -> VisitReceipt:
    """Raises RefusedInput for a day to come, UnknownId for a subject or officer nobody named."""
    done = acting.carry_out(request, lambda ground: _facts(ground, request, body))
    ground = acting.answers.on()
    view, _ = subject_of(ground, body.subject)
    number = ground.network.canonical(view.number)
    met = visits(ground.network, ground.views, [number], ground.day)
    return {
        **ground.frame(),
        **brief(view),
        "result": body.result,
        "result_zh": _RESULTS_ZH[body.result],
        "day": body.day or ground.day.isoformat(),
        "visits": len(met),
        "due": sum(visit.due for visit in met),
        **done,
    }


def _facts(ground: Ground, request: Request, body: VisitResult) -> Sequence[Fact]:
    who, _ = subject_of(ground, body.subject)
    day = _day(ground, body)
    officers = [subject_of(ground, officer)[0].key for officer in body.officers]
    key, ordered = _visit(ground, request, body, who.number, day)
    unit = unit_key(request.unit)
    fields: dict[str, Value] = {
        "name": body.item or _CAUSES_ZH[body.cause],
        "department": request.unit, "cause": body.cause, "ordered": ordered, "day": day,
        "result": body.result,
    }  # fmt: skip
    said = {"number": body.number, "item": body.item, "way": body.way, "seed": body.seed}
    fields |= {name: value for name, value in said.items() if value}
    more: dict[str, Value] = {**body.said(), "outcome": body.result}
    return (
        NodeFact(unit, "organization", {"name": request.unit}, mention=True),
        NodeFact(key, "inspection", fields),
        LinkFact("visited", who.key, key, valid_from=ordered),
        LinkFact("carried_out_by", key, unit),
        *(LinkFact("visits", officer, key, valid_from=ordered) for officer in officers),
        *Event("inspected", who.key, ground.day, more).facts(request),
    )


def _visit(
    ground: Ground, request: Request, body: VisitResult, subject: int, day: date
) -> tuple[Key, date]:
    """The visit that was ordered under this number, else a new one of the day."""
    if body.number is not None:
        met = visits(ground.network, ground.views, [ground.network.canonical(subject)], ground.day)
        seen = ground.views.nodes(visit.number for visit in met)
        for visit in met:
            fields = seen[visit.number].fields
            if fields.get("number") == body.number and fields.get("department") == request.unit:
                return seen[visit.number].key, date.fromordinal(visit.ordered)
    return request.new_key("inspection"), day


def _day(ground: Ground, body: VisitResult) -> date:
    day = day_of(body.day, "day") or ground.day
    if day > ground.day:
        raise RefusedInput(
            "检查日期不能晚于今天", "the visit cannot have been paid after today", field="day"
        )
    return day
