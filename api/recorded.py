"""No answer leaves before what it tells is on record, durably."""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.audit import unavailable
from api.group_commit import Ticket

PATIENCE: Final = 5.0  # seconds; a disk that takes longer counts as none
_KEY: Final = "to_be_recorded"


def expect(scope: Scope, ticket: Ticket) -> None:
    """Hold the answer to this request back until the line is durable."""
    scope["state"].setdefault(_KEY, []).append(ticket)


class Recorded:
    """ASGI middleware: waits for the tickets before the first byte, and before every further part
    of a stream. What cannot be recorded is answered 503 instead; a stream is broken off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        began = refused = False

        async def send_recorded(message: Message) -> None:
            nonlocal began, refused
            if refused:
                return
            tickets: list[Ticket] | None = state.pop(_KEY, None)
            try:
                for ticket in tickets or ():
                    await ticket.durable(PATIENCE)
            except OSError as error:
                if began:
                    raise
                refused = True
                await _refuse(error, scope, receive, send)
                return
            began = True
            await send(message)

        await self.app(scope, receive, send_recorded)


async def _refuse(error: OSError, scope: Scope, receive: Receive, send: Send) -> None:
    refusal = problems.refusal_of(unavailable(error))
    accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    response = problems.response(refusal, accept=accept, trace=scope["state"].get("trace", ""))
    await response(scope, receive, send)
