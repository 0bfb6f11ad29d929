"""Repair is applied for with evidence, and decided; once granted it is a fact like any other.

Everything else follows from that fact the same day: publication and sharing end, measures are
lifted, alerts are gone, and the grade is worked out without the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

import msgspec

from analyses.own_record import OwnRecord
from analyses.repair.conditions import PROOF, Conditions, conditions
from analyses.repair.deeds import Deed
from api.acting import Acting
from api.answers.asking import day_of
from api.answers.ground import Ground
from api.answers.repair import shapes
from api.answers.repair.cases import case_answer, case_in
from api.answers.repair.conditions import record_in
from api.answers.repair.recording import event, restated, step_from
from api.answers.shapes import ActReceipt
from api.bodies import Body, Day, Name, Words
from graph.acts import Event, Request
from graph.errors import NotNow, RefusedInput
from graph.facts import Fact, Key

_DECISIONS: Final = {"accept": "granted", "refuse": "refused"}
_LATER: Final = frozenset({"other"})  # what the deciding unit establishes
_NOBODY: Final = 2**31 - 1  # the event of a deed that is shown and not recorded yet


class Shown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that a condition is met since a day."""

    condition: Literal["duties", "commitment", "other"]
    day: Day
    document: Name
    note: Words = ""


class Application(Body, frozen=True, kw_only=True):
    """``record`` is the record's id; ``evidence`` shows what no delivery has stated yet."""

    record: Name
    evidence: list[Shown] = msgspec.field(default_factory=list)


class Decision(Body, frozen=True, kw_only=True):
    """A refusal needs its ``reason``. ``false_material``: something false was handed in, which
    keeps the subject from applying for as long as the regime says."""

    decision: Literal["accept", "refuse"]
    reason: Words = ""
    false_material: bool = False


def apply_for_repair(acting: Acting, request: Request, body: Application) -> shapes.HandlingReceipt:
    """Raises NotNow for a record in no such state or whose conditions are not met, saying which;
    RefusedInput for evidence that is missing or cannot be."""

    def decide(ground: Ground) -> Sequence[Fact]:
        record = record_in(ground, body.record)
        key = _key(ground, record)
        _usable(record)
        step = step_from(ground, request, "repair", None, record.number, "applied")
        shown = _shown(ground, record, body)
        deeds = [Deed(one.day, _NOBODY, one.act) for one in shown]
        _require(_conditions(ground, record, deeds), ground.day)
        return [fact for one in (event(ground, body, step.act, key), *shown)
                for fact in one.facts(request)]  # fmt: skip

    done = acting.carry_out(request, decide)
    opened = opened_id(acting, request, "applied", body.record)
    return receipt(acting, "repair", opened, done)


def decide_repair(
    acting: Acting, request: Request, id: str, body: Decision
) -> shapes.HandlingReceipt:
    """Raises NotNow for a case that is decided, or a grant whose conditions are not met any more;
    RefusedInput for a refusal without a reason."""
    _holds(body)

    def decide(ground: Ground) -> Sequence[Fact]:
        case = case_in(ground, "repair", id)
        step = step_from(ground, request, "repair", case, case.record, _DECISIONS[body.decision])
        view = ground.views.nodes([case.record])[case.record]
        said = event(ground, body, step.act, view.key, body.reason).facts(request)
        if body.decision == "refuse":
            false = event(ground, body, "found_false", view.key, body.reason).facts(request)
            return (*said, *false) if body.false_material else said
        record = record_in(ground, view.key.id)
        _usable(record)
        _require(_conditions(ground, record, ()), ground.day)
        return (*said, restated(view, request, {"state": "repaired", "repaired": ground.day}))

    done = acting.carry_out(request, decide)
    return receipt(acting, "repair", id, done)


