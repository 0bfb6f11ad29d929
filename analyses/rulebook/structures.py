"""When the shape of ownership is worth a look. Our own method: analytic, without legal effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from analyses.rulebook.entry import Entry, Ppm, Rule
from analyses.rulebook.faults import Fault
from graph.vocabulary import CONTACT_KINDS

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
THINGS = (*CONTACT_KINDS, "agent")


class LoopRule(Entry, frozen=True, kw_only=True):
    """A loop along whose strongest path less than ``least_ppm`` may come back is left out of the
    city's list."""

    least_ppm: Ppm = 0


class OverfullRule(Entry, frozen=True, kw_only=True):
    """Up to ``tolerance_ppm`` above the whole are taken for rounding."""

    tolerance_ppm: Ppm


class GroupRule(Entry, frozen=True, kw_only=True):
    """The city's list has groups of ``least_firms`` controlled firms and more."""

    least_firms: Count


class Shell(Entry, frozen=True, kw_only=True):
    """At least ``least_firms`` firms; any two tied ones were registered within ``window_days`` and
    share things of ``least_kinds`` kinds, each used by at most as many firms as ``rare`` says."""

    least_firms: Annotated[int, Meta(ge=2)]
    least_kinds: Annotated[int, Meta(ge=1, le=4)]
    window_days: Annotated[int, Meta(ge=0, le=3_650)]
    rare: Mapping[str, Annotated[int, Meta(ge=2, le=10_000)]]

    def faults(self) -> Iterator[Fault]:
        yield from Entry.faults(self)
        for kind in self.rare:
            if kind not in THINGS:
                said = ", ".join(THINGS)
                yield Fault("rare", f"没有“{kind}”,应为 {said}", f"no {kind!r}; one of {said}")
        if len(self.rare) < self.least_kinds:
            yield Fault("rare", "种类少于所需", "fewer kinds than are needed")


class Structures(Rule, frozen=True, kw_only=True):
    loop: tuple[LoopRule, ...]
    overfull: tuple[OverfullRule, ...]
    group: tuple[GroupRule, ...]
    shell: tuple[Shell, ...]
