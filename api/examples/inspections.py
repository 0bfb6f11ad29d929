"""Inspections: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers import inspection_shapes as shapes
from api.answers.inspection_results import VisitResult
from api.examples.common import (
    ACT,
    BRIEF_A,
    BY_ID,
    FRAME,
    STEP,
    A,
    B,
    Responses,
    documented,
    takes,
)

__all__ = ["takes"]

SHAPES: Final = (
    shapes.DepartmentsAnswer,
    shapes.DrawAnswer,
    shapes.PoolAnswer,
    shapes.VisitReceipt,
    VisitResult,
)
_DEPARTMENT: Final = {
    "id": "housing_construction",
    "name": "济南市住房和城乡建设局",
    "en": "housing and construction",
    "grading": "construction",
    "industries": ["E"],
}
_NOTICES: Final = ["参考抽查表 / reference tables"]
_OFFICERS: Final = [f"p-{number:032x}" for number in (1, 2, 3)]
DRAW_EXAMPLE: Final = {
    **FRAME,
    "seed": "2026-01-31 双色球 03 07 12",
    "department": _DEPARTMENT,
    "algorithm": "sha256(seed|id); docs/inspection.md",
    "drawn": [
        {
            "subject": A,
            "name": "示例建设集团有限公司",
            "officers": _OFFICERS[1:],
            "officer_names": ["王*", "李**"],
            "short": 0,
            "grade": "C",
            "industry_grade": "B",
            "cause": "draw",
            "way": "on_site",
            "order": "00" * 32,
        }
    ],
    "recused": [
        {"officer": _OFFICERS[0], "officer_name": "张*", "subject": B, "path": [STEP]},
    ],
    "officers": _OFFICERS,
    "strata": [
        {
            "grade": "C",
            "industry_grade": "B",
            "ratio_ppm": 200_000,
            "times": 2,
            "way": "on_site",
            "size": 5,
            "eligible": 5,
            "quota": 1,
            "pool": "00" * 32,
        }
    ],
    "excluded": {"ceiling": 2},
    "notices": _NOTICES,
}
EXAMPLES: Final = {
    "POST /v1/inspections/results": {
        **FRAME,
        **BRIEF_A,
        "result": "corrected",
        "result_zh": "发现问题已责令改正",
        "day": "2026-01-31",
        "visits": 2,
        "due": 0,
        "receipt": "7C1E5D2A9B3F4E60",
        "repeated": False,
        "unit": "济南市住房和城乡建设局",
    },
    "/v1/inspections/departments": {"departments": [_DEPARTMENT], "notices": _NOTICES},
    "/v1/inspections/draw": DRAW_EXAMPLE,
    "/v1/inspections/pool": {
        **FRAME,
        "department": _DEPARTMENT,
        "pool": [{"id": A, "grade": "C", "industry_grade": "B"}],
    },
}
DEPARTMENTS: Final[Responses] = documented("DepartmentsAnswer")
DRAW: Final[Responses] = {**documented("DrawAnswer"), 404: BY_ID[404]}
POOL: Final[Responses] = {**documented("PoolAnswer"), 404: BY_ID[404]}
RESULT: Final[Responses] = {**documented("VisitReceipt"), **BY_ID, **ACT}
