"""Proofs, differences, suppositions and reasons why not: schemas and examples."""

from __future__ import annotations

from typing import Any, Final

from api.answers.explanation import shapes
from api.examples.common import (
    BRIEF_A,
    BRIEF_B,
    BY_ID,
    FRAME,
    MOVED,
    REF,
    STEP,
    A,
    B,
    Responses,
    documented,
)
from api.explaining import WhatIf

SHAPES: Final = (
    shapes.ProofFile,
    shapes.DifferenceAnswer,
    shapes.WhatIfAnswer,
    shapes.WhyNotAnswer,
    WhatIf,
)
_ASKED: Final = {
    "question": "control",
    "question_zh": "控制",
    "question_en": "control",
    "subjects": [BRIEF_A],
    "parameters": {"concert": False},
}
_SAID: Final = {
    "relation": "controls",
    "relation_zh": "控制",
    "parties": [BRIEF_B],
    "rule": "",
    "answer": "yes",
    "values": {"votes_ppm": 600_000, "votes_max_ppm": 600_000},
    "path": [STEP],
}
_CAME: Final = {
    "event": "came",
    "kind": "owns",
    "kind_zh": "出资持股",
    "about": [BRIEF_A, BRIEF_B],
    "fields": [],
    "before": [],
    "after": [STEP],
}
_BECAME: Final = {
    "relation": "controls",
    "relation_zh": "控制",
    "parties": [BRIEF_B],
    "rule": "",
    "before": None,
    "after": _SAID,
    "causes": [_CAME],
    "alone": True,
}
DIFFERENCE_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "redirected_from": None,
    **_ASKED,
    "outcome": "changed",
    "became": [_BECAME],
    "released": [],
    "changed": [],
    "facts": [_CAME],
    "untried": 0,
    "omitted": 0,
    "from": "2020-01-01",
    "to": "2026-01-31",
}
WHY_NOT_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "redirected_from": None,
    **_ASKED,
    "other": BRIEF_B,
    "outcome": "no",
    "statements": [],
    "reason": {
        "code": "share_below",
        "zh": "在“示例劳务有限公司”合计只有 30 %,须达 50.0001 %",
        "en": "they hold only 30 % of 示例劳务有限公司 together; 50.0001 % is needed",
        "about": BRIEF_B,
        "said": {"has": 300_000, "needs": 500_001},
        "path": [{**STEP, "share_min": 300_000, "share_max": 300_000}],
    },
}
PROOF_EXAMPLE: Final = {
    "format": "xinmai-proof/1",
    "claim": {
        "question": "control",
        "subjects": [0],
        "parameters": {"concert": False},
        "as_of": "2026-01-31",
        "revision": 12,
        "known_at": None,
        "rules": FRAME["rules"],
        "cut": [],
        "statements": [],
        "leaves": ["…"],
        "root": "…",
    },
    "facts": [{"fact": "node", "node": 0, "id": A, "kind": "organization"}],
    "signature": {"algorithm": "Ed25519", "key": "…", "value": "…"},
}
_TRANSFER: Final = {"kind": "transfer", "company": B, "from": "sjj:9f3c", "to": A}
WHAT_IF_ASKED: Final = {
    "question": "control",
    "ids": [A],
    "suppose": [_TRANSFER],
    "as_of": "2026-01-31",
}
WHAT_IF_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    **_ASKED,
    "suppose": [{**_TRANSFER, "on": "2026-01-31"}],
    "outcome": "changed",
    "became": [_BECAME],
    "released": [],
    "changed": [],
    "facts": [_CAME],
    "untried": 0,
    "omitted": 0,
    "before": [],
    "after": [_SAID],
}
EXAMPLES: Final = {
    "POST /v1/what-if": WHAT_IF_EXAMPLE,
    "/v1/proof": PROOF_EXAMPLE,
    "/v1/diff": DIFFERENCE_EXAMPLE,
    "/v1/why-not": WHY_NOT_EXAMPLE,
    "/v1/subjects/{id}/proof": PROOF_EXAMPLE,
    "/v1/subjects/{id}/diff": DIFFERENCE_EXAMPLE,
    "/v1/subjects/{id}/why-not": WHY_NOT_EXAMPLE,
}

PROOF: Final[Responses] = {**documented("ProofFile"), **BY_ID, **MOVED}
DIFFERENCE: Final[Responses] = {**documented("DifferenceAnswer"), **BY_ID, **MOVED}
WHY_NOT: Final[Responses] = {**documented("WhyNotAnswer"), **BY_ID, **MOVED}
PROOF_OF: Final[Responses] = {**documented("ProofFile"), **BY_ID}
DIFFERENCE_OF: Final[Responses] = {**documented("DifferenceAnswer"), **BY_ID}
WHY_NOT_OF: Final[Responses] = {**documented("WhyNotAnswer"), **BY_ID}
WHAT_IF: Final[Responses] = {**documented("WhatIfAnswer"), **BY_ID}
WHAT_IF_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"$ref": REF.format(name="WhatIf")},
                "example": WHAT_IF_ASKED,
            }
        },
    }
}
