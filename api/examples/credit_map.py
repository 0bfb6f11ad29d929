"""The credit map: schema and example."""

from __future__ import annotations

from typing import Final

from api.answers import credit_map
from api.examples.common import FRAME, Responses, documented
from api.examples.projects import CODE

SHAPES: Final = (credit_map.MapAnswer,)
MAP_EXAMPLE: Final = {
    **FRAME,
    "type": "FeatureCollection",
    "layer": "projects",
    "bbox": [116.9, 36.4, 117.6, 36.9],
    "clustered": False,
    "total": 1,
    "unlocated": 3,
    "unknown": {},
    "features": [
        {
            "type": "Feature",
            "id": CODE,
            "geometry": {"type": "Point", "coordinates": [117.0201, 36.6683]},
            "properties": {
                "kind": "project",
                "id": CODE,
                "name": "样例小区一期",
                "stage": "construction",
                "stage_zh": "施工许可",
                "investment": 12_000_500_000,
                "division": "370102",
                "key_level": "市重点",
                "planned_end": "2026-03-01",
                "delayed": False,
                "worst_grade": "B",
                "open_alerts": 1,
            },
        }
    ],
}
EXAMPLES: Final = {"/v1/map": MAP_EXAMPLE}
MAP: Final[Responses] = documented("MapAnswer")
