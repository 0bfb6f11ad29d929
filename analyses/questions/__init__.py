"""The questions that can be proved, compared, supposed and explained: one declaration each."""

from __future__ import annotations

from typing import Final

from analyses.questions.alerts import ALERTS
from analyses.questions.beneficial import BENEFICIAL_OWNERS
from analyses.questions.close import CLOSE_LINKS
from analyses.questions.conflicts import CONFLICTS
from analyses.questions.control import CONTROL
from analyses.questions.controller import CONTROLLER
from analyses.questions.extension import STATUTORY
from analyses.questions.fifty import FIFTY
from analyses.questions.owners import OWNERS
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
from analyses.questions.records import OWN
from analyses.questions.risk import RISK

QUESTIONS: Final = {
    question.name: question
    for question in (
        RISK,
        OWN,
        STATUTORY,
        CONFLICTS,
        ALERTS,
        CONTROL,
        CONTROLLER,
        OWNERS,
        BENEFICIAL_OWNERS,
        FIFTY,
        CLOSE_LINKS,
    )
}

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
