"""The shapes of a screening: one row a subject, the same columns whatever is said."""

from __future__ import annotations

from typing import Literal

import msgspec

from api.answers.shapes import Framed

Outcome = Literal["pass", "restrict", "look_closer"]


class OwnTally(msgspec.Struct, frozen=True):
    """Records that may be used on the day. ``worst``: the gravest severity that is known."""

    count: int = 0
    worst: Literal["serious", "general", "minor"] | None = None
    pending: int = 0


class StatutoryTally(msgspec.Struct, frozen=True):
    """``count`` reach the subject certainly, ``unknown`` perhaps; ``recorded`` are mere links of
    records, without any measure."""

    count: int = 0
    unknown: int = 0
    recorded: int = 0


class ConflictTally(msgspec.Struct, frozen=True):
    """By grade. ``unknown`` of the void and deemed ones rest on what is not stated; indicators
    have no legal effect."""

    void: int = 0
    deemed: int = 0
    unknown: int = 0
    indicators: int = 0


class AlertTally(msgspec.Struct, frozen=True):
    """The highest score, 0 without any. Never a reason to refuse."""

    score_ppm: int = 0
    legal_effect: Literal[False] = False


class RowError(msgspec.Struct, frozen=True):
    """Why there is no answer for this row; ``type`` as in problem bodies."""

    type: str
    status: int
    zh: str
    en: str


class ScreenRow(msgspec.Struct, frozen=True):
    """``asked`` is the id as sent, what is no text as JSON; ``error`` is null unless there
    is no answer for it. The four sections are never summed; ``complete`` False: one of them was cut
    short. ``reasons`` say why the outcome is no pass; ``href`` is the address of the whole
    answer."""

    asked: str
    id: str | None = None
    name: str | None = None
    kind: str | None = None
    stub: bool | None = None
    redirected_from: str | None = None
    outcome: Outcome | None = None
    reasons: tuple[str, ...] = ()
    own: OwnTally | None = None
    statutory: StatutoryTally | None = None
    conflicts: ConflictTally | None = None
    alerts: AlertTally | None = None
    complete: bool | None = None
    href: str | None = None
    error: RowError | None = None


class ScreenAnswer(Framed):
    """``known_at`` is the revision that ``href`` names; ``answered`` rows have no error. ``item``
    and ``purpose`` are those the outcomes are for, if any."""

    known_at: int
    item: str | None
    purpose: str | None
    asked: int
    answered: int
    rows: list[ScreenRow]
