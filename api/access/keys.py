"""The keys that were issued: kept in the daybook as digests, known to all workers at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Any, Final

from api.access.actor import KEPT_ROLES, Actor, Role
from api.access.tokens import digest, new_token
from api.daybook import Connection, Daybook
from graph.errors import NotNow, RefusedInput, UnknownId
from graph.masking import speakable

TOPIC: Final = "access"
STEPS: Final = (
    "CREATE TABLE access_key (id TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE,"
    " role TEXT NOT NULL, organisation TEXT NOT NULL, subject TEXT NOT NULL,"
    " items TEXT NOT NULL, purposes TEXT NOT NULL, networks TEXT NOT NULL, note TEXT NOT NULL,"
    " created REAL NOT NULL, expires REAL NOT NULL, revoked REAL, follows TEXT) STRICT",
    "CREATE TABLE access_session (digest BLOB PRIMARY KEY, key TEXT NOT NULL,"
    " expires REAL NOT NULL) STRICT",
    "CREATE TABLE access_turn (turn INT NOT NULL) STRICT",
    "INSERT INTO access_turn VALUES (0)",
    "ALTER TABLE access_session ADD COLUMN purpose TEXT NOT NULL DEFAULT ''",
)
_COLUMNS: Final = (
    "id, digest, role, organisation, subject, items, purposes, networks, note,"
    " created, expires, revoked, follows"
)


_FIRST: Final = (
    "WITH RECURSIVE held (id, follows) AS (SELECT id, follows FROM access_key WHERE id = ?"
    " UNION SELECT k.id, k.follows FROM access_key AS k JOIN held ON k.id = held.follows)"
    " SELECT id FROM held WHERE follows IS NULL"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a key is issued for. Raises RefusedInput, naming the field."""

    role: Role
    organisation: str = ""
    subject: str = ""
    items: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.role not in KEPT_ROLES:
            listed = ", ".join(KEPT_ROLES)
            raise RefusedInput(
                f"role 应为以下之一:{listed}", f"role must be one of: {listed}", field="role"
            )
        if self.role is Role.CREDIT_SUBJECT and not self.subject:
            raise RefusedInput(
                "信用主体的密钥须写明其主体 id", "a credit subject's key names its subject",
                field="subject",
            )  # fmt: skip
        if self.role is not Role.CREDIT_SUBJECT and self.role is not Role.PUBLIC:
            _named(self.organisation)
        for network in self.networks:
            _checked_network(network)


def _named(organisation: str) -> None:
    if not organisation.strip():
        raise RefusedInput("须写明单位全称", "name the organisation in full", field="organisation")


def _check_new(scope: Scope) -> None:
    """What a new key may not say, though one issued before may."""
    for field in ("organisation", "subject", "note"):
        text = getattr(scope, field)
        if speakable(text) != text:
            raise RefusedInput(
                f"{field} 不得含居民身份号码;主体请写其 id,不写证件号码",
                f"{field}: no resident identity number; a subject is named by its id", field=field,
            )  # fmt: skip
    if scope.subject and scope.role is not Role.CREDIT_SUBJECT:
        raise RefusedInput(
            f"只有 {Role.CREDIT_SUBJECT.value} 的密钥写明主体",
            f"only a key of {Role.CREDIT_SUBJECT.value} names a subject", field="subject",
        )  # fmt: skip


