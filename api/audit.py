"""Who looked up what: one JSON object a line, appended before the answer leaves.

Lines hold ids, never names, search texts or identity numbers. Each line is written at once and
forced to the disk in groups: at the latest ``sync_every`` lines later, or at the next ``sync()``.
"""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from graph.errors import XinmaiError

ANONYMOUS: Final = "anonymous@local"


class AuditUnavailable(XinmaiError):
    """The log cannot be written; without it nothing is answered."""


class LookUp(msgspec.Struct, frozen=True):
    """One look-up. ``why`` is the stated purpose; ``outcome`` the HTTP status given."""

    who: str
    why: str
    item: str
    subjects: tuple[str, ...]
    outcome: int
    trace: str


class _Line(msgspec.Struct, frozen=True):
    at: datetime
    look_up: LookUp


class AuditLog:
    """An append-only file, readable by its owner alone. Safe to share between threads."""

    def __init__(self, path: Path, *, sync_every: int = 64) -> None:
        self._sync_every = sync_every
        self._unsynced = 0
        self._lock = threading.Lock()
        self._encoder = msgspec.json.Encoder()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unavailable(error) from error

    def record(self, look_up: LookUp) -> None:
        """Append one line. Raises AuditUnavailable if it cannot be written whole."""
        line = self._encoder.encode(_Line(datetime.now(UTC), look_up)) + b"\n"
        with self._lock:
            try:
                if os.write(self._file, line) != len(line):
                    raise OSError("short write")
                self._unsynced += 1
                if self._unsynced >= self._sync_every:
                    self._sync()
            except OSError as error:
                raise _unavailable(error) from error

    def sync(self) -> None:
        """Force what was appended to the disk."""
        with self._lock:
            if self._unsynced:
                self._sync()

    def _sync(self) -> None:
        os.fsync(self._file)
        self._unsynced = 0

    def close(self) -> None:
        self.sync()
        os.close(self._file)


def _unavailable(error: OSError) -> AuditUnavailable:
    reason = error.strerror or "short write"
    return AuditUnavailable(
        f"查询日志无法写入({reason})", f"the audit log cannot be written ({reason})"
    )
