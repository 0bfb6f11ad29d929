"""What the feed keeps in the daybook: watch lists, answers as last told, events, the position.

An event, the answer it leads to and how far was looked are written in one transaction: after a
crash nothing is missing and nothing comes twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from api.answers.paging import cursor_after
from api.daybook import Connection, Daybook
from graph.errors import KeyReused, NoLongerKept, RefusedInput, UnknownId

TOPIC: Final = "feed"
MOST_LISTS: Final = 1_000  # an organisation
MOST_WATCHED: Final = 100_000  # subjects a list
STEPS: Final = (
    "CREATE TABLE watchlist (id TEXT PRIMARY KEY, organisation TEXT NOT NULL, view TEXT NOT NULL,"
    " name TEXT NOT NULL, made TEXT NOT NULL) STRICT",
    "CREATE TABLE watched (watchlist TEXT NOT NULL REFERENCES watchlist ON DELETE CASCADE,"
    " subject TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (watchlist, subject))"
    " STRICT, WITHOUT ROWID",
    "CREATE INDEX watched_subject ON watched (subject)",
    "CREATE TABLE told (view TEXT NOT NULL, subject TEXT NOT NULL, revision INT NOT NULL,"
    " day TEXT NOT NULL, rules TEXT NOT NULL, digest TEXT NOT NULL, summary BLOB NOT NULL,"
    " PRIMARY KEY (view, subject)) STRICT, WITHOUT ROWID",
    "CREATE TABLE event (number INTEGER PRIMARY KEY AUTOINCREMENT, organisation TEXT NOT NULL,"
    " view TEXT NOT NULL, subject TEXT NOT NULL, at TEXT NOT NULL, content BLOB NOT NULL) STRICT",
    "CREATE INDEX event_owner ON event (organisation, view, number)",
    "CREATE TABLE looked (view TEXT PRIMARY KEY, revision INT NOT NULL, day TEXT NOT NULL,"
    " rules TEXT NOT NULL) STRICT",
    "CREATE TABLE forgotten (organisation TEXT NOT NULL, view TEXT NOT NULL,"
    " through INT NOT NULL, PRIMARY KEY (organisation, view)) STRICT, WITHOUT ROWID",
    "ALTER TABLE watchlist ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
    # numbered for each owner alone: a number tells nothing of what happens to others'
    "ALTER TABLE event RENAME TO event_of_all",
    "CREATE TABLE event (organisation TEXT NOT NULL, view TEXT NOT NULL, number INT NOT NULL,"
    " subject TEXT NOT NULL, at TEXT NOT NULL, content BLOB NOT NULL,"
    " PRIMARY KEY (organisation, view, number)) STRICT",
    "INSERT INTO event SELECT organisation, view, number, subject, at, content FROM event_of_all",
    "DROP TABLE event_of_all",
)


class Owner(NamedTuple):
    """Whose lists: an organisation's, and the view of the facts that its answers are worked out
    over (``access.toml``)."""

    organisation: str
    view: str


class WatchList(NamedTuple):
    id: str
    name: str
    made: str
    subjects: int


class Told(NamedTuple):
    """A subject's answer as last told: on which ground, its digest, its summary as JSON."""

    revision: int
    day: date
    rules: str
    digest: str
    summary: bytes


class Looked(NamedTuple):
    """How far all that is watched was looked through."""

    revision: int
    day: date
    rules: str


class Event(NamedTuple):
    number: int
    subject: str
    at: str
    content: bytes


