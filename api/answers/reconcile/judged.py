"""What people judged of names: that one written so is this subject, or is not.

An organisation's judgements hold for its own lists alone. None is ever erased: it is followed by
another, or by its withdrawal, each with who, why and when. The graph is not touched: whether two
records are one subject is the stewards' matter (``same_as``), and never judged by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple

from analyses.naming.parts import normal
from api.daybook import Daybook

TOPIC: Final = "judgements of names"
STEPS: Final = (
    "CREATE TABLE name_judgement (number INTEGER PRIMARY KEY, organisation TEXT NOT NULL,"
    " name TEXT NOT NULL, subject TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL,"
    " author TEXT NOT NULL, at TEXT NOT NULL, written TEXT NOT NULL) STRICT",
    "CREATE INDEX name_judgement_of ON name_judgement (organisation, name)",
)
Verdict = Literal["same", "different", "withdrawn"]


class Judgement(NamedTuple):
    """``name`` as written; ``at`` in UTC. The last of a name and a subject is in force."""

    name: str
    subject: str
    verdict: Verdict
    reason: str
    author: str
    at: str


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
            held = db.execute(
                "SELECT verdict FROM name_judgement WHERE organisation = ? AND name = ?"
                " AND subject = ? ORDER BY number DESC LIMIT 1",
                (organisation, normal(told.name), told.subject),
            ).fetchone()
            if (held[0] if held else "withdrawn") == told.verdict:
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
            found = db.execute(
                "SELECT written, subject, verdict, reason, author, at FROM name_judgement"
                " WHERE organisation = ? AND name = ? ORDER BY number",
                (organisation, normal(name)),
            ).fetchall()
        return [Judgement(*row) for row in found]

    def in_force(self, organisation: str, name: str) -> Mapping[str, Verdict]:
        """By subject, the verdict that holds of a name."""
        last = {told.subject: told.verdict for told in self.of(organisation, name)}
        return {subject: verdict for subject, verdict in last.items() if verdict != "withdrawn"}
