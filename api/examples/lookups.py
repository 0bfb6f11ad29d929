"""Subjects, related parties, paths, search: schemas and examples."""

from __future__ import annotations

from typing import Final

from api import problems
from api.answers import shapes
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    ORIGIN,
    STEP,
    A,
    Responses,
    documented,
    problem,
)

SHAPES: Final = (
    shapes.SubjectAnswer,
    shapes.RelatedAnswer,
    shapes.PathsAnswer,
    shapes.SearchAnswer,
    shapes.StatusAnswer,
    shapes.Step,
)

SUBJECT_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "kind_zh": "组织",
    "fields": {"name": "示例建设集团有限公司", "status": "存续", "registered": "2016-03-01"},
    "masked": [],
    "statements": [
        {
            "kind": "organization",
            "fields": {"name": "示例建设集团有限公司"},
            "mention": False,
            "valid_from": None,
            "valid_until": None,
            "recorded": 3,
            "retired": None,
            "origin": {**ORIGIN, "layout": "registry_subjects", "file": "主体.csv", "line": 2},
        }
    ],
    "ties": [
        {
            "kind": "owns",
            "kind_zh": "出资持股",
            "direction": "out",
            "count": 1,
            "items": [STEP],
            "omitted": 0,
        }
    ],
    "sanctions": [],
    "merged_from": [],
    "redirected_from": None,
}
RELATED_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "groups": [
        {
            "kind": "owns",
            "kind_zh": "出资持股",
            "items": [{**BRIEF_B, "hops": 1, "path": [STEP], "hub": False}],
            "omitted": 0,
        }
    ],
    "hubs": [],
    "redirected_from": None,
}
PATHS_EXAMPLE: Final = {
    **FRAME,
    "source": BRIEF_A,
    "target": BRIEF_B,
    "max_hops": 6,
    "outcome": "found",
    "paths": [{"hops": 1, "steps": [STEP], "beside": [[]], "via_hub": []}],
}
SEARCH_EXAMPLE: Final = {
    **FRAME,
    "query": "示例建设",
    "results": [{"id": A, "name": "示例建设集团有限公司", "kind": "organization", "score": 0.9}],
    "next": None,
}
VOCABULARY_EXAMPLE: Final = {
    "nodes": {"project": {"zh": "建设项目", "fields": {"name": {"zh": "名称", "type": "text"}}}},
    "links": {"owns": {"zh": "出资持股", "fields": {}}},
}


STATUS_EXAMPLE: Final = {
    **FRAME,
    "counts": {"organization": 20_000, "owns": 41_250},
    "deliveries": [
        {
            "source": "market",
            "layout": "registry_shareholders",
            "file": "股东.csv",
            "rows": 41_300,
            "stored": 41_250,
            "unchanged": 0,
            "quarantined": 50,
            "complete": True,
        }
    ],
    "quarantine_open": 50,
}
EXAMPLES: Final = {
    "/v1/subjects/{id}": SUBJECT_EXAMPLE,
    "/v1/subjects/{id}/related": RELATED_EXAMPLE,
    "/v1/paths": PATHS_EXAMPLE,
    "/v1/search": SEARCH_EXAMPLE,
    "/v1/status": STATUS_EXAMPLE,
    "/v1/vocabulary": VOCABULARY_EXAMPLE,
}


SUBJECT: Final[Responses] = {**documented("SubjectAnswer"), **BY_ID, **MOVED}
RELATED: Final[Responses] = {**documented("RelatedAnswer"), **BY_ID, **MOVED}
PATHS: Final[Responses] = {**documented("PathsAnswer"), **BY_ID}
SEARCH: Final[Responses] = documented("SearchAnswer")
STATUS: Final[Responses] = documented("StatusAnswer")
VOCABULARY: Final[Responses] = documented(None)
EXPORT: Final[Responses] = {
    **BY_ID,
    200: {
        "description": "文件 / the file",
        "content": {
            "application/graphml+xml": {"example": "<graphml>…</graphml>"},
            "application/gexf+xml": {"example": "<gexf>…</gexf>"},
            "application/jsonl": {"example": ""},
            "application/json": {"example": []},
            "text/csv": {"example": "source,target,kind\n"},
        },
    },
    422: problem(problems.BAD_QUESTION),
}
