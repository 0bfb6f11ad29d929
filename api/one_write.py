"""An answer that is there at once goes out at once: head and body in one write.

uvicorn writes them apart, and looks at each header of each answer as if it had never seen it.
Nearly every answer here has its length in its head and its body in one part; all others go the way
of uvicorn.
"""

from __future__ import annotations

from typing import Final

from starlette.types import Message
from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

from api.door import SECURITY_HEADERS

_ALIKE: Final = frozenset(
    {name.lower().encode() for name in SECURITY_HEADERS}
    | {b"content-type", b"cache-control", b"vary"}
)
"""Headers that say the same each time, or one of a few things."""
_MADE_HERE: Final = frozenset({b"content-length", b"etag", b"x-trace-id", b"traceresponse"})
"""Numbers and digests of our own making, another each time: nothing to look for in them."""
MOST: Final = 1_000  # of them remembered as lines
_LEFT_TO_UVICORN: Final = frozenset({b"connection", b"transfer-encoding"})
_lines: dict[tuple[bytes, bytes], bytes] = {}


class OneWrite:
    """Stands before a cycle's own ``send``, for one answer."""

    __slots__ = ("_cycle", "_head")

    def __init__(self, cycle: RequestResponseCycle) -> None:
        self._cycle = cycle
        self._head: Message | None = None

    async def send(self, message: Message) -> None:
        cycle, head = self._cycle, self._head
        if head is None and message["type"] == "http.response.start":
            self._head = message
            return
        if head is not None:
            self._head = None
            body = message.get("body", b"")
            written = None if message.get("more_body") or waits(cycle) else whole(head, body)
            if written is not None:
                give(cycle, written)
                return
            await cycle.send(head)  # type: ignore[arg-type]
        await cycle.send(message)  # type: ignore[arg-type]


def waits(cycle: RequestResponseCycle) -> bool:
    """What uvicorn must see to: a client that takes nothing, is gone, or wants no body."""
    return (
        cycle.flow.write_paused
        or cycle.disconnected
        or not cycle.keep_alive
        or cycle.response_started
        or bool(cycle.default_headers)
        or cycle.scope["method"] == "HEAD"
    )


def give(cycle: RequestResponseCycle, written: bytes) -> None:
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.transport.write(written)
    cycle.message_event.set()
    cycle.on_response()


def whole(head: Message, body: bytes) -> bytes | None:
    """The answer as it is written; None if the head does not say just this body's length, or says
    how the connection goes on. Raises RuntimeError for a header that is none."""
    parts, length = [STATUS_LINE[head["status"]]], -1
    for header in head["headers"]:
        name, value = header
        if name == b"content-length":
            length = int(value)
        elif name in _LEFT_TO_UVICORN:
            return None
        parts.append(_lines.get(header) or _line(header))
    if length != len(body):
        return None
    parts += [b"\r\n", body]
    return b"".join(parts)


def _line(header: tuple[bytes, bytes]) -> bytes:
    name, value = header
    if name in _MADE_HERE:
        return b"%s: %s\r\n" % (name, value)
    if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
        raise RuntimeError("a header that is none")
    line = b"%s: %s\r\n" % (name, value)
    if name in _ALIKE and len(_lines) < MOST:
        _lines[header] = line
    return line
