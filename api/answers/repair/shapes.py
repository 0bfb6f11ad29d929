"""The shapes of repair."""

from __future__ import annotations

from typing import TypedDict

from api.answers.risk.shapes import Basis
from api.answers.shapes import ActReceipt, Brief, Framed, Origin


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
    period is over, no condition is known to fail, and no case is open; ``unknown`` are the
    conditions that nobody has stated yet, which the applicant shows."""

    regime: str | None
    regime_zh: str
    regime_en: str
    may_apply_from: str | None
    may_apply: bool
    open_case: str | None
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


class HandlingState(TypedDict):
    id: str
    zh: str
    en: str
    closed: bool


class HandlingStage(TypedDict):
    """One act of a case, and the state it led to. ``event`` is its id."""

    act: str
    act_zh: str
    day: str
    unit: str
    basis: str
    note: str
    receipt: str
    led_to: str
    event: str
    origin: Origin


class Evidence(TypedDict):
    """What was handed in with the application: which act it shows, when, and by what document."""

    act: str
    act_zh: str
    day: str
    document: str
    note: str
    event: str


class PromiseItem(TypedDict):
    """By when a state had to be left, and whether it was. ``taken`` counts working days from the
    day after the opening; ``kept`` is null while that is open or the year has no calendar."""

    id: str
    zh: str
    working_days: int
    due: str | None
    done_on: str | None
    taken: int | None
    kept: bool | None
    basis: list[Basis]


class AllowedStep(TypedDict):
    """``by``: the units whose step it is, none for anybody's; ``corrects``: what of the record it
    may correct."""

    act: str
    zh: str
    en: str
    leads_to: str
    by: list[str]
    corrects: list[str]
    basis: list[Basis]


class HandlingBrief(TypedDict):
    """A case of repair or of objection, known by ``id``."""

    id: str
    procedure: str
    about: RecordItem
    state: HandlingState
    opened: str
    closed_on: str | None
    overdue: bool
    promises: list[PromiseItem]


class HandlingAnswer(Framed, HandlingBrief):
    timeline: list[HandlingStage]
    evidence: list[Evidence]
    allowed: list[AllowedStep]


class HandlingReceipt(HandlingAnswer, ActReceipt):
    """The case after the act, and the act's receipt."""


class Measured(TypedDict):
    """How one promise was kept over the cases listed and not listed: ``kept`` in time, ``late``,
    still ``open`` in time, ``unknown`` where the year has no calendar. ``working_days`` counts the
    kept and late by how many they took, as ``[days, cases]``."""

    id: str
    zh: str
    promised: int
    kept: int
    late: int
    open: int
    unknown: int
    working_days: list[list[int]]


class HandlingsAnswer(Framed):
    """One page of the cases of a procedure, oldest record first; ``promises`` are measured over all
    cases asked for, whatever the page."""

    procedure: str
    cases: int
    promises: list[Measured]
    items: list[HandlingBrief]
    next: str | None
