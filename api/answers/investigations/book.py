"""Investigations as the daybook keeps them: numbered entries, each bound to the one before.

An entry's digest covers its number, time, author, contents and the digest before it, so that a
printed report, which carries the last digest, fixes the whole trail up to then.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from api.answers.investigations.entries import Entry, Opened, decode, encode
from api.daybook import Connection, Daybook
from graph.errors import KeyReused, NotNow, UnknownId

TOPIC: Final = "investigations"
STEPS: Final = (
    "CREATE TABLE investigation (id TEXT PRIMARY KEY, organisation TEXT NOT NULL,"
    " year INT NOT NULL, number INT NOT NULL, UNIQUE (organisation, year, number)) STRICT",
    "CREATE TABLE investigation_entry (investigation TEXT NOT NULL REFERENCES investigation,"
    " number INT NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL, content BLOB NOT NULL,"
    " digest TEXT NOT NULL, key TEXT, proof BLOB,"
    " PRIMARY KEY (investigation, number), UNIQUE (investigation, key)) STRICT",
)


class Written(NamedTuple):
    """One entry of the trail."""

    number: int
    at: datetime
    author: str
    entry: Entry
    digest: str


@dataclass(frozen=True, slots=True)
class Trail:
    """All that was entered into one investigation, in order. Never empty."""

    id: str
    organisation: str
    number: str
    entries: tuple[Written, ...]

    @property
    def last(self) -> Written:
        return self.entries[-1]


class Investigations:
    """What each organisation looks into. Seen by that organisation alone.

    ``now`` is the clock. Raises UnknownId for an investigation that the organisation does not
    have, whether or not another has it.
    """

    def __init__(
        self, book: Daybook, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        book.prepare(TOPIC, STEPS)
        self._book, self._now = book, now

    def open(self, organisation: str, author: str, opened: Opened, key: str) -> tuple[str, bool]:
        """The new investigation's id, and whether the same request had opened it before."""
        made = "inv-" + hashlib.sha256(f"{organisation}\x1f{key}".encode()).hexdigest()[:16]
        with self._book.write() as db:
            if _known(db, made, organisation) is None:
                year = self._now().year
                (number,) = db.execute(
                    "SELECT coalesce(max(number), 0) + 1 FROM investigation"
                    " WHERE organisation = ? AND year = ?", (organisation, year),
                ).fetchone()  # fmt: skip
                new = (made, organisation, year, number)
                db.execute("INSERT INTO investigation VALUES (?, ?, ?, ?)", new)
            return made, self._enter(db, made, author, opened, key)

    def enter(
        self, id: str, organisation: str, author: str, entry: Entry, key: str, *,
        allowed: Callable[[Trail], None], after: int | None = None, proof: bytes | None = None,
    ) -> bool:  # fmt: skip
        """Add an entry; True if the same request had added it before. Durable once it returns.

        Raises KeyReused, what ``allowed`` raises of the trail so far, and NotNow where the last
        entry is not ``after`` any more.
        """
        with self._book.write() as db:
            trail = _trail(db, id, organisation)

            def check() -> None:
                if after is not None and after != trail.last.number:
                    raise _moved_on(trail.last.number)
                allowed(trail)

            return self._enter(db, id, author, entry, key, proof, check)

    def _enter(
        self, db: Connection, id: str, author: str, entry: Entry, key: str,
        proof: bytes | None = None, check: Callable[[], None] = lambda: None,
    ) -> bool:  # fmt: skip
        content = encode(entry)
        before = db.execute(
            "SELECT content FROM investigation_entry WHERE investigation = ? AND key = ?", (id, key)
        ).fetchone()
        if before is not None:
            if before[0] != content:
                raise KeyReused()
            return True
        check()
        number, digest = db.execute(
            "SELECT number, digest FROM investigation_entry WHERE investigation = ?"
            " ORDER BY number DESC LIMIT 1", (id,),
        ).fetchone() or (0, "")  # fmt: skip
        at = self._now().isoformat(timespec="milliseconds")
        bound = _bound(digest, number + 1, at, author, content)
        packed = zlib.compress(proof) if proof is not None else None
        db.execute(
            "INSERT INTO investigation_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (id, number + 1, at, author, content, bound, key, packed),
        )
        return False

    def trail(self, id: str, organisation: str) -> Trail:
        """Everything entered so far. Raises UnknownId."""
        with self._book.read() as db:
            return _trail(db, id, organisation)

    def trails(self, organisation: str) -> Iterator[Trail]:
        """All of the organisation's, the one entered into last first; each is read as it is asked
        for."""
        with self._book.read() as db:
            found = db.execute(
                "SELECT id, max(entry.number), entry.at AS last FROM investigation"
                " JOIN investigation_entry AS entry ON entry.investigation = id"
                " WHERE organisation = ? GROUP BY id"
                " ORDER BY last DESC, year DESC, investigation.number DESC", (organisation,),
            ).fetchall()  # fmt: skip
        for each, _, _ in found:
            yield self.trail(each, organisation)

    def proofs(self, id: str, organisation: str, numbers: Iterable[int]) -> dict[int, bytes]:
        """The proof files of these findings."""
        with self._book.read() as db:
            _require(db, id, organisation)
            wanted = set(numbers)
            found = db.execute(
                "SELECT number, proof FROM investigation_entry WHERE investigation = ?"
                " AND proof IS NOT NULL ORDER BY number", (id,),
            )  # fmt: skip
            return {number: zlib.decompress(packed) for number, packed in found if number in wanted}


def whole(trail: Trail) -> bool:
    """Whether every entry is as it was bound to the one before it."""
    digest = ""
    for written in trail.entries:
        at = written.at.isoformat(timespec="milliseconds")
        digest = _bound(digest, written.number, at, written.author, encode(written.entry))
        if digest != written.digest:
            return False
    return [written.number for written in trail.entries] == list(range(1, len(trail.entries) + 1))


def _bound(before: str, number: int, at: str, author: str, content: bytes) -> str:
    said = "\x1f".join((before, str(number), at, author)).encode() + b"\x1f" + content
    return hashlib.sha256(said).hexdigest()


def _trail(db: Connection, id: str, organisation: str) -> Trail:
    year, number = _require(db, id, organisation)
    return Trail(id, organisation, f"{year}-{number:04}", _entries(db, id))


def _entries(db: Connection, id: str) -> tuple[Written, ...]:
    found = db.execute(
        "SELECT number, at, author, content, digest FROM investigation_entry"
        " WHERE investigation = ? ORDER BY number", (id,),
    )  # fmt: skip
    return tuple(
        Written(number, datetime.fromisoformat(at), author, decode(content), digest)
        for number, at, author, content, digest in found
    )


def _known(db: Connection, id: str, organisation: str) -> tuple[int, int] | None:
    found: tuple[int, int] | None = db.execute(
        "SELECT year, number FROM investigation WHERE id = ? AND organisation = ?",
        (id, organisation),
    ).fetchone()
    return found


def _require(db: Connection, id: str, organisation: str) -> tuple[int, int]:
    found = _known(db, id, organisation)
    if found is None:
        raise UnknownId(
            "本单位没有这份案卷;请从案卷列表中选取",
            "your organisation has no such investigation; choose one from the list",
            field="id",
        )
    return found


def _moved_on(number: int) -> NotNow:
    return NotNow(
        f"案卷已有第 {number} 条记录,他人刚刚更新;请重新打开后再记",
        f"the investigation has {number} entries, others were made meanwhile; open it again first",
        field="after",
    )
