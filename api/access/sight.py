"""Which facts stand before a request: the answers over the view that its grant names.

The view of the request at hand is a context variable, set by whoever admits it and carried along
into worker threads. Without one nothing is answered at all.
"""

from __future__ import annotations

import threading
from contextvars import ContextVar
from dataclasses import replace
from datetime import date

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
from graph.veil import Veil
from graph.veiled_store import VeiledStore, Withheld
from graph.vocabulary import LINK_CODE, NODE_CODE

SEEN: ContextVar[View] = ContextVar("the view of the request at hand")


class Sight:
    """The answers over every view, each made when it is first asked. What an answer keeps for the
    next is kept apart, a view each. Safe for many threads."""

    def __init__(self, whole: Answers) -> None:
        self._whole = whole
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, date], Answers] = {}

    def current(self) -> Answers:
        """Raises LookupError outside a request that was admitted."""
        return self.of(SEEN.get())

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
        """Over all views in force today: for what one view wrote and another must recognise."""
        day = self._whole.today()
        return [self.of(view) for view in self._whole.rules.access.view if view.holds(day)]

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