def _holds(body: Decision) -> None:
    if body.decision == "refuse" and not body.reason.strip():
        raise RefusedInput("不予修复须说明理由", "a refusal needs its reason", field="reason")
    if body.decision == "accept" and body.false_material:
        raise RefusedInput(
            "认定提供虚假材料的,不得准予修复",
            "what something false was handed in for is not granted",
            field="false_material",
        )


def opened_id(acting: Acting, request: Request, act: str, record: str) -> str:
    """The id of the case that a request opened about a record: the same when it is repeated."""
    ground = acting.answers.on()
    key = _key(ground, record_in(ground, record))
    return Event(act, key, ground.day).key(request).id


def receipt(
    acting: Acting, procedure: Literal["repair", "objection"], id: str,
    done: ActReceipt,
) -> shapes.HandlingReceipt:  # fmt: skip
    """Where the case stands after the act, and by what to refer to the act."""
    return {**case_answer(acting.answers.on(), procedure, id), **done}


def _key(ground: Ground, record: OwnRecord) -> Key:
    return ground.views.nodes([record.number])[record.number].key


def _usable(record: OwnRecord) -> None:
    life = record.life
    if not life.usable:
        raise NotNow(
            f"这条记录目前为 {life.state},没有可修复的内容;只有 active 或 objected 的记录可以修复",
            f"the record is {life.state}: nothing to repair; an active or objected one can be",
            field="record",
        )


def _shown(ground: Ground, record: OwnRecord, body: Application) -> list[Event]:
    """An event for each condition shown: since the latest day, by all its documents."""
    key, found = _key(ground, record), []
    for test in dict.fromkeys(each.condition for each in body.evidence):
        of = [each for each in body.evidence if each.condition == test]
        day = max(_evidence_day(ground, record, each) for each in of)
        notes = ";".join(each.note for each in of if each.note)
        more = {"basis": ";".join(each.document for each in of), "note": notes}
        found.append(Event(PROOF[test], key, day, {k: v for k, v in more.items() if v}))
    return found


def _evidence_day(ground: Ground, record: OwnRecord, shown: Shown) -> date:
    day = day_of(shown.day, "evidence.day") or ground.day
    if day > ground.day or (record.life.since is not None and day < record.life.since):
        since = record.life.since or "…"
        raise RefusedInput(
            f"证明的日期应在 {since} 与 {ground.day} 之间",
            f"evidence is of a day from {since} to {ground.day}",
            field="evidence.day",
        )
    return day


def _conditions(ground: Ground, record: OwnRecord, shown: Sequence[Deed]) -> Conditions:
    asked = ground.network, ground.views, ground.rules, record, ground.day
    return conditions(*asked, shown)


def _require(found: Conditions, day: date) -> None:
    """Raises NotNow for what is not met or cannot be shown, RefusedInput for what could be."""
    if found.under is None:
        raise NotNow(
            "没有关于这类记录提前修复的规定;到期自行终止",
            "no norm provides for repairing such a record early; it ends by itself",
            field="record",
        )
    unknown = [each for each in found.unknown if each.condition.test not in _LATER]
    failing = [each for each in found.findings if each.met is False]
    failing += [each for each in unknown if each.condition.test not in PROOF]
    if failing:
        zh = ";".join(f"{f.condition.zh}({f.said_zh})" for f in failing)
        en = "; ".join(f"{f.condition.en} ({f.said_en})" for f in failing)
        first = found.may_apply_from
        when = f";{first} 起可申请" if first and first > day else ""
        when_en = f"; may be applied for from {first}" if first and first > day else ""
        raise NotNow(f"条件未满足:{zh}{when}", f"conditions not met: {en}{when_en}", field="record")
    if unknown:
        zh = ";".join(f"{f.condition.zh}({f.condition.test})" for f in unknown)
        en = "; ".join(f"{f.condition.en} ({f.condition.test})" for f in unknown)
        raise RefusedInput(f"请提交证明:{zh}", f"evidence is needed: {en}", field="evidence")
