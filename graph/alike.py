"""Names like a name: those that share its rarest pairs of characters, written or read alike. One
rule for every store: how rare a pair is, is counted among the names that may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from math import log
from typing import Final, NamedTuple, Protocol

from graph.search_text import likenesses, tellable

COMMON: Final = 8_000  # a pair that more names hold tells too little to be weighed alone
FEW: Final = 500  # nor one that more than these hold, and one name in twenty
BESIDE: Final = 2_000  # names taken that hold all of the common pairs
NEAR: Final = 0.6  # what a pair read alike, or nearly it, is worth of the same pair
MOST_PAIRS: Final = 64  # of a longer name the rest tells nothing more

Words = Sequence[str]
"""What an index may hold for one thing said; any of them."""


class Index(Protocol):
    """A store's index of names, each at its place (``search_text.place``)."""

    def written(self, pair: str) -> Words:
        """What stands for a pair."""

    def read(self, saying: str) -> Words:
        """What stands for two syllables (``xin mai``)."""

    def holding(self, asked: Sequence[Words], most: int) -> Sequence[Collection[int]]:
        """Of each, the places of names that hold any of its words; ``most`` + 1 if there are more:
        then no matter which."""

    def holding_all(self, asked: Sequence[Words], most: int) -> Collection[int]:
        """The first places of names that hold a word of each."""


class Like(NamedTuple):
    """A name's place and its score in (0, 1], which only orders."""

    place: int
    score: float


def alike(index: Index, name: str, nodes: int, limit: int) -> list[Like]:
    """Best first; of equal ones the first place. ``nodes`` is how many names there are to tell how
    rare a pair is. Cost: the names that hold a pair, at most COMMON a pair."""
    told = [like for like in likenesses(name)[:MOST_PAIRS] if tellable(like.pair)]
    if not told or not nodes or limit <= 0:
        return []
    most, weights = min(COMMON, max(FEW, nodes // 20)), Counter[int]()
    written = [index.written(like.pair) for like in told]
    holders = index.holding(written, most)
    rare = [(like, said, held) for like, said, held in zip(told, written, holders, strict=True)
            if len(held) <= most]  # fmt: skip
    near = [_near(index, like.near, like.read, said) for like, said, _ in rare]
    for (_, _, held), beside in zip(rare, index.holding(near, most), strict=True):
        _weigh(weights, set(held), 1.0, nodes)
        if len(beside) <= most:
            _weigh(weights, {*beside} - {*held}, NEAR, nodes)
    common = [said for said, held in zip(written, holders, strict=True) if len(held) > most]
    if common and len(weights) < limit:
        weights.update(dict.fromkeys(index.holding_all(common, BESIDE), 1))
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [Like(place, weight / best[0][1]) for place, weight in best]


def _near(index: Index, pairs: Sequence[str], sayings: Sequence[str], own: Words) -> list[str]:
    """What stands for pairs near one, or read as it is."""
    words = {word for pair in pairs if tellable(pair) for word in index.written(pair)}
    words.update(word for saying in sayings for word in index.read(saying))
    return sorted(words - {*own})


def _weigh(weights: Counter[int], holders: Collection[int], worth: float, nodes: int) -> None:
    if holders:
        weight = round(1_000 * worth * log(1 + nodes / len(holders)))
        weights.update(dict.fromkeys(holders, weight))
