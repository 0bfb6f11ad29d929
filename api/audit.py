"""Who looked up what, recorded before the answer leaves; without the record there is no answer.

Lines hold ids, never names, search texts or identity numbers. What a line looks like is in
``api.audit_lines``, how lines reach the disk in ``api.audit_chain``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from api.audit_chain import LARGEST_SEGMENT, Chain
from api.audit_index import AuditIndex
from api.audit_lines import LookUp, entry
from api.group_commit import GroupCommit, Ticket
from graph.errors import XinmaiError
from graph.signing_key import SigningKey

__all__ = ["AuditLog", "AuditUnavailable", "LookUp"]


CHECK_SECONDS: Final = 5.0
_TRY: Final = b""  # no line: a checkpoint instead


class AuditUnavailable(XinmaiError):
    """The log cannot be written; without it nothing is answered."""


def _now() -> datetime:
    return datetime.now(UTC)


class AuditLog:
    """An append-only, chained and signed log, readable by its owner alone. Safe to share between
    threads; several processes may write the same one.

    ``path`` is the segment that is written to; ``signer`` signs checkpoints, by default the
    ``proof.key`` beside it. A segment ends at ``largest`` bytes and with the day (UTC).
    Raises AuditUnavailable if it cannot be opened.
    """

    def __init__(
        self,
        path: Path,
        signer: SigningKey | None = None,
        *,
        now: Callable[[], datetime] = _now,
        largest: int = LARGEST_SEGMENT,
    ) -> None:
        self.path, self._now, self.index = path, now, AuditIndex(path)
        try:
            signer = signer or SigningKey.from_file(path.parent)
            self._chain = Chain(path, signer, now, largest)
            self._chain.open()
        except OSError as error:
            raise unavailable(error) from error
        self._commit = GroupCommit(self._append, self._chain.checkpoint)
        self._failing = False

    def record(self, look_up: LookUp) -> Ticket:
        """Hand over one line; the ticket says when it is durable. Raises AuditUnavailable when too
        many wait for the disk."""
        try:
            return self._commit.add(entry(self._now(), look_up=look_up))
        except OSError as error:
            raise unavailable(error) from error

    def recorded(self, look_up: LookUp, seconds: float) -> None:
        """As ``record``, and wait until it is durable. Raises AuditUnavailable."""
        try:
            self.record(look_up).wait(seconds)
        except OSError as error:
            raise unavailable(error) from error

    def check(self) -> None:
        """Nothing, while lines get on the disk; after a failure, try again.

        Raises AuditUnavailable while it fails."""
        if self._failing:
            try:
                self._commit.add(_TRY).wait(CHECK_SECONDS)
            except OSError as error:
                raise unavailable(error) from error

    def sync(self) -> None:
        """Wait until what was recorded is durable, or has been refused."""
        self._commit.sync()

    def close(self) -> None:
        """Write what waits, sign the end, and let go of the files."""
        self._commit.close()
        self._chain.close()

    def _append(self, entries: Sequence[bytes]) -> None:
        try:
            self._chain.append([each for each in entries if each])
            if not all(entries):
                self._chain.checkpoint(anew=True)
        except OSError:
            self._failing = True
            raise
        self._failing = False
        if self._chain.checkpoint_due:
            self._checkpoint()

    def _checkpoint(self) -> None:
        try:
            self._chain.checkpoint()
        except OSError:
            return  # the entries are durable all the same; the next group tries again


def unavailable(
    error: OSError, zh: str = "查询日志", en: str = "the audit log"
) -> AuditUnavailable:
    reason = error.strerror or str(error) or "short write"
    return AuditUnavailable(f"{zh}无法写入({reason})", f"{en} cannot be written ({reason})")
