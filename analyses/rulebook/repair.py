"""``repair.toml``: the regimes of credit repair and their classes, the exits from lists, and what
each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Months, Rule, Said
from analyses.rulebook.faults import Fault
from analyses.rulebook.lists import Severity

Test = Literal["period", "duties", "commitment", "repairable", "honest", "other"]


class Regime(Entry, frozen=True, kw_only=True):
    """A record of these ``kinds`` is under the regime in force on the day that ``by`` names, unless
    it says which, by the ``id`` or in words by one of ``named``; a list with an exit of its own is
    not under it."""

    by: Literal["decided"] = "decided"
    kinds: tuple[str, ...] = ("penalty",)
    named: tuple[Said, ...] = ()


class RepairClass(Entry, frozen=True, kw_only=True):
    """How long a record of a class is published at least and at most.

    ``severity`` is the class of the record; ``told`` further narrows it to what the record says
    (特种设备), ``penalties`` says which kinds of penalty make a record this severe. Of the classes
    that fit, the first in the file has it.
    """

    regime: str
    severity: Severity | None = None
    penalties: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    least_months: Annotated[int, Meta(ge=0)]
    most_months: Annotated[int, Meta(ge=1)]

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield ("regime", "repair.regime", self.regime)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if self.least_months > self.most_months:
            yield Fault("least_months", "最短长于最长", "the shortest is longer than the longest")


class Exit(Entry, frozen=True, kw_only=True):
    """The early exit from these ``lists``, by their own norm: after the list's months."""

    lists: Annotated[tuple[str, ...], Meta(min_length=1)]

    def names(self) -> Iterable[tuple[str, str, str]]:
        yield from (("lists", "lists.list", named) for named in self.lists)


class Condition(Entry, frozen=True, kw_only=True):
    """One thing that a ``regime`` or an ``exit`` asks for.

    ``test`` says how it is told: ``period``, the shortest publication is over, ``counted`` from the
    decision or from the correction; ``duties``, corrected and every duty met; ``commitment``, made
    publicly, or a delivered commitment that says one of the words ``told``; ``repairable``, no
    ``bar`` says otherwise; ``honest``, the subject handed in nothing false with an application in
    the last ``months``; ``other``, what the deciding unit has to establish.
    """

    regime: str | None = None
    exit: str | None = None
    test: Test
    counted: Literal["decided", "corrected"] = "decided"
    told: tuple[Said, ...] = ()
    months: Months | None = None

    def names(self) -> Iterable[tuple[str, str, str]]:
        if self.regime is not None:
            yield ("regime", "repair.regime", self.regime)
        if self.exit is not None:
            yield ("exit", "repair.exit", self.exit)

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        if (self.regime is None) == (self.exit is None):
            yield Fault("test", "regime 与 exit 须恰有其一", "give either a regime or an exit")
        if (self.test == "honest") != (self.months is not None):
            yield Fault("months", "months 仅用于 honest", "months go with the test honest, only")


class Bar(Entry, frozen=True, kw_only=True):
    """A record that says one of the words ``told`` cannot be repaired."""

    told: Annotated[tuple[Said, ...], Meta(min_length=1)]


class Repair(Rule, frozen=True, kw_only=True):
    regime: tuple[Regime, ...]
    publication: tuple[RepairClass, ...]
    exit: tuple[Exit, ...]
    condition: tuple[Condition, ...]
    bar: tuple[Bar, ...]
