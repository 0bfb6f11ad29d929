"""Screening jobs: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

from api.examples.common import ACT, BY_ID, REF, Responses, documented, takes
from api.examples.screen import ROW
from api.feed import shapes

__all__ = ["takes"]

SHAPES: Final = (shapes.ScreenJob, shapes.ScreenJobs, shapes.ScreenJobRows)
_JOB: Final = {
    "id": "job-0b6e1f9c2d7a4e58",
    "made": "2026-01-31T02:00:00.000+00:00",
    "state": "running",
    "error": None,
    "as_of": "2026-01-31",
    "known_at": 12,
    "item": None,
    "purpose": None,
    "asked": 48_200,
    "done": 12_000,
    "answered": 11_988,
    "rows": "/v1/screen/jobs/job-0b6e1f9c2d7a4e58/rows",
}
EXAMPLES: Final = {
    "POST /v1/screen/jobs": _JOB,
    "/v1/screen/jobs": {"jobs": [_JOB]},
    "/v1/screen/jobs/{id}": _JOB,
    "DELETE /v1/screen/jobs/{id}": {**_JOB, "state": "cancelled"},
    "/v1/screen/jobs/{id}/rows": {
        "job": _JOB["id"],
        "state": "running",
        "rows": [ROW],
        "next": "YWZ0ZXIgMTAwMA",
    },
}
_ACCEPTED: Final[dict[str, Any]] = {
    "description": "已受理 / taken on; Location names the job",
    "content": {"application/json": {"schema": {"$ref": REF.format(name="ScreenJob")}}},
}
MADE: Final[Responses] = {202: _ACCEPTED, **ACT}
ALL: Final[Responses] = documented("ScreenJobs")
ONE: Final[Responses] = {**documented("ScreenJob"), 404: BY_ID[404]}
ROWS: Final[Responses] = {**documented("ScreenJobRows"), 404: BY_ID[404]}
