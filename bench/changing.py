"""The p99 of `risk` while changes arrive, beside the quiet one, at the same rate of questions.

    python -m bench.changing --firms 100000 --rate 1000 --changes 1000

One worker on one core, with a key and audited; questions come at a fixed rate from the other core,
and an answer's time begins when its question was due. There, too, a process delivers: new firms,
offices, stakes and records, so many changes a second in so many deliveries, each durable. Both wait
for the disk: with the audit log on another (``--records``) what is left is the service's own.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import tempfile
import time
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import quote

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.checks import DAY, filled
from bench.http_load import load, paced, pinned, server
from bench.serving import KEY, ours, serve_answers
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from graph.store import open_store

SINCE: Final = DAY - timedelta(400)


def a_delivery(number: int, changes: int, firms: int) -> Batch:
    """So many rows of one change each, a quarter of each sort."""
    pick = np.random.default_rng(number)
    rows = []
    for line in range(changes):
        firm, other = (subject(f"u:{n}") for n in pick.integers(0, firms, 2).tolist())
        name = f"{number}.{line}"
        rows.append(Row(line + 2, (_change(line % 4, name, firm, other),)))
    file = DeliveredFile("bench", "bench", f"{number}.csv", f"{number:064x}")
    return Batch(file, rows, through=len(rows), complete=True)


def _change(sort: int, name: str, firm: Key, other: Key) -> Fact:
    if sort == 0:
        return NodeFact(subject(f"u:n{name}"), "organization", {"name": f"新{name}有限公司"})
    if sort == 1:
        share = {"share_min": 100_000, "share_max": 100_000}
        return LinkFact("owns", firm, other, share, "", SINCE)
    if sort == 2:
        return LinkFact("holds_office", subject(f"l:n{name}"), firm, {"office": "director"},
                        "director", SINCE)  # fmt: skip
    return NodeFact(firm, "organization", {"name": f"改{name}有限公司", "registered": SINCE})


def delivering(url: str, firms: int, changes: int, deliveries: int, seconds: float) -> None:
    pinned(1)
    with open_store(url) as store:
        began = time.monotonic()
        for number in range(round(seconds * deliveries)):
            store.apply(a_delivery(number + 1, changes // deliveries, firms))
            time.sleep(max(0.0, began + (number + 1) / deliveries - time.monotonic()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=2_000, help="firms asked about")
    parser.add_argument("--rate", type=float, default=1_000, help="questions a second")
    parser.add_argument("--changes", type=int, default=1_000, help="changes a second")
    parser.add_argument("--deliveries", type=int, default=10, help="deliveries a second")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--records", help="folder of the audit log, on another disk than the facts")
    options = parser.parse_args()
    table = Table("changes a second", "answers a second", "p50 ms", "p99 ms", "not 200")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{folder}/facts.db"
        with open_store(url) as store:
            filled(store, options.firms)
        picked = np.random.default_rng(1).integers(0, options.firms, options.asked).tolist()
        paths = [f"/v1/subjects/{quote(f'u:{firm}')}/risk" for firm in picked]
        records = stack.enter_context(tempfile.TemporaryDirectory(dir=options.records))
        served = stack.enter_context(server(partial(serve_answers, ours, url, records)))
        load(served, paths, connections=16, seconds=None, key=KEY)
        for changes in (0, options.changes, 0):
            spec = (url, options.firms, changes, options.deliveries, options.seconds)
            writer = multiprocessing.get_context("spawn").Process(target=delivering, args=spec)
            if changes:
                writer.start()
            found = paced(served, paths, connections=64, seconds=options.seconds,
                          rate=options.rate, key=KEY)  # fmt: skip
            if changes:
                writer.join()
            table.add_row(f"{changes:,}", f"{found.rate:,.0f}", f"{found.p50:.2f}",
                          f"{found.p99:.2f}", f"{found.refused}")  # fmt: skip
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
