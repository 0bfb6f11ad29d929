"""Lists of subjects screened at once: a row each, the four sections counted and kept apart."""

from __future__ import annotations

from api.answers.screen.screen import Screening, Written, screen_answer, screening
from api.answers.screen.sheets import Sheets

__all__ = ["Screening", "Sheets", "Written", "screen_answer", "screening"]
