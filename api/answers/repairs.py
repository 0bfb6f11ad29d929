"""What repairing a record takes, and which records' repair may be applied for by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from analyses.own_record import OwnRecord
from analyses.repair.conditions import Conditions, Finding, conditions
from analyses.repair.records import Due, due, record_of
from analyses.rulebook import in_force
from api.answers import repair_shapes as shapes
from api.answers.describe import brief, iso
from api.answers.ground import Ground
from api.answers.paging import cursor_after, position_of
from api.answers.resolve import key_in
from api.answers.risk.wording import basis
from graph.census import nodes_of_kind
from graph.errors import RefusedInput
from graph.facts import NodeView
from graph.vocabulary import NODE_CODE

MOST: Final = 1_000
SCANNED: Final = 20_000  # records a page looks at, at most
_SANCTION: Final = NODE_CODE["sanction"]


@dataclass(frozen=True, slots=True)
class DueOptions:
    """``department`` is a part of the deciding authority's name, or a department's id; ``division``
    a code, whose trailing zeros stand for whatever lies within; ``since`` leaves out what might
    have been applied for before that day."""

    department: str | None = None
    division: str | None = None
    since: date | None = None
    limit: int = 100
    cursor: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST:
            raise RefusedInput(
                f"limit 应在 1 与 {MOST} 之间", f"limit must be from 1 to {MOST}", field="limit"
            )


def record_in(ground: Ground, id: str) -> OwnRecord:
    """The record an id means, on the ground's day. Raises UnknownId, AmbiguousId, or RefusedInput
    for a record that nobody is named by."""
    key = key_in(ground, id, ("sanction",), "失信记录", "record")
    number = ground.store.nodes([key], known_at=ground.known_at)[key].number
    found = record_of(ground.network, ground.views, ground.rules, number, ground.day)
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
    return {
        **ground.frame(),
        **record_item(ground, record),
        "regime": under.id if under else None,
        "regime_zh": under.zh if under else "",
        "regime_en": under.en if under else "",
        "may_apply_from": iso(found.may_apply_from),
        "may_apply": record.life.usable and found.may_apply(ground.day),
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
        "authority": _authority(view),
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


def due_answer(ground: Ground, options: DueOptions) -> shapes.DueAnswer:
    """One page, in the order the records became known. Cost: at most 20,000 records looked at."""
    numbers = nodes_of_kind(ground.network, _SANCTION)
    if options.cursor is not None:
        after = position_of(options.cursor)
        numbers = numbers[np.searchsorted(numbers, after, side="right") :]
    part = numbers[:SCANNED].tolist()
    wanted = _Wanted(ground, options)
    items: list[shapes.DueItem] = []
    last = part[-1] if part else -1
    for each in due(ground.network, ground.views, ground.rules, part, ground.day):
        if wanted.has(each):
            items.append(_due(ground, each))
        if len(items) == options.limit:
            last = each.record.number
            break
    more = bool(len(numbers)) and int(numbers[-1]) > last
    return {
        **ground.frame(truncated=more),
        "items": items,
        "scanned": int(np.searchsorted(part, last, side="right")),
        "next": cursor_after(last) if more else None,
    }


class _Wanted:
    """Which of the due records the page is for."""

    def __init__(self, ground: Ground, options: DueOptions) -> None:
        self._ground = ground
        self._names = _names(ground, options.department)
        self._within = options.division.rstrip("0") if options.division else None
        self._since = options.since

    def has(self, each: Due) -> bool:
        views = self._ground.views.nodes([each.record.number, each.record.subject])
        first = each.conditions.may_apply_from
        if self._since is not None and (first is None or first < self._since):
            return False
        division = str(views[each.record.subject].fields.get("division", ""))
        if self._within is not None and not division.startswith(self._within):
            return False
        said = _authority(views[each.record.number])
        source = str(views[each.record.number].fields.get("department", ""))
        return not self._names or any(name in said or name in source for name in self._names)


def _names(ground: Ground, department: str | None) -> Sequence[str]:
    if department is None:
        return ()
    known = in_force(ground.rules.inspection.department, ground.day)
    return next(((d.zh, *d.names_zh) for d in known if d.id == department), (department,))


def _authority(view: NodeView) -> str:
    return str(view.fields.get("authority", ""))


def _due(ground: Ground, each: Due) -> shapes.DueItem:
    first, under = each.conditions.may_apply_from, each.conditions.under
    return {
        **record_item(ground, each.record),
        "regime": under.id if under else "",
        "may_apply_from": first.isoformat() if first else "",
        "unknown": unknown(each.conditions),
    }
