"""One row: what ``risk`` says of a subject, counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple
from urllib.parse import quote

from analyses.checks.measures_in_force import measures_in_force
from analyses.checks.screening import Screened, screened
from analyses.concerned import PLACED, REACHED, RECORDED
from analyses.conflicts import Found as Conflict
from analyses.conflicts import subject_conflicts
from analyses.own_record import OwnRecord
from analyses.rulebook import in_force
from analyses.rulebook.checks import CheckItem
from analyses.statutory import Extension
from api.answers.ground import Ground
from api.answers.screen.identities import Found, Identity
from api.answers.screen.shapes import (
    AlertTally,
    ConflictTally,
    OwnTally,
    RowError,
    ScreenRow,
    StatutoryTally,
)
from api.answers.screen.sheets import Sheet
from graph.errors import AmbiguousId, UnknownId, XinmaiError
from graph.masking import speakable

GRAVEST_FIRST: Final[tuple[Literal["serious", "general", "minor"], ...]] = (
    "serious", "general", "minor",
)  # fmt: skip
EVERYTHING: Final = RECORDED | REACHED | PLACED
NO_RECORDS: Final = OwnTally()
NO_EXTENSION: Final = StatutoryTally()
NO_CONFLICT: Final = ConflictTally()
NO_ALERT: Final = AlertTally()
_AS_IT_IS: Final = re.compile(r"[A-Za-z0-9:._~-]*").fullmatch  # ids that need no quoting


def error_row(asked: str, error: XinmaiError) -> ScreenRow:
    kind, status = ("refused-input", 422)
    if isinstance(error, UnknownId):
        kind, status = "unknown-id", 404
    elif isinstance(error, AmbiguousId):
        kind, status = "ambiguous-id", 409
    said = RowError(f"urn:xinmai:problem:{kind}", status, error.zh, error.en)
    return ScreenRow(speakable(asked), error=said)


def row(
    ground: Ground, sheet: Sheet | None, item: CheckItem | None, asked: str, found: Found
) -> ScreenRow:
    """Without a ``sheet`` everything is looked up; the answer is the same. Cost: for whom the
    sheet shows nothing, microseconds; else as ``risk``, its words left out."""
    if not isinstance(found, Identity):
        return error_row(asked, found)
    subject = ground.network.canonical(found.number)
    marks = EVERYTHING if sheet is None else int(sheet.concerned[subject])
    told = _told(ground, subject, marks) if marks else NOTHING
    alert, searched = _alert(ground, sheet, subject)
    said = _said(item, found.stub, told) if marks else _of_nothing(item, found.stub)
    return ScreenRow(
        asked, found.id, found.name, found.kind, found.stub, found.merged, said.outcome,
        said.reasons, _own(told.own), _statutory(told.reached), _conflicts(told.met), alert,
        searched and not (told.cut_short or told.unread), _address(ground, found.id),
    )  # fmt: skip


def _said(item: CheckItem | None, stub: bool, told: _Told) -> Screened:
    return screened(
        item, measures_in_force(told.own, told.reached), told.own, stub=stub,
        conflicts=any(each.grade != "indicators" for each in told.met), cut_short=told.unread,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _of_nothing(item: CheckItem | None, stub: bool) -> Screened:
    """What is said of nearly everybody, worked out once an item."""
    return _said(item, stub, NOTHING)


class _Told(NamedTuple):
    own: tuple[OwnRecord, ...] = ()
    reached: tuple[Extension, ...] = ()
    met: tuple[Conflict, ...] = ()
    cut_short: bool = False  # of the conflicts
    unread: bool = False  # of the records, and of whose reach it


NOTHING: Final = _Told()


def _told(ground: Ground, subject: int, marks: int) -> _Told:
    asked_of = ground.network, ground.views, ground.rules, subject, ground.day
    placed, cut_short = subject_conflicts(*asked_of) if marks & PLACED else ((), False)
    return _Told(
        ground.judged.records(ground, subject) if marks & RECORDED else (),
        ground.judged.reached(ground, subject) if marks & REACHED else (),
        tuple(conflict for _, conflict in placed),
        cut_short,
        bool(marks & (RECORDED | REACHED)) and not ground.judged.all_read(ground, subject),
    )


def _own(records: tuple[OwnRecord, ...]) -> OwnTally:
    if not records:
        return NO_RECORDS
    known = {record.severity for record in records}
    worst = next((each for each in GRAVEST_FIRST if each in known), None)
    return OwnTally(len(records), worst, sum(record.pending for record in records))


def _statutory(reached: tuple[Extension, ...]) -> StatutoryTally:
    if not reached:
        return NO_EXTENSION
    bringing = [each for each in reached if each.weighed.rule.effect != "recorded"]
    sure = sum(each.answer == "yes" for each in bringing)
    return StatutoryTally(sure, len(bringing) - sure, len(reached) - len(bringing))


def _conflicts(found: Iterable[Conflict]) -> ConflictTally:
    grades = [(each.grade, each.answer) for each in found]
    if not grades:
        return NO_CONFLICT
    named = [grade for grade, _ in grades]
    unknown = sum(grade != "indicators" and told == "unknown" for grade, told in grades)
    return ConflictTally(
        named.count("void"), named.count("deemed"), unknown, named.count("indicators")
    )


def _alert(ground: Ground, sheet: Sheet | None, subject: int) -> tuple[AlertTally, bool]:
    """The score, and whether all was searched."""
    if sheet is not None and sheet.searched:
        score = int(sheet.scores[subject])
        return AlertTally(score) if score else NO_ALERT, True
    if not in_force(ground.rules.alerts.spread, ground.day):
        return NO_ALERT, False
    found = ground.judged.alerts(ground, subject)
    return AlertTally(found.score_ppm), not found.cut_short


def _address(ground: Ground, id: str) -> str:
    address = id if _AS_IT_IS(id) else quote(id, safe=":")
    return f"/v1/subjects/{address}{_moment(ground.day, ground.network.revision)}"


@lru_cache(maxsize=8)
def _moment(day: date, revision: int) -> str:
    return f"/risk?as_of={day.isoformat()}&known_at={revision}"
