"""A copy of a SQLite file while others write it: one moment of it, whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from graph.sqlite_errors import damaged, translated, unreachable


def copy_whole(source: Path, target: Path) -> None:
    """Copy what was committed when the copy began, by SQLite's backup interface. Writers go on.

    ``target`` is a new file, readable by its owner alone, durable on return. Raises StoreError and
    its kin, OSError. Cost: reading and writing the file once.
    """
    if not source.is_file():
        raise unreachable(source, "no such file")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with translated(source), closing(_opened(source)) as read, closing(_opened(target)) as written:
        read.backup(written)  # all pages in one step, under one read transaction
    with target.open("rb") as file:
        os.fsync(file.fileno())


def check_whole(file: Path) -> None:
    """Raises StoreDamaged if SQLite finds anything wrong with the file. Cost: reading all of it."""
    with translated(file), closing(_frozen(file)) as db:
        found = [said for (said,) in db.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        raise damaged(file, "; ".join(found))


def revision_of(file: Path) -> int:
    """The revision of a store that nobody writes. Raises StoreError and its kin."""
    with translated(file), closing(_frozen(file)) as db:
        found: int = db.execute("SELECT coalesce(max(number), 0) FROM revision").fetchone()[0]
    return found


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=30,
                           isolation_level=None)  # fmt: skip


def _frozen(file: Path) -> sqlite3.Connection:
    """A file that nobody writes, on a read-only medium perhaps."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
