"""What is stated of nodes and links, for an analysis to read: the facts beside the network.

The network knows who is tied to whom, how much and when; a record's list, a firm's name or a
contract's number stand in the views. Both tell of one revision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from graph.facts import LinkView, NodeView
from graph.store import Store

View = TypeVar("View")


class Views(Protocol):
    """Numbers are the network's; those unknown are absent. Ask for many at once: each call of a
    view not seen yet is a look-up in the store."""

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        """The nodes of these numbers, as known at the revision."""

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        """The link versions of these numbers."""


class StoreViews:
    """The views of a store at one revision, each read once and then kept.

    Owned by whoever answers at that revision, and dropped with it. Safe for many threads: a view
    never changes, so reading one twice does no harm. Memory: about 2 KB a view, at most ``most``
    of each sort; then it starts again.
    """

    def __init__(self, store: Store, known_at: int | None, *, most: int = 200_000) -> None:
        self._store = store
        self._known_at = known_at
        self._most = most
        self._nodes: dict[int, NodeView] = {}
        self._links: dict[int, LinkView] = {}

    def later(self, known_at: int, nodes: Iterable[int], links: Iterable[int]) -> StoreViews:
        """Those of a later revision, as far as read here and not among these, which changed."""
        made = StoreViews(self._store, known_at, most=self._most)
        made._nodes, made._links = dict(self._nodes), dict(self._links)
        for number in nodes:
            made._nodes.pop(number, None)
        for number in links:
            made._links.pop(number, None)
        return made

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        return self._kept(self._nodes, numbers, self._read_nodes)

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        return self._kept(self._links, numbers, self._store.links)

    def _read_nodes(self, numbers: list[int]) -> Mapping[int, NodeView]:
        return self._store.numbered(numbers, known_at=self._known_at)

    def _kept(
        self,
        kept: dict[int, View],
        numbers: Iterable[int],
        read: Callable[[list[int]], Mapping[int, View]],
    ) -> Mapping[int, View]:
        wanted = dict.fromkeys(numbers)
        found = {number: kept[number] for number in wanted if number in kept}
        missing = [number for number in wanted if number not in found]
        if missing:
            if len(kept) + len(missing) > self._most:
                kept.clear()
            fresh = read(missing)
            kept.update(fresh)
            found.update(fresh)
        return found
