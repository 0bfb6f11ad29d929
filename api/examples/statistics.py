"""Statistics: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers.statistics import shapes
from api.examples.common import BRIEF_A, FRAME, ORIGIN, Responses, documented

SHAPES: Final = (shapes.StatisticsAnswer, shapes.RecordsAnswer)
_ADDRESS: Final = "/v1/statistics/records?kind=inspections&as_of=2026-01-31"
_COUNT: Final = {"count": 1, "acts": {}, "records": _ADDRESS}
_OFFICE: Final = "济南市住房和城乡建设局"
EXAMPLES: Final = {
    "/v1/statistics": {
        **FRAME,
        "by": "department",
        "since": None,
        "kinds": [{**_COUNT, "kind": "inspections", "zh": "检查", "delivered": True}],
        "rows": [{"key": _OFFICE, "name": _OFFICE, "total": 1, "counts": {"inspections": _COUNT}}],
    },
    "/v1/statistics/records": {
        **FRAME,
        "kind": "inspections",
        "total": 1,
        "records": [
            {
                "id": "jinan:0a1b2c3d4e5f60718293a4b5",
                "name": "施工安全检查",
                "kind": "inspections",
                "act": None,
                "act_zh": None,
                "day": "2026-01-15",
                "department": _OFFICE,
                "about": None,
                "subject": BRIEF_A,
                "withheld": False,
                "origin": ORIGIN,
            }
        ],
        "next": None,
    },
}
STATISTICS: Final[Responses] = documented("StatisticsAnswer")
RECORDS: Final[Responses] = documented("RecordsAnswer")
