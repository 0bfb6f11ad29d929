"""The p99 of `risk` while changes arrive, beside the quiet one, at the same rate of questions.

    python -m bench.changing --firms 100000 --rate 500 --changes 1000

One worker on one core, with a key and audited; questions come at a fixed rate from the other core,
and an answer's time begins when its question was due. `again` asks a few firms over and over: quiet
each answer is there, while changes arrive many have to be worked out anew. `first` asks none twice:
quiet, too, each is worked out. On the other core a process delivers: new firms, offices, stakes and
records, so many changes a second in so many deliveries, each durable. Both wait for the disk: with
the audit log on another (``--records``) what is left is the service's own.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import tempfile
import time
from datetime import timedelta
from functools import partial
from itertools import islice, product
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

CONNECTIONS: Final = 64
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


def delivering(
    url: str, firms: int, changes: int, deliveries: int, seconds: float, first: int
) -> None:
    pinned(1)
    os.nice(10)  # on this core is the clock that answers are timed by, too
    with open_store(url) as store:
        began = time.monotonic()
        for number in range(round(seconds * deliveries)):
            store.apply(a_delivery(first + number, changes // deliveries, firms))
            time.sleep(max(0.0, began + (number + 1) / deliveries - time.monotonic()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=2_000, help="firms asked again")
    parser.add_argument("--rate", type=float, default=1_000, help="questions a second")
    parser.add_argument("--changes", type=int, default=1_000, help="changes a second")
    parser.add_argument("--deliveries", type=int, default=10, help="deliveries a second")
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--records", help="folder of the audit log, on another disk than the facts")
    options = parser.parse_args()
    table = Table("asked", "changes a second", "answers a second", "p50 ms", "p99 ms", "not 200")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = f"sqlite:///{folder}/facts.db"
        with open_store(url) as store:
            filled(store, options.firms)
        every = np.random.default_rng(1).permutation(options.firms).tolist()
        paths = [f"/v1/subjects/{quote(f'u:{firm}')}/risk" for firm in every]
        again, unasked = paths[: options.asked], iter(paths[options.asked :])
        each = round(options.rate * options.seconds) + CONNECTIONS
        records = stack.enter_context(tempfile.TemporaryDirectory(dir=options.records))
        served = stack.enter_context(server(partial(serve_answers, ours, url, records)))
        load(served, again, connections=16, seconds=None, key=KEY)
        for asked, changes in product(("again", "first"), (0, options.changes, 0)):
            paths = again if asked == "again" else list(islice(unasked, each))
            first = 1 if asked == "again" else 1_000_000  # the same delivery twice is none
            spec = (url, options.firms, changes, options.deliveries, options.seconds, first)
            writer = multiprocessing.get_context("spawn").Process(target=delivering, args=spec)
            if changes:
                writer.start()
            found = paced(served, paths, connections=CONNECTIONS, seconds=options.seconds,
                          rate=options.rate, key=KEY)  # fmt: skip
            if changes:
                writer.join()
            table.add_row(asked, f"{changes:,}", f"{found.rate:,.0f}", f"{found.p50:.2f}",
                          f"{found.p99:.2f}", f"{found.refused}")  # fmt: skip
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
