"""What the documented answers of all topics share: the frame, two firms, a tie, and refusals."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from api import problems
from graph import errors

Responses = dict[int | str, dict[str, Any]]
REF: Final = "#/components/schemas/{name}"

A: Final = "91330100MA27XYZ34T"
B: Final = "91330106MA28ABC10L"
TRACE: Final = "0af7651916cd43dd8448eb211c80319c"
FRAME: Final = {
    "as_of": "2026-01-31",
    "revision": 12,
    "rules": "1f03e5c23fe209d8",
    "complete": True,
    "truncated": False,
}
ORIGIN: Final = {
    "source": "market",
    "layout": "registry_shareholders",
    "file": "股东.csv",
    "line": 7,
}
STEP: Final = {
    "share_min": 600_000,
    "share_max": 600_000,
    "source": A,
    "target": B,
    "source_name": "示例建设集团有限公司",
    "target_name": "示例劳务有限公司",
    "source_kind": "organization",
    "target_kind": "organization",
    "kind": "owns",
    "direction": "forward",
    "link": 41,
    "valid_from": "2020-05-01",
    "valid_until": None,
    "origin": ORIGIN,
}
BRIEF_A: Final = {
    "id": A,
    "name": "示例建设集团有限公司",
    "kind": "organization",
    "stub": False,
}
BRIEF_B: Final = {"id": B, "name": "示例劳务有限公司", "kind": "organization", "stub": False}

_TEXT: Final = {"type": "string"}
PROBLEM_SCHEMA: Final = {
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


def problem(*kinds: problems.Kind) -> dict[str, Any]:
    said = {
        kind.slug: {"value": problems.body(problems.Refusal(kind), accept="zh", trace=TRACE)}
        for kind in kinds
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": " / ".join(dict.fromkeys(f"{kind.zh} {kind.en}" for kind in kinds)),
        "content": {problems.MEDIA_TYPE: {"schema": schema, "examples": said}},
    }


def documented(shape: str | None) -> Responses:
    schema: dict[str, Any] = {"$ref": REF.format(name=shape)} if shape else {"type": "object"}
    return {
        200: {
            "description": "答复 / the answer",
            "content": {"application/json": {"schema": schema}},
        },
        422: problem(problems.BAD_QUESTION),
        503: problem(problems.NOT_READY),
    }


BY_ID: Final[Responses] = {
    403: problem(problems.NOT_PERMITTED),
    404: problem(*(kind for kind in problems.TABLE.values() if kind.slug == "unknown-id")),
    409: problem(*(kind for kind in problems.TABLE.values() if kind.slug == "ambiguous-id")),
}
MOVED: Final[Responses] = {308: {"description": "已归并到另一主体 / merged into another subject"}}
GONE: Final[Responses] = {410: problem(problems.TABLE[errors.NoLongerKept])}
ACT: Final[Responses] = {
    409: problem(*(problems.TABLE[kind] for kind in (errors.AmbiguousId, errors.NotNow))),
    411: problem(problems.LENGTH_REQUIRED),
    413: problem(problems.BODY_TOO_LARGE),
    415: problem(problems.TABLE[errors.UnsupportedMedia]),
    422: problem(*(problems.TABLE[kind] for kind in (errors.RefusedInput, errors.KeyReused))),
}


def body_of(shape: type[msgspec.Struct]) -> dict[str, Any]:
    schema = {"$ref": REF.format(name=shape.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


KEYED: Final[dict[str, Any]] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "同键同内容只办理一次 / the same key and body are carried out once",
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }
    ],
}
"""What an act's route declares that has no body."""


def takes(shape: type[msgspec.Struct]) -> dict[str, Any]:
    """What an act's route declares: its idempotency key and its body."""
    return {**body_of(shape), **KEYED}
