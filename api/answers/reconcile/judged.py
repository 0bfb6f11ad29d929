"""What people judged of names: that one written so is this subject, or is not.

An organisation's judgements hold for its own lists alone. None is ever erased: it is followed by
another, or by its withdrawal, each with who, why and when. The graph is not touched: whether two
records are one subject is the stewards' matter (``same_as``), and never judged by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple

from analyses.naming.parts import normal
from api.daybook import Connection, Daybook

TOPIC: Final = "judgements of names"
STEPS: Final = (
    "CREATE TABLE name_judgement (number INTEGER PRIMARY KEY, organisation TEXT NOT NULL,"
    " name TEXT NOT NULL, subject TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,"
    " author TEXT NOT NULL, at TEXT NOT NULL, written TEXT NOT NULL) STRICT",
    "CREATE INDEX name_judgement_of ON name_judgement (organisation, name)",
)
Verdict = Literal["same", "different", "withdrawn"]


class Judgement(NamedTuple):
    """``name`` as written; ``at`` in UTC. Which of several is in force: ``holding``."""

    name: str
    subject: str
    verdict: Verdict
    reason: str
    author: str
    at: str


def holding(judgements: Iterable[Judgement]) -> Mapping[str, Judgement]:
    """By subject, what is in force of a name's judgements, given oldest first: the last of each
    subject. A name means one subject: a later ``same`` takes the place of an earlier one."""
    held: dict[str, Judgement] = {}
    for told in judgements:
        if told.verdict == "same":
            held = {who: one for who, one in held.items() if one.verdict != "same"}
        held.pop(told.subject, None)
        if told.verdict != "withdrawn":
            held[told.subject] = told
    return held


class Judgements:
    """Owned by whoever serves. ``now`` is the clock. Raises StoreError and its kin."""

    def __init__(
        self, book: Daybook, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        book.prepare(TOPIC, STEPS)
        self._book, self._now = book, now

    def judge(self, organisation: str, told: Judgement) -> bool:
        """Record it; False where the same verdict is in force already."""
        with self._book.write() as db:
            held = holding(_of(db, organisation, told.name)).get(told.subject)
            if (held.verdict if held else "withdrawn") == told.verdict:
                return False
            db.execute(
                "INSERT INTO name_judgement (organisation, name, subject, verdict, reason, author,"
                " at, written) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (organisation, normal(told.name), told.subject, told.verdict, told.reason,
                 told.author, told.at or self._now().isoformat(timespec="seconds"), told.name),
            )  # fmt: skip
            return True

    def of(self, organisation: str, name: str) -> list[Judgement]:
        """Every judgement of a name, however it is spelled, oldest first."""
        with self._book.read() as db:
            return _of(db, organisation, name)

    def in_force(self, organisation: str, name: str) -> Mapping[str, Verdict]:
        """By subject, the verdict that holds of a name."""
        held = holding(self.of(organisation, name))
        return {subject: told.verdict for subject, told in held.items()}


def _of(db: Connection, organisation: str, name: str) -> list[Judgement]:
    found = db.execute(
        "SELECT written, subject, verdict, reason, author, at FROM name_judgement"
        " WHERE organisation = ? AND name = ? ORDER BY number",
        (organisation, normal(name)),
    )
    return [Judgement(*row) for row in found]
