"""What an analysis may ask of a network: the ties of one node, filtered, in a fixed order.

``Network`` (frozen arrays) and ``Overlay`` (a network with later changes folded in) both answer
it. Nodes and links are the store's small integers; a merged node stands at its survivor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graph.vocabulary import LINK_CODE, LINK_KINDS

Direction = Literal["both", "out", "in"]
By = Literal["share_max", "valid_from"]

Tie: TypeAlias = tuple[int, int, int, int, int, int, int, int, int]
"""``(other, link, share_min, share_max, valid_from, valid_until, kind, forward, code)``.

``other`` is the node at the far end, ``link`` LinkView.number, shares in ppm, days inclusive
ordinals (topology.ALWAYS and FOREVER for open ends), ``kind`` a vocabulary.LINK_CODE, ``forward``
1 when the link points from this node to ``other``, ``code`` an index into LinkKind.codes.
"""

HALF_DTYPE: Final = np.dtype(
    [
        ("other", np.int32),
        ("link", np.int32),
        ("share_min", np.int32),
        ("share_max", np.int32),
        ("valid_from", np.int32),
        ("valid_until", np.int32),
        ("kind", np.int8),
        ("forward", np.int8),
        ("code", np.int8),
    ],
    align=True,
)
KINDS: Final = len(LINK_KINDS)
SAME_AS: Final = LINK_CODE["same_as"]


@dataclass(frozen=True, slots=True)
class Walk:
    """Which ties may be walked: of these kinds, in force on this day, in this direction. Without a
    day, whenever they were in force: of a hub only what is asked for is read.

    ``out`` walks links from their source to their target; ``to`` only those to one of these nodes.
    ``same_as`` is never walked: merged nodes are one node already. Raises KeyError for a kind that
    is not in the vocabulary.
    """

    kinds: frozenset[str]
    day: date | None
    direction: Direction = "both"
    to: frozenset[int] | None = None
    ordinal: int | None = field(init=False)
    allowed: NDArray[np.bool_] = field(init=False, compare=False, repr=False)
    ways: tuple[tuple[bool, ...], tuple[bool, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        allowed = np.zeros((2, KINDS), dtype=np.bool_)
        codes = [LINK_CODE[kind] for kind in self.kinds if kind != "same_as"]
        allowed[0, codes] = self.direction != "out"
        allowed[1, codes] = self.direction != "in"
        object.__setattr__(self, "ordinal", self.day.toordinal() if self.day else None)
        object.__setattr__(self, "allowed", allowed)
        object.__setattr__(self, "ways", (tuple(allowed[0].tolist()), tuple(allowed[1].tolist())))

    def reversed(self) -> Walk:
        """The same ties, walked from their far end."""
        turned: dict[Direction, Direction] = {"both": "both", "out": "in", "in": "out"}
        return walk_of(self.kinds, self.day, turned[self.direction])  # whoever it was ``to``

    def keeps(self, halves: NDArray[np.void]) -> NDArray[np.bool_]:
        """Which of these halves (HALF_DTYPE) may be walked."""
        day = self.ordinal
        kept: NDArray[np.bool_] = self.allowed[halves["forward"], halves["kind"]]
        if day is not None:
            kept &= (halves["valid_from"] <= day) & (halves["valid_until"] >= day)
        if self.to is not None:
            kept[kept] = np.isin(halves["other"][kept], np.fromiter(self.to, np.int32))
        return kept

    def among(self, ties: Iterable[Tie]) -> list[Tie]:
        """Those of these ties that may be walked, in their order."""
        day, ways, to = self.ordinal, self.ways, self.to
        if to is not None:
            ties = [tie for tie in ties if tie[0] in to]
        if day is None:
            return [tie for tie in ties if ways[tie[7]][tie[6]]]
        return [tie for tie in ties if ways[tie[7]][tie[6]] and tie[4] <= day <= tie[5]]


@lru_cache(maxsize=256)
def walk_of(kinds: frozenset[str], day: date | None, direction: Direction = "both") -> Walk:
    """``Walk``, made once: it costs what a small look-up costs."""
    return Walk(kinds, day, direction)


class Ties(Protocol):
    """A network as an analysis sees it. Cost is that of the node's own neighbourhood."""

    @property
    def revision(self) -> int:
        """The store's revision this network tells of."""

    @property
    def size(self) -> int:
        """Node numbers are below this."""

    @property
    def survivor(self) -> Mapping[int, int]:
        """Each merged-away node → the node that stands for it."""

    def kind_of(self, node: int) -> int:
        """The node's vocabulary.NODE_CODE; -1 where there is no such node."""

    def canonical(self, node: int) -> int:
        """The node that a judgement merged this one into; itself where none did."""

    def extent(self, node: int) -> int:
        """At least as many as the node has ties of all kinds and days: what reading them costs."""

    def ties(self, node: int, walk: Walk) -> list[Tie]:
        """The ties that may be walked, ordered by kind, forward first, link number.

        ``node`` must be canonical. A number at or above ``size`` has no ties.
        """

    def every_tie(self, node: int) -> list[Tie]:
        """All ties of all kinds and days, in the order of ``ties``."""

    def every_half(self, node: int) -> NDArray[Any]:
        """The same as an array (HALF_DTYPE), for what only counts or orders a hub's."""

    def degree(self, node: int, walk: Walk) -> int:
        """How many ties may be walked from the node."""

    def foremost(self, node: int, walk: Walk, by: By, most: int) -> list[Tie]:
        """Of a hub: the ties that may be walked to the ``most`` parties whose greatest tie, ``by``
        its share or its first day, comes first, of equal ones by number; in the order of ``ties``.
        Costs a sorting of the node's arrays."""


def foremost(halves: NDArray[Any], by: By, most: int) -> NDArray[Any]:
    """Those of these halves (HALF_DTYPE), in their order."""
    order = np.lexsort((halves["other"], -halves[by].astype(np.int64)))
    others, first = np.unique(halves["other"][order], return_index=True)
    if len(others) <= most:
        return halves
    kept: NDArray[Any] = halves[np.isin(halves["other"], others[np.argsort(first)[:most]])]
    return kept
