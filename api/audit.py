"""Who looked up what: one JSON object a line, appended before the answer leaves.

Lines hold ids, never names, search texts or identity numbers. Each line is written at once and
forced to the disk in groups: at the latest ``sync_every`` lines later, or at the next ``sync()``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from api.appended import AppendedFile
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
        self._encoder = msgspec.json.Encoder()
        try:
            self._file = AppendedFile(path, sync_every=sync_every)
        except OSError as error:
            raise _unavailable(error) from error

    def record(self, look_up: LookUp) -> None:
        """Append one line. Raises AuditUnavailable if it cannot be written whole."""
        line = self._encoder.encode(_Line(datetime.now(UTC), look_up)) + b"\n"
        try:
            self._file.append(line)
        except OSError as error:
            raise _unavailable(error) from error

    def sync(self) -> None:
        """Force what was appended to the disk."""
        self._file.sync()

    def close(self) -> None:
        self._file.close()


def _unavailable(error: OSError) -> AuditUnavailable:
    reason = error.strerror or "short write"
    return AuditUnavailable(
        f"查询日志无法写入({reason})", f"the audit log cannot be written ({reason})"
    )
