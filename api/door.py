"""The door every request passes: limits, a trace id, security headers, measurement, last resort."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.metrics import Metrics

LONGEST_URL: Final = 8_192  # path and query together, as sent
LARGEST_HEADERS: Final = 16_384  # below h11's own limit, so that the refusal is ours to word
LARGEST_BODY: Final = 262_144  # of what may have one; a question has none
WITH_BODY: Final = frozenset({"POST"})

SECURITY_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TRACEPARENT: Final = re.compile(rb"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_log = logging.getLogger("xinmai.http")


class Door:
    """ASGI middleware. Sets ``scope["state"]["trace"]`` for everything behind it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        if head:  # as GET, without the body: what is so has the same length and the same status
            scope = {**scope, "method": "GET"}
        trace = _trace(scope)
        scope.setdefault("state", {})["trace"] = trace
        began, status = time.perf_counter(), 0

        async def send_dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _dress(MutableHeaders(scope=message), scope["path"], trace)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._pass(scope, receive, send_dressed)
        except Exception:
            _log.exception("unhandled error, trace %s", trace)
            if status:
                raise
            await _refuse(problems.INTERNAL, scope, receive, send_dressed)
        finally:
            route = getattr(scope.get("route"), "path_format", "other")
            self.metrics.request(route, status, time.perf_counter() - began)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _unfit(scope)
        if refused is None:
            await self.app(scope, receive, send)
        else:
            await _refuse(refused, scope, receive, send)


def _unfit(scope: Scope) -> problems.Kind | None:
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_URL:
        return problems.URL_TOO_LONG
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
        return problems.HEADERS_TOO_LARGE
    headers = dict(scope["headers"])
    length, most = headers.get(b"content-length", b"0"), _largest_body(scope)
    if b"transfer-encoding" in headers:
        return problems.LENGTH_REQUIRED if most else problems.BODY_TOO_LARGE
    if not length.isdigit() or len(length) > 12 or int(length) > most:
        return problems.BODY_TOO_LARGE
    return None


def _largest_body(scope: Scope) -> int:
    return LARGEST_BODY if scope["method"] in WITH_BODY else 0


def _trace(scope: Scope) -> str:
    """The caller's W3C trace id if it sent one, else a new one."""
    sent = _TRACEPARENT.fullmatch(dict(scope["headers"]).get(b"traceparent", b""))
    return sent.group(1).decode() if sent else uuid.uuid4().hex


def _dress(headers: MutableHeaders, path: str, trace: str) -> None:
    for name, value in SECURITY_HEADERS.items():
        headers[name] = value
    headers["X-Trace-Id"] = trace
    if path.startswith("/v1/"):
        headers["Cache-Control"] = "no-store"


async def _refuse(kind: problems.Kind, scope: Scope, receive: Receive, send: Send) -> None:
    accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    response = problems.response(
        problems.Refusal(kind), accept=accept, trace=scope["state"]["trace"]
    )
    await response(scope, receive, send)