class FeedBook:
    """Each organisation sees its own lists and events alone, each view's for itself. ``now`` is the
    clock."""

    def __init__(
        self, book: Daybook, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        book.prepare(TOPIC, STEPS)
        self.book, self.now = book, now

    # Watch lists.

    def make(
        self, owner: Owner, name: str, key: str, told: Mapping[str, Told] | None = None,
        body: bytes = b"",
    ) -> tuple[str, bool]:  # fmt: skip
        """The new list's id, with these subjects on it; and whether the same request had made it
        before: then nothing is done. Raises KeyReused for another ``body`` under the key."""
        made = "wl-" + hashlib.sha256("\x1f".join((*owner, key)).encode()).hexdigest()[:16]
        digest = hashlib.sha256(body or name.encode()).hexdigest()
        with self.book.write() as db:
            held = db.execute(
                "SELECT name, digest FROM watchlist WHERE id = ?", (made,)
            ).fetchone()  # fmt: skip
            if held is not None:
                if held not in ((name, digest), (name, "")):  # an earlier version kept no digest
                    raise KeyReused
                return made, True
            _check_room(db, owner)
            new = (made, *owner, name, self.moment(), digest)
            db.execute("INSERT INTO watchlist VALUES (?, ?, ?, ?, ?, ?)", new)
            self._put(db, owner, made, told or {})
        return made, False

    def lists(self, owner: Owner) -> list[WatchList]:
        with self.book.read() as db:
            return [WatchList(*row) for row in db.execute(f"{_LISTS} ORDER BY made, id",
                                                          owner)]  # fmt: skip

    def one(self, owner: Owner, id: str) -> WatchList:
        """Raises UnknownId, also for a list of another organisation."""
        with self.book.read() as db:
            return _list(db, owner, id)

    def subjects(self, owner: Owner, id: str, after: str, limit: int) -> Sequence[str]:
        """Of a list, by id, those after one."""
        with self.book.read() as db:
            _list(db, owner, id)
            return [row[0] for row in db.execute(
                "SELECT subject FROM watched WHERE watchlist = ? AND subject > ?"
                " ORDER BY subject LIMIT ?", (id, after, limit),
            )]  # fmt: skip

    def drop(self, owner: Owner, id: str) -> None:
        with self.book.write() as db:
            _list(db, owner, id)
            db.execute("DELETE FROM watchlist WHERE id = ?", (id,))
            _forget(db)

    def watch(self, owner: Owner, id: str, told: Mapping[str, Told]) -> int:
        """Put subjects on a list, with their answers as they stand; how many were not on it.

        The answer of one that is watched already stays as last told.
        """
        with self.book.write() as db:
            return self._put(db, owner, id, told)

    def _put(self, db: Connection, owner: Owner, id: str, told: Mapping[str, Told]) -> int:
        held, now = _list(db, owner, id), self.moment()
        fresh = db.executemany(
            "INSERT OR IGNORE INTO watched VALUES (?, ?, ?)",
            [(id, subject, now) for subject in told],
        ).rowcount
        if held.subjects + fresh > MOST_WATCHED:
            raise RefusedInput(
                f"每份名单至多 {MOST_WATCHED} 个主体",
                f"{MOST_WATCHED} subjects a list at most",
                field="subjects",
            )  # fmt: skip
        db.executemany(
            "INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?, ?, ?, ?)",
            [_told_row(owner.view, subject, one) for subject, one in told.items()],
        )
        return fresh

    def unwatch(self, owner: Owner, id: str, subjects: Iterable[str]) -> int:
        """Take subjects off a list; how many were on it."""
        with self.book.write() as db:
            _list(db, owner, id)
            gone = db.executemany(
                "DELETE FROM watched WHERE watchlist = ? AND subject = ?",
                [(id, subject) for subject in subjects],
            ).rowcount
            _forget(db)
        return gone

    # What the watcher reads and writes.

    def views(self) -> list[str]:
        """Over which anything is watched."""
        with self.book.read() as db:
            return [row[0] for row in db.execute("SELECT DISTINCT view FROM watchlist")]

    def watched(self, view: str) -> list[str]:
        """Everybody on any list of the view."""
        with self.book.read() as db:
            return [row[0] for row in db.execute(
                "SELECT DISTINCT w.subject FROM watched w JOIN watchlist l ON l.id = w.watchlist"
                " WHERE l.view = ?", (view,),
            )]  # fmt: skip

    def told(self, view: str, subjects: Iterable[str]) -> dict[str, Told]:
        with self.book.read() as db:
            rows = [
                row
                for subject in subjects
                for row in db.execute(
                    "SELECT * FROM told WHERE view = ? AND subject = ?", (view, subject)
                )
            ]
        return {s: Told(n, date.fromisoformat(d), r, x, j) for _, s, n, d, r, x, j in rows}

    def looked(self, view: str) -> Looked | None:
        with self.book.read() as db:
            row = db.execute(
                "SELECT revision, day, rules FROM looked WHERE view = ?", (view,)
            ).fetchone()
        return Looked(row[0], date.fromisoformat(row[1]), row[2]) if row else None

    def tell(self, view: str, told: dict[str, Told], events: dict[str, bytes]) -> None:
        """Write answers as they now stand and, of those that changed, the event: for every
        organisation that watches the subject."""
        now = self.moment()
        with self.book.write() as db:
            for subject, content in events.items():
                db.execute(
                    f"INSERT INTO event SELECT DISTINCT l.organisation, l.view, {_NEXT}, w.subject,"
                    f" ?3, ?4 {_WATCHED} AND l.view = ?1 AND w.subject = ?2",
                    (view, subject, now, content),
                )
            db.executemany(
                "INSERT OR REPLACE INTO told SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7"
                f" WHERE EXISTS (SELECT 1 {_WATCHED} AND l.view = ?1 AND w.subject = ?2)",
                [_told_row(view, subject, one) for subject, one in told.items()],
            )

    def look(self, view: str, looked: Looked) -> None:
        with self.book.write() as db:
            row = (view, looked.revision, looked.day.isoformat(), looked.rules)
            db.execute("INSERT OR REPLACE INTO looked VALUES (?, ?, ?, ?)", row)

    # Events.

    def events(self, owner: Owner, after: int, limit: int) -> Sequence[Event]:
        with self.book.read() as db:
            return [Event(*row) for row in db.execute(
                "SELECT number, subject, at, content FROM event WHERE organisation = ?"
                " AND view = ? AND number > ? ORDER BY number LIMIT ?", (*owner, after, limit),
            )]  # fmt: skip

    def last(self, owner: Owner) -> int:
        """The number of its latest event, also of one that is no longer kept; 0 without any."""
        with self.book.read() as db:
            (number,) = db.execute(
                "SELECT coalesce(max(number), 0) FROM event WHERE organisation = ? AND view = ?",
                owner,
            ).fetchone()
        return max(int(number), self._forgotten(owner))

    def kept(self, owner: Owner, after: int) -> int:
        """The position again, if every event that came after it is still kept. Raises NoLongerKept,
        and RefusedInput for a position that no event had: whoever went on from it would miss all
        that come before it. Look after reading: what was deleted meanwhile is then seen."""
        through = self._forgotten(owner)
        if after < through:
            cursor = cursor_after(through)
            raise NoLongerKept(
                f"此 cursor 之后的变动已过保存期限;请重新查询名单中的主体,再从 {cursor} 起续取",
                "events after this cursor are no longer kept: ask for the watched subjects anew, "
                f"then go on from {cursor}",
                field="cursor",
            )
        if after > (last := self.last(owner)):
            cursor = cursor_after(last)
            raise RefusedInput(
                "此 cursor 不是本变动列表给出的(本服务可能由备份恢复);"
                f"请重新查询名单中的主体,再从 {cursor} 起续取",
                "this cursor was not given by this feed (the service may have been restored from a "
                f"backup): ask for the watched subjects anew, then go on from {cursor}",
                field="cursor",
            )
        return after

    def forget(self, before: datetime) -> int:
        """Delete the events that came before a moment; how many there were."""
        moment = before.isoformat(timespec="milliseconds")
        with self.book.write() as db:
            db.execute(
                "INSERT INTO forgotten SELECT organisation, view, max(number) FROM event"
                " WHERE at < ? GROUP BY organisation, view"
                " ON CONFLICT DO UPDATE SET through = max(through, excluded.through)", (moment,),
            )  # fmt: skip
            return db.execute(
                "DELETE FROM event WHERE EXISTS (SELECT 1 FROM forgotten f"
                " WHERE f.organisation = event.organisation AND f.view = event.view"
                " AND event.number <= f.through)"
            ).rowcount

    def _forgotten(self, owner: Owner) -> int:
        with self.book.read() as db:
            row = db.execute(
                "SELECT through FROM forgotten WHERE organisation = ? AND view = ?", owner
            ).fetchone()
        return int(row[0]) if row else 0

    def moment(self) -> str:
        return self.now().isoformat(timespec="milliseconds")


_NEXT: Final = (
    "1 + max(coalesce((SELECT max(e.number) FROM event e WHERE e.organisation = l.organisation"
    " AND e.view = l.view), 0), coalesce((SELECT f.through FROM forgotten f"
    " WHERE f.organisation = l.organisation AND f.view = l.view), 0))"
)
"""The number of an owner's next event; those deleted had theirs."""
_WATCHED: Final = "FROM watched w JOIN watchlist l ON l.id = w.watchlist WHERE 1"
_LISTS: Final = (
    "SELECT id, name, made, (SELECT count(*) FROM watched WHERE watchlist = id) FROM watchlist"
    " WHERE organisation = ? AND view = ?"
)


def _check_room(db: Connection, owner: Owner) -> None:
    (lists,) = db.execute(
        "SELECT count(*) FROM watchlist WHERE organisation = ? AND view = ?", owner
    ).fetchone()
    if lists >= MOST_LISTS:
        raise RefusedInput(
            f"每个单位至多 {MOST_LISTS} 份监测名单", f"{MOST_LISTS} watch lists at most",
            field="name",
        )  # fmt: skip


def _list(db: Connection, owner: Owner, id: str) -> WatchList:
    row = db.execute(f"{_LISTS} AND id = ?", (*owner, id)).fetchone()
    if row is None:
        raise UnknownId(
            "没有这份监测名单;请用 GET /v1/watchlists 查看",
            "there is no such watch list; GET /v1/watchlists lists them",
            field="id",
        )
    return WatchList(*row)


def _forget(db: Connection) -> None:
    """What nobody watches any more is not kept."""
    db.execute(
        "DELETE FROM told WHERE NOT EXISTS"  # nosec B608 # noqa: S608
        f" (SELECT 1 {_WATCHED} AND l.view = told.view AND w.subject = told.subject)"
    )


def _told_row(view: str, subject: str, told: Told) -> tuple[object, ...]:
    return (view, subject, told.revision, told.day.isoformat(), *told[2:])
