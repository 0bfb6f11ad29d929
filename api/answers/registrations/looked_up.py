"""What subjects have registered of themselves."""

from __future__ import annotations

from analyses.folding import allowed
from analyses.registrations.declared import (
    Declaration,
    declarations,
    declared_by,
    subject_of_declaration,
)
from analyses.rulebook import version
from analyses.work import BUDGETS, Work
from api.answers.commitments.wording import history, next_acts, state
from api.answers.describe import brief, iso
from api.answers.ground import Ground
from api.answers.registrations import shapes
from api.answers.resolve import key_in, subject_of
from api.answers.risk.wording import basis
from graph.errors import UnknownId

MARKS = {
    "self_declared": "自行填报,未经核实 / self-declared, not verified",
    "verified": "自行填报,已核实 / self-declared, verified",
    "false": "不实 / found false",
    "retracted": "已撤回 / withdrawn",
}


def registrations_answer(ground: Ground, id: str) -> shapes.RegistrationsAnswer:
    """A subject's registrations, latest first; apart from every public record."""
    view, merged = subject_of(ground, id)
    rules = ground.rules.declarations
    work = Work(BUDGETS.records.weighed)
    found = declared_by(ground.network, ground.views, rules, view.number, ground.day, work)
    told = [(each.shown, _told(ground, each)) for each in found]
    return {
        **ground.frame(truncated=work.cut_short),
        **brief(view),
        "registrations": [said for shown, said in told if shown],
        "past": [said for shown, said in told if not shown],
        "redirected_from": merged.id if merged else None,
    }


def registration_answer(ground: Ground, id: str) -> shapes.RegistrationAnswer:
    """One registration, how it got where it stands, and what may be done next."""
    found = registration(ground, id)
    may = allowed(ground.rules.declarations.transition, found.state, ground.day)
    owner = subject_of_declaration(ground.network, found.number)
    assert owner is not None
    return {
        **ground.frame(),
        "registration": _told(ground, found),
        "subject": brief(ground.views.nodes([owner])[owner]),
        "history": history(ground, found.stages),
        "allowed": next_acts(ground, may),
    }


def registration(ground: Ground, id: str) -> Declaration:
    """Raises UnknownId, also for one not made yet on the day, and AmbiguousId."""
    key = key_in(ground, id, ("declaration",), "自愿注册信息", "registration")
    number = ground.store.nodes([key], known_at=ground.known_at)[key].number
    rules = ground.rules.declarations
    found = declarations(ground.network, ground.views, rules, [number], ground.day)
    if not found:
        raise UnknownId(
            f"{ground.day} 还没有自愿注册信息“{id}”",
            f"registration {id!r} was not made yet on {ground.day}",
            field="id",
        )
    return found[0]


def _told(ground: Ground, found: Declaration) -> shapes.Registration:
    fields = found.view.fields
    kind = str(fields.get("kind", ""))
    rule = version(ground.rules.declarations.kind, kind, ground.day)
    said = {name: str(fields.get(name, "")) for name in ("content", "evidence", "commitment")}
    days = {name: str(fields[name]) if name in fields else None for name in ("declared", "until")}
    return {
        "id": found.view.key.id,
        "kind": kind,
        "kind_zh": rule.zh if rule else kind,
        "title": found.view.name,
        "content": said["content"],
        "evidence": said["evidence"],
        "declared": days["declared"],
        "until": days["until"],
        "state": state(found.state),
        "since": iso(found.since),
        "marked": MARKS[found.state.id],
        "shown": found.shown,
        "commitment": said["commitment"],
        "basis": basis(ground.rules, rule) if rule else [],
    }
