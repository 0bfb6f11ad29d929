"""Signing in: what is sent, and what is answered."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal, TypedDict

import msgspec
from msgspec import Meta

from api.access.actor import ROLES_ZH, Actor
from api.access.decision import Table


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``purpose``: what the session is for, for roles that must state one."""

    key: Annotated[str, Meta(min_length=1, max_length=300)]
    purpose: Annotated[str, Meta(max_length=60)] = ""


class PurposeName(TypedDict):
    """A purpose as the rules name it."""

    id: str
    zh: str
    en: str


class SessionAnswer(TypedDict):
    """Who is signed in, and until when (UTC; None: no end is set)."""

    actor: str
    role: str
    role_zh: str
    organisation: str
    subject: str
    until: str | None
    day: str  # the service's own: what is asked without a day stands on it
    purpose: str
    purposes: list[str]  # what its key may be used for; ``*``: whatever there is
    stateable: list[PurposeName]  # which of those in force it may state
    purpose_needed: bool  # whether the role states a purpose before it asks
    may: dict[str, Literal["any", "own", "none"]]  # by address: of whom it may be asked


def session_answer(
    actor: Actor, until: float, purpose: str, table: Table, day: date
) -> SessionAnswer:
    ends = None if until == float("inf") else datetime.fromtimestamp(until, UTC).isoformat()
    return {
        "actor": actor.id,
        "role": actor.role.value,
        "role_zh": ROLES_ZH[actor.role],
        "organisation": actor.organisation,
        "subject": actor.subject,
        "until": ends,
        "day": day.isoformat(),
        "purpose": purpose,
        "purposes": sorted(actor.purposes),
        "stateable": [_named(table, each) for each in table.stated_by(actor)],
        "purpose_needed": any(
            grant.purpose for route in table.routes for grant in table.grants(route, actor.role)
        ),
        "may": {route: _of_whom(table, route, actor) for route in sorted(table.routes)},
    }


def _named(table: Table, id: str) -> PurposeName:
    purpose = table.purposes[id]
    return {"id": id, "zh": purpose.zh, "en": purpose.en}


def _of_whom(table: Table, route: str, actor: Actor) -> Literal["any", "own", "none"]:
    grants = table.grants(route, actor.role)
    if any(grant.of == "any" for grant in grants):
        return "any"
    return "own" if grants else "none"
