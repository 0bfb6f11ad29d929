"""What was worked out of single subjects, kept for the next answer that names them.

A firm that builds stands in many files, and a file names forty firms: each is judged once a day
and version of the rules, and again only when a node was touched that the judgement looked at.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from analyses.alerts.spread import AlertsFound, alerts_of
from analyses.conflicts import Found, subject_conflicts
from analyses.evaluation.firm import FirmGrades, firm_grades
from analyses.own_record import OwnRecord, own_records
from analyses.statutory import Extension, statutory
from analyses.work import BUDGETS, Work
from graph.facts import Key, NodeView
from graph.observed import Observed
from graph.ties import Ties

if TYPE_CHECKING:
    from api.answers.ground import Ground

V = TypeVar("V")
Judge = Callable[[Observed], V]
SubjectConflicts = tuple[tuple[tuple[int, Found], ...], bool]  # and whether places were left out
KEPT: Final = 4  # pages
MOST: Final = 50_000  # judgements of one sort a page, some KB each; then it starts again


@dataclass(slots=True)
class _Judgement:
    """``value`` as of ``revision``; ``read`` are the nodes looked at for it, packed."""

    value: Any
    read: array[int]
    revision: int


@dataclass(frozen=True, slots=True)
class _Page:
    """The judgements of a day, by sort and whom: on the latest network, or one of the past."""

    past: Ties | None
    kept: dict[str, dict[Any, _Judgement]] = field(default_factory=dict)


class Judged:
    """Owned by whoever answers. Safe for many threads: judging twice does no harm."""

    def __init__(self) -> None:
        self._pages: dict[tuple[int, int, str, date], _Page] = {}
        self._lock = threading.Lock()

    def grades(self, ground: Ground, firm: int) -> FirmGrades:
        """The firm's public grade and industry gradings on the ground's day."""
        return self._once(
            ground, "grades", firm, lambda at: firm_grades(at, at, ground.rules, firm, ground.day)
        )

    def records(self, ground: Ground, subject: int) -> tuple[OwnRecord, ...]:
        """The subject's own records within their life on the ground's day, of very many the
        latest."""
        return self._records(ground, subject)[0]

    def records_read(self, ground: Ground, subject: int) -> bool:
        """Whether its ``records`` are all there are."""
        return not self._records(ground, subject)[1]

    def all_read(self, ground: Ground, subject: int) -> bool:
        """Whether its ``records`` and what has ``reached`` it are all there are."""
        return not (self._records(ground, subject)[1] or self._reached(ground, subject)[1])

    def _records(self, ground: Ground, subject: int) -> tuple[tuple[OwnRecord, ...], bool]:
        def judge(at: Observed) -> tuple[tuple[OwnRecord, ...], bool]:
            work = _work()
            asked_of = at, at, ground.rules, subject, ground.day
            return own_records(*asked_of, work=work), work.cut_short

        return self._once(ground, "records", subject, judge)

    def alerts(self, ground: Ground, subject: int) -> AlertsFound:
        """The subject's related-party alerts on the ground's day."""
        return self._once(
            ground, "alerts", subject,
            lambda at: alerts_of(at, at, ground.rules, ground.day, subject),
        )  # fmt: skip

    def reached(self, ground: Ground, subject: int) -> tuple[Extension, ...]:
        """What reaches the subject by statutory extension on the ground's day; of very many units
        that it is in office of, the latest are looked at."""
        return self._reached(ground, subject)[0]

    def _reached(self, ground: Ground, subject: int) -> tuple[tuple[Extension, ...], bool]:
        def judge(at: Observed) -> tuple[tuple[Extension, ...], bool]:
            work = _work()
            return statutory(at, at, ground.rules, subject, ground.day, work), work.cut_short

        return self._once(ground, "reached", subject, judge)

    def conflicts(self, ground: Ground, subject: int) -> SubjectConflicts:
        """The conflicts the subject is a party to on the ground's day, each with its place."""
        return self._once(
            ground, "conflicts", subject,
            lambda at: subject_conflicts(at, at, ground.rules, subject, ground.day),
        )  # fmt: skip

    def subject(
        self, ground: Ground, id: str, find: Callable[[], tuple[NodeView, Key | None]]
    ) -> tuple[NodeView, Key | None]:
        """Whom an id means, found once; a refusal is not kept."""
        kept = self._page(ground).kept.setdefault("subjects", {})
        held = kept.get(id)
        if held is not None and ground.means(id, held.revision) and _stands(ground, held):
            known: tuple[NodeView, Key | None] = held.value
            return known
        view, merged = found = find()
        asked = [] if merged is None else list(ground.store.briefs([merged]).values())
        _keep(ground, kept, id, found, {view.number, *(brief.number for brief in asked)})
        return found

    def _once(self, ground: Ground, sort: str, subject: int, judge: Judge[V]) -> V:
        """What is kept and stands, else judged now and kept."""
        kept = self._page(ground).kept.setdefault(sort, {})
        held = kept.get(subject)
        if held is not None and _stands(ground, held):
            known: V = held.value
            return known
        at = Observed(ground.network, ground.views)
        found = judge(at)
        _keep(ground, kept, subject, found, at.read)
        return found

    def _page(self, ground: Ground) -> _Page:
        past = ground.network if ground.touches is None else None
        stamp = (id(past), ground.generation, ground.rules.version, ground.day)
        page = self._pages.get(stamp)
        if page is None:
            with self._lock:
                page = self._pages[stamp] = _Page(past)
                while len(self._pages) > KEPT:
                    del self._pages[next(iter(self._pages))]
        return page


def _work() -> Work:
    return Work(BUDGETS.records.weighed)


def _stands(ground: Ground, held: _Judgement) -> bool:
    """Whether it may be taken here; whoever takes it looked at what it looked at."""
    stands = ground.stands(held.read, held.revision)
    if stands:
        held.revision = ground.network.revision
        ground.looked(held.read)
    return stands


def _keep(
    ground: Ground, kept: dict[Any, _Judgement], whom: Any, value: Any, read: set[int]
) -> None:
    ground.looked(read)
    if len(kept) >= MOST:
        kept.clear()
    kept[whom] = _Judgement(value, array("i", read), ground.network.revision)
