"""One connection: HTTP parsed by llhttp, with what a client may send, and how slowly, bounded.

uvicorn's protocol over httptools bounds neither the head nor the time it takes, and never closes a
connection that says nothing. Here each has its limit (``limits.toml``), and who breaks one is told
so before the connection ends. How large a body may be is the door's to say, before it is read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from secrets import token_hex
from typing import Any, ClassVar, Final, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from api import doorstep, problems
from api.door import SECURITY_HEADERS
from api.limits import Limits
from api.one_write import OneWrite, give, waits, whole
from api.prompt import Prompt

WATCH_SECONDS: Final = 1.0


class Connection(HttpToolsProtocol):
    """Of each request: the head, the body, the answer; a clock looks in once a second."""

    limits: ClassVar[Limits]
    prompt: ClassVar[Prompt | None]
    welcomes: Callable[[str], bool]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._head: int | None = None  # bytes of a head that is not whole yet
        self._since = self.loop.time()  # when what is waited for was begun
        self._stuck: float | None = None  # since when the client takes nothing
        self._asked = self._refused = False
        self._latest = b""
        self._watcher = self.loop.call_later(WATCH_SECONDS, self._watch)
        if not self.welcomes(self.client[0] if self.client else "127.0.0.1"):
            self._refuse(doorstep.past_the_proxy())

    def connection_lost(self, exc: Exception | None) -> None:
        self._watcher.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._latest = data
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > 2 * self.limits.size.headers:  # the door's refusal is kinder
                self._refuse(self._too_much(self._head))

    def _too_much(self, sent: int) -> problems.Refusal:
        """Of a head that is not whole yet."""
        size, address = self.limits.size, len(self.url)
        if address > size.url:
            return doorstep.too_long(address, size.url)
        return doorstep.heavy(sent, size.headers)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head, self._asked, self._since = 0, True, self.loop.time()

    def on_headers_complete(self) -> None:
        self._head, self._since = None, self.loop.time()
        if len(self.url) > self.limits.size.url:
            self._refuse(doorstep.too_long(len(self.url), self.limits.size.url))
        elif len(self.headers) > self.limits.size.header_count:
            self._refuse(doorstep.many(len(self.headers), self.limits.size.header_count))
        else:
            super().on_headers_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        prompt = self.prompt if cycle.keep_alive else None
        if prompt is None or not prompt(cast(Scope, cycle.scope), partial(self._give, cycle)):
            super()._start_asgi_task(cycle, partial(_in_one_write, cycle, app))

    def _give(self, cycle: RequestResponseCycle, head: Message, body: Message) -> None:
        """An answer that was there at once, unless somebody must be waited for."""
        written = None if waits(cycle) else whole(head, body["body"])
        if written is not None:
            give(cycle, written)
        else:
            super()._start_asgi_task(cycle, partial(_as_it_is, head, body))

    def on_body(self, body: bytes) -> None:
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._refused:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """As uvicorn's, without a timer of its own for each answer: the clock looks in anyway."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._asked, self._since = False, self.loop.time()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stuck = None

    def send_400_response(self, msg: str) -> None:
        self._refuse(problems.Refusal(*_malformed(self._latest)))

    def _watch(self) -> None:
        now = self.loop.time()
        waited = now - self._since
        if self._stuck is not None and now - self._stuck > self.limits.seconds.take:
            self.transport.abort()
        elif waited > self._patience():
            self._refuse(doorstep.slow("body" if self._head is None else "head", self._patience()))
        elif not self._asked and waited > self.limits.seconds.silent:
            self.transport.close()
        if not self.transport.is_closing():
            self._watcher = self.loop.call_later(WATCH_SECONDS, self._watch)

    def _patience(self) -> float:
        cycle: RequestResponseCycle | None = self.cycle
        if self._head is not None:
            return self.limits.seconds.head
        reads_body = cycle is not None and cycle.more_body and not cycle.response_complete
        return self.limits.seconds.body if reads_body else float("inf")

    def _refuse(self, refusal: problems.Refusal) -> None:
        """Say why, unless an answer is being given, and end the connection."""
        self._refused = True
        self._head = None
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            self.transport.write(_problem(refusal, self.headers))
        if cycle is not None:
            cycle.disconnected = True
            cycle.message_event.set()
        self.transport.close()


async def _in_one_write(
    cycle: RequestResponseCycle, app: ASGIApp, scope: Scope, receive: Receive, send: Send
) -> None:
    await app(scope, receive, OneWrite(cycle).send)


async def _as_it_is(
    head: Message, body: Message, scope: Scope, receive: Receive, send: Send
) -> None:
    await send(head)
    await send(body)


def bounded(
    limits: Limits, prompt: Prompt | None = None, welcomes: Callable[[str], bool] | None = None
) -> type[Connection]:
    """The protocol under these limits, for a server to make connections of. ``prompt`` is asked
    before the application: what it has at once needs no task. ``welcomes`` says who is answered,
    by address; everybody without it."""
    told = {"limits": limits, "prompt": prompt, "welcomes": staticmethod(welcomes or _everybody)}
    return type("BoundedConnection", (Connection,), told)


def _everybody(peer: str) -> bool:
    return True


def _malformed(data: bytes) -> tuple[problems.Kind, str, str]:
    """What is wrong with bytes that are no request; most often an address typed as it is read."""
    line = data.partition(b"\n")[0]
    if not line.isascii() and line[:1].isalpha():
        return (
            problems.BAD_ADDRESS,
            "地址含未编码的非 ASCII 字符;请以 UTF-8 百分号编码,如 %E4%BF%A1",
            "the address has characters beyond ASCII: percent-encode it (UTF-8), such as %E4%BF%A1",
        )
    return problems.MALFORMED_HTTP, "", ""


def _problem(refusal: problems.Refusal, headers: list[tuple[bytes, bytes]] | None) -> bytes:
    accept = dict(headers or ()).get(b"accept-language", b"").decode("latin-1")
    trace = token_hex(16)
    response = problems.response(refusal, accept=accept, trace=trace)
    told: dict[str, Any] = {**response.headers, **SECURITY_HEADERS, "X-Trace-Id": trace}
    lines = [f"HTTP/1.1 {refusal.kind.status} Refused", *(f"{n}: {v}" for n, v in told.items())]
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    return head + bytes(response.body)
