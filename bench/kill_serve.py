"""kill -9 of the server under write load: every act it answered 200 is there after the restart.

    python -m bench.kill_serve --times 1000

A server is started, clients act, open investigations and check as fast as they are answered, and at
a random moment the server is killed with SIGKILL. It is started again, and everything that was
ever acknowledged is looked for where it belongs: acts in the store, investigations in the
daybook, receipts in the journal of checks, and each answer's trace in the audit log, whose chain is
checked, too. The last act is sent again under its key and must be known. Servers are forked from a
process that has everything loaded: a kill takes about a second. Every 25 kills say where the trial
stands; ended early (Ctrl-C, SIGTERM), it reports what it did. Ends with status 1 when one of it
fails.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import random
import re
import signal
import socket
import sqlite3
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from api.audit_verify import verify
from bench import small_service
from bench.small_service import AUDIT, DAYBOOK, FIRMS
from graph.acts import Request
from graph.signing_key import SigningKey
from graph.store import open_store

CLIENTS = 6
READY_SECONDS = 300.0  # the first start in a fresh clone compiles the kernels
LONGEST = 0.5  # seconds of load before a kill
CHECKED_EACH = 25  # rounds between two checks of the whole chain


class Asked(NamedTuple):
    """One request; ``place`` is where what it does must be found."""

    method: str
    path: str
    key: str
    body: dict[str, Any] | None
    place: str


@dataclass
class Tally:
    kills: int = 0
    under_way: int = 0  # requests without an answer when the server died
    acknowledged: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    traces: set[str] = field(default_factory=set)
    logged: set[str] = field(default_factory=set)
    read: dict[int, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    torn: int = 0
    slowest_start: float = 0.0


def registered(number: str, chance: random.Random) -> Asked:
    firm = chance.choice(FIRMS)
    body = {"unit": firm, "subject": firm, "kind": "welfare", "title": f"捐建 {number}",
            "evidence": "票据", "truthful": True}  # fmt: skip
    return Asked("POST", "/v1/registrations", f"r-{number}", body, f"act:{firm}")


def investigated(number: str, chance: random.Random) -> Asked:
    body = {"title": f"案卷 {number}", "why": "试验", "subjects": [chance.choice(FIRMS)]}
    return Asked("POST", "/v1/investigations", f"i-{number}", body, "investigation")


def checked(number: str, chance: random.Random) -> Asked:
    path = f"/v1/checks?id={chance.choice(FIRMS)}&item=bid-housing&purpose=bidding"
    return Asked("GET", path, f"c-{number}", None, "check")


class Client:
    """One keep-alive connection; raises OSError when the server is gone."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, asked: Asked, trace: str) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        body = b"" if asked.body is None else json.dumps(asked.body).encode()
        head = (
            f"{asked.method} {asked.path} HTTP/1.1\r\nHost: trial\r\n"
            f"Authorization: Bearer {small_service.KEY}\r\nIdempotency-Key: {asked.key}\r\n"
            f"traceparent: 00-{trace}-{trace[:16]}-01\r\nContent-Type: application/json\r\n"
        )
        if asked.body is not None:
            head += f"Content-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"\r\n" + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = re.search(r"content-length: (\d+)", answer)
        content = await reader.readexactly(int(length.group(1)) if length else 0)
        return int(answer.split(" ", 2)[1]), content

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


