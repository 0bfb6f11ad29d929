"""The journal of credit checks: a JSON-lines file a month, in the layout ``credit_checks``.

A check answers from what is known and changes nothing, so it is not a fact the moment it is made:
thousands a second would each be a revision. The journal is a delivery like any other, and
``xinmai load`` makes facts of it, once each, for the statistics and the subject's own view.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from api.audit import unavailable
from api.group_commit import GroupCommit, Ticket


class CheckJournal:
    """Appends to ``FOLDER/checks-2026-01.jsonl``. Safe for many threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._commit = GroupCommit(self._append)

    def record(self, answer: Any, unit: str) -> Ticket:
        """Hand over one check as answered (``CheckAnswer``); the ticket says when it is durable.

        Raises AuditUnavailable when too many wait for the disk.
        """
        row = {
            "receipt": answer["receipt"].rpartition("-")[0], "subject": answer["id"],
            "item": answer["item"], "department": answer["department"],
            "purpose": answer["purpose"], "outcome": answer["outcome"], "day": answer["as_of"],
            "unit": unit,
        }  # fmt: skip
        month = row["day"][:7].encode()
        try:
            return self._commit.add(month + msgspec.json.encode(row) + b"\n")
        except OSError as error:
            raise unavailable(error, "核查流水", "the journal of checks") from error

    def sync(self) -> None:
        """Wait until what was recorded is durable, or has been refused."""
        self._commit.sync()

    def close(self) -> None:
        self._commit.close()

    def _append(self, rows: Sequence[bytes]) -> None:
        for month, of_month in groupby(sorted(rows, key=_month), _month):
            content = b"".join(row[len(month) :] for row in of_month)
            _append_to(self._folder / f"checks-{month.decode()}.jsonl", content)


def _month(row: bytes) -> bytes:
    return row[: len("2026-01")]


def _append_to(path: Path, content: bytes) -> None:
    """Durably, on lines of its own: a line torn by a crash keeps its line to itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(file).st_size
        if size and os.pread(file, 1, size - 1) != b"\n":
            content = b"\n" + content
        if os.write(file, content) != len(content):
            raise OSError(None, "short write")
        os.fsync(file)
    finally:
        os.close(file)
