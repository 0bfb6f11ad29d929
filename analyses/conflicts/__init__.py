"""Eligibility conflicts (资格互斥): who may not act together in a lot or a project.

Three grades that never mix: *void*, *deemed* collusion, and *indicators* without legal effect. A
third shareholder in common and a state owner in common are never void.
"""

from __future__ import annotations

from analyses.conflicts.found import Found
from analyses.conflicts.judge import (
    Conflicts,
    lot_conflicts,
    project_conflicts,
    subject_conflicts,
)

__all__ = ["Conflicts", "Found", "lot_conflicts", "project_conflicts", "subject_conflicts"]
