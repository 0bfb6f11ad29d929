"""Where the register ends: an owner of whom no owner is recorded, and why nobody can look on."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple

from analyses.stakes import OWNS
from graph.ties import Ties, walk_of
from graph.views import Views

HOME: Final = frozenset({"CN", "CHN", "中国", "156"})

End = Literal["foreign", "undescribed", "unrecorded"]


class Doubt(NamedTuple):
    """Whose share of which company is not known (``unknown_share``), who is behind a firm
    (``foreign``, ``undescribed``, ``unrecorded``), a closed ``loop``, or what the budget did not
    allow to read (``cut_short``)."""

    code: Literal["unknown_share", "foreign", "undescribed", "unrecorded", "loop", "cut_short"]
    about: int
    company: int | None = None


def register_end(network: Ties, views: Views, subject: int, day: date) -> End | None:
    """None for a person, and where an owner is recorded on the day. ``undescribed``: nobody said
    what the subject is; ``unrecorded``: a firm at home without a recorded owner."""
    view = views.nodes([subject]).get(subject)
    if view is None or view.kind == "person":
        return None
    if network.ties(subject, walk_of(OWNS, day, "in")):
        return None
    if view.stub or view.kind == "subject":
        return "undescribed"
    abroad = str(view.fields.get("country", "CN")) not in HOME
    return "foreign" if abroad else "unrecorded"
