"""The whole service, as a connection brings bytes to it: no answer is its own fault (5xx)."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from uvicorn.server import ServerState

from analyses.warming import warm_kernels
from api.serve import configured
from bench import small_service
from bench.fuzzing.parser import Parser, memory

HEAD: Final = (
    f"Host: a\r\nAuthorization: Bearer {small_service.KEY}\r\nIdempotency-Key: k\r\n"
    "Content-Type: application/json\r\nAccept-Language: en\r\n"
).encode()


class Wire(asyncio.Transport):
    """Ends in memory: what is written to it is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.said = b""
        self.closing = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.said += bytes(data)

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)}.get(name, default)

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True

    abort = close

    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


def parsers() -> Iterator[Parser]:
    folder = Path(tempfile.mkdtemp(dir=memory()))
    warm_kernels()
    with tempfile.TemporaryDirectory() as other:
        documented = small_service.service(Path(other)).openapi()
    seeds = [_request(*each) for each in _documented(documented)]
    yield Parser("service over HTTP", _serving(folder), seeds, 2_000)


def _documented(document: dict[str, Any]) -> Iterator[tuple[str, str, bytes]]:
    """Method, address and body of every route, of the examples where there are any."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            where, query = path, []
            for one in told.get("parameters", ()):
                known = one.get("example") or "firm:1"
                example = str(known[0] if isinstance(known, list) else known)
                if one["in"] == "path":
                    where = where.replace(f"{{{one['name']}}}", example)
                elif one["in"] == "query" and one.get("required"):
                    query.append(f"{one['name']}={example}")
            body = b'{"unit":"firm:1","subject":"firm:2"}' if "requestBody" in told else b""
            yield method.upper(), where + ("?" + "&".join(query) if query else ""), body


def _request(method: str, address: str, body: bytes) -> bytes:
    """Not percent-encoded where it should be: then that is what is tried."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    line = f"{method} {address} HTTP/1.1\r\n".encode()
    return line + HEAD + length.encode() + b"\r\n" + body


class Served:
    """Begun with the first input: threads do not survive the fork that each trial is."""

    def __init__(self, folder: Path) -> None:
        small_service.found(small_service.store_url(folder))
        app = small_service.service(folder)
        self._life = app.router.lifespan_context(app)
        self._config = configured(app)
        self._config.load()
        self._state = ServerState()
        self.loop = asyncio.new_event_loop()
        self.loop.run_until_complete(self._begin())

    async def _begin(self) -> None:
        await self._life.__aenter__()
        while b" 200 " not in await self.ask(b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"):
            await asyncio.sleep(0.02)

    async def ask(self, data: bytes) -> bytes:
        """Sends the bytes on a connection of their own and waits for what comes back."""
        wire = Wire()
        made: Any = self._config.http_protocol_class
        connection = made(config=self._config, server_state=self._state, app_state={})
        connection.connection_made(wire)
        connection.data_received(data)
        while self._state.tasks and not wire.closing and not _whole(wire.said):
            await asyncio.wait(set(self._state.tasks), timeout=0.5)
            if connection.cycle is not None and connection.cycle.more_body:
                break  # it waits for the rest of a body that does not come
        connection.connection_lost(None)
        while self._state.tasks:
            await asyncio.wait(set(self._state.tasks), timeout=5)
        return wire.said


def _whole(said: bytes) -> bool:
    return b"\r\n\r\n" in said


def _serving(folder: Path) -> Callable[[bytes], bool]:
    @cache
    def served() -> Served:
        return Served(folder)

    def take(data: bytes) -> bool:
        at = served()
        said = at.loop.run_until_complete(at.ask(data))
        status = said.split(b" ", 2)[1:2]
        assert not status or status[0] < b"500", said[:600]
        return bool(status) and status[0] < b"400"

    return take
