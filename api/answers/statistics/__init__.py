"""Statistics of the loop as answers."""

from __future__ import annotations

from api.answers.statistics.options import BY, StatisticsOptions
from api.answers.statistics.records import records_answer
from api.answers.statistics.statistics import statistics_answer
from api.answers.statistics.tallies import Tallies

__all__ = ["BY", "StatisticsOptions", "Tallies", "records_answer", "statistics_answer"]
