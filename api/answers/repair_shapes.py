"""The shapes of repair."""

from __future__ import annotations

from typing import TypedDict

from api.answers.risk.shapes import Basis
from api.answers.shapes import Brief, Framed


class ShownBy(TypedDict):
    """The act or the commitment that shows a condition met."""

    id: str
    name: str
    day: str | None
    unit: str
    receipt: str


_Since = TypedDict("_Since", {"from": str | None})


class ConditionItem(_Since):
    """``met`` is null where nobody has stated it; ``from`` the day from which it is, or will be,
    met, null where that is not known."""

    id: str
    name: str
    en: str
    test: str
    met: bool | None
    said_zh: str
    said_en: str
    shown_by: ShownBy | None
    basis: list[Basis]


class RecordItem(TypedDict):
    """A record in few words, and whom it is against. ``until``: it ends then by itself."""

    record: str
    name: str
    list: str
    list_zh: str
    kind: str
    document: str
    authority: str
    decided: str | None
    until: str | None
    state: str
    pending: bool
    subject: Brief


class ConditionsAnswer(Framed, RecordItem):
    """``regime`` is null where no norm provides for repairing such a record. ``may_apply``: the
    period is over and no condition is known to fail; ``unknown`` are the conditions that nobody
    has stated yet, which the applicant shows."""

    regime: str | None
    regime_zh: str
    regime_en: str
    may_apply_from: str | None
    may_apply: bool
    conditions: list[ConditionItem]
    unknown: list[str]
    basis: list[Basis]


class DueItem(RecordItem):
    regime: str
    may_apply_from: str
    unknown: list[str]


class DueAnswer(Framed):
    """One page of the records whose repair may be applied for. ``next`` continues it, and may
    follow a short or empty page; null after the last. ``scanned`` records were looked at."""

    items: list[DueItem]
    scanned: int
    next: str | None
