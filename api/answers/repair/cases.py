"""Cases of repair and of objection: where each stands, and how the promises are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from analyses.repair.cases import (
    Case,
    Promise,
    allowed,
    case_opened_by,
    cases_of,
    every_case,
    overdue,
    promises,
)
from analyses.repair.deeds import ACT_ZH, Deed, deeds
from analyses.rulebook import version
from analyses.rulebook.procedures import Procedure, Step
from api.answers.describe import iso, origin
from api.answers.ground import Ground
from api.answers.paging import cursor_after, position_of
from api.answers.repair import shapes
from api.answers.repair.conditions import record_in, record_item
from api.answers.repair.due import MOST, decided_by, department_names
from api.answers.repair.recording import whose
from api.answers.resolve import key_in
from api.answers.risk.wording import basis
from graph.errors import RefusedInput, UnknownId
from graph.masking import speakable
from graph.vocabulary import LINK_CODE

Which = Literal["open", "overdue", "closed", "all"]
_ABOUT: Final = LINK_CODE["about"]


@dataclass(frozen=True, slots=True)
class CasesOptions:
    """``state`` chooses the cases; ``since`` and ``until`` are days of opening, both included;
    ``department`` is the one that decided the record, by its id or a part of its name."""

    state: Which = "open"
    department: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 100
    cursor: str | None = None

    @property
    def chosen(self) -> tuple[object, ...]:
        """What decides which cases are told."""
        return self.state, self.department, self.since, self.until

    def __post_init__(self) -> None:
        if self.state not in get_args(Which):
            listed = ", ".join(get_args(Which))
            raise RefusedInput(
                f"state 应为以下之一:{listed}", f"state must be one of: {listed}", field="state"
            )
        if not 1 <= self.limit <= MOST:
            raise RefusedInput(
                f"limit 应在 1 与 {MOST} 之间", f"limit must be from 1 to {MOST}", field="limit"
            )

    def has(self, ground: Ground, case: Case) -> bool:
        if self.since is not None and case.opened < self.since:
            return False
        if self.until is not None and case.opened > self.until:
            return False
        names = department_names(ground, self.department)
        if not decided_by(ground.views.nodes([case.record])[case.record], names):
            return False
        match self.state:
            case "open":
                return not case.state.closed
            case "closed":
                return case.state.closed
            case "overdue":
                return overdue(ground.rules, case, ground.day)
            case _:
                return True


def case_in(ground: Ground, procedure: Procedure, id: str) -> Case:
    """The case that an id means: its own, or its record's, whose latest case is meant.

    Raises UnknownId, also for a record without a case, and AmbiguousId.
    """
    key = key_in(ground, id, ("event", "sanction"), "办理或失信记录", "case or record")
    number = ground.store.nodes([key], known_at=ground.known_at)[key].number
    asked = ground.network, ground.rules, procedure, number, ground.day
    found = cases_of(*asked)[-1:] if key.family == "sanction" else [case_opened_by(*asked)]
    for case in found:
        if case is not None:
            return case
    raise UnknownId(
        "没有这项办理;请用申请或提出时给出的 id",
        "there is no such case; use the id that was given when it was opened",
        field="id",
    )


def case_answer(ground: Ground, procedure: Procedure, id: str) -> shapes.HandlingAnswer:
    """Raises UnknownId and AmbiguousId."""
    case = case_in(ground, procedure, id)
    return {
        **ground.frame(),
        **brief_case(ground, case),
        "timeline": _timeline(ground, case),
        "evidence": _evidence(ground, case),
        "allowed": [
            _allowed(ground, step, case.record)
            for step in allowed(ground.rules, procedure, case.state, ground.day)
            if not step.opens
        ],
    }


def brief_case(ground: Ground, case: Case) -> shapes.HandlingBrief:
    views = ground.views.nodes([case.event, case.record])
    return {
        "id": views[case.event].key.id,
        "procedure": case.procedure,
        "about": record_item(ground, record_in(ground, views[case.record].key.id)),
        "state": {
            "id": case.state.id,
            "zh": case.state.zh,
            "en": case.state.en,
            "closed": case.state.closed,
        },
        "opened": case.opened.isoformat(),
        "closed_on": iso(case.closed_on),
        "overdue": overdue(ground.rules, case, ground.day),
        "promises": [
            _promise(ground, case, each) for each in promises(ground.rules, case, ground.day)
        ],
    }


def _promise(ground: Ground, case: Case, each: Promise) -> shapes.PromiseItem:
    rule = version(ground.rules.life.deadline, each.id, case.opened)
    return {
        "id": each.id,
        "zh": rule.zh if rule else "",
        "working_days": rule.working_days if rule else 0,
        "due": iso(each.due),
        "done_on": iso(each.left),
        "taken": each.taken,
        "kept": each.kept,
        "basis": basis(ground.rules, rule) if rule else [],
    }


def _timeline(ground: Ground, case: Case) -> list[shapes.HandlingStage]:
    numbers = [stage.deed.event for stage in case.stages]
    views = ground.views.nodes(numbers)
    links = {tie[0]: tie[1] for tie in ground.network.every_tie(case.record) if tie[6] == _ABOUT}
    told = ground.views.links(links[number] for number in numbers)
    return [
        {
            "act": stage.deed.act,
            "act_zh": stage.deed.zh,
            "day": stage.deed.day.isoformat(),
            "unit": _said(ground, stage.deed, "unit"),
            "basis": _said(ground, stage.deed, "basis"),
            "note": _said(ground, stage.deed, "note"),
            "receipt": _said(ground, stage.deed, "receipt"),
            "led_to": stage.state.id,
            "event": views[stage.deed.event].key.id,
            "origin": origin(told[links[stage.deed.event]].origin),
        }
        for stage in case.stages
    ]


def _evidence(ground: Ground, case: Case) -> list[shapes.Evidence]:
    """What was recorded about the record in the request that opened the case."""
    receipt = _said(ground, case.stages[0].deed, "receipt")
    return [
        {
            "act": deed.act,
            "act_zh": ACT_ZH[deed.act],
            "day": deed.day.isoformat(),
            "document": _said(ground, deed, "basis"),
            "note": _said(ground, deed, "note"),
            "event": ground.views.nodes([deed.event])[deed.event].key.id,
        }
        for deed in deeds(ground.network, case.record, ground.day)
        if deed.event != case.event and _said(ground, deed, "receipt") == receipt
    ]


def _said(ground: Ground, deed: Deed, field: str) -> str:
    """As told, identity numbers left out: people write them into remarks."""
    return speakable(str(ground.views.nodes([deed.event])[deed.event].fields.get(field, "")))


def _allowed(ground: Ground, step: Step, record: int) -> shapes.AllowedStep:
    return {
        "act": step.act,
        "zh": step.zh,
        "en": step.en,
        "leads_to": step.after,
        "by": whose(ground, step, record),
        "corrects": list(step.corrects),
        "basis": basis(ground.rules, step),
    }


def cases_answer(
    ground: Ground, procedure: Procedure, options: CasesOptions
) -> shapes.HandlingsAnswer:
    """One page, by record. Cost: every case of the procedure."""
    asked = every_case(ground.network, ground.rules, procedure, ground.day)
    found = [case for case in asked if options.has(ground, case)]
    chosen = (procedure, *options.chosen)
    after = position_of(options.cursor, *chosen) if options.cursor is not None else -1
    left = [case for case in found if case.event > after]
    left.sort(key=lambda case: case.event)
    page, more = left[: options.limit], len(left) > options.limit
    return {
        **ground.frame(truncated=more),
        "procedure": procedure,
        "cases": len(found),
        "promises": _measured(ground, found),
        "items": [brief_case(ground, case) for case in page],
        "next": cursor_after(page[-1].event, *chosen) if more else None,
    }


def _measured(ground: Ground, cases: Iterable[Case]) -> list[shapes.Measured]:
    of: dict[str, list[Promise]] = {}
    for case in cases:
        for each in promises(ground.rules, case, ground.day):
            of.setdefault(each.id, []).append(each)
    return [_measure(ground, name, each) for name, each in sorted(of.items())]


def _measure(ground: Ground, id: str, made: list[Promise]) -> shapes.Measured:
    rule = version(ground.rules.life.deadline, id, ground.day)
    taken = Counter(each.taken for each in made if each.left is not None and each.taken is not None)
    return {
        "id": id,
        "zh": rule.zh if rule else "",
        "promised": rule.working_days if rule else 0,
        "kept": sum(each.kept is True for each in made),
        "late": sum(each.kept is False for each in made),
        "open": sum(each.left is None and each.kept is None for each in made if each.due),
        "unknown": sum(each.due is None for each in made),
        "working_days": [[days, count] for days, count in sorted(taken.items())],
    }
