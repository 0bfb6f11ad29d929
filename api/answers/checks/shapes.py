"""The shapes of what is said of checks, measures, incentives and cases."""

from __future__ import annotations

from typing import Literal, TypedDict

from api.answers.risk.shapes import Basis
from api.answers.shapes import ActReceipt, Brief, Framed, Origin


class Through(TypedDict):
    """The role by which a measure on a unit reaches the subject, and the norm that names it."""

    unit: Brief
    role: str
    rule: str
    article: str
    basis: list[Basis]


class MeasureInForce(TypedDict):
    """``measure`` is its id; ``basis`` the norm of the measure. ``sure`` is False where the norm
    asks a condition that no fact states; ``through`` is None for the subject's own record."""

    measure: str
    zh: str
    en: str
    sure: bool
    basis: list[Basis]
    since: str | None
    until: str | None
    record: str
    list: str
    document: str
    pending: bool
    through: Through | None
    origin: Origin


class IncentiveEarned(TypedDict):
    incentive: str
    zh: str
    en: str
    items: list[str]
    grade: str | None
    commendation: str | None
    until: str | None
    basis: list[Basis]


class Doubted(TypedDict):
    reason: str
    zh: str
    en: str


# "from" is a keyword, hence the call
CheckedMeasure = TypedDict(
    "CheckedMeasure",
    {
        "measure": str,
        "zh": str,
        "en": str,
        "sure": bool,
        "basis": list[Basis],
        "from": str | None,
        "until": str | None,
        "record": str,
        "list": str,
        "document": str,
        "pending": bool,
        "through": Through | None,
        "origin": Origin,
    },
)


class CheckAnswer(Framed, Brief):
    """``outcome`` rests on the item's measures alone; ``receipt`` is what feedback refers to."""

    item: str
    item_zh: str
    department: str
    purpose: str
    purpose_zh: str
    outcome: Literal["pass", "restrict", "look_closer"]
    outcome_zh: str
    measures: list[CheckedMeasure]
    doubts: list[Doubted]
    incentives: list[IncentiveEarned]
    receipt: str
    basis: list[Basis]
    redirected_from: str | None


class MeasuresAnswer(Framed, Brief):
    """All measures in force on the subject, whatever is asked about, and what it has earned."""

    measures: list[MeasureInForce]
    incentives: list[IncentiveEarned]
    redirected_from: str | None


class CheckItem(TypedDict):
    id: str
    zh: str
    en: str
    department: str
    sort: str
    purposes: list[str]
    measures: list[str]
    must_act: bool
    basis: list[Basis]


class CheckPurpose(TypedDict):
    id: str
    zh: str
    en: str


class CheckItemsAnswer(Framed):
    items: list[CheckItem]
    purposes: list[CheckPurpose]
    notices: list[str]


class FeedbackReceipt(Framed, Brief, ActReceipt):
    """What was done after a check, as it was recorded."""

    check: str
    item: str
    outcome: str
    measure: str | None
    day: str


class CaseState(TypedDict):
    """``id`` stays the same for as long as the record does."""

    id: str
    subject: Brief
    record: str
    list: str
    document: str
    item: str
    item_zh: str
    department: str
    measures: list[str]
    opened: str
    due: str | None
    state: Literal["open", "overdue", "done", "recalled"]
    acted_on: str | None
    recalled_on: str | None
    basis: list[Basis]


class DepartmentCases(TypedDict):
    department: str
    open: int
    overdue: int
    done: int
    recalled: int


class CasesAnswer(Framed):
    """``omitted`` are those after this page; ``next`` is where they begin."""

    departments: list[DepartmentCases]
    cases: list[CaseState]
    omitted: int
    next: str | None


class CaseAnswer(Framed):
    case: CaseState


class CaseReceipt(CaseAnswer, ActReceipt):
    """The case after the act, and the act's receipt."""
