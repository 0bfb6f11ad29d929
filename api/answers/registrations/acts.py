"""A subject registers what it says of itself, withdraws it; others verify it or find it false."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from analyses.commitments.standing import item_of
from analyses.days import last_day_of
from analyses.folding import allowed, leads
from analyses.registrations.declared import Declaration, subject_of_declaration
from analyses.rulebook import in_force, version
from api.acting import Acting
from api.answers.commitments.acts import promised
from api.answers.commitments.looked_up import gate_answer
from api.answers.ground import Ground
from api.answers.registrations import shapes
from api.answers.registrations.looked_up import registration, registration_answer
from api.answers.resolve import subject_of
from api.bodies import Body, Name, Words
from graph.acts import NAMES_ZH, Event, Request
from graph.errors import NotNow, NotPermitted, RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeFact, NodeView, Value

TRUTH = "truthful-declaration"


class Registering(Body, frozen=True, kw_only=True):
    """``unit`` is the subject itself, by its id: nobody registers for another. ``truthful`` is
    its commitment to the truth of what it says."""

    subject: Name
    kind: Name
    title: Name
    content: Words = ""
    evidence: Words
    truthful: Literal[True]


class RegistrationDeed(Body, frozen=True, kw_only=True):
    """``act``: retracted by the subject itself; verified or found_false by anybody else."""

    act: Name


def register(acting: Acting, request: Request, body: Registering) -> shapes.RegistrationReceipt:
    """Raises NotPermitted for another's registration, NotNow while its commitments are barred."""
    made = request.new_key("declaration")
    done = acting.carry_out(request, lambda ground: _registered(ground, request, body, made))
    return {
        **registration_answer(acting.answers.on(), made.id),
        **done,
    }


def act_on(
    acting: Acting, request: Request, id: str, body: RegistrationDeed
) -> shapes.RegistrationReceipt:
    """Raises NotNow for an act its state does not allow, NotPermitted for one not the unit's."""
    done = acting.carry_out(request, lambda ground: _done(ground, request, id, body))
    return {
        **registration_answer(acting.answers.on(), id),
        **done,
    }


def _registered(ground: Ground, request: Request, body: Registering, made: Key) -> Sequence[Fact]:
    who, _ = subject_of(ground, body.subject)
    _itself(ground, request, who)
    kind = version(ground.rules.declarations.kind, body.kind, ground.day)
    if kind is None:
        listed = ", ".join(each.id for each in in_force(ground.rules.declarations.kind, ground.day))
        raise RefusedInput(
            f"类别应为以下之一:{listed}", f"the kind must be one of: {listed}", field="kind"
        )
    if not body.evidence.strip():
        raise RefusedInput("请说明证明材料", "say what proves it", field="evidence")
    until = last_day_of(ground.day, kind.holds_months)
    promise, facts = _truth(ground, request, who)
    fields: dict[str, Value] = {
        "name": body.title, "kind": kind.id, "evidence": body.evidence,
        "declared": ground.day, "until": until, "commitment": promise.id,
        **({"content": body.content} if body.content else {}),
    }  # fmt: skip
    return (
        *facts,
        NodeFact(made, "declaration", fields),
        LinkFact("declared", who.key, made, valid_from=ground.day, valid_until=until),
        *Event("registered", made, ground.day).facts(request),
    )


def _truth(ground: Ground, request: Request, who: NodeView) -> tuple[Key, Sequence[Fact]]:
    """The commitment that what is registered is true. A barred subject may not make one."""
    item = item_of(ground.rules.commitments, {"item": TRUTH}, ground.day)
    if item is None:
        raise RefusedInput(
            f"规则未列出事项 {TRUTH}", f"the rules do not list the item {TRUTH}", field="kind"
        )
    gate = gate_answer(ground, who.key.id, TRUTH)
    if not gate["allowed"]:
        why = gate["barred_by"]
        raise NotNow(
            f"目前不接受自愿注册:{';'.join(bar['zh'] for bar in why)};修复之日起恢复",
            f"no registration for now: {'; '.join(bar['en'] for bar in why)}; restored on the day "
            "of the repair",
            field="subject",
        )
    promise, day = request.new_key("commitment"), ground.day
    fields: dict[str, Value] = {
        "name": item.zh, "item": item.id, "kind": "自愿注册真实性承诺", "made": day,
        "accepting_unit": item.department, "supervising_unit": item.department,
    }  # fmt: skip
    return promise, promised(request, who.key, fields, Event("signed", promise, day))


def _done(ground: Ground, request: Request, id: str, body: RegistrationDeed) -> Sequence[Fact]:
    found, table = registration(ground, id), ground.rules.declarations.transition
    led = leads(table, found.state, body.act, ground.day)
    if led is None:
        raise _not_allowed(ground, found, body.act)
    owner = subject_of_declaration(ground.network, found.number)
    assert owner is not None
    who = ground.views.nodes([owner])[owner]
    by = next(each.by for each in table if each.id == led.id)
    if by == "subject":
        _itself(ground, request, who)
    elif request.unit in (who.key.id, who.name):
        raise NotPermitted(
            "不能核实自己填报的信息", "a subject does not verify itself", field="unit"
        )
    events = [Event(body.act, found.view.key, ground.day, body.said())]
    if body.act == "found_false":  # a false declaration breaks the truth commitment
        promise = Key("commitment", str(found.view.fields["commitment"]))
        events.append(Event("found_false", promise, ground.day, body.said()))
    return tuple(fact for event in events for fact in event.facts(request))


def _itself(ground: Ground, request: Request, who: NodeView) -> None:
    if request.unit != who.key.id:
        raise NotPermitted(
            "自愿注册只能由主体本身办理:unit 应为该主体的统一社会信用代码或 id",
            "only the subject itself registers or withdraws: unit must be its id",
            field="unit",
        )


def _not_allowed(ground: Ground, found: Declaration, act: str) -> NotNow:
    may = allowed(ground.rules.declarations.transition, found.state, ground.day)
    zh = "、".join(f"{NAMES_ZH[t.act]} {t.act}" for t in may) or "(无)"
    en = ", ".join(t.act for t in may) or "nothing"
    return NotNow(
        f"该信息目前为“{found.state.zh}”,不能办理“{act[:40]}”;目前可以办理:{zh}",
        f"the registration is {found.state.en}; {act[:40]} is not allowed now, what is: {en}",
        field="act",
    )
