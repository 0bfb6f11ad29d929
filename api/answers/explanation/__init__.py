"""An answer proved, compared between two days, supposed otherwise, or explained where it is no."""

from __future__ import annotations

from api.answers.explanation.asking import Ask
from api.answers.explanation.difference import difference_answer
from api.answers.explanation.proof import Proved, checked_answer, proof_answer
from api.answers.explanation.what_if import what_if_answer
from api.answers.explanation.why_not import why_not_answer

__all__ = [
    "Ask",
    "Proved",
    "checked_answer",
    "difference_answer",
    "proof_answer",
    "what_if_answer",
    "why_not_answer",
]
