"""Everybody's alert score at once, and kept exact through every change.

``score_all`` works out a whole city. ``AlertScores`` keeps what it takes to mend the scores after
one new, ended or repaired fact in the time of its neighbourhood: every key is then bit-equal to a
full recomputation, since keys are integers and the best of them is the best in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analyses.alerts import kernels
from analyses.alerts.weights import CAPITAL, NOTHING, OWNS, Parts, Weights
from graph.network import Network
from graph.ties import Ties

SPARE: Final = 64  # entries a list gets beyond its length when it is moved


@dataclass(slots=True)
class Passages:
    """The neighbours of every node: those of n lie at ``first[n]`` … ``last[n]`` of ``other``, what
    passes to and from them (ppm) beside in ``out`` and ``back``."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    other: NDArray[np.int32]
    out: NDArray[np.int32]
    back: NDArray[np.int32]


def passages(network: Network, weights: Weights) -> Passages:
    """Lay out what passes between all neighbours of a city. Cost: all links, once."""
    start, *lists = kernels.lay(
        network.bounds, network.halves, weights.day, OWNS, weights.table, weights.tiers,
        np.array(CAPITAL, dtype=np.int64),
    )  # fmt: skip
    return Passages(start[:-1].copy(), start[1:].copy(), *lists)


def strengths(size: int, seeds: Mapping[int, int]) -> NDArray[np.int32]:
    """Each node's strength in ppm, 0 for none."""
    found = np.zeros(size, dtype=np.int32)
    found[np.fromiter(seeds.keys(), np.int64, len(seeds))] = list(seeds.values())
    return found


def score_all(
    given: Passages, weights: Weights, strength: NDArray[np.int32],
    stops: Collection[int] = (),
) -> NDArray[np.int32]:  # fmt: skip
    """Each node's score in ppm, its own record left out; below the rule's least it is 0. Nothing
    passes through the ``stops`` but their own records.

    Equals ``spread`` for each. Cost: a city of 1.45 M companies takes about half a second.
    """
    found, _ = unpacked(best_keys(given, weights, strength, stops))
    found[found < weights.least_ppm] = 0
    return found


def best_keys(
    given: Passages, weights: Weights, strength: NDArray[np.int32],
    stops: Collection[int] = (),
) -> NDArray[np.int64]:  # fmt: skip
    """The two best keys of every node (nodes, 2); see ``kernels``."""
    found: NDArray[np.int64] = kernels.last_scores(
        given.first, given.last, given.other, given.out, strength,
        _most(weights, len(strength), stops), weights.least_ppm, weights.hops,
    )  # fmt: skip
    return found


def _most(weights: Weights, size: int, stops: Collection[int]) -> NDArray[np.int32]:
    """Beyond how many neighbours each node is a hub: a stop is one by itself."""
    found = np.full(size, weights.most_neighbours, dtype=np.int32)
    found[np.fromiter(stops, np.int64, len(stops))] = 0
    return found


