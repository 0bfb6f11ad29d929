"""The files dealt with, how far, and the rows set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from graph.errors import RefusedInput
from graph.facts import Applied, Delivered, DeliveredFile, Quarantined, QuarantineEntry
from graph.told import ToldBatch

SETTLED: Final = ("retried", "dismissed")
PAGE: Final = 1000  # quarantined rows read at a time


def keep_progress(
    connection: sqlite3.Connection, file: int, batch: ToldBatch, applied: Applied
) -> None:
    """Add the batch's counts, unless the file had already got as far: a repeat counts once."""
    connection.execute(
        "UPDATE file SET stored = stored + ?, unchanged = unchanged + ?,"
        " quarantined = quarantined + ?, through = ?"
        " WHERE number = ? AND (through < ? OR ? = 0)",
        (applied.stored, applied.unchanged, applied.quarantined, batch.through, file,
         batch.through, batch.through),
    )  # fmt: skip
    if batch.complete:
        connection.execute("UPDATE file SET complete = 1 WHERE number = ?", (file,))


def keep_quarantined(
    connection: sqlite3.Connection, file: int, rows: Sequence[Quarantined]
) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO quarantine"
        " (file, line, field, problem_zh, problem_en, remedy_zh, remedy_en, raw)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (file, r.line, r.field, r.problem_zh, r.problem_en, r.remedy_zh, r.remedy_en, r.raw)
            for r in rows
        ],
    )


def files(connection: sqlite3.Connection) -> dict[int, DeliveredFile]:
    found = connection.execute("SELECT number, source, layout, name, digest FROM file")
    return {number: DeliveredFile(*rest) for number, *rest in found}


def delivered(
    connection: sqlite3.Connection, source: str | None, digest: str | None
) -> list[Delivered]:
    found = connection.execute(
        "SELECT source, layout, name, digest, through, stored, unchanged, quarantined, complete"
        " FROM file WHERE (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR digest = ?2)"
        " ORDER BY number",
        (source, digest),
    )
    return [
        Delivered(DeliveredFile(*row[:4]), row[4], row[5], row[6], row[7], bool(row[8]))
        for row in found
    ]


def arrivals(connection: sqlite3.Connection) -> dict[DeliveredFile, datetime]:
    last = connection.execute("SELECT file, max(at) FROM revision GROUP BY file")
    known = files(connection)
    return {known[file]: datetime.fromisoformat(at) for file, at in last}


def quarantine(
    connection: sqlite3.Connection, state: str | None, after: int
) -> list[QuarantineEntry]:
    """A page of at most ``PAGE``, oldest first, of those numbered above ``after``."""
    page = connection.execute(
        "SELECT number, file, state, line, field, problem_zh, problem_en, remedy_zh, remedy_en,"
        " raw FROM quarantine WHERE number > ?1 AND (?2 IS NULL OR state = ?2)"
        " ORDER BY number LIMIT ?3",
        (after, state, PAGE),
    ).fetchall()
    known = files(connection) if page else {}
    return [
        QuarantineEntry(number, known[file], Quarantined(*row), held)
        for number, file, held, *row in page
    ]


def settle(connection: sqlite3.Connection, numbers: Sequence[int], state: str) -> None:
    if state not in SETTLED:
        raise RefusedInput(
            f"隔离行只能标为 retried 或 dismissed,不能是“{state}”",
            f"a quarantined row becomes retried or dismissed, not {state!r}",
            field="state",
        )
    connection.executemany(
        "UPDATE quarantine SET state = ? WHERE number = ?", [(state, n) for n in numbers]
    )