class Trial:
    """One folder, killed again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.tally = folder, Tally()
        self._chance, self._number = random.Random(seed), 0
        self._context = _forking()
        self._done: list[tuple[Asked, bytes]] = []
        small_service.found(small_service.store_url(folder))

    def round(self) -> None:
        """Start, check what the rounds before left, load, kill."""
        port = _free_port()
        server = self._start(port)
        try:
            self._check(port)
            asyncio.run(self._load(port, server))
        finally:
            server.kill()
            server.join()
        self.tally.kills += 1
        if self.tally.kills % CHECKED_EACH == 0:
            self.check_chain()

    def stands(self) -> str:
        tally = self.tally
        return (
            f"{tally.kills:,} kills, {tally.acknowledged.total():,} writes acknowledged, "
            f"{len(tally.lost)} lost, {len(tally.broken)} places not whole"
        )

    def finish(self) -> None:
        """One more start, orderly ended, and the last checks."""
        port = _free_port()
        server = self._start(port)
        self._check(port)
        server.terminate()
        server.join(30)
        server.kill()
        self.check_chain()
        for file in ("store.db", DAYBOOK):
            with contextlib.closing(sqlite3.connect(self.folder / file)) as db:
                (said,) = db.execute("PRAGMA integrity_check").fetchone()
            if said != "ok":
                self.tally.broken.append(f"{file}: {said}")

    def check_chain(self) -> None:
        key = SigningKey.from_file(self.folder).public
        report = verify(self.folder / AUDIT, {key})
        self.tally.torn = len(report["torn"])
        self.tally.broken += [f"line {f['line']}: {f['en']}" for f in report["findings"]]

    def _start(self, port: int) -> BaseProcess:
        began = time.monotonic()
        server = self._context.Process(target=small_service.run, args=(self.folder, port))
        server.start()
        while not _ready(port):
            if time.monotonic() - began > READY_SECONDS or server.exitcode is not None:
                server.kill()
                raise TimeoutError("the server did not get ready")
            time.sleep(0.01)
        self.tally.slowest_start = max(self.tally.slowest_start, time.monotonic() - began)
        return server

    async def _load(self, port: int, server: BaseProcess) -> None:
        clients = [asyncio.create_task(self._ask_on(port)) for _ in range(CLIENTS)]
        while not self._done and not all(client.done() for client in clients):
            await asyncio.sleep(0.001)
        await asyncio.sleep(self._chance.uniform(0, LONGEST))
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        await asyncio.gather(*clients)

    async def _ask_on(self, port: int) -> None:
        client = Client(port)
        make = (registered, investigated, checked)
        try:
            while True:
                self._number += 1
                asked = self._chance.choice(make)(str(self._number), self._chance)
                trace = f"{self._chance.getrandbits(128) | 1:032x}"
                status, content = await client.ask(asked, trace)
                if status == 200:
                    self.tally.traces.add(trace)
                    self.tally.acknowledged[asked.place.partition(":")[0]] += 1
                    self._done.append((asked, content))
                else:
                    self.tally.refused[status] += 1
        except (OSError, asyncio.IncompleteReadError):
            self.tally.under_way += 1
        finally:
            client.close()

    def _check(self, port: int) -> None:
        lost = [*self._lost_acts(), *self._lost_investigations(), *self._lost_receipts()]
        self.tally.lost += lost
        self._read_log()
        self.tally.lost += [f"audit {trace}" for trace in self.tally.traces - self.tally.logged]
        self.tally.traces.clear()
        acts = [asked for asked, _ in self._done if asked.body is not None]
        if acts:
            asyncio.run(self._again(port, acts[-1]))
        self._done.clear()

    async def _again(self, port: int, asked: Asked) -> None:
        client = Client(port)
        status, content = await client.ask(asked, "0" * 31 + "1")
        client.close()
        if status != 200 or not json.loads(content)["repeated"]:
            self.tally.lost.append(f"{asked.key} sent again: {status}")

    def _lost_acts(self) -> list[str]:
        acts = [asked for asked, _ in self._done if asked.place.startswith("act:")]
        with open_store(small_service.store_url(self.folder), read_only=True) as store:
            return [
                asked.key for asked in acts
                if not store.delivered(
                    digest=Request(asked.place.removeprefix("act:"), asked.key, b"").file.digest
                )
            ]  # fmt: skip

    def _lost_investigations(self) -> list[str]:
        with contextlib.closing(sqlite3.connect(self.folder / DAYBOOK)) as db:
            rows = db.execute("SELECT key FROM investigation_entry WHERE number = 1")
            there = {key for (key,) in rows}
        return [asked.key for asked, _ in self._done
                if asked.place == "investigation" and asked.key not in there]  # fmt: skip

    def _lost_receipts(self) -> list[str]:
        files = (self.folder / "checks").glob("*.jsonl")
        lines = b"".join(file.read_bytes() for file in files).split(b"\n")
        there = {line.partition(b'"receipt":"')[2].partition(b'"')[0] for line in lines}
        receipts = [json.loads(content)["receipt"] for asked, content in self._done
                    if asked.place == "check"]  # fmt: skip
        return [each for each in receipts if each.rpartition("-")[0].encode() not in there]

    def _read_log(self) -> None:
        """The traces of the lines that came since the last look."""
        self.tally.logged.clear()
        for file in self.folder.glob("audit*.jsonl"):
            content, itself = file.read_bytes(), file.stat().st_ino  # renamed at midnight
            begin = self.tally.read.get(itself, 0)
            self.tally.read[itself] = content.rfind(b"\n") + 1
            found = re.findall(rb'"trace":"([0-9a-f]{32})"', content[begin:])
            self.tally.logged.update(trace.decode() for trace in found)


def _forking() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.warmed"])
    return context


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _ready(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as at:
        at.sendall(b"GET /readyz HTTP/1.1\r\nHost: trial\r\nConnection: close\r\n\r\n")
        return b" 200 " in at.recv(64)
    return False


def run(
    folder: Path, times: int, seed: int, *, minutes: float = float("inf"), shown: bool = True
) -> Tally:
    """Kill the server so many times, or as often as the minutes allow."""
    trial, until = Trial(folder, seed), time.monotonic() + 60 * minutes
    for _ in range(times):
        if time.monotonic() > until:
            break
        try:
            trial.round()
        except KeyboardInterrupt:
            break
        if shown and trial.tally.kills % CHECKED_EACH == 0:
            print(trial.stands(), flush=True)
    trial.finish()
    return trial.tally


def report(tally: Tally) -> None:
    table = Table("what", "figure", title="kill -9 of the server under write load")
    for what, figure in (
        ("kills", tally.kills),
        ("writes acknowledged", tally.acknowledged.total()),
        ("acts acknowledged", tally.acknowledged["act"]),
        ("investigations acknowledged", tally.acknowledged["investigation"]),
        ("checks acknowledged", tally.acknowledged["check"]),
        ("requests under way when killed", tally.under_way),
        ("acknowledged and lost", len(tally.lost)),
        ("torn ends of the audit log, closed off", tally.torn),
        ("audit chain, store or daybook not whole", len(tally.broken)),
        ("slowest start", f"{tally.slowest_start:.2f} s"),
    ):
        table.add_row(what, f"{figure:,}" if isinstance(figure, int) else figure)
    console = Console()
    console.print(table)
    for said in (*tally.lost[:20], *tally.broken[:20]):
        console.print(said)
    if tally.refused:
        console.print(f"other answers than 200: {dict(tally.refused)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after these")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="on the disk to be tried")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        tally = run(Path(folder), options.times, options.seed, minutes=options.minutes)
    report(tally)
    raise SystemExit(1 if tally.lost or tally.broken else 0)


if __name__ == "__main__":
    main()
