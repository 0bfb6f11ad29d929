"""How a line of the audit log is written: numbered, chained to the line before, sometimes signed.

    {"n":17,"at":"2026-01-31T08:00:00.123456Z","look_up":{…},"hash":"…"}

``hash`` is SHA-256 over the hash of the line before (32 bytes; zeros before the first line) and
over this line's bytes up to ``,"hash"``. So no line can be changed, left out or moved without
every later hash being another. A checkpoint line is signed (Ed25519) over the number and hash of
the line before it: without the key nobody can write the chain anew.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Final

import msgspec

from graph.signing_key import SigningKey, verifies

START: Final = bytes(32)
FORMAT: Final = 1
_MARK: Final = b',"hash":"'
_ENDING: Final = len(_MARK) + 64 + len(b'"}')  # without the line feed


class LookUp(msgspec.Struct, frozen=True):
    """One look-up. ``why`` is the stated purpose; ``outcome`` the HTTP status given."""

    who: str
    why: str
    item: str
    subjects: tuple[str, ...]
    outcome: int
    trace: str


class Place(msgspec.Struct, frozen=True):
    """Where a chain stands: the number and hash (hexadecimal) of its last line, in its segment."""

    segment: int
    n: int
    hash: str


class Opened(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first line of a segment. ``previous`` is where the segment before ended; ``missing``
    what a signed head tells of and is not there."""

    format: int
    segment: int
    previous: Place | None = None
    missing: Place | None = None


class Checkpoint(msgspec.Struct, frozen=True):
    """Signed over the line before. ``key`` is the public half."""

    key: str
    signature: str


class Continued(msgspec.Struct, frozen=True, omit_defaults=True):
    """Written after a crash or a full disk: ``bytes`` bytes from offset ``torn_at`` are no lines,
    nobody was answered on them, and they stay as they are. ``missing`` as in ``Opened``."""

    torn_at: int
    bytes: int
    sha256: str
    missing: Place | None = None


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line as read; exactly one of the four contents is there."""

    n: int
    at: datetime
    hash: str
    look_up: LookUp | None = None
    checkpoint: Checkpoint | None = None
    opened: Opened | None = None
    continued: Continued | None = None


class Head(msgspec.Struct, frozen=True):
    """The newest place, signed, kept beside the log: by it a cut of the log's end is seen."""

    place: Place
    at: datetime
    key: str
    signature: str


class _Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    at: datetime
    look_up: LookUp | None = None
    checkpoint: Checkpoint | None = None
    opened: Opened | None = None
    continued: Continued | None = None


_encoder: Final = msgspec.json.Encoder()
_line: Final = msgspec.json.Decoder(Line)
_head: Final = msgspec.json.Decoder(Head)


def entry(at: datetime, **content: Any) -> bytes:
    """The line without its number and hash: what is known before its place is."""
    return _encoder.encode(_Entry(at, **content))


def sealed(n: int, before: bytes, written: bytes) -> tuple[bytes, bytes]:
    """The whole line of an entry, and its hash. About two microseconds."""
    body = b'{"n":%d,' % n + written[1:-1]
    digest = hashlib.sha256(before + body)
    return b"%s%s%s%s" % (body, _MARK, digest.hexdigest().encode(), b'"}\n'), digest.digest()


def hash_stated(raw: bytes) -> bytes | None:
    """The hash that a whole line (line feed included) ends with; None for what is no line."""
    stated = raw[-_ENDING - 1 : -3]
    if not raw.endswith(b'"}\n') or not stated.startswith(_MARK):
        return None
    try:
        found = bytes.fromhex(stated[len(_MARK) :].decode("ascii"))
    except ValueError:
        return None
    return found if len(found) == len(START) else None


def hash_due(raw: bytes, before: bytes) -> bytes:
    """The hash that the line should end with, after a line of the hash ``before``."""
    return hashlib.sha256(before + raw[: -_ENDING - 1]).digest()


def number_of(raw: bytes) -> int | None:
    """The number a line begins with, without reading the rest."""
    if not raw.startswith(b'{"n":'):
        return None
    digits = raw[5 : raw.find(b",", 5, 30)]
    return int(digits) if digits.isdigit() else None


def read(raw: bytes) -> Line | None:
    """The line, or None for what is no line of this log."""
    try:
        return _line.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def checkpoint(signer: SigningKey, place: Place, at: datetime) -> bytes:
    """The entry of a checkpoint that follows this place."""
    return entry(at, checkpoint=Checkpoint(signer.public, signer.sign(_content(place, at))))


def holds(found: Checkpoint, place: Place, at: datetime, key: str) -> bool:
    """Whether this key signed that the chain stood there."""
    return found.key == key and verifies(key, found.signature, _content(place, at))


def head(signer: SigningKey, place: Place, at: datetime) -> bytes:
    signature = signer.sign(_content(place, at))
    return _encoder.encode(Head(place, at, signer.public, signature)) + b"\n"


def read_head(raw: bytes) -> Head | None:
    try:
        return _head.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def head_holds(found: Head, key: str) -> bool:
    return found.key == key and verifies(key, found.signature, _content(found.place, found.at))


def _content(place: Place, at: datetime) -> bytes:
    """What is signed; it begins as nothing else signed by the same key does."""
    said = f"{place.segment}\n{place.n}\n{place.hash}\n{at.isoformat()}"
    return b"xinmai audit checkpoint 1\n" + said.encode()
