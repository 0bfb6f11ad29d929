"""The default store: one SQLite file, durable at every acknowledged batch.

One writer at a time (across processes too), a read connection a thread. Readers never wait for
the writer, nor it for them.
"""

from __future__ import annotations

import gc
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from graph import sqlite_alike, sqlite_files, sqlite_search, sqlite_topology, sqlite_views
from graph.breaker import Breaker
from graph.errors import RefusedInput, StoreBusy, StoreDamaged, StoreError, StoreUnreachable
from graph.facts import (
    Applied,
    Batch,
    Delivered,
    DeliveredFile,
    Hit,
    Key,
    LinkView,
    NodeBrief,
    NodeView,
    QuarantineEntry,
)
from graph.sqlite_connections import Connections
from graph.sqlite_errors import translated
from graph.sqlite_pulse import Pulse, pulse_of
from graph.sqlite_schema import connect, create, identity
from graph.sqlite_write import apply_batch, head
from graph.store import Store
from graph.told import Keep, ToldBatch, tell
from graph.topology import Changes, History, Topology

WRITER_CACHE_MB: Final = 256
READER_CACHE_MB: Final = 16
BUSY_SECONDS: Final = 30.0  # a batch of another writer ends well before


class SqliteStore(Store):
    """``sqlite:///relative/path`` or ``sqlite:////absolute/path``.

    Raises StoreDamaged for a file that is not ours, StoreUnreachable where there is none, and
    RefusedInput for options: durability is no option.
    """

    def __init__(
        self, url: str, *, read_only: bool = False, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.path = _path(url)
        self.read_only = read_only
        self._busy_seconds = busy_seconds
        self._breaker = Breaker(StoreBusy, _refusal)
        self._writing = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._readers = Connections(self._read_connection)
        self._pulse: Pulse | None = None
        self._beat: tuple[bytes | None, int] = (None, 0)
        if read_only or self.path.exists():
            with self._readers.lent():
                pass  # a wrong file is said at once, not at the first question

    # Connections.

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment of the store throughout."""
        try:
            with self._readers.lent() as reader, translated(self.path):
                reader.connection.execute("BEGIN")
                try:
                    yield reader.connection
                finally:
                    reader.connection.execute("ROLLBACK")
        except (StoreDamaged, StoreUnreachable):
            self._readers.forget()  # what it holds in memory may be wrong once the file is right
            raise

    def _read_connection(self) -> sqlite3.Connection:
        connection = self._connect("ro" if self.read_only else "rw", READER_CACHE_MB)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA mmap_size = 268435456")
        return connection

    def _connect(self, mode: str, cache_mb: int) -> sqlite3.Connection:
        with translated(self.path):
            return connect(self.path, mode, busy_seconds=self._busy_seconds, cache_mb=cache_mb)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The one writer's transaction: all of it, or nothing."""
        if self.read_only:
            raise StoreError("存储以只读方式打开,不能写入", "the store was opened read-only")
        if not self._writing.acquire(timeout=self._busy_seconds):
            raise StoreBusy("本进程的另一个线程正在写入", "another thread of this process writes")
        try:
            self._writer = self._writer or self._connect("rw", WRITER_CACHE_MB)
            with translated(self.path), _immediate(self._writer):
                yield self._writer
        except (StoreDamaged, StoreUnreachable):
            self._drop_writer()  # as a reader: see _reading
            raise
        finally:
            self._writing.release()

    def _drop_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def close(self) -> None:
        """Waits for what other threads are reading or writing."""
        self._readers.close()
        with self._writing:
            self._drop_writer()

    # Writing.

    def prepare(self) -> None:
        if self.read_only:
            return
        with translated(self.path), self._writing:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = connect(
                self.path, "rwc", busy_seconds=self._busy_seconds, cache_mb=READER_CACHE_MB
            )
            try:
                create(connection)
            finally:
                connection.close()

    def apply(self, batch: Batch | ToldBatch, *, keep: Keep = str) -> Applied:
        told = tell(batch)
        return self._breaker.call(lambda: self._apply(told, keep))

    def _apply(self, told: ToldBatch, keep: Keep) -> Applied:
        with self._transaction() as connection, _uncollected():
            return apply_batch(connection, told, keep)

    def settle(self, numbers: Sequence[int], state: str) -> None:
        with self._transaction() as connection:
            sqlite_files.settle(connection, numbers, state)

    # Reading.

    def attend(self) -> None:
        with self._readers.lent():
            self._pulse = self._pulse or pulse_of(self.path)

    def check(self) -> None:
        with self._reading() as connection:
            head(connection)

    def revision(self) -> int:
        beat = self._pulse.beat() if self._pulse else None
        if beat is None:
            return self._revision()
        if beat != self._beat[0]:
            self._beat = beat, self._revision()  # what is committed meanwhile has another beat
        return self._beat[1]

    def _revision(self) -> int:
        """Read anew only when another connection, this store's writer included, has committed
        since this thread last looked."""
        with self._readers.lent() as reader, translated(self.path):
            (version,) = reader.connection.execute("PRAGMA data_version").fetchone()
        if reader.revision is None or reader.revision[0] != version:
            with self._reading() as connection:
                reader.revision = (version, head(connection)[0])
                self.generation = identity(connection)
        return reader.revision[1]

    def resolve(self, id: str, family: str = "subject") -> list[Key]:
        with self._reading() as connection:
            return sqlite_views.resolve(connection, id, family)

    def scoped(self, id: str, family: str = "subject") -> list[Key]:
        with self._reading() as connection:
            return sqlite_views.scoped(connection, id, family)

    def nodes(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeView]:
        with self._reading() as connection:
            return sqlite_views.nodes(connection, keys, known_at)

    def numbered(
        self, numbers: Sequence[int], *, known_at: int | None = None
    ) -> dict[int, NodeView]:
        with self._reading() as connection:
            return sqlite_views.numbered(connection, [int(n) for n in numbers], known_at)

    def briefs(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeBrief]:
        if known_at is not None:
            return super().briefs(keys, known_at=known_at)
        with self._reading() as connection:
            return sqlite_views.briefs(connection, keys)

    def keys(self, numbers: Sequence[int]) -> list[Key]:
        with self._reading() as connection:
            return sqlite_views.keys(connection, numbers)

    def links(self, numbers: Sequence[int]) -> dict[int, LinkView]:
        with self._reading() as connection:
            return sqlite_views.links(connection, numbers)

    def search(
        self, text: str, *, limit: int = 20, family: str | None = "subject",
        departments: bool = False, kinds: Collection[str] | None = None,
    ) -> list[Hit]:  # fmt: skip
        with self._reading() as connection:
            return sqlite_search.search(connection, text, limit, family, departments, kinds)

    def alike(
        self, name: str, *, limit: int = 100, kinds: Collection[str] | None = None,
        among: int | None = None,
    ) -> list[Hit]:  # fmt: skip
        with self._reading() as connection:
            return sqlite_alike.alike(connection, name, limit, kinds, among)

    def topology(self, *, known_at: int | None = None) -> Topology:
        with self._reading() as connection:
            latest = head(connection)[0]
            revision = latest if known_at is None else min(known_at, latest)
            return sqlite_topology.topology(connection, revision, self.path)

    def changes(self, since: int) -> Changes:
        with self._reading() as connection:
            return sqlite_topology.changes(connection, since, head(connection)[0])

    def history(self, since: int, until: int) -> History:
        with self._reading() as connection:
            return sqlite_topology.history(connection, since, until)

    def restated(self, since: int) -> list[int]:
        with self._reading() as connection:
            return sqlite_topology.restated(connection, since)

    def delivered(self, source: str | None = None, digest: str | None = None) -> list[Delivered]:
        with self._reading() as connection:
            return sqlite_files.delivered(connection, source, digest)

    def arrivals(self) -> dict[DeliveredFile, datetime]:
        with self._reading() as connection:
            return sqlite_files.arrivals(connection)

    def quarantine(self, *, state: str | None = "open") -> Iterator[QuarantineEntry]:
        last = -1
        while page := self._quarantined(state, after=last):
            yield from page
            last = page[-1].number

    def _quarantined(self, state: str | None, *, after: int) -> list[QuarantineEntry]:
        """The next page: whoever goes through them holds no reading open, and may write."""
        with self._reading() as connection:
            return sqlite_files.quarantine(connection, state, after)

    def counts(self) -> Mapping[str, int]:
        with self._reading() as connection:
            return dict(connection.execute("SELECT kind, held FROM tally WHERE held > 0"))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the cycle collector: a batch makes a million objects and no cycle, and walking them
    again and again is a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _immediate(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _refusal(seconds: float) -> StoreBusy:
    return StoreBusy(
        f"另一个进程一直占着存储,{seconds:.0f} 秒后再试",
        f"another writer keeps the store; the next try is in {seconds:.0f} s",
    )


def _path(url: str) -> Path:
    rest, _, options = url.removeprefix("sqlite:///").partition("?")
    if options:
        raise RefusedInput(
            "SQLite 存储地址不带选项:持久性不可调低",
            "a SQLite store takes no options: its durability is not for turning down",
            field="store",
        )
    if not url.startswith("sqlite:///") or not rest or rest == ":memory:":
        raise RefusedInput(
            "请写 sqlite:///文件路径(绝对路径为四条斜线)",
            "write sqlite:///path (four slashes for an absolute path)",
            field="store",
        )
    return Path(rest)
