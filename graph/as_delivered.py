"""A network's links with the ends they were delivered with: not moved by judgements of merging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain

import numpy as np

from graph.network import Network
from graph.overlay import Overlay
from graph.ties import SAME_AS, Tie
from graph.topology import ALWAYS, FOREVER, NO_CODE

Link = tuple[int, int, int, int, int, int, int, int, int]
"""As LINK_DTYPE has it: number, kind, code, source, target, …"""


class AsDelivered:
    """Over a network whose links were recorded in the order of their numbers. Costs what the ties
    do, and a pass over the merged ends and what the overlay retired, once."""

    def __init__(self, network: Network | Overlay) -> None:
        self._network = network
        self._base: Network = network.base if isinstance(network, Overlay) else network
        self._later = network.changes if isinstance(network, Overlay) else None

    def kind_of(self, node: int) -> int:
        return self._network.kind_of(node)

    def links(self, nodes: Iterable[int]) -> dict[int, Link]:
        """The links of these nodes by number, ``same_as`` among them."""
        wanted = set(nodes)
        found = {link[0]: link for link in chain(self._held(wanted), self._came(wanted))}
        if self._base.survivor or self._network.survivor:
            found |= self._judgements
            found = {n: link for n, link in found.items() if wanted & {link[3], link[4]}}
        return found

    def _held(self, nodes: set[int]) -> Iterator[Link]:
        """The base's own that were not retired."""
        base = self._base
        for stand in {base.canonical(node) for node in nodes}:
            for tie in base.every_tie(stand):
                if tie[1] not in self._retired:
                    link = _link(stand, tie)
                    ends = self._moved.get(link[0]) if base.survivor else None
                    yield (*link[:3], *ends, *link[5:]) if ends else link

    def _came(self, nodes: set[int]) -> Iterator[Link]:
        """Those that the overlay recorded."""
        if self._later is None:
            return
        rows, network = self._later.recorded, self._network
        for stand in {network.canonical(node) for node in nodes}:
            for tie in network.every_tie(stand):
                place = int(np.searchsorted(rows["number"], tie[1]))
                if place < len(rows) and rows[place]["number"] == tie[1]:
                    yield rows[place].item()

    @cached_property
    def _retired(self) -> frozenset[int]:
        return frozenset(() if self._later is None else self._later.retired.tolist())

    @cached_property
    def _moved(self) -> dict[int, tuple[int, int]]:
        return {link: (source, target) for link, source, target in self._base.moved.tolist()}

    @cached_property
    def _judgements(self) -> dict[int, Link]:
        held: dict[int, Link] = {
            link: (link, SAME_AS, NO_CODE, source, target, 0, 0, ALWAYS, FOREVER)
            for link, source, target in self._base.merges.tolist()
        }
        if self._later is not None:
            rows = self._later.recorded
            held |= {row[0]: row for row in rows[rows["kind"] == SAME_AS].tolist()}
        return {number: link for number, link in held.items() if number not in self._retired}


def _link(node: int, tie: Tie) -> Link:
    other, number, share_min, share_max, valid_from, valid_until, kind, forward, code = tie
    source, target = (node, other) if forward else (other, node)
    return number, kind, code, source, target, share_min, share_max, valid_from, valid_until
