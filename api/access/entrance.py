"""Finds out who asks before anything else is done, and lets the routes decide what follows."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access import refusals
from api.access.actor import Actor
from api.access.doorkeeper import Doorkeeper, within
from api.access.tokens import KEY
from graph.errors import XinmaiError

COOKIE: Final = "xinmai_session"
_BEARER: Final = b"bearer "
_IN_COOKIE: Final = COOKIE.encode() + b"="
_IN_ADDRESS: Final = KEY.encode()
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class _Unverified(Exception):
    """A token of the issuer's that was not seen before."""

    def __init__(self, token: str) -> None:
        self.token = token


class Entrance:
    """ASGI middleware. Sets ``state.actor``, None with the reason in ``state.refused`` where the
    request shows nobody, which only the public addresses answer; and the stated ``state.purpose``.
    """

    def __init__(self, app: ASGIApp, keeper: Doorkeeper) -> None:
        self.app = app
        self.keeper, self.issuer = keeper, keeper.issuer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (token := self.look(scope)) is not None:
            await self._verify(scope, token)
        await self.app(scope, receive, send)

    def look(self, scope: Scope) -> str | None:
        """Sets the state by what is known here; a token that the issuer must be asked about is
        given back."""
        state = scope["state"]
        state["actor"] = state["refused"] = state["grant"] = None
        state["purpose"] = ""
        try:
            state["actor"] = self._who(scope)
        except _Unverified as waiting:
            return waiting.token
        except XinmaiError as refused:
            state["refused"] = refused
        return None

    async def _verify(self, scope: Scope, token: str) -> None:
        """Off the event loop: it may ask the issuer for its keys."""
        state = scope["state"]
        try:
            actor = await to_thread.run_sync(self.issuer.verify, token) if self.issuer else None
            state["actor"] = actor
        except XinmaiError as refused:
            state["refused"] = refused

    def _by_bearer(self, token: str) -> Actor:
        if self.issuer is None or token.startswith(KEY):
            return self.keeper.by_key(token)
        known = self.issuer.known(token)
        if known is None:
            raise _Unverified(token)
        return known

    def _who(self, scope: Scope) -> Actor:
        if _IN_ADDRESS in scope["query_string"] or KEY in scope["path"]:
            raise refusals.key_in_address()
        shown, cookie, purpose = _shown(scope)
        if purpose:
            scope["state"]["purpose"] = purpose.decode("latin-1")
        if shown:
            if shown[:7].lower() != _BEARER:
                raise refusals.no_key()
            actor = self._by_bearer(shown[7:].strip().decode("latin-1"))
        elif cookie:
            actor, stated = self.keeper.by_session(cookie)
            scope["state"]["purpose"] = scope["state"]["purpose"] or stated
            if scope["method"] not in _SAFE and not from_own_page(scope):
                raise refusals.sent_elsewhere()
        else:
            raise refusals.no_key()
        check_network(actor, scope)
        return actor


def _shown(scope: Scope) -> tuple[bytes, str, bytes]:
    """The Authorization header, the session's cookie and the stated purpose, empty without them."""
    shown, cookie, purpose = b"", "", b""
    for name, value in scope["headers"]:
        if name == b"authorization":
            shown = value
        elif name == b"cookie" and _IN_COOKIE in value:
            cookie = session_in(value)
        elif name == b"x-purpose":
            purpose = value.strip()  # blanks around are none of it (RFC 9110, 5.5)
    return shown, cookie, purpose


def session_in(cookies: bytes) -> str:
    for part in cookies.split(b";"):
        name, _, value = part.strip().partition(b"=")
        if name == COOKIE.encode():
            return value.decode("latin-1")
    return ""


def from_own_page(scope: Scope) -> bool:
    """Browsers say where a request was made: the site in Sec-Fetch-Site, before that in Origin."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site == b"same-origin"
    origin, host = headers.get(b"origin"), headers.get(b"host")
    return bool(origin and host) and _netloc(origin) == host


def _netloc(origin: Any) -> bytes:
    return urlsplit(origin).netloc or b""


def check_network(actor: Actor, scope: Scope) -> None:
    """Raises NotPermitted for a key used from elsewhere than it may be."""
    client = scope.get("client")
    if actor.networks and not within(actor.networks, client[0] if client else ""):
        raise refusals.wrong_network()
