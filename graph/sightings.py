"""What somebody behind a veil has seen come, in the order of its coming: its numbers for them.

The numbers of nodes, links and revisions count what came before, the hidden too. So whoever may not
see all of it counts for themselves: a revision is one that showed them something, a node or link
has as its number how many they had seen. All of it follows from the store's history alone: whether
it is followed at once or step by step, and by which process, the numbers are the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.topology import History
from graph.veil import ABOUT, ACT, MATTERS, PARTIES, Veil
from graph.vocabulary import LINK_KINDS, NODE_KINDS

NEVER: Final = 2**31 - 1
Int32 = NDArray[np.int32]
TiesOf = Callable[[list[int]], NDArray[Any]]
"""The links of these nodes that were held before, LINK_DTYPE."""


class Numbers:
    """A store's numbers and those given for them, from 0 on. Whoever reads may go on reading while
    more are given: what was given stays."""

    def __init__(self) -> None:
        self._given, self._whole = _filled(1, -1), _filled(1, -1)
        self.count = 0

    def give(self, whole: Int32) -> None:
        """The next numbers, to those that have none, in this order."""
        self._whole = _grown(self._whole, self.count + len(whole), -1)
        self._whole[self.count : self.count + len(whole)] = whole
        self._given = _grown(self._given, int(whole.max(initial=-1)) + 1, -1)
        self._given[whole] = np.arange(self.count, self.count + len(whole), dtype=np.int32)
        self.count += len(whole)

    def given(self, whole: Int32) -> Int32:
        """-1 for what has none."""
        held = self._given
        inside = (whole >= 0) & (whole < len(held))
        return np.where(inside, held[np.where(inside, whole, 0)], np.int32(-1)).astype(np.int32)

    def of(self, whole: int) -> int:
        held = self._given
        return int(held[whole]) if 0 <= whole < len(held) else -1

    def whole(self, given: int) -> int:
        """-1 for a number that nothing has."""
        return int(self._whole[given]) if 0 <= given < self.count else -1


class Sightings:
    """Of one veil. ``follow`` by one thread at a time; the numbers are read by many. ``silent`` are
    the kinds of nodes of which a change to what is kept apart is not heard.

    Memory: 25 bytes a node and 8 a link of the store.
    """

    def __init__(self, veil: Veil, silent: frozenset[int]) -> None:
        self._veil = veil
        self._silent = _mask(len(NODE_KINDS), silent)
        self._showing = _mask(len(NODE_KINDS), veil.nodes)
        self._linking = _mask(len(LINK_KINDS), veil.links)
        self._parties = _mask(len(LINK_KINDS), PARTIES & veil.links)
        self._about = _mask(len(LINK_KINDS), {ABOUT} & veil.links)
        self._matters = _mask(len(NODE_KINDS), {*MATTERS, ACT})
        self.nodes, self.links = Numbers(), Numbers()
        self.revisions: list[int] = []  # of the store, that showed something
        self._size = 0
        self._kinds = np.full(1, -1, np.int8)
        self._shown_since, self._there_since = _filled(1, NEVER), _filled(1, NEVER)
        self._seen_at = _filled(1, NEVER)  # of nodes by their number here
        self._stated_at = _filled(1, -1)  # when the last statement was heard, if its node is there

    def count(self, revision: int) -> int:
        """How many revisions of the store up to this one showed something."""
        return bisect_right(self.revisions, revision)

    def follow(self, history: History, ties_of: TiesOf) -> None:
        """Number what the history shows; it must begin where the last one ended. ``ties_of`` is
        asked for what was held before of nodes that only now are there.

        Cost: linear in the history, and those ties.
        """
        self._take_kinds(history.kinds)
        rows, since, until = (
            history.recorded,
            history.recorded_at,
            _until(history.recorded, history),
        )
        asked = set[int]()
        self._take_matters(rows, since, until)
        while late := self._late(history, rows) - asked:
            held = ties_of(sorted(late))
            rows = np.concatenate([rows, held])
            since = np.concatenate([since, np.zeros(len(held), np.int32)])
            until = np.concatenate([until, _until(held, history)])
            asked |= late
            self._take_matters(rows, since, until)
        came, sources, targets = self._number_links(rows, since, until)
        said, saying = self._said(history.stated)
        fresh = self._number_nodes(came, sources, targets, said, saying)
        gone = history.retired[self.links.given(history.retired[:, 0]) >= 0, 1]
        showed = np.unique(np.concatenate([came, said, gone, fresh])).tolist()
        self.revisions += [each for each in showed if each > history.since]
        self._size = max(self._size, int(history.kinds[:, 0].max(initial=-1)) + 1)

    def known(self, revision: int) -> int:
        """How many nodes had been seen by a revision of the store."""
        return int(np.searchsorted(self._seen_at[: self.nodes.count], revision, side="right"))

    def stated(self, since: int) -> list[int]:
        """The nodes seen of which anything was heard after a revision of the store, by their number
        here. Cost: a pass over all."""
        found = self.nodes.given(np.flatnonzero(self._stated_at > since).astype(np.int32))
        return sorted(found[found >= 0].tolist())

    def _take_kinds(self, kinds: Int32) -> None:
        size = int(kinds[:, 0].max(initial=-1)) + 1
        self._kinds = _grown(self._kinds, size, -1)
        self._shown_since = _grown(self._shown_since, size, NEVER)
        self._there_since = _grown(self._there_since, size, NEVER)
        node, kind, revision = kinds.T
        self._kinds[node] = kind
        shown = self._showing[kind]
        np.minimum.at(self._shown_since, node[shown], revision[shown])
        alone = shown & ~self._matters[kind]
        np.minimum.at(self._there_since, node[alone], revision[alone])

    def _take_matters(self, rows: NDArray[Any], since: Int32, until: Int32) -> None:
        """What is a matter of others is there from when one of them is tied to it: first records
        and contracts, then acts about these."""
        for kinds, matter, other in (
            (self._parties, "target", "source"), (self._about, "source", "target"),
        ):  # fmt: skip
            tied = kinds[rows["kind"]]
            about, whose = rows[matter][tied], rows[other][tied]
            first = np.maximum(since[tied], self._shown_since[about])
            first = np.maximum(first, self._there_since[whose])
            held = (first < until[tied]) & self._matters[self._kinds[about]]
            np.minimum.at(self._there_since, about[held], first[held])

    def _late(self, history: History, rows: NDArray[Any]) -> set[int]:
        """Nodes that were held before and are there only since a revision of this history."""
        if not self._size:
            return set()
        among = np.unique(np.concatenate([history.kinds[:, 0], rows["source"], rows["target"]]))
        among = among[among < self._size]
        since = self._there_since[among]
        return set(among[(since > history.since) & (since < NEVER)].tolist())

    def _number_links(
        self, rows: NDArray[Any], since: Int32, until: Int32
    ) -> tuple[Int32, Int32, Int32]:
        """Of the links that showed for the first time, in order: at which revisions, their ends."""
        there = self._there_since
        first = np.maximum(np.maximum(since, there[rows["source"]]), there[rows["target"]])
        shown = self._linking[rows["kind"]] & (first < until) & (first < NEVER)
        shown &= self.links.given(rows["number"]) < 0
        rows, first = rows[shown], first[shown]
        _, once = np.unique(rows["number"], return_index=True)
        rows, first = rows[once], first[once]
        order = np.argsort(first, kind="stable")
        rows, first = rows[order], first[order]
        self.links.give(rows["number"].astype(np.int32))
        return first, rows["source"], rows["target"]

    def _said(self, stated: Int32) -> tuple[Int32, Int32]:
        """The revisions of what was said of nodes that were there, and of which."""
        node, revision, apart = stated.T
        aloud = ~(apart.astype(np.bool_) & self._silent[self._kinds[node]])
        node, revision = node[aloud], revision[aloud]
        self._stated_at = _grown(self._stated_at, int(node.max(initial=-1)) + 1, -1)
        np.maximum.at(self._stated_at, node, revision)
        heard = revision >= self._there_since[node]
        return revision[heard], node[heard]

    def _number_nodes(
        self, came: Int32, sources: Int32, targets: Int32, said: Int32, saying: Int32
    ) -> Int32:
        """Those said or tied for the first time, by revision, then in the order of what was said,
        then of the ties. The revisions at which they showed."""
        when = np.concatenate([said, np.repeat(came, 2)])
        what = np.repeat(np.array([0, 1], np.int8), [len(said), 2 * len(came)])
        node = np.concatenate([saying, np.stack([sources, targets], axis=1).ravel()])
        new = self.nodes.given(node) < 0
        order = np.lexsort((what[new], when[new]))
        node, when = node[new][order], when[new][order]
        _, once = np.unique(node, return_index=True)
        once.sort()
        first, before = when[once], self.nodes.count
        self._seen_at = _grown(self._seen_at, before + len(first), NEVER)
        self._seen_at[before : before + len(first)] = first
        self.nodes.give(node[once])
        return first


def _until(links: NDArray[Any], history: History) -> Int32:
    """When each of the links was retired."""
    number, ended = links["number"], history.retired
    if not len(ended):
        return _filled(len(number), NEVER)
    ended = ended[np.argsort(ended[:, 0], kind="stable")]
    place = np.minimum(np.searchsorted(ended[:, 0], number), len(ended) - 1)
    return np.where(ended[place, 0] == number, ended[place, 1], NEVER).astype(np.int32)


def _mask(size: int, codes: Any) -> NDArray[np.bool_]:
    mask = np.zeros(size, dtype=np.bool_)
    mask[list(codes)] = True
    return mask


def _filled(size: int, value: int) -> Int32:
    return np.full(size, value, dtype=np.int32)


def _grown(held: NDArray[Any], size: int, value: int) -> NDArray[Any]:
    if size <= len(held):
        return held
    grown = np.full(max(size, 2 * len(held)), value, dtype=held.dtype)
    grown[: len(held)] = held
    return grown
