"""What lies within the scope that somebody was given: its own organisation, items and purposes."""

from __future__ import annotations

from datetime import date

from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.access import Role
from api.access import refusals
from api.access.actor import Actor, covers


def check_unit(actor: Actor, unit: str) -> None:
    """One acts for one's own organisation, a credit subject for itself. Raises NotPermitted."""
    own = actor.organisation or actor.subject
    if actor.role is not Role.DEVELOPMENT and unit != own:
        raise refusals.for_another_unit(own)


def check_scope(actor: Actor, rules: Rulebook, day: date, item: str, purpose: str) -> None:
    """A credit check's item and purpose, by id or by name, are among those the actor was given.

    Raises NotPermitted. What no rule knows is left to the check itself to refuse.
    """
    for each in in_force(rules.checks.item, day):
        if item in (each.id, each.zh) and not covers(actor.items, each.id):
            raise refusals.beyond_item(each.id, sorted(actor.items))
    for aim in in_force(rules.checks.purpose, day):
        if purpose in (aim.id, aim.zh) and not covers(actor.purposes, aim.id):
            raise refusals.beyond_purpose(aim.id, sorted(actor.purposes))
