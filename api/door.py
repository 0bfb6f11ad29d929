"""The door every request passes: limits, a trace id, security headers, measurement, last resort."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Mapping
from random import Random
from typing import Final
from urllib.parse import unquote_to_bytes

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import doorstep, problems
from api.limits import Limits, Size
from api.metrics import Metrics
from api.problems import Refusal

WITH_BODY: Final = frozenset({"POST"})
LISTS: Final = "/v1/screen/jobs"

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
PREVIEW: Final = "/reconcile/preview"
"""Shown in a frame of OpenRefine, which runs on its user's own machine; it holds text alone."""
FRAMED: Final = {
    **{name: said for name, said in SECURITY_HEADERS.items() if name != "X-Frame-Options"},
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
}
_WORN: Final = [(k.lower().encode(), v.encode()) for k, v in SECURITY_HEADERS.items()]
_WORN_FRAMED: Final = [(k.lower().encode(), v.encode()) for k, v in FRAMED.items()]
_UNSTORED: Final = (b"cache-control", b"no-store")
_POLICY: Final = b"content-security-policy"
_OURS: Final = frozenset(name for name, _ in _WORN)
_ONCE: Final = (b"host", b"authorization", b"content-type", b"content-encoding", b"idempotency-key")
_HOST: Final = re.compile(rb"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_TRACEPARENT: Final = re.compile(
    rb"(?:00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
    rb"|(?!00|ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?)"
)
_numbers: Final = Random()  # noqa: S311 - a trace id is no secret, and asks no system call so # nosec B311
Header = tuple[bytes, bytes]
_log = logging.getLogger("xinmai.http")


class Door:
    """ASGI middleware. Sets ``scope["state"]["trace"]`` for everything behind it."""

    def __init__(self, app: ASGIApp, metrics: Metrics, limits: Limits) -> None:
        self.app = app
        self.metrics = metrics
        self.size = limits.size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        if head:  # as GET, without the body: what is so has the same length and the same status
            scope = {**scope, "method": "GET"}
        headers = dict(scope["headers"])
        trace = trace_of(headers)
        scope.setdefault("state", {})["trace"] = trace
        began, status = time.perf_counter(), 0

        async def send_dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = dressed(message.get("headers", ()), scope["path"], trace)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            refused = unfit(scope, headers, self.size)
            if refused is None:
                await self.app(scope, receive, send_dressed)
            else:
                await _refuse(refused, scope, receive, send_dressed)
        except ClientDisconnect:
            pass  # nobody is left to answer
        except Exception:
            _log.exception("unhandled error, trace %s", trace)
            if status:
                raise
            await _refuse(Refusal(problems.INTERNAL), scope, receive, send_dressed)
        finally:
            route = getattr(scope.get("route"), "path_format", "other")
            self.metrics.request(route, status, time.perf_counter() - began)


def unfit(scope: Scope, headers: Mapping[bytes, bytes], size: Size) -> Refusal | None:
    path = scope.get("raw_path") or b""
    if (long := len(path) + len(scope["query_string"])) > size.url:
        return doorstep.too_long(long, size.url)
    if (large := sum([len(name) + len(value) for name, value in scope["headers"]])) > size.headers:
        return doorstep.heavy(large, size.headers)
    if len(headers) < len(scope["headers"]) and (twice := _given_twice(scope["headers"])):
        return doorstep.given_twice(twice)
    without = b"" if scope.get("http_version") == "1.1" else b"-"
    if not _HOST.fullmatch(headers.get(b"host", without)):
        return doorstep.no_host()
    if b"%" in path and not _readable(path):
        return doorstep.unreadable()
    most = size.list if scope["path"] == LISTS else size.body
    return _unfit_body(scope["method"], headers, most)


def _unfit_body(method: str, headers: Mapping[bytes, bytes], most: int) -> Refusal | None:
    takes = method in WITH_BODY
    length = headers.get(b"content-length", b"0")
    if b"transfer-encoding" in headers:
        return doorstep.no_length_given() if takes else doorstep.no_body_taken(method)
    if not length.isdigit():
        return doorstep.no_length()
    if len(length) > 12 or int(length) > (most if takes else 0):
        return doorstep.large(length, most) if takes else doorstep.no_body_taken(method)
    if (coding := headers.get(b"content-encoding", b"identity")).lower() != b"identity":
        return doorstep.compressed(coding)
    return None


def _given_twice(headers: Iterable[Header]) -> bytes | None:
    """A header given twice that a proxy before us may have read the other one of."""
    names = [name for name, _ in headers]
    return next((name for name in _ONCE if names.count(name) > 1), None)


def _readable(path: bytes) -> bool:
    """Whether a path is UTF-8 without control characters once its escapes are undone."""
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return text.isprintable() or not any(ord(sign) < 32 or ord(sign) == 127 for sign in text)


def trace_of(headers: Mapping[bytes, bytes]) -> str:
    """The caller's W3C trace id if it sent one, else a new one. Zeros are none; of a version that
    is not known yet, what is known of it is read."""
    given = headers.get(b"traceparent")
    sent = _TRACEPARENT.fullmatch(given) if given else None
    return (sent[1] or sent[2]).decode() if sent else f"{_numbers.getrandbits(128):032x}"


def dressed(headers: Iterable[Header], path: str, trace: str) -> list[Header]:
    """The headers of an answer, with ours in the place of any of the same name. A page that is
    printed names its own style in its policy (``api.printing``), and keeps that."""
    given = list(headers)
    names = {name for name, _ in given}
    ours = _WORN_FRAMED if path == PREVIEW else _WORN
    if not names.isdisjoint(_OURS):
        ours = [header for header in ours if header[0] != _POLICY or _POLICY not in names]
        given = [header for header in given if header[0] not in _OURS or header[0] == _POLICY]
    said = f"00-{trace}-{_numbers.getrandbits(64):016x}-00".encode()
    worn = [*given, *ours, (b"x-trace-id", said[3:35]), (b"traceresponse", said)]
    if b"cache-control" not in names and path.startswith("/v1/"):
        worn.append(_UNSTORED)
    return worn


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    response = problems.response(refusal, accept=accept, trace=scope["state"]["trace"])
    await response(scope, receive, send)
