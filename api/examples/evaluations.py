"""Evaluations: schemas and examples."""

from __future__ import annotations

from typing import Final

from api.answers import evaluation_shapes as shapes
from api.examples.common import BRIEF_A, BY_ID, FRAME, MOVED, Responses, documented

SHAPES: Final = (
    shapes.EvaluationAnswer,
    shapes.EvaluationHistoryAnswer,
    shapes.EvaluationsAnswer,
)
_BASIS: Final = [
    {
        "document": "supervision-guidance",
        "title": "国务院办公厅关于加快推进社会信用体系建设构建以信用为基础的新型监管机制的指导意见",
        "article": "(十)",
    }
]
_EVIDENCE: Final = {
    "id": "credit:5f1c9a7e3b2d4c6f8a0e1b3d",
    "kind": "sanction",
    "name": "济罚〔2025〕12号",
    "evidence": "penalty_general",
    "since": "2025-06-01",
}
EVALUATION_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "grade": "B",
    "score": 820,
    "full": 1000,
    "earned": "B",
    "areas": [{"code": "compliance", "zh": "守法合规", "points": 350, "most": 400}],
    "indicators": [
        {
            "code": "general_penalties",
            "zh": "一般行政处罚",
            "en": "general penalties",
            "area": "compliance",
            "points": 50,
            "most": 80,
            "unknown": False,
            "evidence": [_EVIDENCE],
            "basis": _BASIS,
        }
    ],
    "vetoes": [],
    "gradings": [],
    "notices": ["参考指标集 / a reference set"],
    "redirected_from": None,
}
HISTORY_EXAMPLE: Final = {
    **FRAME,
    **BRIEF_A,
    "periods": [
        {"since": "2025-06-01", "until": None, "grade": "B", "score": 820},
        {"since": "2024-03-01", "until": "2025-05-31", "grade": "A", "score": 850},
    ],
    "redirected_from": None,
}
EXAMPLES: Final = {
    "/v1/evaluations": {
        **FRAME,
        "firms": 550_000,
        "grades": {"A": 231_000, "B": 294_000, "C": 17_000, "D": 8_000},
        "notices": ["参考指标集 / a reference set"],
    },
    "/v1/evaluations/{id}": EVALUATION_EXAMPLE,
    "/v1/evaluations/{id}/history": HISTORY_EXAMPLE,
}
EVALUATION: Final[Responses] = {**documented("EvaluationAnswer"), **BY_ID, **MOVED}
HISTORY: Final[Responses] = {**documented("EvaluationHistoryAnswer"), **BY_ID, **MOVED}
EVALUATIONS: Final[Responses] = documented("EvaluationsAnswer")
