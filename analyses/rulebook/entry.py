"""What every entry of a rule file has: a name, a basis, and the days it is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, field

from analyses.rulebook.faults import Fault

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]*$")]
Said = Annotated[str, Meta(min_length=1)]
Months = Annotated[int, Meta(ge=1, le=1200)]
Ppm = Annotated[int, Meta(ge=0, le=1_000_000)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rule files are strict: a key nobody knows is refused."""


class Basis(Rule, frozen=True, kw_only=True):
    """``document`` is an id of ``documents.toml``; ``article`` as people cite it (第四十八条)."""

    document: Name
    article: Said
    says: str = ""


class Entry(Rule, frozen=True, kw_only=True):
    """One rule, or one version of it: entries of one id follow each other without overlapping."""

    id: Name
    zh: Said
    en: Said
    basis: Annotated[tuple[Basis, ...], Meta(min_length=1)]
    since: date = field(name="from")
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def names(self) -> Iterable[tuple[str, str, str]]:
        """Other entries this one names: ``(key, section.table, id)``; the loader looks them up."""
        return ()

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the entry beyond its types."""
        if self.until is not None and self.until < self.since:
            yield Fault("until", "止日早于起日", "it ends before it begins")


E = TypeVar("E", bound=Entry)


def in_force(entries: Iterable[E], day: date) -> tuple[E, ...]:
    """The versions that hold on the day, in the file's order."""
    return tuple([entry for entry in entries if entry.holds(day)])


def version(entries: Iterable[E], id: str, day: date) -> E | None:
    """The version of one entry that holds on the day."""
    return next((entry for entry in entries if entry.id == id and entry.holds(day)), None)