def _checked_network(network: str) -> None:
    try:
        ip_network(network)
    except ValueError:
        raise RefusedInput(
            f"“{network}”不是网段,应如 10.1.0.0/16", f"{network} is no network such as 10.1.0.0/16",
            field="networks",
        ) from None  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A key as kept: everything but itself. Times are Unix seconds (UTC)."""

    id: str
    digest: bytes
    scope: Scope
    created: float
    expires: float
    revoked: float | None = None
    follows: str | None = None  # the key that it replaced

    def actor(self) -> Actor:
        scope = self.scope
        return Actor(
            id=self.id, role=scope.role, organisation=scope.organisation, subject=scope.subject,
            items=frozenset(scope.items), purposes=frozenset(scope.purposes),
            networks=scope.networks, expires=self.expires,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issued:
    """A new key and its text, which is shown once and kept nowhere."""

    key: Key
    token: str


class Keys:
    """Issues, rotates and revokes. Every change is durable, and seen by the next request of any
    worker, once the call returns."""

    def __init__(self, book: Daybook) -> None:
        self._book = book
        book.prepare(TOPIC, STEPS)

    def add(self, scope: Scope, *, now: float, expires: float) -> Issued:
        """Raises RefusedInput for an expiry that has passed, a text with an identity number, and a
        subject named for a role that speaks for none."""
        _check_new(scope)
        with self._book.write() as db:
            return self._issue(db, scope, now, expires, None)

    def list(self) -> list[Key]:
        """Oldest first, those that count no longer included."""
        with self._book.read() as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM access_key ORDER BY created, id")  # noqa: S608 # nosec B608
            return [_key(row) for row in rows]

    def rotate(self, id: str, *, now: float, expires: float, overlap: float) -> Issued:
        """A new key of the same scope; the old one counts for ``overlap`` more seconds.

        Raises UnknownId, and NotNow for a key that counts no longer.
        """
        with self._book.write() as db:
            old = _found(db, id)
            if old.revoked is not None or old.expires <= now:
                raise NotNow(
                    f"密钥 {id} 已失效,不能轮换;请另行签发", f"key {id} counts no longer: issue one"
                )
            until = min(old.expires, now + overlap)
            db.execute("UPDATE access_key SET expires = ? WHERE id = ?", (until, id))
            return self._issue(db, old.scope, now, expires, id)

    def first(self, id: str) -> str:
        """The key that this one was rotated from, at whatever remove: whoever holds the one held
        the other. What is no kept key's id is its own first."""
        with self._book.read() as db:
            row = db.execute(_FIRST, (id,)).fetchone()
        return str(row[0]) if row else id

    def revoke(self, id: str, *, now: float) -> Key:
        """At once, with every session that stands on it; twice is once. Raises UnknownId."""
        with self._book.write() as db:
            found = _found(db, id)
            if found.revoked is None:
                db.execute("UPDATE access_key SET revoked = ? WHERE id = ?", (now, id))
                db.execute("DELETE FROM access_session WHERE key = ?", (id,))
                turned(db)
                found = replace(found, revoked=now)
            return found

    @staticmethod
    def _issue(
        db: Connection, scope: Scope, now: float, expires: float, follows: str | None
    ) -> Issued:
        if expires <= now:
            raise RefusedInput(
                "有效期应在将来", "the expiry must lie in the future", field="expires"
            )
        token = new_token()
        key = Key(f"k-{new_token('')[:10]}", digest(token), scope, now, expires, None, follows)
        lists = (_text(names) for names in (scope.items, scope.purposes, scope.networks))
        db.execute(
            f"INSERT INTO access_key ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",  # noqa: S608 # nosec B608
            (key.id, key.digest, scope.role.value, scope.organisation, scope.subject, *lists,
             scope.note, now, expires, None, follows),
        )  # fmt: skip
        turned(db)
        return Issued(key, token)


def turned(db: Connection) -> None:
    """Tell all workers that who may enter has changed."""
    db.execute("UPDATE access_turn SET turn = turn + 1")


def _found(db: Connection, id: str) -> Key:
    row = db.execute(f"SELECT {_COLUMNS} FROM access_key WHERE id = ?", (id,)).fetchone()  # noqa: S608 # nosec B608
    if row is None:
        raise UnknownId(f"没有密钥 {id}", f"there is no key {id}")
    return _key(row)


def _key(row: Sequence[Any]) -> Key:
    name, secret, role, organisation, subject, *lists, note = row[:9]
    items, purposes, networks = (tuple(json.loads(names)) for names in lists)
    scope = Scope(Role(role), organisation, subject, items, purposes, networks, note)
    return Key(name, secret, scope, *row[9:])


def _text(names: Iterable[str]) -> str:
    return json.dumps(list(names), ensure_ascii=False)


def described(key: Key, now: float) -> Mapping[str, Any]:
    """As the command shows it."""
    scope = key.scope
    return {
        "id": key.id, "role": scope.role.value, "organisation": scope.organisation,
        "subject": scope.subject, "items": list(scope.items), "purposes": list(scope.purposes),
        "networks": list(scope.networks), "note": scope.note, "created": key.created,
        "expires": key.expires, "revoked": key.revoked, "follows": key.follows,
        "state": "revoked" if key.revoked else "expired" if key.expires <= now else "valid",
    }  # fmt: skip
