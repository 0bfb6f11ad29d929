"""Who a request comes from, by its key or its session: known in microseconds, never out of date.

What is known of keys and sessions is held in memory; the daybook's version, looked at each time,
says whether another worker, or the command, changed it meanwhile.
"""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any, Final

from api.access import refusals
from api.access.actor import ANY, Actor, Role
from api.access.keys import Key, Keys, turned
from api.access.oidc import Issuer
from api.access.tokens import SESSION, digest, new_token
from api.daybook import Daybook
from graph.errors import XinmaiError

SESSION_SECONDS: Final = 8 * 3600.0
_EVERYTHING: Final = frozenset({ANY})


@dataclass(slots=True)
class _Known:
    """What the daybook said at one turn."""

    place: tuple[Any, ...] = ()
    turn: int = -1
    actors: dict[bytes, tuple[bytes, Actor]] = field(default_factory=dict)
    gone: dict[bytes, Key] = field(default_factory=dict)
    sessions: dict[bytes, tuple[Actor, float, str]] = field(default_factory=dict)


class Doorkeeper:
    """``development`` is the text of a key that counts in this process alone, for everything that
    one may do on a developer's machine; ``clock`` gives Unix seconds; ``issuer``
    verifies the tokens of an OpenID Connect issuer.

    Safe for many threads. Costs one look at the daybook's version and one dict look-up a request.
    """

    def __init__(
        self, book: Daybook, *, development: str | None = None,
        clock: Callable[[], float] = time.time, issuer: Issuer | None = None,
    ) -> None:  # fmt: skip
        self.keys = Keys(book)
        self.book, self.clock, self.issuer = book, clock, issuer
        self._development: tuple[bytes, Actor] | None = None
        if development is not None:
            secret = digest(development)
            self._development = secret, developer(f"dev-{secret.hex()[:8]}")
        self._known = _Known()
        self._turn = threading.Lock()

    def by_key(self, token: str) -> Actor:
        """Raises NotSignedIn, saying whether the key is unknown, expired or revoked."""
        secret = digest(token)
        own = self._development
        if own is not None and hmac.compare_digest(own[0], secret):
            return own[1]
        known = self._fresh()
        held = known.actors.get(secret)
        if held is None or not hmac.compare_digest(held[0], secret):
            raise self._reason(known, secret)
        if held[1].expires <= self.clock():
            raise refusals.expired_key()
        return held[1]

    def by_session(self, token: str) -> tuple[Actor, str]:
        """Whose it is, and the purpose stated at signing in. Raises NotSignedIn."""
        actor, until, purpose = self._fresh().sessions.get(digest(token), (None, 0.0, ""))
        if actor is None or min(until, actor.expires) <= self.clock():
            raise refusals.ended_session()
        return actor, purpose

    def sign_in(self, token: str, purpose: str = "") -> tuple[str, Actor, float]:
        """A new session on a key: its token, whose it is, until when. Raises NotSignedIn."""
        actor, now = self.by_key(token), self.clock()
        until, session = min(now + SESSION_SECONDS, actor.expires), new_token(SESSION)
        with self.book.write() as db:
            db.execute("DELETE FROM access_session WHERE expires <= ?", (now,))
            db.execute(
                "INSERT INTO access_session (digest, key, expires, purpose) VALUES (?, ?, ?, ?)",
                (digest(session), actor.id, until, purpose),
            )
            turned(db)
        return session, actor, until

    def sign_out(self, token: str) -> None:
        """Ends a session, in all workers; one that is not there is ended already."""
        with self.book.write() as db:
            db.execute("DELETE FROM access_session WHERE digest = ?", (digest(token),))
            turned(db)

    def _fresh(self) -> _Known:
        place = threading.get_ident(), *self.book.version()
        known = self._known
        if known.place == place:
            return known
        with self._turn:
            self._known = known = self._read(place)
        return known

    def _read(self, place: tuple[Any, ...]) -> _Known:
        """Read again only if it was access that changed: other topics write more often."""
        held = self._known
        with self.book.read() as db:
            (turn,) = db.execute("SELECT turn FROM access_turn").fetchone()
            if turn == held.turn:
                return _Known(place, turn, held.actors, held.gone, held.sessions)
            sessions = db.execute(
                "SELECT digest, key, expires, purpose FROM access_session"
            ).fetchall()
        keys = self.keys.list()
        actors = {key.digest: (key.digest, key.actor()) for key in keys if key.revoked is None}
        by_id = {actor.id: actor for _, actor in actors.values()}
        if self._development is not None:
            by_id[self._development[1].id] = self._development[1]
        return _Known(
            place, turn, actors, {key.digest: key for key in keys if key.revoked is not None},
            {secret: (by_id[key], until, purpose)
             for secret, key, until, purpose in sessions if key in by_id},
        )  # fmt: skip

    @staticmethod
    def _reason(known: _Known, secret: bytes) -> XinmaiError:
        return refusals.revoked_key() if secret in known.gone else refusals.unknown_key()


def developer(id: str) -> Actor:
    return Actor(id=id, role=Role.DEVELOPMENT, items=_EVERYTHING, purposes=_EVERYTHING)


@lru_cache(maxsize=4096)
def within(networks: tuple[str, ...], host: str) -> bool:
    """Whether an address lies in one of the networks. No address lies in none."""
    try:
        address: Any = ip_address(host)
    except ValueError:
        return False
    return any(address in ip_network(network) for network in networks)
