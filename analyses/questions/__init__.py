"""The questions that can be proved, compared, supposed and explained: one declaration each."""

from __future__ import annotations

from typing import Final

from analyses.questions.control import CONTROL
from analyses.questions.fifty import FIFTY
from analyses.questions.question import (
    Answered,
    Asked,
    Lack,
    Parameter,
    Question,
    Scene,
    Statement,
    StatementKey,
)

QUESTIONS: Final = {question.name: question for question in (CONTROL, FIFTY)}

__all__ = [
    "QUESTIONS",
    "Answered",
    "Asked",
    "Lack",
    "Parameter",
    "Question",
    "Scene",
    "Statement",
    "StatementKey",
]
