"""``declarations.toml``: what a subject may register of itself, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Rule
from analyses.rulebook.faults import Fault
from analyses.rulebook.machine import State, Transition
from graph.vocabulary import DECLARATIONS


class DeclarationKind(Entry, frozen=True, kw_only=True):
    """Its id is one of ``vocabulary.DECLARATIONS``; it is shown for ``holds_months``."""

    holds_months: Months

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if self.id not in DECLARATIONS:
            allowed = ", ".join(DECLARATIONS)
            yield Fault("id", f"应为以下之一:{allowed}", f"must be of: {allowed}")


class DeclarationTransition(Transition, frozen=True, kw_only=True):
    """``by`` the subject itself, or by others only."""

    SECTION = "declarations"

    by: Literal["subject", "others"]


class Declarations(Rule, frozen=True, kw_only=True):
    """The first state is where a declaration begins."""

    kind: Annotated[tuple[DeclarationKind, ...], Meta(min_length=1)]
    state: Annotated[tuple[State, ...], Meta(min_length=1)]
    transition: tuple[DeclarationTransition, ...]
