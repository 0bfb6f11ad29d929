"""The chain on disk: segments in one folder, shared by all processes that write it.

``audit.jsonl`` is written to; a segment that is full, or of a past day, is renamed to
``audit-000001.jsonl`` and the next one begins with where it ended. ``audit.head`` holds the newest
signed place. One lock, held while a group is written and not while the disk is forced, makes one
chain of all processes' groups.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from api import audit_lines as lines
from api.audit_lines import Opened, Place
from api.audit_walk import as_torn, first_signed, walked
from graph.signing_key import SigningKey

LARGEST_SEGMENT: Final = 256 << 20
LOCK_SECONDS: Final = 3.0
CHECKPOINT_LINES: Final = 4_096
CHECKPOINT_SECONDS: Final = 1.0
_SPOILED: Final = b" \n"  # a mere line feed would make a whole line of one that lacks no more
WINDOW: Final = 16 << 20  # more than all processes together ever leave unforced


class Segments:
    """The files of one log, by the path of the one that is written to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head = path.with_suffix(".head")
        self.lock = path.with_suffix(".lock")
        self._ended = re.compile(re.escape(path.stem) + r"-(\d{6,})" + re.escape(path.suffix))

    def ended(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.stem}-{number:06d}{self.path.suffix}")

    def all_ended(self) -> dict[int, Path]:
        """The renamed segments by number, ascending."""
        named = ((self._ended.fullmatch(file.name), file) for file in self.path.parent.iterdir())
        found = {int(match.group(1)): file for match, file in named if match}
        return dict(sorted(found.items()))


