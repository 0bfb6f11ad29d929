"""An objection is raised, the record marked the same day, looked into, and settled.

Source: 山东省社会信用条例 article 39. While it is open the record is shown as pending; upheld, the
record is annulled or corrected, as a fact beside what was delivered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import field

from analyses.repair.cases import Case
from analyses.rulebook.procedures import Step
from api.acting import Acting
from api.answers.asking import day_of
from api.answers.ground import Ground
from api.answers.repair import shapes
from api.answers.repair.acts import opened_id, receipt
from api.answers.repair.cases import case_in
from api.answers.repair.conditions import record_in
from api.answers.repair.recording import event, restated, step_from
from api.bodies import Body, Name, Words
from graph.acts import Request
from graph.errors import NotNow, RefusedInput
from graph.facts import Fact, NodeView, Value
from graph.vocabulary import NODE_KIND, Field, Type

_Facts = Callable[[Ground, Case, Step, NodeView], Sequence[Fact]]


class Objecting(Body, frozen=True, kw_only=True):
    """``reason``: what is wrong with the record, in the objector's words."""

    record: Name
    reason: Words


class Marking(Body, frozen=True, kw_only=True):
    """The record is marked as objected to."""


class Checking(Body, frozen=True, kw_only=True):
    """Whoever delivered the record is asked: seven working days instead of three."""


class Settlement(Body, frozen=True, kw_only=True):
    """Upheld, the record is annulled, or corrected by ``corrections``: fields and what they should
    say (days as 2026-01-31, money in fen)."""

    outcome: Literal["uphold", "reject"]
    reason: Words
    remedy: Literal["annul", "correct"] | None = None
    corrections: dict[str, str | int] = field(default_factory=dict)


def raise_objection(acting: Acting, request: Request, body: Objecting) -> shapes.HandlingReceipt:
    """Raises NotNow for a record that is no longer used or is being objected to."""
    _reason(body.reason)

    def decide(ground: Ground) -> Sequence[Fact]:
        record = record_in(ground, body.record)
        if not record.life.usable:
            raise NotNow(
                f"这条记录目前为 {record.life.state},已不再使用;只能对 active 的记录提出异议",
                f"the record is {record.life.state} and no longer used; only an active one can be "
                "objected to",
                field="record",
            )
        step = step_from(ground, request, "objection", None, record.number, "objected")
        key = ground.views.nodes([record.number])[record.number].key
        return event(ground, body, step.act, key, body.reason).facts(request)

    done = acting.carry_out(request, decide)
    opened = opened_id(acting, request, "objected", body.record)
    return receipt(acting, "objection", opened, done)


def mark(acting: Acting, request: Request, id: str, body: Marking) -> shapes.HandlingReceipt:
    """The record is shown as pending from now on. Raises NotNow."""

    def facts(ground: Ground, case: Case, step: Step, view: NodeView) -> Sequence[Fact]:
        said = event(ground, body, step.act, view.key).facts(request)
        if not record_in(ground, view.key.id).life.usable:
            return said
        return (*said, restated(view, request, {"state": "objected", "objected": ground.day}))

    return _act(acting, request, id, "marked", facts)


def check(acting: Acting, request: Request, id: str, body: Checking) -> shapes.HandlingReceipt:
    """Raises NotNow."""

    def facts(ground: Ground, case: Case, step: Step, view: NodeView) -> Sequence[Fact]:
        return event(ground, body, step.act, view.key).facts(request)

    return _act(acting, request, id, "checked_outside", facts)


def settle(acting: Acting, request: Request, id: str, body: Settlement) -> shapes.HandlingReceipt:
    """Raises NotNow, or RefusedInput for a settlement that does not hold together."""
    _reason(body.reason)
    _holds(body)

    def facts(ground: Ground, case: Case, step: Step, view: NodeView) -> Sequence[Fact]:
        said = event(ground, body, step.act, view.key, body.reason).facts(request)
        new = _settled(ground, body, step, view)
        return (*said, restated(view, request, new)) if new else said

    act = "upheld" if body.outcome == "uphold" else "rejected"
    return _act(acting, request, id, act, facts)


def _act(
    acting: Acting, request: Request, id: str, act: str, facts: _Facts
) -> shapes.HandlingReceipt:
    def decide(ground: Ground) -> Sequence[Fact]:
        case = case_in(ground, "objection", id)
        step = step_from(ground, request, "objection", case, case.record, act)
        return facts(ground, case, step, ground.views.nodes([case.record])[case.record])

    done = acting.carry_out(request, decide)
    return receipt(acting, "objection", id, done)


def _settled(ground: Ground, body: Settlement, step: Step, view: NodeView) -> dict[str, Value]:
    """What is stated of the record: a mark is taken back, whatever else became of the record."""
    if body.remedy == "annul":
        return {"state": "annulled", "annulled": ground.day}
    marked = view.fields.get("state") == "objected"
    back: dict[str, Value] = {"state": "active", "objection_ended": ground.day} if marked else {}
    said = {name: _value(step, name, value) for name, value in body.corrections.items()}
    _in_order({**view.fields, **said}, ground.day)
    return {**said, **back}


def _in_order(fields: Mapping[str, Value], day: date) -> None:
    """Raises RefusedInput where the corrected days contradict each other."""
    decided, until = fields.get("decided"), fields.get("until")
    if isinstance(decided, date) and not decided <= (until if isinstance(until, date) else day):
        raise RefusedInput(
            "决定日期不得晚于今天,也不得晚于有效期至",
            "the decision is neither after today nor after the record's end",
            field="corrections.decided",
        )


def _holds(body: Settlement) -> None:
    if (body.outcome == "uphold") != (body.remedy is not None):
        raise RefusedInput(
            "异议成立时须说明 remedy:annul 或 correct;不成立时不应有",
            "an upheld objection needs its remedy, annul or correct; a rejected one has none",
            field="remedy",
        )
    if (body.remedy == "correct") != bool(body.corrections):
        raise RefusedInput(
            "remedy 为 correct 时须给出 corrections,其他情形不应有",
            "corrections go with the remedy correct, and only with it",
            field="corrections",
        )


def _value(step: Step, name: str, value: str | int) -> Value:
    if name not in step.corrects:
        listed = ", ".join(step.corrects)
        raise RefusedInput(
            f"不能更正这一项;可更正:{listed}",
            f"that cannot be corrected; what can be: {listed}",
            field=f"corrections.{name[:60]}",
        )
    return _typed(NODE_KIND["sanction"].field(name), value)


def _typed(field: Field, value: str | int) -> Value:
    if field.type is Type.DATE and isinstance(value, str):
        found = day_of(value, f"corrections.{field.name}")
        assert isinstance(found, date)
        return found
    if field.type is Type.FEN and isinstance(value, int) and value >= 0:
        return value
    if field.type is Type.CODE and value in field.codes:
        return value
    if field.type is Type.TEXT and isinstance(value, str) and value.strip():
        return value.strip()
    right = ", ".join(field.codes) or field.type.value
    raise RefusedInput(
        f"“{field.zh}”应为 {right}", f"{field.name} must be {right}",
        field=f"corrections.{field.name}",
    )  # fmt: skip


def _reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedInput("请说明理由", "give the reason", field="reason")
