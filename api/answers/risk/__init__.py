"""May this subject pass, and why: its own record, extension, conflicts, alerts; never summed."""

from __future__ import annotations

from api.answers.risk.alerts import alerts_answer, city_alerts_answer
from api.answers.risk.conflicts import lot_conflicts_answer, project_conflicts_answer
from api.answers.risk.risk import risk_answer

__all__ = [
    "alerts_answer",
    "city_alerts_answer",
    "lot_conflicts_answer",
    "project_conflicts_answer",
    "risk_answer",
]
