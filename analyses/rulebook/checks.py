"""``checks.toml``: what is checked before it is decided, what binds it, and what it earns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Rule, Said
from analyses.rulebook.faults import Fault
from graph.vocabulary import SANCTION_KINDS

Severity = Literal["minor", "general", "serious"]


class Purpose(Entry, frozen=True, kw_only=True):
    """Why a credit record is looked up."""


class CheckItem(Entry, frozen=True, kw_only=True):
    """A matter of a department or a bank that is decided after a credit check.

    Any of ``measures`` that is in force restricts it. ``must_act``: a new serious record whose
    measures it carries out opens a case here.
    """

    department: Said
    sort: Literal["department", "bank"] = "department"
    purposes: Annotated[tuple[str, ...], Meta(min_length=1)]
    measures: Annotated[tuple[str, ...], Meta(min_length=1)]
    must_act: bool = False

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("purposes", "checks.purpose", each) for each in self.purposes)
        yield from (("measures", "measures.measure", each) for each in self.measures)


class Dispatch(Entry, frozen=True, kw_only=True):
    """Which new records open cases, and within how many working days each is acted on."""

    kinds: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    working_days: Annotated[int, Meta(ge=1, le=250)]

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if set(self.kinds) - set(SANCTION_KINDS):
            allowed = ", ".join(SANCTION_KINDS)
            yield Fault("kinds", f"应为以下之一:{allowed}", f"must be of: {allowed}")
        if not (self.kinds or self.severities):
            yield Fault("id", "没有说明什么记录须派发", "it says nothing that opens a case")


class Incentive(Entry, frozen=True, kw_only=True):
    """What a subject in good standing is given at ``items``: one of a public grade in ``grades``,
    or with a commendation whose kind or name has one of ``commended`` in it.

    Whoever has an adverse record in force is given none.
    """

    items: Annotated[tuple[str, ...], Meta(min_length=1)]
    grades: tuple[str, ...] = ()
    commended: tuple[str, ...] = ()

    def names(self) -> Iterable[tuple[str, str, str]]:
        return (("items", "checks.item", each) for each in self.items)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if not (self.grades or self.commended):
            yield Fault("id", "没有说明谁可享受", "it says nobody who is given it")


class Checks(Rule, frozen=True, kw_only=True):
    purpose: tuple[Purpose, ...]
    item: tuple[CheckItem, ...]
    dispatch: tuple[Dispatch, ...]
    incentive: tuple[Incentive, ...]
