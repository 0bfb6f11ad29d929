"""The catalogue as answers."""

from __future__ import annotations

from api.answers.catalogue.catalogue import catalogue_answer
from api.answers.catalogue.coverage import coverage_answer

__all__ = ["catalogue_answer", "coverage_answer"]
