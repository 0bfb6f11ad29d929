"""The networks of one store: the current one, kept fresh, and past ones on request."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from graph import snapshot
from graph.errors import RefusedInput, XinmaiError
from graph.network import Network
from graph.overlay import Overlay
from graph.store import Store
from graph.ties import Ties
from graph.topology import Changes, first_day
from graph.touched import Step, Touches, touched
from graph.views import StoreViews, Views
from graph.vocabulary import LINK_KINDS

FOLD_LIMIT: Final = 50_000  # changes an overlay holds before it is folded into a new base
KEPT: Final = 2  # past networks kept in memory, each about 60 bytes a link
SAMPLE: Final = 32  # links compared before a snapshot is taken for this store's

log = logging.getLogger(__name__)


class Networks:
    """Hands out networks of a store. Safe for many threads if the store is.

    ``folder`` keeps the snapshot, one folder a store; None keeps it in memory only. An overlay of
    more than ``fold_limit`` changes is folded into a new base by a background thread, while
    the overlay goes on answering.
    """

    def __init__(
        self, store: Store, folder: Path | None, *, fold_limit: int = FOLD_LIMIT, kept: int = KEPT
    ) -> None:
        self._store = store
        self._folder = folder
        self._fold_limit = fold_limit
        self._kept = kept
        self._lock = threading.Lock()
        self._view: Network | Overlay | None = None
        self._rebuild: threading.Thread | None = None
        self._past_networks: OrderedDict[int, Network] = OrderedDict()
        self._latest: OrderedDict[int, Network | Overlay] = OrderedDict()
        self.touches = Touches()  # of what ``current`` went through
        self.generation = 0  # how often another store was found in the place of the one before
        self._known = store.generation  # of the store that the view is of
        self._views: OrderedDict[int, StoreViews] = OrderedDict()

    def current(self) -> Ties:
        """The network at the store's latest revision.

        The first call maps the snapshot, or builds one (seconds on a city). Later calls cost one
        ``store.revision()``, and the folding of what changed. Raises StoreError.
        """
        revision = self._store.revision()
        view = self._view
        if view is not None and view.revision == revision and self._is_known():
            return view
        with self._lock:
            self._view = view = self._refreshed(self._view, revision)
            self._fold_if_large(view)
            self._latest[view.revision] = view  # who began to answer from it goes on
            while len(self._latest) > self._kept:
                self._latest.popitem(last=False)
            return view

    def at(self, known_at: int) -> Ties:
        """The network as known at a revision: built anew (seconds on a city), the last few kept.

        Raises RefusedInput for a revision that is not there yet.
        """
        if (latest := self._latest.get(known_at)) is not None:
            return latest
        view = self.current()
        if view.revision == known_at:
            return view
        if not 0 <= known_at < view.revision:
            raise RefusedInput(
                f"没有修订号 {known_at};应为 0 至 {view.revision}",
                f"there is no revision {known_at}; it must be 0 to {view.revision}",
                field="known_at",
            )
        with self._lock:
            return self._past(known_at)

    def views(self, revision: int) -> Views:
        """What is stated of nodes and links at a revision, read as needed; the last few kept."""
        with self._lock:
            views = self._views.pop(revision, None)
            if views is None:
                views = views_at(self._store, revision, self._views, self.touches)
            self._views[revision] = views
            while len(self._views) > self._kept:
                self._views.popitem(last=False)
            return views

    def wait(self) -> None:
        """Until a running background rebuild has ended."""
        rebuild = self._rebuild
        if rebuild is not None:
            rebuild.join()

    def _past(self, known_at: int) -> Network:
        past = self._past_networks.pop(known_at, None)
        if past is None:
            past = Network.build(self._store.topology(known_at=known_at))
        self._past_networks[known_at] = past
        while len(self._past_networks) > self._kept:
            self._past_networks.popitem(last=False)
        return past

    def _refreshed(self, view: Network | Overlay | None, revision: int) -> Network | Overlay:
        if view is not None and (view.revision > revision or not self._is_known()):
            self._start_again()
            view = None
        if view is None:
            self._known = self._store.generation
            view = self._opened(revision) or self._built()
            self.touches.forget(view.revision)
        return self._followed(view) if view.revision < revision else view

    def _is_known(self) -> bool:
        return self._store.generation == self._known

    def _start_again(self) -> None:
        """The store was replaced: nothing read of the one before stands, whatever its revision."""
        self.generation += 1
        self.touches = Touches()
        for kept in (self._latest, self._past_networks, self._views):
            kept.clear()

    def _followed(self, view: Network | Overlay) -> Network | Overlay:
        changes = self._store.changes(view.revision)
        after = view.followed(changes) if isinstance(view, Overlay) else Overlay(view, changes)
        self._touch(view, after, changes)
        return after

    def _touch(self, before: Ties, after: Ties, changes: Changes) -> None:
        """Before the network is handed out: what was read of the earlier one may not stand."""
        nodes = frozenset(touched(self._store, before, after, changes))
        ended = frozenset(changes.retired.tolist())
        came = [number for number in changes.node_numbers.tolist() if number >= before.size]
        step = Step(before.revision, after.revision, nodes, ended)
        self.touches.mark(step, self._store.keys(came))

    def _opened(self, revision: int) -> Network | None:
        """The snapshot, if there is one of this store."""
        if self._folder is None:
            return None
        try:
            network = snapshot.load(self._folder)
        except snapshot.NoSnapshot as reason:
            log.info("no snapshot to open: %s", reason)
            return None
        if network.revision <= revision and tells_of(network, self._store):
            return network
        log.warning("the snapshot tells of another store; it is built anew")
        return None

    def _built(self) -> Network:
        network = Network.build(self._store.topology())
        if self._folder is not None:
            try:
                snapshot.save(network, self._folder)
            except OSError as refusal:
                log.warning("snapshot not kept: %s", refusal.strerror)
        return network

    def _fold_if_large(self, view: Network | Overlay) -> None:
        running = self._rebuild is not None and self._rebuild.is_alive()
        if isinstance(view, Overlay) and not running and view.weight > self._fold_limit:
            self._rebuild = threading.Thread(target=self._fold, name="network-fold", daemon=True)
            self._rebuild.start()

    def _fold(self) -> None:
        """Take the snapshot another worker has made meanwhile, or make one."""
        try:
            network = self._opened(self._store.revision())
            if network is None or self._is_held(network):
                network = self._built()
        except XinmaiError as failure:
            log.warning("the network was not folded: %s", failure)
            return
        with self._lock:
            held = self._view
            if held is None or held.revision <= network.revision:
                if held is not None and held.revision < network.revision:
                    self._touch(held, network, self._store.changes(held.revision))
                self._view = network
            elif isinstance(held, Overlay):
                self._view = Overlay(network, self._store.changes(network.revision))

    def _is_held(self, network: Network) -> bool:
        held = self._view
        return isinstance(held, Overlay) and network.revision <= held.base.revision


def views_at(
    store: Store, revision: int, kept: Mapping[int, StoreViews], touches: Touches
) -> StoreViews:
    """The views of a revision: those of an earlier one that still are the same, to begin with."""
    since = max((earlier for earlier in kept if earlier < revision), default=None)
    steps = None if since is None else touches.between(since, revision)
    if since is None or steps is None:
        return StoreViews(store, revision)
    nodes = frozenset[int]().union(*(step.nodes for step in steps))
    ended = frozenset[int]().union(*(step.ended for step in steps))
    return kept[since].later(revision, nodes, ended)


def tells_of(network: Network, store: Store) -> bool:
    """Whether a network's links are this store's: a spread sample agrees, and is not empty."""
    halves = network.halves
    sample = halves[:: max(1, len(halves) // SAMPLE)]
    views = store.links([int(half["link"]) for half in sample])
    if not len(sample) or len(views) < len({int(half["link"]) for half in sample}):
        return False
    return all(
        view.kind == LINK_KINDS[half["kind"]].name
        and first_day(view.valid_from) == half["valid_from"]
        and view.recorded <= network.revision
        and (view.retired is None or view.retired > network.revision)
        for half in sample
        for view in [views[int(half["link"])]]
    )
