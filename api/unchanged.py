"""An answer that its reader has already is not sent again: ETag and If-None-Match (RFC 9110).

The tag is a digest of the answer as this reader sees it, so that it says nothing of what the reader
may not see. The question is asked and logged as always; only the sending is saved.
"""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.answers.given import tag_of

PREFIX: Final = "/v1/"
_JSON: Final = (b"application/json", b"application/geo+json")


class Unchanged:
    """ASGI middleware over the questions. What is sent in parts passes as it is; what has a tag
    keeps it."""

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
                    message = tagged(scope, start, message)
                await send(start)
            await send(message)

        await self.app(scope, receive, send_tagged)


def _asks(scope: Scope) -> bool:
    return bool(scope["path"].startswith(PREFIX))


def _tells(start: Message) -> bool:
    return start["status"] == 200 and any(
        name == b"content-type" and value.partition(b";")[0] in _JSON
        for name, value in start["headers"]
    )


def tagged(scope: Scope, start: Message, body: Message) -> Message:
    """The body with its tag in the headers; nothing, and 304, for who has it."""
    tag = next((value for name, value in start["headers"] if name == b"etag"), None)
    if tag is None:
        tag = tag_of(body.get("body", b""))
        start["headers"] = [*start["headers"], (b"etag", tag)]
    asked = next((value for name, value in scope["headers"] if name == b"if-none-match"), None)
    if asked is None or not matches(asked, tag):
        return body
    start["status"] = 304
    of_body = (b"content-length", b"content-type")
    start["headers"] = [header for header in start["headers"] if header[0] not in of_body]
    return {**body, "body": b""}


def matches(asked: bytes, tag: bytes) -> bool:
    """Whether If-None-Match names the tag, among others, weak or strong, or any."""
    named = (one.strip().removeprefix(b"W/") for one in asked.split(b","))
    return asked.strip() == b"*" or tag in named
