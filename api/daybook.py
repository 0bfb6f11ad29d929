"""What the service itself must remember between starts: keys, watch lists, jobs, cases.

One SQLite file beside the store, whichever store that is, shared by all workers. It holds no fact
of the credit graph: facts come by delivery or act, and are versioned; this is the service's own
book-keeping. A topic declares its tables as steps, and each step is taken once:

    book.prepare("watch lists", ["CREATE TABLE watchlist (id TEXT PRIMARY KEY) STRICT"])
    with book.write() as db:
        db.execute("INSERT INTO watchlist VALUES (?)", (id,))
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from graph.errors import StoreDamaged, StoreError, StoreUnreachable
from graph.sqlite_connections import Connections
from graph.sqlite_errors import translated
from graph.sqlite_pulse import Pulse, pulse_of

__all__ = ["Connection", "Daybook"]

PATIENCE: Final = 5.0  # seconds a writer waits for another process's
Version = tuple[int | bytes, int]
_TOPICS: Final = "CREATE TABLE IF NOT EXISTS topic (name TEXT PRIMARY KEY, steps INT) STRICT"


class Daybook:
    """Safe for many threads and processes; what ``write`` committed survives a loss of power.

    Readable by its owner alone. Raises StoreError and its kin for what the file refuses.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connections = Connections(self._connect)
        self._writes = 0
        self._pulse: Pulse | None = None
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            path.touch(mode=0o600, exist_ok=False)
        with self.write() as db:
            db.execute(_TOPICS)

    def prepare(self, topic: str, steps: Sequence[str]) -> None:
        """Take the topic's steps that were not taken yet; a released step is never edited.

        Raises StoreError if a newer version of the service took more steps than are known here.
        """
        with self.write() as db:
            found = db.execute("SELECT steps FROM topic WHERE name = ?", (topic,)).fetchone()
            taken = found[0] if found else 0
            if taken > len(steps):
                raise StoreError(
                    f"“{self._path}”由较新版本的服务写成,请升级后再用",
                    f"{self._path} was written by a newer version of the service; upgrade this one",
                )
            for step in steps[taken:]:
                db.execute(step)
            db.execute("INSERT OR REPLACE INTO topic VALUES (?, ?)", (topic, len(steps)))

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, alone in all processes: committed whole at the end, or not at all."""
        try:
            with self._turn, self._connections.lent() as lent, translated(self._path):
                with _whole(lent.connection) as db:
                    yield db
                self._writes += 1
        except (StoreDamaged, StoreUnreachable):
            self._connections.forget()  # a handle that the disk failed is not asked again
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One moment of the book: what others write meanwhile is not seen. Not for nesting."""
        with self._connections.lent() as lent, translated(self._path):
            db = lent.connection
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("COMMIT")

    def attend(self) -> None:
        """Said by a service, once: ``version`` will be asked at every request. A file handle stays
        open until the process ends."""
        with self.read():
            self._pulse = self._pulse or pulse_of(self._path)

    def version(self) -> Version:
        """Differs from what this thread was told before if anything was written since, here or in
        another process. Costs microseconds: for what is held prepared in memory."""
        beat = self._pulse.beat() if self._pulse else None
        if beat is not None:
            return beat, self._writes
        with self._connections.lent() as lent, translated(self._path):
            (others,) = lent.connection.execute("PRAGMA data_version").fetchone()
        return others, self._writes

    def close(self) -> None:
        """Waits for what other threads read or write."""
        self._connections.close()

    def _connect(self) -> Connection:
        with translated(self._path):
            opened = sqlite3.connect(
                self._path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            opened.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
            )
        return opened


@contextmanager
def _whole(db: Connection) -> Iterator[Connection]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield db
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
