"""What is done about commitments: one is signed, and it is led from one state to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analyses.commitments.standing import Standing
from analyses.days import last_day_of
from analyses.folding import allowed, leads
from api.acting import Acting
from api.answers.commitments import shapes
from api.answers.commitments.looked_up import gate_answer, listed_item, standing, told
from api.answers.ground import Ground
from api.answers.resolve import key_in, subject_of
from api.bodies import Body, Name
from graph.acts import NAMES_ZH, Event, Request, unit_key
from graph.errors import NotNow, NotPermitted
from graph.facts import Fact, Fields, Key, LinkFact, NodeFact, Value


class Signing(Body, frozen=True, kw_only=True):
    """A subject commits to an item before the acting unit. ``supervising_unit`` is the item's
    department unless named; ``project`` is what it concerns, if anything."""

    subject: Name
    item: Name
    project: Name | None = None
    supervising_unit: Name | None = None


class Deed(Body, frozen=True, kw_only=True):
    """``act`` is one that the commitment's state allows."""

    act: Name


def sign(acting: Acting, request: Request, body: Signing) -> shapes.SigningReceipt:
    """Raises NotNow while the gate is closed to the subject, saying what bars it."""
    made = request.new_key("commitment")

    def decide(ground: Ground) -> Sequence[Fact]:
        return _signed(ground, request, body, made)

    done = acting.carry_out(request, decide)
    ground = acting.answers.on()
    found = standing(ground, made.id)
    return {
        **told(ground, found),
        **done,
        "text": found.item.text if found.item else "",
    }


def act_on(acting: Acting, request: Request, id: str, body: Deed) -> shapes.CommitmentReceipt:
    """Raises NotNow for an act that the state does not allow, saying which it does, and
    NotPermitted for a commitment that is another unit's to see to."""

    def decide(ground: Ground) -> Sequence[Fact]:
        found = standing(ground, id)
        _check_whose(request, found)
        if leads(ground.rules.commitments.transition, found.state, body.act, ground.day) is None:
            raise _not_allowed(ground, found, body.act)
        return Event(body.act, found.view.key, ground.day, body.said()).facts(request)

    done = acting.carry_out(request, decide)
    ground = acting.answers.on()
    return {
        **told(ground, standing(ground, id)),
        **done,
    }


def _check_whose(request: Request, found: Standing) -> None:
    """Two units see to a commitment: the one it was made before, and the one that checks it."""
    said = (found.view.fields.get(name) for name in ("supervising_unit", "accepting_unit"))
    units = [unit for unit in said if unit]
    if request.attested and request.unit not in units:
        raise NotPermitted(
            f"这项承诺由{'或'.join(map(str, units))}办理",
            f"this commitment is for {' or '.join(map(str, units))} to act on",
            field="unit",
        )


def _signed(ground: Ground, request: Request, body: Signing, made: Key) -> Sequence[Fact]:
    gate = gate_answer(ground, body.subject, body.item)
    if gate["reason"] and not gate["barred_by"]:
        zh, _, en = gate["reason"].partition(" / ")
        raise NotNow(zh, en, field="subject")
    if not gate["allowed"]:
        why_zh = ";".join(bar["zh"] for bar in gate["barred_by"])
        why_en = "; ".join(bar["en"] for bar in gate["barred_by"])
        raise NotNow(
            f"该主体目前不适用告知承诺:{why_zh};修复之日起恢复",
            f"the subject may not commit: {why_en}; restored on the day of the repair",
            field="subject",
        )
    item, day = listed_item(ground, body.item), ground.day
    who, _ = subject_of(ground, body.subject)
    until = last_day_of(day, item.holds_months) if item.holds_months else None
    due = ground.rules.calendar.after(day, item.check_working_days)
    supervisor = body.supervising_unit or item.department
    known: dict[str, Value | None] = {
        "name": item.zh, "item": item.id, "kind": "告知承诺", "made": day, "until": until,
        "accepting_unit": request.unit, "supervising_unit": supervisor,
        "verify_by": due if isinstance(due, date) else None,
    }  # fmt: skip
    fields = {name: value for name, value in known.items() if value is not None}
    signed = Event("signed", made, day, body.said())
    return (*promised(request, who.key, fields, signed, until), *_site(ground, body, made))


def promised(
    request: Request, by: Key, fields: Fields, signed: Event, until: date | None = None
) -> Sequence[Fact]:
    """The facts of a commitment signed before a unit: who made it, until when it holds, and the
    ``supervising_unit`` of its fields, known by its full name."""
    made, unit = signed.about, str(fields["supervising_unit"])
    return (
        NodeFact(made, "commitment", fields),
        LinkFact("committed", by, made, valid_from=signed.day, valid_until=until),
        NodeFact(unit_key(unit), "organization", {"name": unit}, mention=True),
        LinkFact("supervised_by", made, unit_key(unit)),
        *signed.facts(request),
    )


def _site(ground: Ground, body: Signing, made: Key) -> Sequence[Fact]:
    if body.project is None:
        return ()
    site = key_in(ground, body.project, ("project", "works"), "项目", "project")
    return (LinkFact("concerns", made, site),)


def _not_allowed(ground: Ground, found: Standing, act: str) -> NotNow:
    may = allowed(ground.rules.commitments.transition, found.state, ground.day)
    zh = "、".join(f"{NAMES_ZH[t.act]} {t.act}" for t in may) or "(无)"
    en = ", ".join(t.act for t in may) or "nothing"
    return NotNow(
        f"承诺目前为“{found.state.zh}”,不能办理“{NAMES_ZH.get(act, act[:40])}”;目前可以办理:{zh}",
        f"the commitment is {found.state.en}; {act[:40]} is not allowed now, what is: {en}",
        field="act",
    )
