"""The shapes of the draw."""

from __future__ import annotations

from typing import Any, TypedDict

from api.answers.shapes import ActReceipt, Brief, Framed


class DepartmentItem(TypedDict):
    id: str
    name: str
    en: str
    grading: str | None
    industries: list[str]


class DepartmentsAnswer(TypedDict):
    departments: list[DepartmentItem]
    notices: list[str]


class DrawnVisit(TypedDict):
    """``officers`` are ids, ``officer_names`` their masked names; ``short`` counts the officers
    that could not be found. ``order`` is the lot, in hexadecimal; of a visit for a cause too."""

    subject: str
    name: str
    officers: list[str]
    officer_names: list[str]
    short: int
    grade: str
    industry_grade: str
    cause: str
    way: str
    order: str


class RecusedOfficer(TypedDict):
    officer: str
    officer_name: str
    subject: str
    path: list[dict[str, Any]]


class StratumItem(TypedDict):
    """``pool`` is the SHA-256 of the eligible ids, sorted, a line feed after each."""

    grade: str
    industry_grade: str
    ratio_ppm: int
    times: int
    way: str
    size: int
    eligible: int
    quota: int
    pool: str


class PoolMember(TypedDict):
    id: str
    grade: str
    industry_grade: str


class PoolAnswer(Framed):
    department: DepartmentItem
    pool: list[PoolMember]


class DrawAnswer(Framed):
    seed: str
    department: DepartmentItem
    algorithm: str
    drawn: list[DrawnVisit]
    recused: list[RecusedOfficer]
    officers: list[str]
    strata: list[StratumItem]
    excluded: dict[str, int]
    notices: list[str]


class VisitReceipt(Framed, Brief, ActReceipt):
    """What was recorded of a visit; ``visits`` counts all of the subject's, ``due`` those ordered
    and not paid yet."""

    result: str
    result_zh: str
    day: str
    visits: int
    due: int
