"""What lies within the scope that somebody was given: its own organisation, items and purposes."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.access import Grant, Role
from analyses.rulebook.entry import Entry
from api.access import refusals
from api.access.actor import ANY, ROLES_ZH, Actor, covers
from api.access.keys import Scope
from graph.errors import RefusedInput
from graph.masking import shown


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


def check_stated(grant: Grant, actor: Actor, rules: Rulebook, day: date, *stated: str) -> None:
    """Who must state a purpose did, with the request or in what it asks. Raises RefusedInput."""
    if grant.purpose and not any(stated):
        known = {aim.id for aim in in_force(rules.checks.purpose, day)}
        raise refusals.no_purpose(ROLES_ZH[actor.role], actor.role, stateable(actor, known))


def stateable(actor: Actor, known: Set[str]) -> list[str]:
    """The purposes that somebody may state."""
    scoped = actor.purposes - {ANY}
    return sorted(scoped & known if scoped else known)


def check_listed(scope: Scope, rules: Rulebook, day: date) -> None:
    """What a new key is for is listed on the day, by id, or ``*``. Raises RefusedInput."""
    _listed("item", scope.items, in_force(rules.checks.item, day))
    _listed("purpose", scope.purposes, in_force(rules.checks.purpose, day))


def _listed(field: str, given: Iterable[str], known: Iterable[Entry]) -> None:
    ids = ["*", *(each.id for each in known)]
    for one in given:
        if one not in ids:
            listed = ", ".join(ids)
            raise RefusedInput(
                f"没有“{shown(one, 60)}”;应为以下之一:{listed}",
                f"there is no {shown(one, 60)!r}; use one of: {listed}",
                field=field,
            )