def unpacked(keys: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Each node's score in ppm without its own record, and the seed it comes from (-1: none)."""
    scores, sources = kernels.without_own(keys)
    return scores, sources


class AlertScores:
    """The scores of one network on one day, mended fact by fact. Not for several threads at once.

    Memory: 84 bytes a node, 24 a tie. ``tied(a, b)`` after a tie of these two came, ended or
    changed; ``sanctioned(node, strength)`` after a record did. ``stops`` stay as they are.
    """

    def __init__(
        self, network: Network, weights: Weights, seeds: Mapping[int, int], room: int = 0,
        stops: Collection[int] = (),
    ) -> None:  # fmt: skip
        size = network.size + room
        laid = passages(network, weights)
        self.weights = weights
        self.strength = strengths(size, seeds)
        self._most = _most(weights, size, stops)
        self._given = _roomy(laid, size)
        self._used = len(laid.other)
        self._seen = np.zeros(size, dtype=np.int8)
        self._layers = np.zeros((weights.hops + 1, size, 2), dtype=np.int64)
        given = self._given
        kernels.scores(
            given.first, given.last, given.other, given.out, self.strength,
            self._most, weights.least_ppm, self._layers,
        )  # fmt: skip

    @property
    def keys(self) -> NDArray[np.int64]:
        """The two best keys of every node: all there is to compare."""
        last: NDArray[np.int64] = self._layers[-1]
        return last

    def score(self, node: int) -> int:
        """In ppm, its own record left out."""
        best, second = self._layers[-1, node].tolist()
        found = int(second if best & kernels.LOW == kernels.LOW - node else best) >> 32
        return found if found >= self.weights.least_ppm else 0

    def all(self) -> NDArray[np.int32]:
        found, _ = unpacked(self._layers[-1])
        found[found < self.weights.least_ppm] = 0
        return found

    def sanctioned(self, node: int, strength: int) -> int:
        """The node's strongest active record is now this strong (0: none); keys worked out."""
        self.strength[node] = strength
        return self._mend([node])

    def tied(self, network: Ties, a: int, b: int) -> int:
        """The ties between the two are now as the network has them; keys worked out anew.

        Cost: the ties of the one with fewer, and the neighbourhood in which scores change.
        """
        if a == b:
            return 0
        few, many = sorted((a, b), key=network.extent)
        ties = [tie for tie in network.every_tie(few) if tie[0] == many]
        found = self.weights.parts(few, ties).get(many, NOTHING)
        changed = [few, many]
        changed += self._set(few, many, found)
        changed += self._set(many, few, Parts(found.back, found.out))
        return self._mend(changed)

    def _mend(self, changed: Iterable[int]) -> int:
        given = self._given
        worked: int = kernels.repair(
            given.first, given.last, given.other, given.back, self.strength,
            self._most, self.weights.least_ppm, self._layers,
            np.array(list(dict.fromkeys(changed)), dtype=np.int32), self._seen,
        )  # fmt: skip
        return worked

    def _set(self, node: int, other: int, parts: Parts) -> list[int]:
        """Write the neighbour's entry; the neighbours to look at again if this made or unmade a
        hub of the node."""
        given, most = self._given, int(self._most[node])
        first, last = int(given.first[node]), int(given.last[node])
        at = np.flatnonzero(given.other[first:last] == other)
        if parts == NOTHING and not len(at):
            return []
        if len(at):
            place = first + int(at[0])
            if parts == NOTHING:
                self._drop(node, place, last - 1)
            else:
                given.out[place], given.back[place] = parts
                return []
        else:
            self._append(node, other, parts)
        size, now = last - first, int(given.last[node] - given.first[node])
        if (size > most) == (now > most):
            return []
        near = given.other[given.first[node] : given.last[node]].tolist()
        return [int(each) for each in near]

    def _drop(self, node: int, place: int, final: int) -> None:
        given = self._given
        for array in (given.other, given.out, given.back):
            array[place] = array[final]
        given.last[node] = final

    def _append(self, node: int, other: int, parts: Parts) -> None:
        """Move the list to the end, where there is room for more."""
        given = self._given
        first, last = int(given.first[node]), int(given.last[node])
        length = last - first
        if self._used + length + 1 > len(given.other):
            self._grow(length + 1)
        begun = self._used
        for array in (given.other, given.out, given.back):
            array[begun : begun + length] = array[first:last]
        given.other[begun + length], given.out[begun + length], given.back[begun + length] = (
            other, *parts,
        )  # fmt: skip
        given.first[node], given.last[node] = begun, begun + length + 1
        self._used = begun + length + 1

    def _grow(self, needed: int) -> None:
        given = self._given
        more = max(needed, len(given.other) // 4 + SPARE)
        given.other, given.out, given.back = (
            np.append(array, np.zeros(more, array.dtype))
            for array in (given.other, given.out, given.back)
        )


def _roomy(laid: Passages, size: int) -> Passages:
    """The same for ``size`` nodes, with a quarter more room for lists that grow."""

    def longer(array: NDArray[Any], length: int, value: int = 0) -> NDArray[Any]:
        return np.append(array, np.full(length - len(array), value, array.dtype))

    room = len(laid.other) + len(laid.other) // 4 + SPARE
    return Passages(
        longer(laid.first, size), longer(laid.last, size),
        longer(laid.other, room), longer(laid.out, room), longer(laid.back, room),
    )  # fmt: skip
