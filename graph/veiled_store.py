"""A store read by somebody who may not see all of it: as one that was never told the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NoReturn

import numpy as np

from graph.errors import NotPermitted
from graph.facts import (
    Applied,
    Batch,
    Delivered,
    DeliveredFile,
    Fields,
    Hit,
    Key,
    LinkView,
    NodeVersion,
    NodeView,
    QuarantineEntry,
)
from graph.networks import Networks
from graph.store import Store
from graph.ties import Ties
from graph.told import Keep, ToldBatch
from graph.topology import Changes, History, Topology
from graph.veil import Veil
from graph.veiled_history import VeiledHistory
from graph.vocabulary import NODE_CODE, NODE_KIND, NODE_KINDS

MOST_HITS: Final = 20_000  # all that a search looks at: hidden ones are taken out of them


@dataclass(frozen=True, slots=True)
class Withheld:
    """Fields that are left out of what is there, by kind."""

    of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def kept(self, kind: str, fields: Fields) -> Fields:
        out = self.of.get(kind)
        if not out:
            return fields
        return {name: value for name, value in fields.items() if name not in out}

    @property
    def silent(self) -> frozenset[str]:
        """The kinds of nodes of which all that is kept apart is left out: a change to nothing else
        is none."""
        none = frozenset[str]()
        return frozenset(
            kind.name
            for kind in NODE_KINDS
            if kind.apart and kind.apart <= self.of.get(kind.name, none)
        )


class VeiledStore(Store):
    """Reads as from a store that was never told what is hidden: its nodes, links and revisions are
    numbered as they were seen, and ``networks`` are its own. It writes nothing, and tells nothing
    of deliveries, for a delivery's rows count what is hidden, too."""

    def __init__(self, store: Store, networks: Networks, veil: Veil, withheld: Withheld) -> None:
        self._store, self._veil, self._withheld = store, veil, withheld
        self._silent = withheld.silent
        codes = frozenset(NODE_CODE[kind] for kind in self._silent)
        self._history = VeiledHistory(store, networks, veil, codes)
        self.networks = Networks(self, None)

    def revision(self) -> int:
        count = self._history.revision()
        self.generation = self._history.generation
        return count

    def resolve(self, id: str, family: str = "subject") -> list[Key]:
        """All that it may mean at once: how many look-ups it takes tells of nothing hidden."""
        asked, scoped = Key(family, id), self.scoped(id, family)
        there = self.nodes([asked, *scoped])
        return [asked] if asked in there else [key for key in scoped if key in there]

    def scoped(self, id: str, family: str = "subject") -> list[Key]:
        return self._store.scoped(id, family)

    def nodes(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeView]:
        """What is hidden is not read: it costs what an unknown key does."""
        there = self.numbered([*self.numbers(keys).values()], known_at=known_at)
        return {view.key: view for view in there.values()}

    def numbered(
        self, numbers: Sequence[int], *, known_at: int | None = None
    ) -> dict[int, NodeView]:
        network, nodes = self._network(known_at), self._history.seen.nodes
        there = (number for number in map(int, numbers) if network.kind_of(number) >= 0)
        whole = [nodes.whole(number) for number in there]
        found = self._store.numbered(whole, known_at=self._whole(known_at))
        return {view.number: view for view in self._shown(network, found.values())}

    def keys(self, numbers: Sequence[int]) -> list[Key]:
        whole = (self._history.seen.nodes.whole(int(number)) for number in numbers)
        return self._store.keys([number for number in whole if number >= 0])

    def numbers(self, keys: Sequence[Key]) -> dict[Key, int]:
        self.revision()
        held = self._store.numbers(keys)
        whole = np.array([held.get(key, -1) for key in keys], np.int32)
        found = zip(keys, self._history.seen.nodes.given(whole).tolist(), strict=True)
        return {key: number for key, number in found if number >= 0}

    def links(self, numbers: Sequence[int]) -> dict[int, LinkView]:
        links = self._history.seen.links
        known = {links.whole(int(number)): int(number) for number in numbers}
        found = self._store.links([whole for whole in known if whole >= 0])
        return {known[whole]: self._link(known[whole], view) for whole, view in found.items()}

    def _link(self, number: int, view: LinkView) -> LinkView:
        count, retired = self._history.seen.count, view.retired
        return replace(
            view, number=number, fields=self._withheld.kept(view.kind, view.fields),
            recorded=count(view.recorded), retired=None if retired is None else count(retired),
        )  # fmt: skip

    def search(
        self, text: str, *, limit: int = 20, family: str | None = "subject",
        departments: bool = False, kinds: Collection[str] | None = None,
    ) -> list[Hit]:  # fmt: skip
        hits = self._store.search(
            text, limit=MOST_HITS, family=family, departments=departments,
            kinds=self._kinds(kinds),
        )  # fmt: skip
        return self._among(hits, limit)

    def alike(
        self, name: str, *, limit: int = 100, kinds: Collection[str] | None = None,
        among: int | None = None,
    ) -> list[Hit]:  # fmt: skip
        self.revision()
        wanted = [kind for kind in self._kinds(kinds) if NODE_KIND[kind].family == "subject"]
        there = self._history.count(wanted)
        hits = self._store.alike(name, limit=MOST_HITS, kinds=wanted, among=there)
        return self._among(hits, limit)

    def _kinds(self, wanted: Collection[str] | None) -> list[str]:
        """Those that are there, of those wanted: hidden names take nobody's place."""
        there = [NODE_KINDS[code].name for code in sorted(self._veil.nodes)]
        return there if wanted is None else [kind for kind in there if kind in wanted]

    def _among(self, hits: Sequence[Hit], limit: int) -> list[Hit]:
        network, nodes = self._network(None), self._history.seen.nodes
        seen = [hit for hit in hits if network.kind_of(nodes.of(hit.number)) >= 0]
        lonely = [n for hit in seen if not network.extent(n := nodes.of(hit.number))]
        there = self.numbered(lonely) if lonely else {}
        found = [hit for hit in seen if network.extent(n := nodes.of(hit.number)) or n in there]
        return [replace(hit, number=nodes.of(hit.number)) for hit in found[:limit]]

    def topology(self, *, known_at: int | None = None) -> Topology:
        latest = self.revision()
        return self._history.topology(latest if known_at is None else min(known_at, latest))

    def changes(self, since: int) -> Changes:
        self.revision()
        return self._history.changes(since)

    def restated(self, since: int) -> list[int]:
        self.revision()
        return self._history.seen.stated(self._history.whole(since))

    def _network(self, known_at: int | None) -> Ties:
        return self.networks.current() if known_at is None else self.networks.at(known_at)

    def _whole(self, known_at: int | None) -> int | None:
        return None if known_at is None else self._history.whole(known_at)

    def _shown(self, network: Ties, views: Iterable[NodeView]) -> Iterator[NodeView]:
        """Those that are there, as they are."""
        nodes = self._history.seen.nodes
        for view in views:
            number = nodes.of(view.number)
            if not _there(network, number, view):
                continue
            said = tuple(map(self._said, view.statements))
            stands = view.merged_into if number in network.survivor else None
            fields = self._withheld.kept(view.kind, view.fields)
            yield replace(view, number=number, fields=fields, statements=said, merged_into=stands)

    def _said(self, version: NodeVersion) -> NodeVersion:
        """One that only changed what is left out says what the first of its run did."""
        count = self._history.seen.count
        told = (version.kind in self._silent and version.run) or version
        return replace(
            version, fields=self._withheld.kept(version.kind, version.fields),
            recorded=count(told.recorded),
            retired=None if told.retired is None else count(told.retired),
            origin=told.origin, run=None,
        )  # fmt: skip

    def history(self, since: int, until: int) -> History:
        self._not_told()

    def delivered(self, source: str | None = None, digest: str | None = None) -> list[Delivered]:
        self._not_told()

    def arrivals(self) -> dict[DeliveredFile, datetime]:
        self._not_told()

    def quarantine(self, *, state: str | None = "open") -> Iterator[QuarantineEntry]:
        self._not_told()

    def counts(self) -> Mapping[str, int]:
        self._not_told()

    def prepare(self) -> None:
        self._not_told()

    def apply(self, batch: Batch | ToldBatch, *, keep: Keep = str) -> Applied:
        self._not_told()

    def settle(self, numbers: Sequence[int], state: str) -> None:
        self._not_told()

    def close(self) -> None:
        """The store beneath is closed by whoever opened it."""

    @staticmethod
    def _not_told() -> NoReturn:
        raise NotPermitted(
            "此视图不含报送情况", "this view tells nothing of deliveries, and changes nothing"
        )


def _there(network: Ties, number: int, view: NodeView) -> bool:
    """A stub is there for what is tied to it; if all of that is hidden, so is the stub."""
    if network.kind_of(number) < 0:
        return False
    held = network.extent(number) or number in network.survivor
    return bool(view.statements or held)
