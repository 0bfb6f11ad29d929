"""The direct ties of one node by kind and direction: how many, and the first of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from analyses.steps import KIND_NAMES, step
from api.answers import shapes
from api.answers.describe import described
from api.answers.ground import Ground
from graph.ties import Tie
from graph.vocabulary import LINK_CODE, LINK_KIND

Way = Literal["out", "in"]
FIRST: Final = 10
_SHOWN: Final = frozenset(LINK_KIND) - {"same_as", "sanctioned_by"}  # merges, and its own record


@dataclass(frozen=True, slots=True)
class Grouped:
    """A node's ties of one kind and direction that had begun by a day: ``count`` in force on it,
    ``ended`` before it."""

    kind: str
    way: Way
    count: int
    ended: int
    _halves: NDArray[Any]  # graph.ties.HALF_DTYPE
    _day: int

    def page(self, skip: int, limit: int, ended: bool = False) -> list[Tie]:
        """Those in force first, within them the larger share, then by link number; with those
        ``ended`` after them."""
        halves, over = self._halves, self._halves["valid_until"] < self._day
        order = np.lexsort((halves["link"], -halves["share_max"].astype(np.int64), over))
        last = min(skip + limit, self.count + (self.ended if ended else 0))
        ties: list[Tie] = halves[order[skip:last]].tolist()
        return ties


def grouped(halves: NDArray[Any], kinds: Collection[str], day: date) -> Iterator[Grouped]:
    """What lies at a node (HALF_DTYPE, in a network's order) by kind and direction, kinds as
    declared, forward first. Costs a few passes over the array, however large."""
    ordinal, codes = day.toordinal(), [LINK_CODE[kind] for kind in kinds]
    begun = halves[(halves["valid_from"] <= ordinal) & np.isin(halves["kind"], codes)]
    order = 2 * begun["kind"].astype(np.int16) + (begun["forward"] == 0)
    for code in np.unique(order).tolist():
        own = begun[order == code]
        count = int(np.count_nonzero(own["valid_until"] >= ordinal))
        way: Way = "in" if code % 2 else "out"
        yield Grouped(KIND_NAMES[code // 2], way, count, len(own) - count, own, ordinal)


def tie_groups(ground: Ground, number: int) -> list[shapes.TieGroup]:
    """The ties in force on the day, kinds as declared; within one the larger share first.

    Costs ordering the subject's ties as arrays; only the first of each group are described.
    """
    halves = ground.network.every_half(number)
    groups = [group for group in grouped(halves, _SHOWN, ground.day) if group.count]
    listed = [[step(number, tie) for tie in group.page(0, FIRST)] for group in groups]
    spoken = described(ground, [each for steps in listed for each in steps])
    return [
        {
            "kind": group.kind,
            "kind_zh": LINK_KIND[group.kind].zh,
            "direction": group.way,
            "count": group.count,
            "items": [spoken.step(each) for each in steps],
            "omitted": group.count - len(steps),
        }
        for group, steps in zip(groups, listed, strict=True)
    ]
