"""Who stands behind whom: owners, control, beneficial owners, and the 50 % cascade."""

from __future__ import annotations

from api.answers.ownership.beneficial import beneficial_owners_answer
from api.answers.ownership.close_links import close_links_answer
from api.answers.ownership.control import control_answer
from api.answers.ownership.controller import controller_answer
from api.answers.ownership.fifty import fifty_answer, subject_fifty_answer, threshold_of
from api.answers.ownership.owners import owners_answer
from api.answers.ownership.tree import TreeOptions, tree_answer

__all__ = [
    "TreeOptions",
    "beneficial_owners_answer",
    "close_links_answer",
    "control_answer",
    "controller_answer",
    "fifty_answer",
    "owners_answer",
    "subject_fifty_answer",
    "threshold_of",
    "tree_answer",
]
