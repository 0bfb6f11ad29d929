"""The visits a firm had, and those that are ordered and still due."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from graph.facts import NodeView
from graph.ties import Ties
from graph.views import Views
from graph.vocabulary import LINK_CODE

CHUNK = 5_000
_VISITED = LINK_CODE["visited"]
_CARRIED_OUT_BY = LINK_CODE["carried_out_by"]


class Visit(NamedTuple):
    """``firm`` and ``unit`` are nodes; ``ordered`` is an ordinal; ``due``: no result yet."""

    firm: int
    unit: int
    cause: str
    ordered: int
    due: bool
    number: int


def visits(network: Ties, views: Views, firms: list[int], day: date) -> list[Visit]:
    """All visits to these firms ordered by the day. Cost: the firms' ties, and one read of each
    visit."""
    today = day.toordinal()
    ties = [
        (firm, tie)
        for firm in firms
        for tie in network.every_tie(firm)
        if tie[6] == _VISITED and tie[7] and tie[4] <= today
    ]
    found = []
    for start in range(0, len(ties), CHUNK):
        some = ties[start : start + CHUNK]
        seen = views.nodes([tie[0] for _, tie in some])
        found += [
            _visit(network, firm, seen[tie[0]], tie[4], day) for firm, tie in some if tie[0] in seen
        ]
    return found


def _visit(network: Ties, firm: int, view: NodeView, ordered: int, day: date) -> Visit:
    by = [tie[0] for tie in network.every_tie(view.number) if tie[6] == _CARRIED_OUT_BY and tie[7]]
    paid = view.fields.get("day")
    due = not isinstance(paid, date) or paid > day
    cause = str(view.fields.get("cause", ""))
    return Visit(firm, by[0] if by else -1, cause, ordered, due, view.number)
