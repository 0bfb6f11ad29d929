"""What part of a score passes from one neighbour to the next, by the rules of a day.

Parts are whole ppm, rounded down after every tie: the same whatever order they are found in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analyses.rulebook import in_force
from analyses.rulebook.alerts import Alerts, Passing
from analyses.stakes import CARRIES, WHOLE
from graph.ties import KINDS, Tie
from graph.vocabulary import LINK_CODE, LINK_KIND, STAKES

OWNS: Final = LINK_CODE["owns"]
CODES: Final = 1 + max(len(kind.codes) for kind in LINK_KIND.values())
CAPITAL: Final = (
    *(-1 if stake == "nominee" else int("capital" in CARRIES[stake]) for stake in STAKES),
    1,
)
"""By code of a stake: 1 adds to its capital, -1 takes away. Last, at NO_CODE, plain."""


class Parts(NamedTuple):
    """Of a node and a neighbour: what passes to the neighbour, and what comes from it."""

    out: int
    back: int


NOTHING: Final = Parts(0, 0)


@dataclass(frozen=True, eq=False)
class Weights:
    """``table[kind, forward, code]``: the part that passes a tie, decay included, walked along it
    (1) or against it (0); the last code is NO_CODE. ``tiers`` are the stakes' entries, largest
    first: least share, along, against, and both for stakes that may be that large."""

    day: int
    hops: int
    most_neighbours: int
    least_ppm: int
    table: NDArray[np.int64]
    tiers: NDArray[np.int64]

    @cached_property
    def passing(self) -> list[list[list[int]]]:
        """``table`` in plain numbers, which are faster to look up one by one."""
        return self.table.tolist()  # type: ignore[no-any-return]

    @cached_property
    def levels(self) -> list[list[int]]:
        """``tiers`` likewise."""
        return self.tiers.tolist()  # type: ignore[no-any-return]

    def parts(self, node: int, ties: Iterable[Tie]) -> Mapping[int, Parts]:
        """Each neighbour by these ties of the node → what passes; whoever nothing passes to or
        from is no neighbour. ``ties`` may be of any kind and day. Cost: the ties."""
        found: dict[int, Parts] = {}
        stakes: dict[tuple[int, int], list[Tie]] = {}
        for tie in ties:
            if tie[0] == node or not tie[4] <= self.day <= tie[5]:
                continue
            if tie[6] == OWNS:
                stakes.setdefault((tie[0], tie[7]), []).append(tie)
            else:
                ways, code = self.passing[tie[6]], tie[8]
                _raise(found, tie[0], ways[tie[7]][code], ways[1 - tie[7]][code])
        for (other, forward), held in stakes.items():
            along, against = self.stake(held)
            _raise(found, other, *((along, against) if forward else (against, along)))
        return found

    def stake(self, ties: Iterable[Tie]) -> tuple[int, int]:
        """What passes down and up the stakes of one pair, all of one direction."""
        least = most = added = 0
        for tie in ties:
            sign = CAPITAL[tie[8]]
            added += sign > 0
            least += tie[2] if sign > 0 else -tie[3] if sign < 0 else 0
            most += tie[3] if sign > 0 else -tie[2] if sign < 0 else 0
        if not added:
            return 0, 0
        for tier in self.levels:
            if least >= tier[0]:
                return tier[1], tier[2]
        for tier in self.levels:
            if most >= tier[0] and (tier[3] or tier[4]):
                return tier[3], tier[4]
        return 0, 0


def _raise(found: dict[int, Parts], other: int, out: int, back: int) -> None:
    if out or back:
        held = found.get(other, NOTHING)
        found[other] = Parts(max(held.out, out), max(held.back, back))


@lru_cache(maxsize=32)
def weights_of(rules: Alerts, day: date) -> Weights | None:
    """The weights in force on a day; None where no rule says how scores spread."""
    spreads = in_force(rules.spread, day)
    if not spreads:
        return None
    spread, table = spreads[0], np.zeros((KINDS, 2, CODES), dtype=np.int64)
    entries = [entry for entry in in_force(rules.passing, day) if entry.kind != "owns"]
    for entry in sorted(entries, key=lambda each: bool(each.codes)):  # the narrow ones last
        _enter(table, entry, spread.decay_ppm)
    tiers = [_tier(e, spread.decay_ppm) for e in in_force(rules.passing, day) if e.kind == "owns"]
    return Weights(
        day.toordinal(), spread.hops, spread.most_neighbours, max(spread.least_ppm, 1), table,
        np.array(sorted(tiers, reverse=True), dtype=np.int64).reshape(-1, 5),
    )  # fmt: skip


def _enter(table: NDArray[np.int64], entry: Passing, decay: int) -> None:
    codes = LINK_KIND[entry.kind].codes
    places = [codes.index(code) for code in entry.codes] or slice(None)
    kind = LINK_CODE[entry.kind]
    table[kind, 1, places] = entry.along_ppm * decay // WHOLE
    table[kind, 0, places] = entry.against_ppm * decay // WHOLE


def _tier(entry: Passing, decay: int) -> tuple[int, ...]:
    parts = (
        entry.along_ppm, entry.against_ppm, entry.unsure_along_ppm, entry.unsure_against_ppm,
    )  # fmt: skip
    return entry.least_ppm, *(part * decay // WHOLE for part in parts)
