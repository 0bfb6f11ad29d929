"""The journal of credit checks: a JSON-lines file a month, in the layout ``credit_checks``.

A check answers from what is known and changes nothing, so it is not a fact the moment it is made:
thousands a second would each be a revision. The journal is a delivery like any other, and
``xinmai load`` makes facts of it, once each, for the statistics and the subject's own view.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec

from api.appended import AppendedFile
from api.audit import AuditUnavailable


class CheckJournal:
    """Appends to ``FOLDER/checks-2026-01.jsonl``. Safe for many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._month = ""
        self._file: AppendedFile | None = None

    def record(self, answer: Any, unit: str) -> None:
        """Write down one check as answered (``CheckAnswer``). Raises AuditUnavailable."""
        row = {
            "receipt": answer["receipt"].rpartition("-")[0], "subject": answer["id"],
            "item": answer["item"], "department": answer["department"],
            "purpose": answer["purpose"], "outcome": answer["outcome"], "day": answer["as_of"],
            "unit": unit,
        }  # fmt: skip
        try:
            self._of(row["day"][:7]).append(msgspec.json.encode(row) + b"\n")
        except OSError as error:
            reason = error.strerror or "short write"
            raise AuditUnavailable(
                f"核查流水无法写入({reason})", f"the journal of checks cannot be written ({reason})"
            ) from error

    def _of(self, month: str) -> AppendedFile:
        with self._lock:
            if self._file is None or self._month != month:
                if self._file is not None:
                    self._file.close()
                self._file = AppendedFile(self._folder / f"checks-{month}.jsonl")
                self._month = month
            return self._file

    def sync(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.sync()
