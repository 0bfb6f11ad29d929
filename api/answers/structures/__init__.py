"""Answers on structure: loops, shares beyond the whole, groups, shell clusters, ranks, distress."""

from __future__ import annotations

from api.answers.structures.debtrank import debtrank_answer
from api.answers.structures.groups import city_groups_answer, groups_answer
from api.answers.structures.loops import city_loops_answer, loops_answer
from api.answers.structures.overfull import city_overfull_answer, overfull_answer
from api.answers.structures.ranking import ranking_answer
from api.answers.structures.shells import city_shells_answer, shells_answer

__all__ = [
    "city_groups_answer",
    "city_loops_answer",
    "city_overfull_answer",
    "city_shells_answer",
    "debtrank_answer",
    "groups_answer",
    "loops_answer",
    "overfull_answer",
    "ranking_answer",
    "shells_answer",
]
