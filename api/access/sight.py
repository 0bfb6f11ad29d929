"""Which facts stand before a request: the answers over the view that its grant names.

The view of the request at hand is a context variable, set by whoever admits it and carried along
into worker threads. Without one nothing is answered at all. A view that leaves something out has
read all that ever came before it answers (some seconds on a city): that is done before anybody is
answered through it, and never in a request.
"""

from __future__ import annotations

import threading
from contextvars import ContextVar
from dataclasses import replace
from datetime import date
from typing import Final

from analyses.rulebook import version
from analyses.rulebook.access import EVERY, View
from api.answers import Answers
from api.answers.given import Given
from api.answers.hubs import Hubs
from api.answers.judged import Judged
from api.answers.kept import Kept
from api.answers.map_indexes import MapIndexes
from api.answers.risk.scoreboards import Scoreboards
from api.answers.rolls import Rolls
from api.answers.screen.sheets import Sheets
from api.answers.statistics.tallies import Tallies
from api.answers.structures.city import CityStructures
from graph.errors import StoreBusy
from graph.veil import Veil
from graph.veiled_store import VeiledStore, Withheld
from graph.vocabulary import LINK_CODE, NODE_CODE

SEEN: ContextVar[View] = ContextVar("the view of the request at hand")
SMALL: Final = 100_000  # nodes: the views of so small a store are opened while one waits


class Sight:
    """The answers over every view, each made when it is first asked. What an answer keeps for the
    next is kept apart, a view each. Safe for many threads."""

    def __init__(self, whole: Answers, *, small: int = SMALL) -> None:
        self._whole, self._small = whole, small
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, date], Answers] = {}
        self._open: dict[tuple[str, date], Answers] = {}

    def current(self) -> Answers:
        """Raises LookupError outside a request that was admitted, StoreBusy while its view is being
        opened."""
        return self._opened(SEEN.get())

    def _opened(self, view: View) -> Answers:
        found = self._open.get((view.id, view.since))
        if found is None:
            found = self.of(view)
            if found is not self._whole:
                raise _opening(view)
        return found

    def open_small(self) -> None:
        """Open the views of a small store: quicker than to say that they are not open yet."""
        if self._whole.networks.current().size <= self._small:
            self.open()

    def open(self) -> None:
        """Open all views in force today, in a thread of its own. Idempotent. Raises StoreError.

        Cost: the whole history, a view; 0.4 to 0.7 s for 100,000 firms.
        """
        for view in self._in_force():
            answers = self.of(view)
            answers.networks.current()
            self._open[view.id, view.since] = answers

    @property
    def opened(self) -> bool:
        """Whether all views in force today are open."""
        return all((view.id, view.since) in self._open for view in self._in_force())

    def _in_force(self) -> list[View]:
        day = self._whole.today()
        return [view for view in self._whole.rules.access.view if view.holds(day)]

    def of(self, view: View) -> Answers:
        key = view.id, view.since
        found = self._answers.get(key)
        if found is None:
            with self._lock:
                found = self._answers.setdefault(key, self._over(view))
        return found

    def named(self, view: str) -> Answers:
        """Over the version of a view in force today, outside any request. Raises LookupError."""
        found = version(self._whole.rules.access.view, view, self._whole.today())
        if found is None:
            raise LookupError(view)
        return self.of(found)

    def every(self) -> list[Answers]:
        """Over all views in force today: for what one view wrote and another must recognise.
        Raises StoreBusy while one is being opened."""
        return [self._opened(view) for view in self._in_force()]

    def _over(self, view: View) -> Answers:
        whole = self._whole
        if EVERY in view.nodes and EVERY in view.links and not view.withheld:
            return whole
        veil, withheld = veil_of(view), withheld_of(view)
        store = VeiledStore(whole.store, whole.networks, veil, withheld)
        return replace(
            whole, networks=store.networks, store=store,
            rolls=Rolls(), judged=Judged(), maps=MapIndexes(), boards=Scoreboards(), cases=Kept(),
            tallies=Tallies(), structures=CityStructures(), sheets=Sheets(), given=Given(),
            hubs=Hubs(),
        )  # fmt: skip


def _opening(view: View) -> StoreBusy:
    return StoreBusy(
        f"本视图({view.zh})正在准备,请稍后再试",
        f"this view ({view.en}) is being made ready; try again in a moment",
    )


def veil_of(view: View) -> Veil:
    nodes = NODE_CODE if EVERY in view.nodes else view.nodes
    links = LINK_CODE if EVERY in view.links else view.links
    return Veil(
        frozenset(NODE_CODE[name] for name in nodes), frozenset(LINK_CODE[name] for name in links)
    )


def withheld_of(view: View) -> Withheld:
    fields: dict[str, frozenset[str]] = {}
    for name in view.withheld:
        kind, _, field = name.partition(".")
        fields[kind] = fields.get(kind, frozenset()) | {field}
    return Withheld(fields)
