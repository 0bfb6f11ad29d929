"""Who stands behind whom: owners, control, and the 50 % cascade."""

from __future__ import annotations

from api.answers.ownership.control import control_answer
from api.answers.ownership.fifty import fifty_answer, subject_fifty_answer, threshold_of
from api.answers.ownership.owners import owners_answer

__all__ = [
    "control_answer",
    "fifty_answer",
    "owners_answer",
    "subject_fifty_answer",
    "threshold_of",
]
