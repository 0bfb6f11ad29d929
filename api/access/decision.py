"""The one decision before every answer: who, in which role, for which organisation, asks what of
whom and what for; and which facts and fields then stand before them.

Pure and prepared: a decision costs a few look-ups in a dict.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.access import Access, Grant, Question, Role, View
from api.access import refusals
from api.access.actor import ANY, ROLES_ZH, Actor, covers
from api.access.scope import stateable

_NAMED: Final = ("/v1/subjects/", "/v1/evaluations/", "/v1/files/")
"""Below these, the parameter ``id`` says of whom an address asks."""


class Asked(NamedTuple):
    """What one request asks: its address (``GET /v1/subjects/{id}``), of whom as far as the address
    says, and the stated purpose."""

    route: str
    subject: str | None = None
    purpose: str = ""


class Table:
    """The grants in force on one day, by address and role."""

    def __init__(self, rules: Rulebook, day: date) -> None:
        access = rules.access
        self._of = _by_route(access, day)
        self._zh = {route: q.zh for q in in_force(access.question, day) for route in q.routes}
        self._en = {route: q.en for q in in_force(access.question, day) for route in q.routes}
        self._views = {view.id: view for view in in_force(access.view, day)}
        self.purposes: Final = {each.id: each for each in in_force(rules.checks.purpose, day)}

    @property
    def routes(self) -> frozenset[str]:
        return frozenset(self._of)

    def grants(self, route: str, role: Role) -> tuple[Grant, ...]:
        """In the order they are tried; none where the role may not ask."""
        return self._of.get(route, {}).get(role, ())

    def view(self, grant: Grant) -> View:
        """Raises KeyError for a view that is not in force."""
        return self._views[grant.view]

    def decide(self, actor: Actor, asked: Asked) -> Grant:
        """The grant that allows it: which facts are seen (``view``), and whose.

        Raises NotPermitted with the reason, or RefusedInput naming a purpose that is missing.
        """
        grant = self._fitting(actor, asked)
        if asked.purpose and asked.purpose not in self.purposes:
            raise refusals.unknown_purpose(sorted(self.purposes))
        if asked.purpose and actor.purposes and not covers(actor.purposes, asked.purpose):
            raise refusals.beyond_purpose(asked.purpose, sorted(actor.purposes))
        if grant.purpose is True and not asked.purpose:
            raise refusals.no_purpose(ROLES_ZH[actor.role], actor.role, self.stated_by(actor))
        return grant

    def _fitting(self, actor: Actor, asked: Asked) -> Grant:
        grants = self.grants(asked.route, actor.role)
        for grant in grants:
            if grant.of == "any" or asked.subject is None or asked.subject == actor.subject:
                return grant
        if grants:
            raise refusals.of_another()
        raise refusals.not_granted(
            ROLES_ZH[actor.role], actor.role, self._zh.get(asked.route, ""),
            self._en.get(asked.route, ""), self._who_may(asked.route),
        )  # fmt: skip

    def stated_by(self, actor: Actor) -> list[str]:
        """The purposes that somebody may state."""
        return stateable(actor, self.purposes.keys())

    def _who_may(self, route: str) -> list[Role]:
        return [role for role in self._of.get(route, {}) if role is not Role.DEVELOPMENT]


def named(path: str, parameters: Mapping[str, str]) -> str | None:
    """Of whom an address asks; None where it names nobody, or only a case."""
    if not path.startswith(_NAMED):
        return None
    found = parameters.get("id")
    return found and found.removesuffix(".html").removesuffix(".pdf")


def _by_route(access: Access, day: date) -> dict[str, dict[Role, tuple[Grant, ...]]]:
    questions = in_force(access.question, day)
    found: dict[str, dict[Role, tuple[Grant, ...]]] = {}
    for grant in in_force(access.grant, day):
        for question in questions:
            if ANY in grant.questions or question.id in grant.questions:
                _grant(found, grant, question)
    return found


def _grant(
    found: dict[str, dict[Role, tuple[Grant, ...]]], grant: Grant, question: Question
) -> None:
    for route in question.routes:
        roles = found.setdefault(route, {})
        for role in grant.roles:
            roles[role] = (*roles.get(role, ()), grant)
