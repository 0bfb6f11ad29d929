"""Who owns for the state: there the search for whoever stands behind a firm ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from analyses.rulebook import Rulebook, in_force
from graph.views import Views


def owns_for_state(views: Views, rules: Rulebook, subject: int, day: date) -> bool:
    """Whether the subject is registered as state capital or named as such an owner is."""
    view = views.nodes([subject]).get(subject)
    if view is None or view.kind == "person":
        return False
    if view.fields.get("state_capital") is True:
        return True
    named = [each.named for each in in_force(rules.conflicts.state, day)]
    return is_named(view.name, (name for names in named for name in names))


def is_organ(views: Views, rules: Rulebook, subject: int, day: date) -> bool:
    """Whether the subject is an organ that holds capital for the state, by its name."""
    view = views.nodes([subject]).get(subject)
    if view is None or view.kind == "person":
        return False
    methods = in_force(rules.ownership.controller, day)
    return is_named(view.name, (name for each in methods for name in each.organs))


def is_named(name: str, parts: Iterable[str]) -> bool:
    return any(part in name for part in parts)
