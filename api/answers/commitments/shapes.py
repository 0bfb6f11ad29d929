"""The shapes of what is said of commitments."""

from __future__ import annotations

from typing import TypedDict

from api.answers.risk.shapes import Basis
from api.answers.shapes import ActReceipt, Brief, Framed, Origin


class CommitmentState(TypedDict):
    id: str
    zh: str
    en: str


class CommitmentStage(TypedDict):
    """``led_to`` is None where the state of then did not allow the act."""

    act: str
    act_zh: str
    day: str | None
    unit: str
    basis: str
    note: str
    receipt: str
    led_to: str | None
    event: str
    origin: Origin


class Allowed(TypedDict):
    act: str
    zh: str
    en: str
    leads_to: str
    basis: list[Basis]


class CommitmentBrief(TypedDict):
    """``state_known`` is False where the delivered state is none of the rules'."""

    id: str
    item: str
    item_code: str | None
    kind: str
    made: str | None
    until: str | None
    state: CommitmentState
    state_known: bool
    since: str | None
    accepting_unit: str
    supervising_unit: str
    verify_by: str | None
    overdue: bool


class CommitmentAnswer(Framed):
    commitment: CommitmentBrief
    subjects: list[Brief]
    concerns: list[Brief]
    history: list[CommitmentStage]
    allowed: list[Allowed]
    basis: list[Basis]
    origin: Origin | None


class SubjectCommitmentsAnswer(Framed, Brief):
    commitments: list[CommitmentBrief]
    redirected_from: str | None


class CommitmentItem(TypedDict):
    code: str
    zh: str
    en: str
    department: str
    area: str
    proof: str
    check_working_days: int
    holds_months: int | None
    text: str
    basis: list[Basis]


class CommitmentItemsAnswer(Framed):
    items: list[CommitmentItem]
    notices: list[str]


class Bar(TypedDict):
    """Why the subject may not commit: the commitment or the record, under which rule."""

    rule: str
    zh: str
    en: str
    since: str | None
    commitment: str | None
    record: str | None
    says: str
    basis: list[Basis]
    origin: Origin | None


class GateAnswer(Framed, Brief):
    """``allowed`` is False while anything bars, or while too much is told of the subject to read it
    all, which ``reason`` says; ``restored`` says what would lift it."""

    item: str
    item_zh: str
    allowed: bool
    barred_by: list[Bar]
    restored_zh: str
    restored_en: str
    reason: str | None
    text: str | None
    redirected_from: str | None


class OverdueCheck(TypedDict):
    unit: str
    commitment: CommitmentBrief
    subjects: list[Brief]
    days_over: int


class UnitOverdue(TypedDict):
    unit: str
    overdue: int


class OverdueAnswer(Framed):
    """``units`` counts all; ``checks`` are the longest overdue first, ``omitted`` the rest."""

    units: list[UnitOverdue]
    checks: list[OverdueCheck]
    omitted: int
    next: str | None


class CommitmentReceipt(CommitmentAnswer, ActReceipt):
    """The commitment after the act, and the act's receipt."""


class SigningReceipt(CommitmentReceipt):
    """With the ``text`` that was signed."""

    text: str
