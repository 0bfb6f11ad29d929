"""A store and its networks, read by somebody who may not see all of it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, NoReturn, TypeVar

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
    NodeView,
    QuarantineEntry,
)
from graph.network import Network
from graph.networks import Networks, views_at
from graph.overlay import Overlay
from graph.store import Store
from graph.ties import Ties
from graph.told import Keep, ToldBatch
from graph.topology import Changes, Topology
from graph.touched import Touches
from graph.veil import Veil, veiled, veiled_following, veiled_overlay
from graph.views import StoreViews, Views
from graph.vocabulary import LINK_CODE, NODE_KINDS

T = TypeVar("T")
KEPT: Final = 3  # revisions
MOST_HITS: Final = 20_000  # all that a search looks at: hidden ones are taken out of them


class VeiledNetworks:
    """The networks as seen through a veil, made once a base and once a revision. Safe for many
    threads."""

    def __init__(self, networks: Networks, store: Store, veil: Veil, withheld: Withheld) -> None:
        self._networks, self._store = networks, store
        self._veil, self._withheld = veil, withheld
        self._lock = threading.Lock()
        self._bases: OrderedDict[int, tuple[Network, Network]] = OrderedDict()
        self._seen: OrderedDict[int, tuple[Ties, Ties]] = OrderedDict()
        self._views: OrderedDict[int, StoreViews] = OrderedDict()

    @property
    def touches(self) -> Touches:
        """Those of the whole: what only hidden facts touch is asked again and reads the same."""
        return self._networks.touches

    def current(self) -> Ties:
        return self._through(self._networks.current())

    def at(self, known_at: int) -> Ties:
        """Raises RefusedInput for a revision that is not there yet."""
        held = self._seen.get(known_at)
        return held[1] if held else self._through(self._networks.at(known_at))

    def views(self, revision: int) -> Views:
        with self._lock:
            views = self._views.pop(revision, None)
            if views is None:
                sighted = VeiledStore(self._store, self, self._veil, self._withheld)
                views = views_at(sighted, revision, self._views, self.touches)
            return _kept(self._views, revision, views)

    def _through(self, whole: Ties) -> Ties:
        held = self._seen.get(whole.revision)
        if held is not None and held[0] is whole:
            return held[1]
        with self._lock:
            return _kept(self._seen, whole.revision, (whole, self._veiled(whole)))[1]

    def _veiled(self, whole: Ties) -> Ties:
        if isinstance(whole, Network):
            return self._base(whole)
        if isinstance(whole, Overlay):
            followed = self._followed(whole)
            return followed or veiled_overlay(self._base(whole.base), whole, self._veil)
        raise TypeError(f"{type(whole).__name__} cannot be veiled")

    def _followed(self, whole: Overlay) -> Overlay | None:
        """From what the latest overlay looked like, where this one follows on it."""
        for before, seen in reversed(self._seen.values()):
            if (
                isinstance(before, Overlay)
                and isinstance(seen, Overlay)
                and before.revision < whole.revision
                and before.base is whole.base
            ):
                return veiled_following(seen, before, whole, self._veil)
        return None

    def _base(self, whole: Network) -> Network:
        held = self._bases.get(whole.revision)
        if held is None or held[0] is not whole:
            held = whole, veiled(whole, self._veil)
        return _kept(self._bases, whole.revision, held)[1]


def _kept(kept: OrderedDict[int, T], revision: int, held: T) -> T:
    kept[revision] = held
    kept.move_to_end(revision)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return held


@dataclass(frozen=True, slots=True)
class Withheld:
    """Fields that are left out of what is there, by kind."""

    of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def kept(self, kind: str, fields: Fields) -> Fields:
        out = self.of.get(kind)
        if not out:
            return fields
        return {name: value for name, value in fields.items() if name not in out}


class VeiledStore(Store):
    """Reads as from a store that was never told what is hidden. It writes nothing, and tells
    nothing of deliveries, for a delivery's rows count what is hidden, too."""

    def __init__(
        self, store: Store, networks: VeiledNetworks, veil: Veil, withheld: Withheld
    ) -> None:
        self._store, self._networks = store, networks
        self._veil, self._withheld = veil, withheld

    def revision(self) -> int:
        return self._store.revision()

    def resolve(self, id: str, family: str = "subject") -> list[Key]:
        keys = self._store.resolve(id, family)
        there = self.nodes(keys) if keys else {}
        return [key for key in keys if key in there]

    def nodes(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeView]:
        network = self._network(known_at)
        found = self._store.nodes(keys, known_at=known_at)
        return {key: self._shown(network, view) for key, view in found.items()
                if _there(network, view)}  # fmt: skip

    def numbered(
        self, numbers: Sequence[int], *, known_at: int | None = None
    ) -> dict[int, NodeView]:
        network = self._network(known_at)
        found = self._store.numbered(numbers, known_at=known_at)
        return {number: self._shown(network, view) for number, view in found.items()
                if _there(network, view)}  # fmt: skip

    def links(self, numbers: Sequence[int]) -> dict[int, LinkView]:
        return {
            number: replace(view, fields=self._withheld.kept(view.kind, view.fields))
            for number, view in self._store.links(numbers).items()
            if LINK_CODE[view.kind] in self._veil.links
        }

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
        self, name: str, *, limit: int = 100, kinds: Collection[str] | None = None
    ) -> list[Hit]:
        return self._among(
            self._store.alike(name, limit=MOST_HITS, kinds=self._kinds(kinds)), limit
        )  # fmt: skip

    def _kinds(self, wanted: Collection[str] | None) -> list[str]:
        """Those that are there, of those wanted: hidden names take nobody's place."""
        there = [NODE_KINDS[code].name for code in sorted(self._veil.nodes)]
        return there if wanted is None else [kind for kind in there if kind in wanted]

    def restated(self, since: int) -> list[int]:
        network = self._network(None)
        return [node for node in self._store.restated(since) if network.kind_of(node) >= 0]

    def _among(self, hits: Sequence[Hit], limit: int) -> list[Hit]:
        network = self._network(None)
        seen = [hit for hit in hits if network.kind_of(hit.number) >= 0]
        lonely = [hit.number for hit in seen if not network.extent(hit.number)]
        there = self.numbered(lonely) if lonely else {}
        return [hit for hit in seen if network.extent(hit.number) or hit.number in there][:limit]

    def _network(self, known_at: int | None) -> Ties:
        return self._networks.current() if known_at is None else self._networks.at(known_at)

    def _shown(self, network: Ties, view: NodeView) -> NodeView:
        said = tuple(
            replace(each, fields=self._withheld.kept(each.kind, each.fields))
            for each in view.statements
        )
        stands = view.merged_into if view.number in network.survivor else None
        fields = self._withheld.kept(view.kind, view.fields)
        return replace(view, fields=fields, statements=said, merged_into=stands)

    def topology(self, *, known_at: int | None = None) -> Topology:
        self._not_told()

    def changes(self, since: int) -> Changes:
        """Those of the whole: enough to know whom to ask again, and never an answer itself."""
        return self._store.changes(since)

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


def _there(network: Ties, view: NodeView) -> bool:
    """A stub is there for what is tied to it; if all of that is hidden, so is the stub."""
    if network.kind_of(view.number) < 0:
        return False
    held = network.extent(view.number) or view.number in network.survivor
    return bool(view.statements or held)
