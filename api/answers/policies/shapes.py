"""The shapes of the "1+N" register."""

from __future__ import annotations

from typing import TypedDict

from api.answers.shapes import Brief, Framed


class CitedArticle(TypedDict):
    """``rules`` counts the rules that cite it."""

    article: str
    says: str
    rules: int


class CitingRule(TypedDict):
    """A rule, where its file has it, and the articles it cites."""

    rule: str
    file: str
    articles: list[str]


class StandingRule(CitingRule):
    """``successor_from`` is the first day of the version that took its place."""

    table: str
    title: str
    title_en: str
    since: str
    until: str | None
    in_force: bool
    successor_from: str | None


class PolicyName(TypedDict):
    number: str
    title: str


class PolicyHead(TypedDict):
    """``number`` is the official one, or the register's ``id`` where there is none."""

    number: str
    title: str
    in_force: bool
    articles: list[CitedArticle]
    id: str
    official: bool
    level: str
    level_zh: str
    phase: str
    phase_zh: str
    master: bool
    issuer: str
    since: str
    until: str | None
    replaces: list[PolicyName]
    replaced_by: list[PolicyName]


class PolicyItem(PolicyHead):
    """``rules`` stand on it on the day; on its last day, where it is over."""

    rules: list[CitingRule]


class PoliciesAnswer(TypedDict):
    as_of: str
    version: str
    policies: list[PolicyItem]


class UpheldMeasure(TypedDict):
    """``via`` are the rules by which it stands on the document; none: by its own basis."""

    measure: str
    title: str
    title_en: str
    in_force: bool
    via: list[str]


class DispatchedCase(TypedDict):
    """What a department must still do about a record; ``state`` is open or overdue."""

    case: str
    item: str
    department: str
    due: str | None
    state: str


class OpenCase(TypedDict):
    """A record in use; ``rules`` are those of it that stand on the document."""

    record: str
    name: str
    kind: str
    subject: Brief
    authority: str
    decided: str | None
    until: str | None
    pending: bool
    rules: list[str]
    dispatched: list[DispatchedCase]


class PolicyDetail(PolicyHead):
    rules: list[StandingRule]
    measures: list[UpheldMeasure]
    cases: list[OpenCase]
    cases_total: int
    cases_omitted: int


class PolicyAnswer(Framed):
    """``next`` is the cursor of the open cases after these; None where there are none."""

    policies: list[PolicyDetail]
    next: str | None
