"""``commitments.toml``: what may be committed to, the states of a commitment, and what bars one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Rule, Said
from analyses.rulebook.faults import Fault
from analyses.rulebook.machine import State, Transition
from graph.vocabulary import SANCTION_KINDS

Area = Literal["household", "market_entry", "social_assistance", "construction", "other"]
Severity = Literal["minor", "general", "serious"]


class CommitmentTransition(Transition, frozen=True, kw_only=True):
    SECTION = "commitments"


class Item(Entry, frozen=True, kw_only=True):
    """A matter for which a commitment stands in for ``proof``.

    ``named`` are further names in deliveries. The check is due ``check_working_days`` after the
    day of the commitment, which holds for ``holds_months`` (None: until performed). ``text`` is
    what the subject signs.
    """

    department: Said
    area: Area
    proof: Said
    text: Said
    named: tuple[str, ...] = ()
    check_working_days: Annotated[int, Meta(ge=1, le=250)]
    holds_months: Months | None = None


class Bar(Entry, frozen=True, kw_only=True):
    """What keeps a subject from committing: a commitment in one of ``states``, or a record of one
    of ``kinds`` or of one of ``severities`` that is in force."""

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()

    def names(self) -> Iterable[tuple[str, str, str]]:
        return (("states", "commitments.state", state) for state in self.states)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if set(self.kinds) - set(SANCTION_KINDS):
            allowed = ", ".join(SANCTION_KINDS)
            yield Fault("kinds", f"应为以下之一:{allowed}", f"must be of: {allowed}")
        if not (self.states or self.kinds or self.severities):
            yield Fault("id", "没有说明什么情形构成限制", "it says nothing that bars")


class Commitments(Rule, frozen=True, kw_only=True):
    """The first state is where a commitment begins."""

    state: Annotated[tuple[State, ...], Meta(min_length=1)]
    transition: tuple[CommitmentTransition, ...]
    bar: tuple[Bar, ...]
    item: tuple[Item, ...]
