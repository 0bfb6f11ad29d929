"""What acting on a record or on a case has in common: the step, the event, the restated record."""

from __future__ import annotations

from collections.abc import Mapping

from analyses.repair.cases import Case, allowed, cases_of, step_by
from analyses.rulebook import in_force
from analyses.rulebook.procedures import AUTHORITY, Procedure, Step
from api.answers.ground import Ground
from api.answers.repair.conditions import authority
from api.bodies import Body
from graph.acts import NAMES_ZH, Event, Request
from graph.errors import NotNow, NotPermitted
from graph.facts import Key, NodeFact, NodeView, Value


def step_from(
    ground: Ground, request: Request, procedure: Procedure, case: Case | None, record: int,
    act: str,
) -> Step:  # fmt: skip
    """The step an act is now: from a case, or opening one about a record.

    Raises NotNow, saying what is allowed, and NotPermitted for a step that is another unit's.
    """
    if case is None:
        case = next(iter(reversed(_cases(ground, procedure, record))), None)
    state = case.state if case else None
    found = step_by(ground.rules, procedure, state, act, ground.day)
    if found is not None:
        _check_whose(ground, request, found, record)
        return found
    may = allowed(ground.rules, procedure, state, ground.day)
    zh = "、".join(f"{step.zh} {step.act}" for step in may) or "(无)"
    en = ", ".join(step.act for step in may) or "nothing"
    named_zh, named_en = (state.zh, state.en) if state else ("未办理", "not open")
    raise NotNow(
        f"目前为“{named_zh}”,不能办理“{NAMES_ZH[act]}”;目前可以办理:{zh}",
        f"it is {named_en}; {act} is not allowed now, what is: {en}",
        field="act",
    )


def whose(ground: Ground, step: Step, record: int) -> list[str]:
    """The units whose step it is, by full name; none: anybody's. A record that does not say who
    decided it is no particular authority's."""
    said = authority(ground.views.nodes([record])[record])
    found = [each for each in step.by if each != AUTHORITY]
    if AUTHORITY not in step.by or not said:
        return found
    known = in_force(ground.rules.inspection.department, ground.day)
    named = [each.zh for each in known if any(name in said for name in (each.zh, *each.names_zh))]
    return list(dict.fromkeys((said, *named, *found)))


def _check_whose(ground: Ground, request: Request, step: Step, record: int) -> None:
    units = whose(ground, step, record)
    if request.attested and step.by and request.unit not in units:
        raise NotPermitted(
            f"“{step.zh}”由{'或'.join(units)}办理",
            f"{step.act} is the step of {' or '.join(units)}",
            field="unit",
        )


def _cases(ground: Ground, procedure: Procedure, record: int) -> tuple[Case, ...]:
    return cases_of(ground.network, ground.rules, procedure, record, ground.day)


def event(ground: Ground, body: Body, act: str, about: Key, note: str = "") -> Event:
    """``note`` stands before the body's own."""
    return Event(act, about, ground.day, body.said(note))


def restated(view: NodeView, request: Request, new: Mapping[str, Value]) -> NodeFact:
    """The record as the acting unit states it now.

    A unit has one statement about a node: what it stated before and still holds is stated again.
    """
    by = request.file.stated_by
    before = [s for s in view.statements if s.origin.file.stated_by == by and s.retired is None]
    held = {
        name: value
        for statement in before
        for name, value in statement.fields.items()
        if view.fields.get(name) == value
    }
    return NodeFact(view.key, "sanction", {**held, **new})
