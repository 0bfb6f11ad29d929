"""What was worked out of single subjects on one ground, kept for the next file that names them.

A firm that builds stands in many files, and a file names forty firms: each is judged once a day,
revision and version of the rules.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from analyses.alerts.spread import AlertsFound, alerts_of
from analyses.evaluation.firm import FirmGrades, firm_grades
from analyses.own_record import OwnRecord, own_records
from analyses.statutory import Extension, statutory
from graph.facts import Key, NodeView
from graph.ties import Ties

if TYPE_CHECKING:
    from api.answers.ground import Ground

K = TypeVar("K")
V = TypeVar("V")
KEPT: Final = 4  # grounds
MOST: Final = 50_000  # subjects a ground, some KB each; then it starts again


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The judgements on one network; holding the network keeps its identity its own."""

    network: Ties
    grades: dict[int, FirmGrades] = field(default_factory=dict)
    records: dict[int, tuple[OwnRecord, ...]] = field(default_factory=dict)
    reached: dict[int, tuple[Extension, ...]] = field(default_factory=dict)
    subjects: dict[str, tuple[NodeView, Key | None]] = field(default_factory=dict)
    alerts: dict[int, AlertsFound] = field(default_factory=dict)


class Judged:
    """Owned by whoever answers. Safe for many threads: judging twice does no harm."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[tuple[int, str, date], _Sheet] = OrderedDict()
        self._lock = threading.Lock()

    def grades(self, ground: Ground, firm: int) -> FirmGrades:
        """The firm's public grade and industry gradings on the ground's day."""
        kept = self._sheet(ground).grades
        found = kept.get(firm)
        if found is None:
            found = firm_grades(ground.network, ground.views, ground.rules, firm, ground.day)
            _keep(kept, firm, found)
        return found

    def records(self, ground: Ground, subject: int) -> tuple[OwnRecord, ...]:
        """The subject's own records within their life on the ground's day."""
        kept = self._sheet(ground).records
        found = kept.get(subject)
        if found is None:
            found = own_records(ground.network, ground.views, ground.rules, subject, ground.day)
            _keep(kept, subject, found)
        return found

    def alerts(self, ground: Ground, subject: int) -> AlertsFound:
        """The subject's related-party alerts on the ground's day."""
        kept = self._sheet(ground).alerts
        found = kept.get(subject)
        if found is None:
            found = alerts_of(ground.network, ground.views, ground.rules, ground.day, subject)
            _keep(kept, subject, found)
        return found

    def reached(self, ground: Ground, subject: int) -> tuple[Extension, ...]:
        """What reaches the subject by statutory extension on the ground's day."""
        kept = self._sheet(ground).reached
        found = kept.get(subject)
        if found is None:
            found = statutory(ground.network, ground.views, ground.rules, subject, ground.day)
            _keep(kept, subject, found)
        return found

    def subject(
        self, ground: Ground, id: str, find: Callable[[], tuple[NodeView, Key | None]]
    ) -> tuple[NodeView, Key | None]:
        """Whom an id means, found once; a refusal is not kept."""
        kept = self._sheet(ground).subjects
        found = kept.get(id)
        if found is None:
            found = find()
            _keep(kept, id, found)
        return found

    def _sheet(self, ground: Ground) -> _Sheet:
        stamp = (id(ground.network), ground.rules.version, ground.day)
        with self._lock:
            sheet = self._sheets.pop(stamp, None) or _Sheet(ground.network)
            self._sheets[stamp] = sheet
            while len(self._sheets) > KEPT:
                self._sheets.popitem(last=False)
            return sheet


def _keep(kept: dict[K, V], subject: K, found: V) -> None:
    if len(kept) >= MOST:
        kept.clear()
    kept[subject] = found
