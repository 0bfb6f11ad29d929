"""The shapes of evaluations, batches and simulations."""

from __future__ import annotations

from typing import TypedDict

from api.answers.shapes import Brief, Framed


class Cited(TypedDict):
    document: str
    title: str
    article: str


class EvidenceItem(TypedDict):
    """``id`` names the record; ``since`` its first day, None where nobody stated it."""

    id: str
    kind: str
    name: str
    evidence: str
    since: str | None


class IndicatorPoints(TypedDict):
    """``unknown``: its attribute is not stated, and the points are those for the unknown."""

    code: str
    zh: str
    en: str
    area: str
    points: int
    most: int
    unknown: bool
    evidence: list[EvidenceItem]
    basis: list[Cited]


class VetoHit(TypedDict):
    code: str
    zh: str
    en: str
    grade: str
    evidence: list[EvidenceItem]
    basis: list[Cited]


class AreaPoints(TypedDict):
    code: str
    zh: str
    points: int
    most: int


class IndustryGrade(TypedDict):
    """A grading of the subject's industry; it may use the public grade, never the reverse."""

    id: str
    zh: str
    department: str
    grade: str
    score: int
    indicators: list[IndicatorPoints]
    vetoes: list[VetoHit]


class EvaluationAnswer(Framed, Brief):
    """``grade`` and ``score`` are None where nobody described the subject, or no set of
    indicators was in force. ``earned`` is the grade of the score alone, before vetoes.

    Truncated: so much is told of the subject that not all was read. Then nothing is counted, and
    there is no grade, unless one that nothing unread can change: the lowest, by a veto."""

    grade: str | None
    score: int | None
    full: int
    earned: str | None
    areas: list[AreaPoints]
    indicators: list[IndicatorPoints]
    vetoes: list[VetoHit]
    gradings: list[IndustryGrade]
    notices: list[str]
    redirected_from: str | None


class GradePeriod(TypedDict):
    since: str
    until: str | None
    grade: str
    score: int


class EvaluationHistoryAnswer(Framed, Brief):
    """Latest first. Truncated: what was before the last period was not worked out."""

    periods: list[GradePeriod]
    redirected_from: str | None


class EvaluationsAnswer(Framed):
    firms: int
    grades: dict[str, int]
    notices: list[str]


class MovedFirm(TypedDict):
    id: str
    before: str
    after: str
    score_before: int
    score_after: int


class MovedCount(TypedDict):
    before: str
    after: str
    firms: int


class SimulationAnswer(Framed):
    firms: int
    rescored: int
    counts: list[MovedCount]
    moves: list[MovedFirm]
    omitted: int