class Chain:
    """Appends groups of entries; not for several threads at once. Raises OSError throughout.

    Nothing is ever cut off: what a crash or a full disk left behind the last whole line is closed
    off by a line that says where it lies and what it hashes to.
    """

    def __init__(
        self, path: Path, signer: SigningKey, now: Callable[[], datetime], largest: int
    ) -> None:
        self.segments = Segments(path)
        self._signer, self._now, self._largest = signer, now, largest
        self._file, self._lock_file = -1, -1
        self._inode, self._end = 0, 0
        self._place, self._hash = Place(0, 0, ""), lines.START
        self._began = date.min
        self._unchecked = True  # against the head beside it
        self._suspect = False  # the disk refused to be forced: asked again it may say yes, wrongly
        self._unsigned, self._signed_at = 0, time.monotonic()

    def open(self) -> None:
        """Make the log where there is none; recognise what the last process left."""
        with self._held():
            self._up_to_date()
            if not self.segments.head.exists():
                self._sign()

    def append(self, entries: Sequence[bytes]) -> None:
        """Write the entries, in order and next to each other, and force them to the disk."""
        with self._held():
            self._ready()
            if self._end >= self._largest or self._today() > self._began:
                self._rotate()
            self._write(entries)
        self._force()
        self._unsigned += len(entries)

    @property
    def checkpoint_due(self) -> bool:
        waited = time.monotonic() - self._signed_at
        return self._unsigned >= CHECKPOINT_LINES or (
            self._unsigned > 0 and waited >= CHECKPOINT_SECONDS
        )

    def checkpoint(self, *, anew: bool = False) -> None:
        """Sign where the chain stands, in the log and beside it, if anything came since, or
        ``anew``."""
        if self._unsigned or anew:
            with self._held():
                self._ready()
                self._sign()

    def close(self) -> None:
        for file in (self._file, self._lock_file):
            if file >= 0:
                os.close(file)
        self._file = self._lock_file = -1

    # Writing.

    def _ready(self) -> None:
        """Know the end of the chain, in a file that the disk has not refused.

        A disk that refused once may have dropped what it was to force, and says yes when asked
        again. So all that can be read goes into a file of its own, of which nothing was refused.
        """
        self._up_to_date()
        if self._suspect:
            replace_file(self.segments.path, _read_from(self._file, 0))
            self._suspect = False
            self._open()

    def _write(self, entries: Sequence[bytes]) -> None:
        n, before = self._place.n, self._hash
        written = []
        for each in entries:
            n += 1
            line, before = lines.sealed(n, before, each)
            written.append(line)
        content = b"".join(written)
        _write_all(self._file, content)  # where it fails, the next look finds what is there
        self._end += len(content)
        self._stand(self._place.segment, n, before)

    def _force(self) -> None:
        try:
            os.fdatasync(self._file)
        except OSError:
            self._suspect = True
            raise

    def _sign(self) -> None:
        self._force()  # a checkpoint is never durable before what it vouches for
        at = self._now()
        self._write([lines.checkpoint(self._signer, self._place, at)])
        self._force()
        replace_file(self.segments.head, lines.head(self._signer, self._place, at))
        self._unsigned, self._signed_at = 0, time.monotonic()

    def _rotate(self) -> None:
        self._sign()
        self.segments.path.rename(self.segments.ended(self._place.segment))
        self._begin(Opened(lines.FORMAT, self._place.segment + 1, self._place))

    def _begin(self, opened: Opened) -> None:
        """A new segment, there with its first line or not at all."""
        previous = opened.previous or opened.missing
        n = previous.n if previous else 0
        before = bytes.fromhex(opened.previous.hash) if opened.previous else lines.START
        line, _ = lines.sealed(n + 1, before, lines.entry(self._now(), opened=opened))
        self._suspect = True  # until its name is durable, too
        replace_file(self.segments.path, line)
        self._suspect = False
        self._open()

    # Reading what is there.

    def _up_to_date(self) -> None:
        """Know the end of the chain, whoever wrote it. Two system calls if it was this process."""
        try:
            there = self.segments.path.stat()
        except FileNotFoundError:
            self._restart()
            return
        if self._file < 0 or there.st_ino != self._inode:
            self._open()
        elif there.st_size != self._end:
            self._read_on()

    def _restart(self) -> None:
        """No file to write to: the first start, or a crash in the middle of a rotation."""
        ended, told = self.segments.all_ended(), self._told()
        if ended:
            number, file = next(reversed(ended.items()))
            place, _, _ = walked(file.read_bytes(), 0, *_beginning(file.read_bytes(), number))
            self._begin(Opened(lines.FORMAT, number + 1, place, _lacking(told, place)))
        else:
            self._begin(Opened(lines.FORMAT, 1, None, told))

    def _open(self) -> None:
        """Find the end of the file: followed from a checkpoint, that is before all that a crash
        can have left unforced, else from the first line."""
        if self._file >= 0:
            os.close(self._file)
        self._file = os.open(self.segments.path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        there = os.fstat(self._file)
        first = os.pread(self._file, 65_536, 0).partition(b"\n")[0] + b"\n"
        self._inode, self._unsigned, self._unchecked = there.st_ino, 1, True
        opening = lines.read(first)
        self._began = opening.at.astimezone(UTC).date() if opening else self._today()
        self._place, self._hash = _beginning(first, 1)
        self._end = 0
        if there.st_size > WINDOW:
            base = there.st_size - WINDOW
            recent = _read_from(self._file, base)
            signed = first_signed(recent, self._place.segment, self._signer.public)
            if signed:
                offset, self._place, self._hash = signed
                self._end = base + offset
        self._read_on()

    def _read_on(self) -> None:
        """Follow the lines from the last known end; close off what is none."""
        content = _read_from(self._file, self._end)
        self._place, self._hash, good = walked(content, 0, self._place, self._hash, self._end)
        self._end += good
        missing = _lacking(self._told(), self._place) if self._unchecked else None
        if missing or good < len(content):
            self._close_off(content[good:], missing)
        self._unchecked = False

    def _close_off(self, torn: bytes, missing: Place | None) -> None:
        feed = _SPOILED if torn and not torn.endswith(b"\n") else b""
        said = as_torn(torn + feed, self._end, missing)
        n = (missing or self._place).n + 1
        line, digest = lines.sealed(n, self._hash, lines.entry(self._now(), continued=said))
        _write_all(self._file, feed + line)
        self._end += len(torn + feed + line)
        self._stand(self._place.segment, n, digest)
        self._unsigned += 1

    def _told(self) -> Place | None:
        """Where the signed head says the chain stood."""
        try:
            found = lines.read_head(self.segments.head.read_bytes())
        except FileNotFoundError:
            return None
        return found.place if found and lines.head_holds(found, self._signer.public) else None

    # Odds and ends.

    def _stand(self, segment: int, n: int, digest: bytes) -> None:
        self._place, self._hash = Place(segment, n, digest.hex()), digest

    def _today(self) -> date:
        return self._now().astimezone(UTC).date()

    @contextmanager
    def _held(self) -> Iterator[None]:
        if self._lock_file < 0:
            self.segments.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._lock_file = os.open(self.segments.lock, flags, 0o600)
        until = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                fcntl.flock(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TimeoutError(None, "another process holds the log") from None
                time.sleep(0.000_2)
        try:
            yield
        finally:
            fcntl.flock(self._lock_file, fcntl.LOCK_UN)


def _lacking(told: Place | None, found: Place) -> Place | None:
    return told if told is not None and told.n > found.n else None


def _beginning(content: bytes, number: int) -> tuple[Place, bytes]:
    """What the first line of a segment follows."""
    first = lines.read(content[: content.find(b"\n") + 1])
    opened = first.opened if first else None
    if opened is None or first is None:
        return Place(number, 0, lines.START.hex()), lines.START
    before = bytes.fromhex(opened.previous.hash) if opened.previous else lines.START
    return Place(opened.segment, first.n - 1, before.hex()), before


def _read_from(file: int, offset: int) -> bytes:
    parts = []
    while part := os.pread(file, 1 << 20, offset):
        parts.append(part)
        offset += len(part)
    return b"".join(parts)


def _write_all(file: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(file, view) :]


def replace_file(path: Path, content: bytes) -> None:
    """The file with this content, or as it was; durable."""
    draft = path.with_name(f"{path.name}.draft")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        _write_all(file, content)
        os.fsync(file)
    finally:
        os.close(file)
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
