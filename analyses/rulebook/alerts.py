"""``alerts.toml``: along which ties an adverse record is a hint for others, and how strongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from analyses.rulebook.entry import Entry, Ppm, Rule
from analyses.rulebook.faults import Fault
from analyses.rulebook.lists import Severity
from graph.vocabulary import LINK_KIND


class Passing(Entry, frozen=True, kw_only=True):
    """What part of a score passes a tie: ``along_ppm`` from its source to its target (from the
    owner down to the company), ``against_ppm`` the other way.

    ``codes`` narrows the entry to ties of these offices or roles; ties of other codes fall to the
    entry of their kind without any. Stakes (``owns``) add up by pair and need ``least_ppm``; of
    several entries the largest share reached counts. ``unsure_along_ppm`` and
    ``unsure_against_ppm`` are for stakes that reach it only if the unknown share is large.
    """

    kind: str
    codes: tuple[str, ...] = ()
    along_ppm: Ppm
    against_ppm: Ppm
    least_ppm: Ppm = 0
    unsure_along_ppm: Ppm = 0
    unsure_against_ppm: Ppm = 0

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        kind = LINK_KIND.get(self.kind)
        if kind is None:
            yield Fault("kind", f"没有关系“{self.kind}”", f"there is no tie {self.kind!r}")
            return
        for code in self.codes:
            if code not in kind.codes or self.kind == "owns":
                yield Fault("codes", f"该关系没有“{code}”", f"such ties have no {code!r}")
        if self.kind == "owns" and self.least_ppm == 0:
            yield Fault("least_ppm", "持股须有下限", "stakes need a least share")


class Strength(Entry, frozen=True, kw_only=True):
    """How strong a record is to begin with; no ``severity`` means records of none."""

    severity: Severity | Literal[""] = ""
    ppm: Annotated[int, Meta(ge=1, le=1_000_000)]


class Spread(Entry, frozen=True, kw_only=True):
    """``decay_ppm`` is left after each tie; at most ``hops`` ties; whoever has more than
    ``most_neighbours`` is a hub and passes nothing on but its own record; a score below
    ``least_ppm`` is none, one of ``open_ppm`` is open: it is counted where alerts are counted."""

    decay_ppm: Annotated[int, Meta(ge=1, le=1_000_000)]
    hops: Annotated[int, Meta(ge=1, le=6)]
    most_neighbours: Annotated[int, Meta(ge=1)]
    least_ppm: Ppm = 0
    open_ppm: Ppm = 0


class Alerts(Rule, frozen=True, kw_only=True):
    spread: Annotated[tuple[Spread, ...], Meta(min_length=1)]
    strength: tuple[Strength, ...]
    passing: tuple[Passing, ...]
