"""Reconciliation: what is sent. The answers' schemas are the specification's own."""

from __future__ import annotations

from typing import Any, Final

from api.answers.reconcile.asked import DraftBatch, Extension
from api.examples.common import ACT, BY_ID, REF, Responses, documented

SHAPES: Final = (DraftBatch, Extension)
EXAMPLES: Final[dict[str, Any]] = {}
SPECIFICATION: Final = "https://reconciliation-api.github.io/specs/"
_REFUSED: Final = {status: said for status, said in ACT.items() if status != 409}
ANY: Final[Responses] = {**documented(None), **_REFUSED}
PREVIEW: Final[Responses] = {
    **documented(None),
    **BY_ID,
    200: {"description": "小卡片 / a small page", "content": {"text/html": {}}},
}


def _json(shape: type) -> dict[str, Any]:
    schema = {"$ref": REF.format(name=shape.__name__)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
            "externalDocs": {"url": SPECIFICATION}}  # fmt: skip


BATCH: Final = _json(DraftBatch)
EXTENSION: Final = _json(Extension)
_SAID: Final = {"type": "string", "minLength": 1, "maxLength": 200}
JUDGEMENT: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["name", "id", "verdict", "reason"],
                    "additionalProperties": False,
                    "properties": {
                        **dict.fromkeys(("name", "id", "reason"), _SAID),
                        "verdict": {"enum": ["same", "different", "withdrawn"]},
                    },
                }
            }
        },
    }
}
_TEXT: Final = {"type": "string", "contentMediaType": "application/json"}
FORM: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": {"queries": _TEXT, "extend": _TEXT}}
            }
        },
    },
    "externalDocs": {"url": SPECIFICATION},
}
