"""``repair.toml``: the regimes of credit repair, their classes, and which one a record is under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Rule
from analyses.rulebook.faults import Fault
from analyses.rulebook.lists import Severity


class Regime(Entry, frozen=True, kw_only=True):
    """A record is under the regime in force on the day that ``by`` names, unless it says which."""

    by: Literal["decided"] = "decided"
    conditions_zh: tuple[str, ...] = ()
    conditions_en: tuple[str, ...] = ()


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


class Repair(Rule, frozen=True, kw_only=True):
    regime: tuple[Regime, ...]
    publication: tuple[RepairClass, ...]
