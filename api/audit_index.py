"""Who was looked up where in the log: an index that can be thrown away and made again.

It holds the offsets of lines by subject, in ``audit.index`` beside the log, and follows the log's
end; what it leads to is read from the log itself, so the index can hide a line but make none up.
"""

from __future__ import annotations

import io
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from api import audit_lines as lines
from api.audit_chain import Segments
from api.audit_lines import Line
from graph.errors import StoreBusy, StoreDamaged
from graph.sqlite_errors import translated

AT_ONCE: Final = 8 << 20  # bytes of the log indexed in one transaction
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS reached (segment INT NOT NULL, offset INT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS seen (
    subject TEXT NOT NULL, n INT NOT NULL, segment INT NOT NULL, offset INT NOT NULL,
    PRIMARY KEY (subject, n)
) STRICT, WITHOUT ROWID;
"""


class _Subjects(msgspec.Struct):
    subjects: tuple[str, ...]


class _Seen(msgspec.Struct):
    n: int
    look_up: _Subjects


_seen: Final = msgspec.json.Decoder(_Seen)


class AuditIndex:
    """Safe for many threads and processes. Raises StoreError and its kin.

    ``log`` is the segment that is written to.
    """

    def __init__(self, log: Path) -> None:
        self._segments = Segments(log)
        self._path = log.with_suffix(".index")
        self._turn = threading.Lock()

    def follow(self) -> None:
        """Take in what was logged since. Cost: about ten microseconds a line; nothing else."""
        with self._turn:
            try:
                self._follow()
            except StoreDamaged:  # made again from the log
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{self._path}{suffix}").unlink(missing_ok=True)
                self._follow()
            except StoreBusy:
                pass  # another process is at it

    def of(self, subjects: Sequence[str], before: int | None, limit: int) -> list[Line]:
        """The look-ups of these subjects, the newest first, with numbers below ``before``.

        Cost: one read of the log a line, however long the log is.
        """
        marks = ",".join("?" * len(subjects))
        question = (
            f"SELECT n, segment, offset FROM seen WHERE subject IN ({marks}) AND n < ? "  # noqa: S608 # nosec B608
            "GROUP BY n ORDER BY n DESC LIMIT ?"
        )
        newest = 2**63 - 1 if before is None else before
        with self._opened() as db:
            rows = db.execute(question, (*subjects, newest, limit)).fetchall()
        found = (self._line(n, segment, offset) for n, segment, offset in rows)
        asked = set(subjects)
        return [line for line in found
                if line and line.look_up and asked & set(line.look_up.subjects)]  # fmt: skip

    def _line(self, n: int, segment: int, offset: int) -> Line | None:
        for file in (self._segments.ended(segment), self._segments.path):
            line = _line_at(file, offset)
            if line is not None and line.n == n:
                return line
        return None

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with translated(self._path):
            self._path.touch(mode=0o600)
            db = sqlite3.connect(self._path, timeout=0.2, isolation_level=None)
            try:
                # made again from the log if lost: no wait for the disk
                db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" + _TABLES)
                yield db
            finally:
                db.close()

    def _follow(self) -> None:
        with self._opened() as db:
            while True:
                db.execute("BEGIN IMMEDIATE")
                try:
                    more = self._step(db)
                    db.execute("COMMIT")
                except BaseException:
                    db.execute("ROLLBACK")
                    raise
                if not more:
                    return

    def _step(self, db: sqlite3.Connection) -> bool:
        """Index one piece of the log; whether there is more."""
        segment, offset = db.execute("SELECT segment, offset FROM reached").fetchone() or (0, 0)
        place = self._file_of(segment)
        if place is None:
            segment, offset, place = self._next_after(segment)
        if place is None:
            return False
        file, ended = place
        piece = _piece(file, offset)
        db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)",
                       _occurrences(piece, segment, offset))  # fmt: skip
        offset += len(piece)
        if not piece and ended:
            segment, offset, _ = self._next_after(segment)
        db.execute("DELETE FROM reached")
        db.execute("INSERT INTO reached VALUES (?, ?)", (segment, offset))
        return bool(piece) or ended

    def _file_of(self, segment: int) -> tuple[Path, bool] | None:
        """The segment's file, and whether it is ended."""
        ended = self._segments.ended(segment)
        if ended.exists():
            return ended, True
        return (self._segments.path, False) if self._current() == segment else None

    def _next_after(self, segment: int) -> tuple[int, int, tuple[Path, bool] | None]:
        later = [number for number in self._segments.all_ended() if number > segment]
        number = min(later, default=self._current() or segment)
        return number, 0, self._file_of(number)

    def _current(self) -> int | None:
        line = _line_at(self._segments.path, 0)
        return line.opened.segment if line and line.opened else None


def _line_at(file: Path, offset: int) -> Line | None:
    try:
        with file.open("rb") as opened:
            opened.seek(offset)
            return lines.read(opened.readline())
    except FileNotFoundError:
        return None


def _piece(file: Path, offset: int) -> bytes:
    """Whole lines from here on, at most AT_ONCE bytes of them, one line at least."""
    with file.open("rb") as opened:
        opened.seek(offset)
        piece = opened.read(AT_ONCE)
        if b"\n" not in piece:
            piece += opened.readline()
    return piece[: piece.rfind(b"\n") + 1]


def _occurrences(piece: bytes, segment: int, base: int) -> Iterator[tuple[str, int, int, int]]:
    offset = 0
    for raw in io.BytesIO(piece):
        if b',"look_up":{' in raw:
            try:
                seen = _seen.decode(raw)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                seen = None  # torn
            if seen is not None:
                for subject in seen.look_up.subjects:
                    yield subject, seen.n, segment, base + offset
        offset += len(raw)
