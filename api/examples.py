"""The documented answer of each route: its schema, from the declared shapes, and an example."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from api import problems
from api.answers import shapes

Responses = dict[int | str, dict[str, Any]]
_REF: Final = "#/components/schemas/{name}"
_SHAPES: Final = (
    shapes.SubjectAnswer,
    shapes.RelatedAnswer,
    shapes.PathsAnswer,
    shapes.SearchAnswer,
    shapes.StatusAnswer,
    shapes.Step,
)

_A: Final = "91330100MA27XYZ34T"
_B: Final = "91330106MA28ABC10L"
_TRACE: Final = "0af7651916cd43dd8448eb211c80319c"
_FRAME: Final = {
    "as_of": "2026-01-31",
    "revision": 12,
    "rules": None,
    "complete": True,
    "truncated": False,
}
_ORIGIN: Final = {
    "source": "market",
    "layout": "registry_shareholders",
    "file": "股东.csv",
    "line": 7,
}
_STEP: Final = {
    "share_min": 600_000,
    "share_max": 600_000,
    "source": _A,
    "target": _B,
    "source_name": "示例建设集团有限公司",
    "target_name": "示例劳务有限公司",
    "source_kind": "organization",
    "target_kind": "organization",
    "kind": "owns",
    "direction": "forward",
    "link": 41,
    "valid_from": "2020-05-01",
    "valid_until": None,
    "origin": _ORIGIN,
}
_BRIEF_A: Final = {
    "id": _A,
    "name": "示例建设集团有限公司",
    "kind": "organization",
    "stub": False,
}
_BRIEF_B: Final = {"id": _B, "name": "示例劳务有限公司", "kind": "organization", "stub": False}

SUBJECT_EXAMPLE: Final = {
    **_FRAME,
    **_BRIEF_A,
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
            "origin": {**_ORIGIN, "layout": "registry_subjects", "file": "主体.csv", "line": 2},
        }
    ],
    "ties": [
        {
            "kind": "owns",
            "kind_zh": "出资持股",
            "direction": "out",
            "count": 1,
            "items": [_STEP],
            "omitted": 0,
        }
    ],
    "sanctions": [],
    "merged_from": [],
    "redirected_from": None,
}
RELATED_EXAMPLE: Final = {
    **_FRAME,
    **_BRIEF_A,
    "groups": [
        {
            "kind": "owns",
            "kind_zh": "出资持股",
            "items": [{**_BRIEF_B, "hops": 1, "path": [_STEP], "hub": False}],
            "omitted": 0,
        }
    ],
    "hubs": [],
    "redirected_from": None,
}
PATHS_EXAMPLE: Final = {
    **_FRAME,
    "source": _BRIEF_A,
    "target": _BRIEF_B,
    "max_hops": 6,
    "outcome": "found",
    "paths": [{"hops": 1, "steps": [_STEP], "beside": [[]], "via_hub": []}],
}
SEARCH_EXAMPLE: Final = {
    **_FRAME,
    "query": "示例建设",
    "results": [{"id": _A, "name": "示例建设集团有限公司", "kind": "organization", "score": 0.9}],
}
VOCABULARY_EXAMPLE: Final = {
    "nodes": {"project": {"zh": "建设项目", "fields": {"name": {"zh": "名称", "type": "text"}}}},
    "links": {"owns": {"zh": "出资持股", "fields": {}}},
}


STATUS_EXAMPLE: Final = {
    **_FRAME,
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
_EXAMPLES: Final = {
    "/v1/subjects/{id}": SUBJECT_EXAMPLE,
    "/v1/subjects/{id}/related": RELATED_EXAMPLE,
    "/v1/paths": PATHS_EXAMPLE,
    "/v1/search": SEARCH_EXAMPLE,
    "/v1/status": STATUS_EXAMPLE,
    "/v1/vocabulary": VOCABULARY_EXAMPLE,
}


def schemas() -> dict[str, Any]:
    """The components every answer refers to."""
    _, components = msgspec.json.schema_components(_SHAPES, ref_template=_REF)
    return {**components, "Problem": _PROBLEM_SCHEMA}


_TEXT: Final = {"type": "string"}
_PROBLEM_SCHEMA: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors", "trace"],
    "properties": {
        "type": {"type": "string", "enum": sorted({kind.type for kind in problems.KINDS})},
        **dict.fromkeys(("title", "title_zh", "title_en"), _TEXT),
        "status": {"type": "integer"},
        **dict.fromkeys(("detail", "detail_zh", "detail_en"), _TEXT),
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "zh", "en"],
                "properties": {"field": _TEXT, "zh": _TEXT, "en": _TEXT},
            },
        },
        "trace": _TEXT,
    },
}


def _problem(*kinds: problems.Kind) -> dict[str, Any]:
    said = {
        kind.slug: {"value": problems.body(problems.Refusal(kind), accept="zh", trace=_TRACE)}
        for kind in kinds
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": " / ".join(dict.fromkeys(f"{kind.zh} {kind.en}" for kind in kinds)),
        "content": {problems.MEDIA_TYPE: {"schema": schema, "examples": said}},
    }


def illustrate(document: dict[str, Any]) -> None:
    """Put the examples into an OpenAPI document. FastAPI would drop their nulls on the way."""
    for path, example in _EXAMPLES.items():
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        content["application/json"]["example"] = example


def _documented(shape: str | None) -> Responses:
    schema: dict[str, Any] = {"$ref": _REF.format(name=shape)} if shape else {"type": "object"}
    return {
        200: {
            "description": "答复 / the answer",
            "content": {"application/json": {"schema": schema}},
        },
        422: _problem(problems.BAD_QUESTION),
        503: _problem(problems.NOT_READY),
    }


_BY_ID: Final[Responses] = {
    403: _problem(problems.NOT_PERMITTED),
    404: _problem(*(kind for kind in problems.TABLE.values() if kind.slug == "unknown-id")),
    409: _problem(*(kind for kind in problems.TABLE.values() if kind.slug == "ambiguous-id")),
}
_MOVED: Final[Responses] = {308: {"description": "已归并到另一主体 / merged into another subject"}}

SUBJECT: Final[Responses] = {**_documented("SubjectAnswer"), **_BY_ID, **_MOVED}
RELATED: Final[Responses] = {**_documented("RelatedAnswer"), **_BY_ID, **_MOVED}
PATHS: Final[Responses] = {**_documented("PathsAnswer"), **_BY_ID}
SEARCH: Final[Responses] = _documented("SearchAnswer")
STATUS: Final[Responses] = _documented("StatusAnswer")
VOCABULARY: Final[Responses] = _documented(None)
EXPORT: Final[Responses] = {
    **_BY_ID,
    200: {
        "description": "文件 / the file",
        "content": {
            "application/xml": {"example": "<graphml>…</graphml>"},
            "application/json": {"example": []},
            "text/csv": {"example": "source,target,kind\n"},
        },
    },
    422: _problem(problems.BAD_QUESTION),
}
