"""A store's history through a veil: the topology and the changes of what is there, in the numbers
that ``graph.sightings`` gives."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.as_delivered import AsDelivered, Link
from graph.network import Network
from graph.networks import Networks
from graph.overlay import Overlay
from graph.sightings import Sightings
from graph.store import Store
from graph.ties import Ties
from graph.topology import (
    ALWAYS,
    FOREVER,
    LINK_DTYPE,
    NO_CODE,
    NO_LINKS,
    Changes,
    History,
    Topology,
)
from graph.veil import Veil, seen, touched
from graph.vocabulary import LINK_CODE, NODE_CODE

STEPS: Final = 4_096  # changes kept; what lies before is told by comparing


class VeiledHistory:
    """Follows a store and its networks. Revisions, nodes and links are numbered as they were seen
    (``seen``), but for what says *whole*. Safe for many threads."""

    def __init__(
        self, store: Store, networks: Networks, veil: Veil, silent: frozenset[int]
    ) -> None:
        self._store, self._networks, self._veil, self._silent = store, networks, veil, silent
        self._lock = threading.Lock()
        self.generation = ""
        self._begin()

    def _begin(self) -> None:
        self.seen = Sightings(self._veil, self._silent)
        self._stand = (-1, 0)  # the whole's revision followed to, and how many were seen
        self._whole: AsDelivered | None = None
        self._steps: deque[Changes] = deque(maxlen=STEPS)
        self._first: Topology | None = None  # read to begin with; for who asks for it next
        self._kinds = np.zeros(0, np.int8)  # of the nodes now, -1 for what is not there any more

    def revision(self) -> int:
        """How many revisions showed anything. Cost: the store's ``revision()``, and the changes
        where it moved; the whole history the first time."""
        whole, count = self._stand
        if whole == self._store.revision() and self._generation() == self.generation:
            return count
        with self._lock:
            self._follow(self._networks.current())
            return self._stand[1]

    def _generation(self) -> str:
        return f"{self._networks.generation} {self._store.generation}"

    def whole(self, revision: int) -> int:
        """The whole's revision at which this many had been seen."""
        revisions = self.seen.revisions
        return revisions[revision - 1] if 0 < revision <= len(revisions) else 0

    def topology(self, revision: int) -> Topology:
        """All that was there at a revision. Cost: as the store's own."""
        first, self._first = self._first, None
        if first is not None and first.revision == revision == self._stand[1]:
            return first
        at = self.whole(revision)
        return self._shown(self._store.topology(known_at=at), revision, self.seen.known(at))

    def changes(self, since: int) -> Changes:
        steps = [step for step in list(self._steps) if step.since >= since]
        latest = self._stand[1]
        if since == latest:
            return _difference(*[_nothing(latest)] * 2)
        if not steps or steps[0].since != since:
            return _difference(self.topology(since), self.topology(latest))
        return Changes(since, steps[-1].revision, *(
            np.concatenate([getattr(step, name) for step in steps])
            for name in ("node_numbers", "node_kinds", "recorded", "retired")
        ))  # fmt: skip

    def count(self, kinds: Collection[str]) -> int:
        """How many nodes of these kinds are there. Cost: a pass over them."""
        codes = [NODE_CODE[kind] for kind in kinds]
        return int(np.count_nonzero(np.isin(self._kinds[: self.seen.nodes.count], codes)))

    def _follow(self, network: Ties) -> None:
        whole, count = self._stand
        if network.revision < whole or self._generation() != self.generation:  # another store
            self._begin()
            self.generation = self._generation()
            whole, count = self._stand
        if network.revision == whole:
            return
        if not isinstance(network, Network | Overlay):
            raise TypeError(f"{type(network).__name__} cannot be seen through a veil")
        delivered = AsDelivered(network)
        before = self._whole or delivered
        history = self._store.history(max(whole, 0), network.revision)
        known = self.seen.nodes.count
        self.seen.follow(history, lambda nodes: _rows(before.links(nodes)))
        latest = len(self.seen.revisions)
        if whole < 0:
            self._first = self.topology(latest)
            self._kinds = self._first.node_kinds.copy()
        elif latest > count:
            self._steps.append(self._changed(history, delivered, count, known))
        self._stand, self._whole = (network.revision, latest), delivered

    def _shown(self, whole: Topology, revision: int, size: int) -> Topology:
        there = seen(whole.node_kinds, whole.links, self._veil)
        nodes, kinds = self.seen.nodes, np.full(size, -1, np.int8)
        own = nodes.given(np.flatnonzero(there).astype(np.int32))
        known = (own >= 0) & (own < size)
        kinds[own[known]] = whole.node_kinds[there][known]
        rows = whole.links
        shown = np.isin(rows["kind"], list(self._veil.links))
        shown &= there[rows["source"]] & there[rows["target"]]
        return Topology(revision, kinds, self._numbered(rows[shown]))

    def _numbered(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Links of the whole as they are numbered here, in that order."""
        found, nodes = rows.copy(), self.seen.nodes
        found["number"] = self.seen.links.given(rows["number"])
        found["source"], found["target"] = nodes.given(rows["source"]), nodes.given(rows["target"])
        known = (found["number"] >= 0) & (found["source"] >= 0) & (found["target"] >= 0)
        found = found[known]
        return found[np.argsort(found["number"], kind="stable")]

    def _changed(self, history: History, whole: AsDelivered, since: int, known: int) -> Changes:
        """What the history changed of what is there.

        Cost: the changes, and the ties of nodes that they show or hide.
        """
        later, nodes = history.net(), self.seen.nodes
        rows: dict[int, Link] = {row[0]: row for row in later.recorded.tolist()}
        gone = self._gone(later.retired.tolist())
        came = {nodes.whole(number) for number in range(known, nodes.count)}
        came.update(later.node_numbers.tolist())
        looked = touched(whole, came, [*rows.values(), *gone.values()])
        sight = {node: self._veil.sees(whole, node)
                 for node in sorted(looked) if nodes.of(node) >= 0}  # fmt: skip
        hidden = set(gone)
        for node, now in sight.items():
            before = self._is_there(node)
            if now and not before:
                rows = whole.links([node]) | rows
            elif before and not now:
                hidden.update(whole.links([node]))
        told = {
            number: row for number, row in rows.items()
            if row[1] in self._veil.links and number not in hidden
            and all(sight.get(end, self._is_there(end)) for end in (row[3], row[4]))
        }  # fmt: skip
        numbers = nodes.given(np.array(list(sight), np.int32))
        kinds = [whole.kind_of(node) if now else -1 for node, now in sight.items()]
        self._keep(numbers, np.array(kinds, np.int8))
        ended = self.seen.links.given(np.array(sorted(hidden), np.int32))
        return Changes(
            since, len(self.seen.revisions), numbers, np.array(kinds, np.int8),
            self._numbered(_rows(told)), np.sort(ended[ended >= 0]),
        )  # fmt: skip

    def _gone(self, retired: Sequence[int]) -> dict[int, Link]:
        """The links that went, of those that were seen: kind and ends alone are told."""
        links = [number for number in retired if self.seen.links.of(number) >= 0]
        views = self._store.links(links) if links else {}
        keys = {key: None for view in views.values() for key in (view.source, view.target)}
        numbers = self._store.numbers(list(keys)) if keys else {}
        return {
            number: (
                number, LINK_CODE[view.kind], NO_CODE, numbers[view.source], numbers[view.target],
                0, 0, ALWAYS, FOREVER,
            )
            for number, view in views.items()
        }  # fmt: skip

    def _is_there(self, node: int) -> bool:
        number = self.seen.nodes.of(node)
        return 0 <= number < len(self._kinds) and self._kinds[number] >= 0

    def _keep(self, numbers: NDArray[np.int32], kinds: NDArray[np.int8]) -> None:
        missing = self.seen.nodes.count - len(self._kinds)
        if missing > 0:  # room for as many again: one copy in many steps
            room = np.full(missing + len(self._kinds), -1, np.int8)
            self._kinds = np.concatenate([self._kinds, room])
        self._kinds[numbers] = kinds


def _rows(links: Mapping[int, Link]) -> NDArray[Any]:
    return np.array(list(links.values()), dtype=LINK_DTYPE)


def _nothing(revision: int) -> Topology:
    return Topology(revision, np.zeros(0, np.int8), NO_LINKS)


def _difference(before: Topology, after: Topology) -> Changes:
    kinds = np.full(len(after.node_kinds), -1, np.int8)
    kinds[: len(before.node_kinds)] = before.node_kinds
    others = np.flatnonzero(kinds != after.node_kinds).astype(np.int32)
    came = ~np.isin(after.links["number"], before.links["number"])
    ended = ~np.isin(before.links["number"], after.links["number"])
    return Changes(
        before.revision, after.revision, others, after.node_kinds[others],
        after.links[came], before.links["number"][ended].astype(np.int32),
    )  # fmt: skip
