"""No answer leaves before what it tells is on record, durably."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.audit import unavailable
from api.group_commit import Ticket

PATIENCE: Final = 5.0  # seconds; a disk that takes longer counts as none
_KEY: Final = "to_be_recorded"


def expect(scope: Scope, ticket: Ticket) -> None:
    """Hold the answer to this request back until the line is durable."""
    scope["state"].setdefault(_KEY, []).append(ticket)


def expected(scope: Scope) -> list[Ticket]:
    """What the answer waits for; each is handed out once."""
    tickets: list[Ticket] = scope["state"].pop(_KEY, [])
    return tickets


class Recorded:
    """ASGI middleware: waits for the tickets before the first byte, and before every further part
    of a stream. What cannot be recorded is answered 503 instead; a stream is broken off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        began = refused = False

        async def send_recorded(message: Message) -> None:
            nonlocal began, refused
            if refused:
                return
            try:
                for ticket in expected(scope):
                    await ticket.durable(PATIENCE)
            except OSError as error:
                if began:
                    raise
                refused = True
                await refusal(error, scope)(scope, receive, send)
                return
            began = True
            await send(message)

        await self.app(scope, receive, send_recorded)


def refusal(error: OSError, scope: Scope) -> Response:
    """What is answered instead of what could not be recorded."""
    refused = problems.refusal_of(unavailable(error))
    accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    return problems.response(refused, accept=accept, trace=scope["state"].get("trace", ""))
