"""Answers over HTTP by server: `risk` and `check` beside a bare route of FastAPI and bare ASGI.

    python -m bench.serving --firms 100000 --seconds 10

One worker on one core, authenticated, audited (checks journalled, too); keep-alive connections
from the other core, each firm asked over and over once it was asked for the first
time that day. `a CPU second` is the rate by the server's own CPU time, which other work on the
machine does not change. The ratio is to the bare FastAPI route of the same server.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import numpy as np
import uvicorn
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from bench.checks import answers_over, filled, questions
from bench.http_load import Load, Served, load, server
from graph.store import open_store

BODY: Final = b"x" * 1_000  # as long as a short answer
KEY: Final = "xk_" + "b" * 43
Serve = Callable[[Any, int], None]


def ours(app: Any, port: int) -> None:
    from api.serve import Place, serve

    serve(app, Place(port=port))


def by_uvicorn(http: str, loop: str, app: Any, port: int) -> None:
    uvicorn.run(
        app, port=port, http=http, loop=loop, access_log=False, server_header=False,
        log_level="warning",
    )  # fmt: skip


def by_granian(app: Any, port: int) -> None:
    import asyncio

    import uvloop
    from granian.constants import Interfaces
    from granian.server.embed import Server

    async def run() -> None:
        server = Server(app, port=port, interface=Interfaces.ASGI, log_enabled=False)
        await server.serve()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())


SERVERS: Final[dict[str, Serve]] = {
    "ours: uvicorn, httptools, uvloop": ours,
    "uvicorn, httptools, uvloop": partial(by_uvicorn, "httptools", "uvloop"),
    "uvicorn, h11, asyncio": partial(by_uvicorn, "h11", "asyncio"),
    "granian, uvloop": by_granian,
}


def serve_answers(serve: Serve, url: str, folder: str, port: int) -> None:
    from api.access.doorkeeper import Doorkeeper
    from api.app import create_app
    from api.audit import AuditLog
    from api.daybook import Daybook
    from api.journal import CheckJournal

    with open_store(url, read_only=True) as store:
        audit = AuditLog(Path(folder) / "audit.jsonl")
        journal = CheckJournal(Path(folder) / "checks")
        book = Daybook(Path(folder) / "daybook")
        store.attend()
        book.attend()
        keeper = Doorkeeper(book, development=KEY)
        answers = answers_over(store, load_rules())
        serve(create_app(answers, audit, keeper=keeper, journal=journal, alone=True), port)


def serve_route(serve: Serve, port: int) -> None:
    """What the framework alone can do."""
    from fastapi import FastAPI, Response

    app = FastAPI(openapi_url=None)

    @app.get("/readyz")
    @app.get("/bare")
    async def bare() -> Response:
        return Response(BODY, media_type="application/json")

    serve(app, port)


def serve_asgi(serve: Serve, port: int) -> None:
    """What the server alone can do."""
    head = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(BODY))]

    async def bare(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for said in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{said}.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": head})
        await send({"type": "http.response.body", "body": BODY})

    serve(bare, port)


class Asked:
    """The questions of one run: the same firms of every server."""

    def __init__(self, firms: int, asked: int, seconds: float, connections: int) -> None:
        self.seconds, self.connections = seconds, connections
        picked: list[int] = np.random.default_rng(1).integers(0, firms, asked).tolist()
        items = questions(load_rules())
        self.risk = [f"/v1/subjects/{quote(f'u:{firm}')}/risk" for firm in picked]
        self.check = [
            f"/v1/checks?id={quote(f'u:{firm}')}&item={item}&purpose={purpose}"
            for firm in picked for item, purpose in [items[firm % len(items)]]
        ]  # fmt: skip

    def of(self, served: Served, paths: list[str]) -> Load:
        ask = partial(load, served, paths, connections=self.connections, key=KEY)
        ask(seconds=None)  # each for the first time
        return ask(seconds=self.seconds)


def measured(serve: Serve, url: str, folder: str, asked: Asked) -> dict[str, Load]:
    found = {}
    with server(partial(serve_route, serve)) as served:
        found["bare FastAPI route"] = asked.of(served, ["/bare"] * 1_000)
    with server(partial(serve_answers, serve, url, folder)) as served:
        found["risk"] = asked.of(served, asked.risk)
        found["check"] = asked.of(served, asked.check)
    with server(partial(serve_asgi, serve)) as served:
        found["bare ASGI"] = asked.of(served, ["/bare"] * 1_000)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=2_000, help="firms asked about")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--server", help="only those whose name holds this")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{folder}/facts.db"
        with open_store(url) as store:
            filled(store, options.firms)
        asked = Asked(options.firms, options.asked, options.seconds, options.connections)
        table = Table("server", "asked", "a second", "a CPU second", "p50 ms", "p99 ms", "not 200",
                      "× bare route")  # fmt: skip
        for name, serve in SERVERS.items():
            if options.server and options.server not in name:
                continue
            found = measured(serve, url, folder, asked)
            base = found["bare FastAPI route"].cpu_rate
            for what, at in found.items():
                figures = f"{at.rate:,.0f}", f"{at.cpu_rate:,.0f}", f"{at.p50:.2f}", f"{at.p99:.2f}"
                table.add_row(name, what, *figures, f"{at.refused}", f"{at.cpu_rate / base:.2f}")
        Console(width=120).print(table)


if __name__ == "__main__":
    main()
