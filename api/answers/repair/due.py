"""Which records' repair may be applied for by now: what a helper desk lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from analyses.repair.records import Due, due
from analyses.rulebook import in_force
from api.answers.ground import Ground
from api.answers.paging import cursor_after, position_of
from api.answers.repair import shapes
from api.answers.repair.conditions import authority, record_item, unknown
from graph.census import nodes_of_kind
from graph.errors import RefusedInput
from graph.facts import NodeView
from graph.vocabulary import NODE_CODE

MOST: Final = 1_000
SCANNED: Final = 5_000  # records a page looks at, at most; about 0.3 ms each
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

    @property
    def chosen(self) -> tuple[object, ...]:
        """What decides which records are told, and in which order."""
        return "due", self.department, self.division, self.since

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST:
            raise RefusedInput(
                f"limit 应在 1 与 {MOST} 之间", f"limit must be from 1 to {MOST}", field="limit"
            )


def due_answer(
    ground: Ground, options: DueOptions, *, most_scanned: int = SCANNED
) -> shapes.DueAnswer:
    """One page, in the order the records became known: full, or short where so many records were
    looked at. Cost: the records looked at."""
    numbers = nodes_of_kind(ground.network, _SANCTION)
    if options.cursor is not None:
        after = position_of(options.cursor, *options.chosen)
        numbers = numbers[np.searchsorted(numbers, after, side="right") :]
    part = numbers[:most_scanned].tolist()
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
        "next": cursor_after(last, *options.chosen) if more else None,
    }


class _Wanted:
    """Which of the due records the page is for."""

    def __init__(self, ground: Ground, options: DueOptions) -> None:
        self._ground = ground
        self._names = department_names(ground, options.department)
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
        return decided_by(views[each.record.number], self._names)


def decided_by(record: NodeView, names: Sequence[str]) -> bool:
    """Whether one of the names is part of the deciding authority's, or of the source's; no names
    mean any."""
    said, source = authority(record), str(record.fields.get("department", ""))
    return not names or any(name in said or name in source for name in names)


def department_names(ground: Ground, department: str | None) -> Sequence[str]:
    """What records call a department that is given by its id, or by a part of its name."""
    if department is None:
        return ()
    known = in_force(ground.rules.inspection.department, ground.day)
    return next(((d.zh, *d.names_zh) for d in known if d.id == department), (department,))


def _due(ground: Ground, each: Due) -> shapes.DueItem:
    first, under = each.conditions.may_apply_from, each.conditions.under
    return {
        **record_item(ground, each.record),
        "regime": under.id if under else "",
        "may_apply_from": first.isoformat() if first else "",
        "unknown": unknown(each.conditions),
    }
