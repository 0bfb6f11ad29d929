"""Screening over HTTP, 1,000 subjects a request, beside plain SQL and the same rows one by one.

    python -m bench.screen                       # 100,000 firms, one in twenty on record
    python -m bench.screen --firms 100000 --seconds 10

One worker on one core answers, audited; the load comes from the other core. *First* asks of each
firm once since the change: nothing of it was looked at before. *Again* asks of them again. Plain
SQL has tables made for the question, indexed, and answers with counts of own records and those of
the units led, without conflicts, alerts, names or JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from api.access.tokens import new_token
from bench.checks import answers_over, facts, plain
from bench.http_load import pinned, server
from graph.facts import Batch, DeliveredFile, Row
from graph.store import Store, open_store

AT_ONCE: Final = 1_000
SQL: Final = (
    "SELECT j.value, (SELECT count(*) FROM record r WHERE r.subject = j.value),"
    " (SELECT count(*) FROM office o JOIN record r ON r.subject = o.firm WHERE o.person = j.value)"
    " FROM json_each(?) j"
)
Lists = list[list[str]]


def serve_screen(url: str, folder: str, key: str, port: int) -> None:
    from api.access.doorkeeper import Doorkeeper
    from api.app import create_app
    from api.audit import AuditLog
    from api.daybook import Daybook
    from api.serve import Place, serve

    with open_store(url, read_only=True) as store:
        answers = answers_over(store, load_rules())
        answers.sheets.at(answers.on(), answers.boards, wait=True)
        keeper = Doorkeeper(Daybook(Path(folder) / "daybook"), development=key)
        audit = AuditLog(Path(folder) / "audit.jsonl")
        serve(create_app(answers, audit, keeper=keeper, alone=True), Place(port=port))


def filled(store: Store, firms: int) -> None:
    store.prepare()
    file = DeliveredFile("bench", "bench", "bench.csv", "0" * 64)
    rows = [Row(line, told) for line, told in enumerate(facts(firms), start=2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))


def over_http(
    port: int, lists: Lists, seconds: float, accept: str, key: str
) -> tuple[float, float]:
    """Subjects a second and the p99 of a request in ms: every list once, or until time is up."""
    pinned(1)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    bodies = [json.dumps({"ids": ids}) for ids in lists]
    headers = {"Content-Type": "application/json", "Accept": accept,
               "Authorization": f"Bearer {key}"}  # fmt: skip
    times, began = [], time.perf_counter()
    for body in bodies if not seconds else cycle(bodies):
        if seconds and time.perf_counter() - began > seconds:
            break
        start = time.perf_counter()
        connection.request("POST", "/v1/screen", body, headers)
        answer = connection.getresponse()
        content = answer.read()
        times.append(time.perf_counter() - start)
        assert answer.status == 200, content[:400]
        assert b'"error":{' not in content
    return AT_ONCE * len(times) / sum(times), float(np.quantile(times, 0.99)) * 1e3


@contextlib.contextmanager
def plain_sql(firms: int, folder: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(folder / "plain.db")) as db:
        db.executescript("""
            CREATE TABLE record (subject, list, decided); CREATE TABLE office (person, firm, first);
            CREATE INDEX a ON record (subject); CREATE INDEX b ON office (person);
        """)
        records, offices = plain(firms)
        db.executemany("INSERT INTO record VALUES (?,?,?)", records)
        db.executemany("INSERT INTO office VALUES (?,?,?)", offices)
        yield db


def in_sql(db: sqlite3.Connection, lists: Lists) -> tuple[float, float]:
    times = []
    for ids in lists:
        began = time.perf_counter()
        assert len(db.execute(SQL, (json.dumps(ids),)).fetchall()) == len(ids)
        times.append(time.perf_counter() - began)
    return AT_ONCE * len(times) / sum(times), float(np.quantile(times, 0.99)) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10.0, help="of asking again")
    asked = parser.parse_args()
    picked = np.random.default_rng(1).permutation(asked.firms)[: asked.firms // 2].tolist()
    ids = [f"u:{number}" for number in picked]
    lists = [ids[at : at + AT_ONCE] for at in range(0, len(ids) - AT_ONCE + 1, AT_ONCE)]
    table = Table("1,000 subjects a request, one core", "subjects/s", "p99 ms")
    with tempfile.TemporaryDirectory() as name:
        folder, url = Path(name), f"sqlite:///{name}/facts.db"
        with open_store(url) as store:
            filled(store, asked.firms)
        key = new_token()
        json_, lines = "application/json", "application/x-ndjson"
        with server(partial(serve_screen, url, name, key)) as served:
            for way, seconds, accept in (
                ("one object, first", 0, json_), ("one object, again", asked.seconds, json_),
                ("lines, again", asked.seconds, lines),
            ):  # fmt: skip
                rate, p99 = over_http(served.port, lists, seconds, accept, key)
                table.add_row(way, f"{rate:,.0f}", f"{p99:.1f}")
        with plain_sql(asked.firms, folder) as db:
            rate, p99 = in_sql(db, lists)
            table.add_row("plain SQL, counts alone, in process", f"{rate:,.0f}", f"{p99:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
