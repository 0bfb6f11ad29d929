"""A file that lines are only ever appended to, forced to the disk in groups."""

from __future__ import annotations

import os
import threading
from pathlib import Path


class AppendedFile:
    """Readable by its owner alone; safe to share between threads. Each line is written at once and
    forced to the disk at the latest ``sync_every`` lines later, or at the next ``sync()``.

    Raises OSError for what cannot be opened or written whole.
    """

    def __init__(self, path: Path, *, sync_every: int = 64) -> None:
        self._sync_every = sync_every
        self._unsynced = 0
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def append(self, line: bytes) -> None:
        with self._lock:
            if os.write(self._file, line) != len(line):
                raise OSError("short write")
            self._unsynced += 1
            if self._unsynced >= self._sync_every:
                self._sync()

    def sync(self) -> None:
        with self._lock:
            if self._unsynced:
                self._sync()

    def _sync(self) -> None:
        os.fsync(self._file)
        self._unsynced = 0

    def close(self) -> None:
        self.sync()
        os.close(self._file)
