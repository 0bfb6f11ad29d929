"""What the map keeps between questions: its index, and what is worked out of the participants."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyses.credit_map.alerts import open_alerts
from analyses.credit_map.grades import worst
from analyses.credit_map.index import ProjectIndex, build
from analyses.evaluation.scoring import edition
from analyses.rulebook import in_force
from api.answers.ground import Ground
from api.answers.risk.scoreboards import Scoreboards
from graph.errors import XinmaiError
from graph.facts import LinkView, NodeView
from graph.store import Store
from graph.vocabulary import NODE_CODE

log = logging.getLogger(__name__)
_PERSON: Final = NODE_CODE["person"]
KEPT: Final = 4  # days and revisions whose marks are kept
Stamp = tuple[tuple[int, int], str, date]


@dataclass(frozen=True, slots=True)
class Marks:
    """Of each project's participants: the worst grade, a place in ``order`` (-1 for none), and how
    many carry an open related-party alert (None where no rule says how to work one out)."""

    order: tuple[str, ...]
    worst: NDArray[np.int8]
    alerts: NDArray[np.int32] | None

    def grade(self, members: NDArray[np.int64]) -> str | None:
        place = int(self.worst[members].max())
        return self.order[place] if place >= 0 else None

    def open_alerts(self, members: NDArray[np.int64]) -> int | None:
        return None if self.alerts is None else int(self.alerts[members].sum())


class MapIndexes:
    """The index of the latest revision asked about, and of one past one. Safe for threads.

    Building takes seconds on a city, once a revision; asking takes milliseconds. Marks are worked
    out beside, once a revision and day: a millisecond a firm that builds, and the city's alerts.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[int, int], ProjectIndex] = {}
        self._marks: OrderedDict[Stamp, Marks] = OrderedDict()
        self._marking: threading.Thread | None = None

    def marks(
        self, ground: Ground, index: ProjectIndex, boards: Scoreboards, *, wait: bool
    ) -> Marks | None:
        """None while a thread works them out; with ``wait`` they are worked out now."""
        stamp = (ground.edition, ground.rules.version, ground.day)
        found = self._marks.get(stamp)
        if found is not None:
            return found
        if wait:
            return self._marked(ground, index, boards, stamp)
        with self._lock:
            if self._marking is None or not self._marking.is_alive():
                self._marking = threading.Thread(
                    target=self._mark_beside, args=(ground, index, boards, stamp),
                    name="map-marks", daemon=True,
                )  # fmt: skip
                self._marking.start()
        return None

    def _mark_beside(
        self, ground: Ground, index: ProjectIndex, boards: Scoreboards, stamp: Stamp
    ) -> None:
        try:
            self._marked(ground, index, boards, stamp)
        except XinmaiError as failure:  # the next question tries again
            log.warning("the map's marks were not worked out: %s", failure)

    def _marked(
        self, ground: Ground, index: ProjectIndex, boards: Scoreboards, stamp: Stamp
    ) -> Marks:
        order, day = edition(ground.rules.evaluation, ground.day).grades, ground.day.toordinal()
        grades = worst(index, day, order, lambda unit: _grade(ground, unit))
        alerts = None
        for spread in in_force(ground.rules.alerts.spread, ground.day)[:1]:
            alerts = open_alerts(index, day, boards.of(ground).at_least(spread.open_ppm))
        found = Marks(order, grades, alerts)
        self._marks[stamp] = found
        while len(self._marks) > KEPT:
            self._marks.popitem(last=False)
        return found

    def of(self, ground: Ground) -> ProjectIndex:
        edition = ground.edition
        with self._lock:
            index = self._kept.get(edition)
            if index is None:
                index = build(ground.network, _Unkept(ground.store, ground.network.revision))
                for old in sorted(self._kept)[:-1]:
                    del self._kept[old]
                self._kept[edition] = index
            return index


def _grade(ground: Ground, unit: int) -> str | None:
    if ground.network.kind_of(unit) == _PERSON:
        return None
    public = ground.judged.grades(ground, unit).public
    return public.grade if public else None


@dataclass(frozen=True, slots=True)
class _Unkept:
    """Views read once and let go: the index keeps what it needs of them."""

    store: Store
    known_at: int

    def nodes(self, numbers: Iterable[int]) -> Mapping[int, NodeView]:
        return self.store.numbered(list(numbers), known_at=self.known_at)

    def links(self, numbers: Iterable[int]) -> Mapping[int, LinkView]:
        return self.store.links(list(numbers))
