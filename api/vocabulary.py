"""The vocabulary as the page reads it: Chinese names, types and codes of every field."""

from __future__ import annotations

from typing import Any, Final

from graph.vocabulary import (
    ACTS,
    ACTS_ZH,
    LINK_KINDS,
    NODE_KINDS,
    OFFICE_ZH,
    ROLE_ZH,
    STAGES,
    STAGES_ZH,
    STAKES,
    STAKES_ZH,
    VISIT_CAUSES,
    VISIT_CAUSES_ZH,
    VISIT_RESULTS,
    VISIT_RESULTS_ZH,
    Field,
    LinkKind,
    NodeKind,
)

_CODES_ZH: Final = {
    "act": dict(zip(ACTS, ACTS_ZH, strict=True)),
    "cause": dict(zip(VISIT_CAUSES, VISIT_CAUSES_ZH, strict=True)),
    "office": OFFICE_ZH,
    "result": dict(zip(VISIT_RESULTS, VISIT_RESULTS_ZH, strict=True)),
    "role": ROLE_ZH,
    "stake": dict(zip(STAKES, STAKES_ZH, strict=True)),
    "stage": dict(zip(STAGES, STAGES_ZH, strict=True)),
}


def words() -> dict[str, Any]:
    return {
        "nodes": {
            kind.name: {"zh": kind.zh, "fields": _fields(kind.fields)} for kind in NODE_KINDS
        },
        "links": {
            kind.name: {"zh": kind.zh, "fields": _fields(kind.fields)} for kind in LINK_KINDS
        },
    }


def _kind(kind: NodeKind | LinkKind) -> dict[str, Any]:
    return {"zh": kind.zh, "fields": _fields(kind.fields)}


def _fields(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        field.name: {
            "zh": field.zh,
            "type": field.type.value,
            "codes": _CODES_ZH.get(field.name, {code: code for code in field.codes}),
        }
        for field in fields
    }
