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
from analyses.conflicts import Found, subject_conflicts
from analyses.evaluation.firm import FirmGrades, firm_grades
from analyses.own_record import OwnRecord, own_records
from analyses.statutory import Extension, statutory
from graph.facts import Key, NodeView
from graph.ties import Ties

if TYPE_CHECKING:
    from api.answers.ground import Ground

K = TypeVar("K")
V = TypeVar("V")
SubjectConflicts = tuple[tuple[tuple[int, Found], ...], bool]  # and whether places were left out
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
    conflicts: dict[int, SubjectConflicts] = field(default_factory=dict)


class Judged:
    """Owned by whoever answers. Safe for many threads: judging twice does no harm."""

    def __init__(self) -> None:
        self._sheets: OrderedDict[tuple[int, str, date], _Sheet] = OrderedDict()
        self._lock = threading.Lock()

    def grades(self, ground: Ground, firm: int) -> FirmGrades:
        """The firm's public grade and industry gradings on the ground's day."""
        return _once(
            self._sheet(ground).grades,
            firm,
            lambda: firm_grades(ground.network, ground.views, ground.rules, firm, ground.day),
        )

    def records(self, ground: Ground, subject: int) -> tuple[OwnRecord, ...]:
        """The subject's own records within their life on the ground's day."""
        return _once(
            self._sheet(ground).records,
            subject,
            lambda: own_records(ground.network, ground.views, ground.rules, subject, ground.day),
        )

    def alerts(self, ground: Ground, subject: int) -> AlertsFound:
        """The subject's related-party alerts on the ground's day."""
        return _once(
            self._sheet(ground).alerts,
            subject,
            lambda: alerts_of(ground.network, ground.views, ground.rules, ground.day, subject),
        )

    def reached(self, ground: Ground, subject: int) -> tuple[Extension, ...]:
        """What reaches the subject by statutory extension on the ground's day."""
        return _once(
            self._sheet(ground).reached,
            subject,
            lambda: statutory(ground.network, ground.views, ground.rules, subject, ground.day),
        )

    def conflicts(self, ground: Ground, subject: int) -> SubjectConflicts:
        """The conflicts the subject is a party to on the ground's day, each with its place."""
        return _once(
            self._sheet(ground).conflicts,
            subject,
            lambda: subject_conflicts(
                ground.network, ground.views, ground.rules, subject, ground.day
            ),
        )

    def subject(
        self, ground: Ground, id: str, find: Callable[[], tuple[NodeView, Key | None]]
    ) -> tuple[NodeView, Key | None]:
        """Whom an id means, found once; a refusal is not kept."""
        return _once(self._sheet(ground).subjects, id, find)

    def _sheet(self, ground: Ground) -> _Sheet:
        stamp = (id(ground.network), ground.rules.version, ground.day)
        with self._lock:
            sheet = self._sheets.pop(stamp, None) or _Sheet(ground.network)
            self._sheets[stamp] = sheet
            while len(self._sheets) > KEPT:
                self._sheets.popitem(last=False)
            return sheet


def _once(kept: dict[K, V], key: K, make: Callable[[], V]) -> V:
    """What is kept, else made now and kept."""
    found = kept.get(key)
    if found is None:
        found = make()
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = found
    return found
