"""Webhooks as the daybook keeps them: where to, how far, how it went. Their secrets are sealed.

A webhook's position moves in the transaction that writes the delivery down: an event is sent until
it is taken, and again only if the service stopped in between; its id stays the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from api.answers.paging import FURTHEST
from api.daybook import Connection, Daybook
from api.feed.book import Owner
from api.feed.sending import PREFIX as UNSEALED
from api.feed.sending import Outcome, new_secret
from graph.errors import KeyReused, RefusedInput, UnknownId
from graph.sealing import Sealer

TOPIC: Final = "webhooks"
PURPOSE: Final = "xinmai webhook secret 1"
MOST: Final = 100  # an organisation
LOGGED: Final = 1_000  # deliveries remembered of each
STEPS: Final = (
    "CREATE TABLE webhook (id TEXT PRIMARY KEY, organisation TEXT NOT NULL, view TEXT NOT NULL,"
    " url TEXT NOT NULL, secret TEXT NOT NULL, made REAL NOT NULL, position INT NOT NULL,"
    " state TEXT NOT NULL, tries INT NOT NULL, next_try REAL NOT NULL, failing_since REAL,"
    " error TEXT NOT NULL) STRICT",
    "CREATE TABLE webhook_delivery (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " webhook TEXT NOT NULL REFERENCES webhook ON DELETE CASCADE, event INT NOT NULL,"
    " at REAL NOT NULL, status INT, error TEXT NOT NULL, milliseconds INT NOT NULL) STRICT",
    "CREATE INDEX delivery_webhook ON webhook_delivery (webhook, number)",
    "ALTER TABLE webhook ADD COLUMN near INT NOT NULL DEFAULT 0",
    "UPDATE webhook SET near = 1 WHERE organisation = 'local'",
    "ALTER TABLE webhook ADD COLUMN digest TEXT NOT NULL DEFAULT ''",
)


class Hook(NamedTuple):
    """``position`` is the number of the last event that was taken; times are UTC, Unix seconds;
    ``secret`` is sealed; ``near``: it may lead to this machine; ``digest`` is of what was asked
    for."""

    id: str
    organisation: str
    view: str
    url: str
    secret: str
    made: float
    position: int
    state: str
    tries: int
    next_try: float
    failing_since: float | None
    error: str
    near: int = 0
    digest: str = ""

    @property
    def owner(self) -> Owner:
        return Owner(self.organisation, self.view)


class Delivery(NamedTuple):
    """One attempt, numbered in the order of all."""

    number: int
    event: int
    at: float
    status: int | None
    error: str
    milliseconds: int


class Setback(NamedTuple):
    """What a failed delivery leads to."""

    state: str
    next_try: float
    failing_since: float


class HookBook:
    """Each organisation sees its own webhooks alone. ``now`` is the clock; ``sealer`` is of
    ``PURPOSE``. What an earlier version kept unsealed is sealed now."""

    def __init__(self, book: Daybook, now: Callable[[], float], sealer: Sealer) -> None:
        book.prepare(TOPIC, STEPS)
        self._book, self._now, self._sealer = book, now, sealer
        self._seal_all()

    def _seal_all(self) -> None:
        open_ = f"SELECT id, secret FROM webhook WHERE secret LIKE '{UNSEALED}%'"  # nosec B608 # noqa: S608
        with self._book.read() as db:
            if db.execute(open_).fetchone() is None:
                return
        with self._book.write() as db:
            sealed = [(self._sealer.seal(secret), hook) for hook, secret in db.execute(open_)]
            db.executemany("UPDATE webhook SET secret = ? WHERE id = ?", sealed)

    def secret(self, hook: Hook) -> str:
        """What its events are signed with. Raises RefusedInput if another site key sealed it."""
        return self._sealer.unseal(hook.secret)

    def add(
        self, owner: Owner, url: str, position: int, key: str, *, near: bool = False,
        body: bytes = b"",
    ) -> tuple[Hook, bool]:  # fmt: skip
        """The webhook, and whether the same request had added it before. Raises KeyReused for
        another ``body`` under the key."""
        digest = hashlib.sha256(body or url.encode()).hexdigest()
        made = "wh-" + hashlib.sha256("\x1f".join((*owner, key)).encode()).hexdigest()[:16]
        with self._book.write() as db:
            held = _hook(db, owner, made)
            if held is not None:
                if held.url != url or held.digest not in (digest, ""):  # "": an earlier version's
                    raise KeyReused
                return held, True
            (count,) = db.execute(
                "SELECT count(*) FROM webhook WHERE organisation = ? AND view = ?", owner
            ).fetchone()
            if count >= MOST:
                raise RefusedInput(f"每个单位至多 {MOST} 个 webhook", f"{MOST} webhooks at most",
                                   field="url")  # fmt: skip
            secret = self._sealer.seal(new_secret())
            hook = Hook(made, *owner, url, secret, self._now(), position, "active", 0, 0.0,
                        None, "", int(near), digest)  # fmt: skip
            db.execute(
                "INSERT INTO webhook VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", hook
            )
        return hook, False

    def all(self, owner: Owner) -> Sequence[Hook]:
        with self._book.read() as db:
            rows = db.execute(
                "SELECT * FROM webhook WHERE organisation = ? AND view = ? ORDER BY made, id", owner
            )
            return [Hook(*row) for row in rows]

    def one(self, owner: Owner, id: str) -> Hook:
        """Raises UnknownId, also for one of another organisation."""
        with self._book.read() as db:
            return _found(_hook(db, owner, id))

    def confirmed(self, id: str) -> bool:
        """Whether it took any event: whoever answers there knows the secret, or need not."""
        with self._book.read() as db:
            (taken,) = db.execute(
                "SELECT EXISTS (SELECT 1 FROM webhook_delivery WHERE webhook = ?"
                " AND status BETWEEN 200 AND 299)", (id,),
            ).fetchone()  # fmt: skip
        return bool(taken)

    def deliveries(self, id: str, limit: int, before: int | None = None) -> Sequence[Delivery]:
        """The latest first, of those numbered below ``before``."""
        with self._book.read() as db:
            rows = db.execute(
                "SELECT number, event, at, status, error, milliseconds FROM webhook_delivery"
                " WHERE webhook = ? AND number < ? ORDER BY number DESC LIMIT ?",
                (id, FURTHEST if before is None else before, limit),
            )  # fmt: skip
            return [Delivery(*row) for row in rows]

    def drop(self, owner: Owner, id: str) -> None:
        with self._book.write() as db:
            _found(_hook(db, owner, id))
            db.execute("DELETE FROM webhook WHERE id = ?", (id,))

    def forget(self, before: float) -> int:
        """Delete those that are dead and took nothing since; how many there were."""
        with self._book.write() as db:
            return db.execute(
                "DELETE FROM webhook WHERE state = 'dead' AND failing_since < ?", (before,)
            ).rowcount

    def replay(self, owner: Owner, id: str, position: int) -> Hook:
        """Send again what comes after a position, and everything from there on; a dead webhook
        lives again."""
        with self._book.write() as db:
            held = _found(_hook(db, owner, id))
            db.execute(
                "UPDATE webhook SET position = ?, state = 'active', tries = 0, next_try = 0,"
                " failing_since = NULL, error = '' WHERE id = ?", (position, held.id),
            )  # fmt: skip
            return _found(_hook(db, owner, id))

    # What the courier reads and writes.

    def due(self) -> Sequence[Hook]:
        """Active, with an event to send, and not waiting after a failure."""
        with self._book.read() as db:
            rows = db.execute(
                "SELECT * FROM webhook w WHERE state = 'active' AND next_try <= ? AND EXISTS"
                " (SELECT 1 FROM event e WHERE e.organisation = w.organisation"
                " AND e.view = w.view AND e.number > w.position)", (self._now(),),
            )  # fmt: skip
            return [Hook(*row) for row in rows]

    def delivered(self, hook: Hook, event: int, outcome: Outcome) -> bool:
        """Write down that an event was taken. False if the webhook was replayed or dropped
        meanwhile: its position is then not what was sent from."""
        with self._book.write() as db:
            moved = db.execute(
                "UPDATE webhook SET position = ?, tries = 0, next_try = 0, failing_since = NULL,"
                " error = '' WHERE id = ? AND position = ?", (event, hook.id, hook.position),
            ).rowcount  # fmt: skip
            _log(db, hook, event, self._now(), outcome)
        return moved == 1

    def failed(self, hook: Hook, event: int, outcome: Outcome, then: Setback) -> None:
        with self._book.write() as db:
            said = outcome.error or f"HTTP {outcome.status}"
            db.execute(
                "UPDATE webhook SET state = ?, tries = tries + 1, next_try = ?, failing_since = ?,"
                " error = ? WHERE id = ? AND position = ?", (*then, said, hook.id, hook.position),
            )  # fmt: skip
            _log(db, hook, event, self._now(), outcome)


def _hook(db: Connection, owner: Owner, id: str) -> Hook | None:
    row = db.execute(
        "SELECT * FROM webhook WHERE id = ? AND organisation = ? AND view = ?", (id, *owner)
    ).fetchone()
    return Hook(*row) if row else None


def _found(hook: Hook | None) -> Hook:
    if hook is None:
        raise UnknownId(
            "没有这个 webhook;请用 GET /v1/webhooks 查看",
            "there is no such webhook; GET /v1/webhooks lists them",
            field="id",
        )
    return hook


def _log(db: Connection, hook: Hook, event: int, at: float, outcome: Outcome) -> None:
    db.execute(
        "INSERT INTO webhook_delivery (webhook, event, at, status, error, milliseconds)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM webhook WHERE id = ?1)",
        (hook.id, event, at, *outcome),
    )
    db.execute(
        "DELETE FROM webhook_delivery WHERE webhook = ?1 AND number <= (SELECT number"
        " FROM webhook_delivery WHERE webhook = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
        (hook.id, LOGGED),
    )
