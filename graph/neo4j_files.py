"""The files dealt with, how far, and the rows set aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from neo4j import ManagedTransaction

from graph.errors import RefusedInput
from graph.facts import Applied, Delivered, DeliveredFile, Quarantined, QuarantineEntry
from graph.neo4j_connection import Rows, run, write_chunks
from graph.told import ToldBatch

SETTLED: Final = ("retried", "dismissed")
PAGE: Final = 1_000


def keep_progress(tx: ManagedTransaction, file: int, batch: ToldBatch, applied: Applied) -> None:
    """Add the batch's counts, unless the file had already got as far: a repeat counts once."""
    run(
        tx,
        "MATCH (f:File {number: $file}) "
        "SET f.complete = f.complete OR $complete "
        "WITH f WHERE f.through < $through OR $through = 0 "
        "SET f.stored = f.stored + $stored, f.unchanged = f.unchanged + $unchanged, "
        "f.quarantined = f.quarantined + $quarantined, f.through = $through",
        file=file, through=batch.through, complete=batch.complete, stored=applied.stored,
        unchanged=applied.unchanged, quarantined=applied.quarantined,
    )  # fmt: skip


def keep_quarantined(
    tx: ManagedTransaction, file: int, rows: Sequence[Quarantined], meta: dict[str, Any]
) -> None:
    """Set rows aside, each (file, line, field) once; the counter goes on."""
    keyed = {(row.line, row.field): row for row in reversed(rows)}
    entries = [
        {
            "number": meta["quarantined"] + place, "line": row.line, "field": row.field,
            "told": {
                "problemZh": row.problem_zh, "problemEn": row.problem_en,
                "remedyZh": row.remedy_zh, "remedyEn": row.remedy_en, "raw": row.raw,
                "state": "open", "name": f"{row.line} {row.field}",
            },
        }
        for place, row in enumerate(reversed(keyed.values()))
    ]  # fmt: skip
    write_chunks(
        tx,
        "UNWIND $rows AS row "
        "MERGE (q:Quarantine {file: $file, line: row.line, field: row.field}) "
        "ON CREATE SET q.number = row.number, q += row.told",
        entries, file=file,
    )  # fmt: skip
    meta["quarantined"] += len(entries)


def files(tx: ManagedTransaction) -> dict[int, DeliveredFile]:
    rows = run(tx, "MATCH (f:File) RETURN f.number, f.source, f.layout, f.name, f.digest")
    return {number: DeliveredFile(*rest) for number, *rest in rows}


def delivered(tx: ManagedTransaction, source: str | None, digest: str | None) -> list[Delivered]:
    rows = run(
        tx,
        "MATCH (f:File) WHERE ($source IS NULL OR f.source = $source) "
        "AND ($digest IS NULL OR f.digest = $digest) "
        "RETURN f.source, f.layout, f.name, f.digest, f.through, f.stored, f.unchanged, "
        "f.quarantined, f.complete ORDER BY f.number",
        source=source, digest=digest,
    )  # fmt: skip
    return [Delivered(DeliveredFile(*row[:4]), *row[4:]) for row in rows]


def arrivals(tx: ManagedTransaction) -> dict[DeliveredFile, datetime]:
    last = run(tx, "MATCH (r:Revision) RETURN r.file, max(r.at)")
    known = files(tx)
    return {known[file]: at.to_native() for file, at in last}


def quarantine_page(tx: ManagedTransaction, state: str | None, after: int) -> list[QuarantineEntry]:
    """The next thousand entries after a number, oldest first."""
    rows: Rows = run(
        tx,
        "MATCH (q:Quarantine) WHERE q.number > $after AND ($state IS NULL OR q.state = $state) "
        "WITH q ORDER BY q.number LIMIT $most MATCH (f:File {number: q.file}) "
        "RETURN q.number, q.state, f.source, f.layout, f.name, f.digest, q.line, q.field, "
        "q.problemZh, q.problemEn, q.remedyZh, q.remedyEn, q.raw ORDER BY q.number",
        after=after, state=state, most=PAGE,
    )  # fmt: skip
    return [
        QuarantineEntry(number, DeliveredFile(*rest[:4]), Quarantined(*rest[4:]), held)
        for number, held, *rest in rows
    ]


def settle(tx: ManagedTransaction, numbers: Sequence[int], state: str) -> None:
    if state not in SETTLED:
        raise RefusedInput(
            f"隔离行只能标为 retried 或 dismissed,不能是“{state}”",
            f"a quarantined row becomes retried or dismissed, not {state!r}",
            field="state",
        )
    write_chunks(
        tx,
        "UNWIND $rows AS number MATCH (q:Quarantine {number: number}) SET q.state = $state",
        list(numbers), state=state,
    )  # fmt: skip
