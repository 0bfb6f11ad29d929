"""An answer that its reader has already is not sent again: ETag and If-None-Match (RFC 9110).

The tag is a digest of the answer as this reader sees it, so that it says nothing of what the reader
may not see. The question is asked and logged as always; only the sending is saved.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX: Final = "/v1/"
_JSON: Final = (b"application/json", b"application/geo+json")


class Unchanged:
    """ASGI middleware over the questions. What is sent in parts, or has a tag, passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks(scope):
            await self.app(scope, receive, send)
            return
        waiting: Message | None = None

        async def send_tagged(message: Message) -> None:
            nonlocal waiting
            if message["type"] == "http.response.start" and _tells(message):
                waiting = message
                return
            if waiting is not None:
                start, waiting = waiting, None
                if not message.get("more_body"):
                    message = _tagged(scope, start, message)
                await send(start)
            await send(message)

        await self.app(scope, receive, send_tagged)


def _asks(scope: Scope) -> bool:
    return bool(scope["path"].startswith(PREFIX))


def _tells(start: Message) -> bool:
    headers = dict(start["headers"])
    return (
        start["status"] == 200
        and headers.get(b"content-type", b"").partition(b";")[0] in _JSON
        and b"etag" not in headers
    )


def _tagged(scope: Scope, start: Message, body: Message) -> Message:
    """The body with its tag in the headers; nothing, and 304, for who has it."""
    tag = b'"' + blake2b(body.get("body", b""), digest_size=16).hexdigest().encode() + b'"'
    start["headers"] = [*start["headers"], (b"etag", tag)]
    if not matches(dict(scope["headers"]).get(b"if-none-match", b""), tag):
        return body
    start["status"] = 304
    of_body = (b"content-length", b"content-type")
    start["headers"] = [header for header in start["headers"] if header[0] not in of_body]
    return {**body, "body": b""}


def matches(asked: bytes, tag: bytes) -> bool:
    """Whether If-None-Match names the tag, among others, weak or strong, or any."""
    named = (one.strip().removeprefix(b"W/") for one in asked.split(b","))
    return asked.strip() == b"*" or tag in named
