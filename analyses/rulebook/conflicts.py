"""``conflicts.toml``: who may not act together in a lot or a project, in three grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Ppm, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import LINK_KIND, OFFICES, ROLES

Grade = Literal["void", "deemed", "indicators"]
Test = Literal[
    "same_head", "control", "managed", "same_value", "banned", "restricted", "consortium",
    "not_independent", "two_projects", "barred_in_office", "new_project_limited",
    "shared_owner", "shared_controller", "shared_officer", "shared_contact", "rotation",
]  # fmt: skip


class Conflict(Entry, frozen=True, kw_only=True):
    """``test`` names the question asked of the parties; the other keys are its parameters.

    ``fact`` is a field of a bid that must not be the same twice; ``offices`` and ``roles`` whom
    the norm names, ``others`` the roles they are compared with; ``most`` how many are allowed;
    ``least_ppm`` the smallest stake that counts; ``rare`` the most users a shared contact may
    have; ``measures`` those that restrict.
    """

    grade: Grade
    test: Test
    fact: str = ""
    offices: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    most: Annotated[int, Meta(ge=1)] = 1
    least_ppm: Ppm = 0
    rare: Annotated[int, Meta(ge=2)] = 2
    measures: tuple[str, ...] = ()

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("measures", "measures.measure", named) for named in self.measures)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        known = {"offices": OFFICES, "roles": ROLES, "others": ROLES}
        for key, names in known.items():
            for name in getattr(self, key):
                if name not in names:
                    yield Fault(key, f"没有“{name}”", f"there is no {name!r}")
        fields = {field.name for field in LINK_KIND["bids"].fields}
        if (self.test == "same_value") != (self.fact in fields):
            yield Fault("fact", "投标没有这一字段", f"not a field of a bid: {self.fact!r}")


class StateOwner(Entry, frozen=True, kw_only=True):
    """Who owns for the state: besides what is registered as state capital, by its ``name``.
    Owned or controlled by the state alone, two are not thereby related."""

    named: Annotated[tuple[str, ...], Meta(min_length=1)]


class Conflicts(Rule, frozen=True, kw_only=True):
    conflict: tuple[Conflict, ...]
    state: tuple[StateOwner, ...]
