"""Inspections of subjects, as files print them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from api.answers.files.records import of_kind, undelivered
from api.answers.files.sections import Columns, section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from graph.vocabulary import (
    VISIT_CAUSES,
    VISIT_CAUSES_ZH,
    VISIT_RESULTS,
    VISIT_RESULTS_ZH,
)

_COLUMNS: Final[Columns] = (
    ("party", "受检主体"), ("day", "检查日期", "day"), ("department", "检查部门"),
    ("item", "抽查事项"), ("cause", "起因"), ("result", "结果"), ("source", "来源"),
)  # fmt: skip
_CAUSES: Final = dict(zip(VISIT_CAUSES, VISIT_CAUSES_ZH, strict=True))
_RESULTS: Final = dict(zip(VISIT_RESULTS, VISIT_RESULTS_ZH, strict=True))


def inspections(ground: Ground, subjects: Sequence[int]) -> Section:
    """Those carried out by the day, subject by subject, the latest first."""
    names = ("day", "department", "item", "cause", "result")
    day = ground.day.isoformat()
    rows: list[dict[str, Any]] = [
        row for subject in subjects for row in of_kind(ground, subject, "visited", names)
        if str(row["day"] or "") <= day
    ]  # fmt: skip
    for row in rows:
        row["cause"] = _CAUSES.get(str(row["cause"]))
        row["result"] = _RESULTS.get(str(row["result"]))
    missing = undelivered(ground, "inspection")
    title = ("双随机等检查", "Inspections")
    return section("inspections", title, _COLUMNS, rows, missing=missing)
