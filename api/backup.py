"""A backup of everything the service keeps, made while it runs.

    DIR/store.db        the facts (of a SQLite store)
    DIR/daybook.db      what the service itself remembers: keys as digests, watch lists, cases
    DIR/audit…          the audit log, all segments, and its signed head
    DIR/checks/…        the journal of checks
    DIR/backup.json     what is there, with hashes, signed; written last

The store is copied first and the audit log last: whatever act the copy holds, the record of it is
there, too. Keys that are secrets are not in it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from api import audit_lines
from api.audit_chain import Segments, replace_file
from graph.errors import NotNow, RefusedInput
from graph.signing_key import FILE as SIGNING_FILE
from graph.signing_key import SigningKey
from graph.site_key import FILE as SITE_FILE
from graph.sqlite_backup import copy_whole

FORMAT: Final = 1
MANIFEST: Final = "backup.json"
STORE: Final = "store.db"
DAYBOOK: Final = "daybook.db"
CHECKS: Final = "checks"
AUDIT: Final = "audit.jsonl"
_SIGNED_AS: Final = b"xinmai backup 1\n"


@dataclass(frozen=True, slots=True)
class Places:
    """Where a service keeps things; ``store`` is None for a server such as Neo4j's, whose facts are
    not in files of ours."""

    store: Path | None
    daybook: Path
    folder: Path  # audit log, journal, keys

    @property
    def audit(self) -> Path:
        return self.folder / AUDIT

    @property
    def checks(self) -> Path:
        return self.folder / CHECKS


class Held(msgspec.Struct, frozen=True):
    """One file of the backup."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """``revision`` is the store's when the copy began at the latest; ``key`` signed it."""

    format: int
    made: datetime
    store: str  # sqlite, or neo4j: then the facts are not here
    revision: int
    files: tuple[Held, ...]
    key: str
    signature: str = ""

    def content(self) -> bytes:
        return _SIGNED_AS + msgspec.json.encode(msgspec.structs.replace(self, signature=""))


def back_up(places: Places, revision: int, target: Path, keys: Path | None = None) -> Manifest:
    """Copy all of it into the new folder ``target``; the secrets into the folder ``keys``.

    Raises RefusedInput for a folder that holds something, NotNow where the disk refuses, and
    StoreError.
    """
    _new_folder(target)
    try:
        if places.store is not None:
            copy_whole(places.store, target / STORE)
        if places.daybook.exists():
            copy_whole(places.daybook, target / DAYBOOK)
        _copy_journal(places.checks, target / CHECKS)
        _copy_audit(Segments(places.audit), target)
        manifest = _manifest(places, revision, target)
        replace_file(
            target / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        )
        if keys is not None:
            _copy_keys(places.folder, keys)
    except OSError as problem:
        raise disk_refused(problem) from problem
    return manifest


def disk_refused(problem: OSError) -> NotNow:
    reason = problem.strerror or str(problem)
    return NotNow(f"磁盘拒绝了读写({reason})", f"the disk refuses ({reason})")


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _new_folder(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RefusedInput(
            f"“{target}”已有内容;请指定一个新文件夹",
            f"{target} holds something already; name a new folder",
            field="target",
        )
    target.mkdir(mode=0o700, parents=True, exist_ok=True)


def _copy_journal(source: Path, target: Path) -> None:
    """Whole lines of each month's file."""
    for file in sorted(source.glob("*.jsonl")):
        target.mkdir(mode=0o700, exist_ok=True)
        with file.open("rb") as opened:
            _copy_lines(opened.fileno(), target / file.name)


def _copy_audit(log: Segments, target: Path) -> None:
    """The head first, then the log, which may grow: so the head is in it. A segment that is renamed
    meanwhile is copied as what it was."""
    if not log.path.exists():
        return
    if log.head.exists():
        _put(target / log.head.name, log.head.read_bytes())
    with log.path.open("rb") as current:
        line = audit_lines.read(current.readline())
        number = line.opened.segment if line and line.opened else 1
        for ended, file in log.all_ended().items():
            if ended < number:
                with file.open("rb") as opened:
                    _copy_lines(opened.fileno(), target / file.name)
        _copy_lines(current.fileno(), target / log.path.name)


def _copy_lines(source: int, target: Path) -> None:
    """What is there now, up to the last line's end, with its torn lines."""
    size = os.fstat(source).st_size
    file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        offset = 0
        while offset < size and (part := os.pread(source, min(1 << 20, size - offset), offset)):
            os.write(file, part)
            offset += len(part)
        os.ftruncate(file, _end_of_lines(file, offset))
        os.fsync(file)
    finally:
        os.close(file)


def _end_of_lines(file: int, size: int) -> int:
    end = size
    while end > 0:
        begin = max(0, end - (1 << 16))
        found = os.pread(file, end - begin, begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0


def _copy_keys(source: Path, target: Path) -> None:
    _new_folder(target)
    for name in (SITE_FILE, SIGNING_FILE):
        if (source / name).exists():
            _put(target / name, (source / name).read_bytes())


def _put(file: Path, content: bytes) -> None:
    replace_file(file, content)


def _manifest(places: Places, revision: int, target: Path) -> Manifest:
    signer = SigningKey.from_file(places.folder)
    held = tuple(
        Held(str(file.relative_to(target)), file.stat().st_size, digest(file))
        for file in _files(target)
    )
    kind = "sqlite" if places.store is not None else "neo4j"
    unsigned = Manifest(FORMAT, datetime.now(UTC), kind, revision, held, signer.public)
    return msgspec.structs.replace(unsigned, signature=signer.sign(unsigned.content()))


def _files(target: Path) -> Iterator[Path]:
    return (file for file in sorted(target.rglob("*")) if file.is_file())
