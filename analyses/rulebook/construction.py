"""``construction.toml``: what approval stages require of credit, and the leaders' liability."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Rule, Said
from analyses.rulebook.faults import Fault
from graph.vocabulary import ROLES

Stage = Literal["planning", "engineering", "construction", "acceptance"]
Roles = Annotated[tuple[str, ...], Meta(min_length=1)]


class _OfRoles(Entry, frozen=True, kw_only=True):
    roles: Roles

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        for role in self.roles:
            if role not in ROLES:
                yield Fault("roles", f"没有参建角色“{role}”", f"there is no role {role!r}")


class Requirement(_OfRoles, frozen=True, kw_only=True):
    """Each unit of these ``roles``, or its leader, must have the ``evidence`` when ``stage`` is
    entered. ``told`` are words by which a commitment's kind or item shows that it is the one."""

    stage: Stage
    evidence: Literal["commitment", "check"]
    by: Literal["unit", "leader"]
    told: Annotated[tuple[Said, ...], Meta(min_length=1)]


class Liability(_OfRoles, frozen=True, kw_only=True):
    """Who led in one of these ``roles`` is liable through the works' design life."""


class DesignLife(Entry, frozen=True, kw_only=True):
    """``years`` for works whose category or name has a word of ``told``; without words, for all
    others."""

    years: Annotated[int, Meta(ge=1, le=500)]
    told: tuple[Said, ...] = ()


class Construction(Rule, frozen=True, kw_only=True):
    requirement: tuple[Requirement, ...]
    liability: tuple[Liability, ...]
    design_life: tuple[DesignLife, ...]
