"""The whole city's alert scores, worked out once a day asked about and revision."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from api.answers.ground import Ground
from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties
from graph.vocabulary import NODE_CODE, NODE_KINDS

KEPT: Final = 2  # 8 bytes a node each
SUBJECTS: Final = [NODE_CODE[kind.name] for kind in NODE_KINDS if kind.family == "subject"]
Progress = Callable[[int, int], None]  # records read, all of them


def quiet(done: int, total: int) -> None:
    """Nobody waits to be told."""


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Subjects with a score: their numbers, scores and the seeds these come from, highest first."""

    numbers: NDArray[np.int32]
    scores: NDArray[np.int32]
    sources: NDArray[np.int32]
    seeds: int

    @property
    def total(self) -> int:
        return len(self.numbers)

    def at_least(self, ppm: int) -> NDArray[np.int32]:
        """Those with this score or more."""
        return self.numbers[: np.count_nonzero(self.scores >= ppm)]

    def ranked(self, first: int, last: int) -> list[tuple[int, int, int]]:
        parts: list[list[Any]] = [
            array[first:last].tolist() for array in (self.numbers, self.scores, self.sources)
        ]
        return list(zip(*parts, strict=True))


class Scoreboards:
    """Owned by whoever answers. Safe for many threads: one works, the others wait."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[tuple[int, int], str, date], Scoreboard] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, ground: Ground, progress: Progress = quiet) -> Scoreboard:
        stamp = (ground.edition, ground.rules.version, ground.day)
        with self._lock:
            found = self._kept.pop(stamp, None)
            if found is None:
                found = _scored(ground, progress)
            self._kept[stamp] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return found


def _scored(ground: Ground, progress: Progress) -> Scoreboard:
    from analyses.alerts.scores import best_keys, passages, strengths, unpacked
    from analyses.alerts.seeds import sanctioned, seeds_among
    from analyses.alerts.stops import stops_of
    from analyses.alerts.weights import weights_of

    weights = weights_of(ground.rules.alerts, ground.day)
    if weights is None:
        none = np.zeros(0, np.int32)
        return Scoreboard(none, none, none, 0)
    network = frozen(ground.network)
    asked = ground.network, ground.views, ground.rules
    seeds = seeds_among(*asked, sanctioned(network), ground.day, progress)
    strength = strengths(network.size, {node: seed.strength for node, seed in seeds.items()})
    stops = stops_of(network, ground.views, ground.rules, ground.day)
    keys = best_keys(passages(network, weights), weights, strength, stops)
    scores, sources = unpacked(keys)
    shown = (scores >= weights.least_ppm) & np.isin(network.node_kinds, SUBJECTS)
    numbers = np.flatnonzero(shown).astype(np.int32)
    order = np.lexsort((numbers, -scores[numbers]))
    numbers = numbers[order]
    return Scoreboard(numbers, scores[numbers], sources[numbers], len(seeds))


def frozen(network: Ties) -> Network:
    """The network as arrays. Raises TypeError for one that is neither."""
    if isinstance(network, Overlay):
        return network.frozen()
    if isinstance(network, Network):
        return network
    raise TypeError(f"no arrays in {type(network).__name__}")
