"""Projects and their participants, as the command and HTTP answer them."""

from __future__ import annotations

from api.answers.projects.participant import participant_answer
from api.answers.projects.project import project_answer

__all__ = ["participant_answer", "project_answer"]
