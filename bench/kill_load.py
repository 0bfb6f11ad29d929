"""kill -9 during load, with readers open: reopened every time, acknowledged batches all there.

    python -m bench.kill_load --times 200

A child process applies batches of 2,000 rows and acknowledges each over a pipe; readers in this
process look on. At a random moment, mostly mid-batch, the child is killed with SIGKILL. Then the
store is opened anew and every batch is counted: each acknowledged one must be whole, and none may
be there in part. Ends with status 1 when one of it fails.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from graph.facts import Batch, DeliveredFile, LinkFact, NodeFact, Row, subject
from graph.store import Store, open_store


def batch(number: int, rows: int) -> Batch:
    """Batch n: ROWS companies, each owned by ``KILL:n``."""
    owner = subject(f"KILL:{number}")
    firms = [subject(f"KILL:{number}-{i}") for i in range(rows)]
    drawn = [
        Row(
            i + 2,
            (
                NodeFact(firm, "organization", {"name": f"第{number}批第{i}公司"}),
                LinkFact("owns", owner, firm, {"share_min": i, "share_max": i}),
            ),
        )
        for i, firm in enumerate(firms)
    ]
    file = DeliveredFile("KILL", "bench", f"{number}.csv", f"{number:064x}")
    return Batch(file, drawn, through=rows, complete=True)


def load(url: str, first: int, rows: int) -> None:
    """The child: apply for ever, acknowledge each batch."""
    with open_store(url) as store:
        for number in count(first):
            store.apply(batch(number, rows))
            os.write(1, f"{number}\n".encode())


@dataclass
class Tally:
    kills: int = 0
    mid_batch: int = 0  # killed with a batch under way
    unacknowledged: int = 0  # whole, though the kill came before the acknowledgement
    reads: int = 0
    acknowledged: set[int] = field(default_factory=set)
    lost: int = 0
    halves: int = 0
    reader_errors: list[str] = field(default_factory=list)
    slowest_open: float = 0.0


class Reader(threading.Thread):
    """Looks on all the while; every topology it sees must hold whole batches."""

    def __init__(self, url: str, rows: int, tally: Tally) -> None:
        super().__init__(daemon=True)
        self.url, self.rows, self.tally, self.over = url, rows, tally, threading.Event()

    def run(self) -> None:
        with open_store(self.url, read_only=True) as store:
            while not self.over.wait(0.05):
                try:
                    sizes = store.changes(max(0, store.revision() - 20)).recorded["source"]
                    if set(Counter(sizes.tolist()).values()) - {self.rows}:
                        self.tally.reader_errors.append("part of a batch was seen")
                except Exception as error:
                    self.tally.reader_errors.append(str(error))
                self.tally.reads += 1


def kill_once(url: str, rows: int, chance: random.Random, tally: Tally) -> None:
    words = [sys.executable, "-m", "bench.kill_load", "--child", url, "--rows", str(rows)]
    words += ["--first", str(max(tally.acknowledged, default=-1) + 1)]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    tally.acknowledged.add(int(child.stdout.readline()))  # it is loading now
    time.sleep(chance.uniform(0, 0.4))
    os.kill(child.pid, signal.SIGKILL)
    rest, _ = child.communicate()
    tally.acknowledged |= {int(line) for line in rest.split("\n")[:-1]}
    tally.kills += 1


def check(url: str, rows: int, tally: Tally) -> None:
    """Open the store anew and count every batch."""
    started = time.perf_counter()
    with open_store(url) as store:
        store.revision()
        tally.slowest_open = max(tally.slowest_open, time.perf_counter() - started)
        sizes = Counter(store.topology().links["source"].tolist())
        tally.halves += sum(size != rows for size in sizes.values())
        whole = known(store, sizes, rows)
    tally.lost += len(tally.acknowledged - whole)
    late = len(whole - tally.acknowledged)
    tally.unacknowledged += late
    tally.mid_batch += not late
    tally.acknowledged |= whole


def known(store: Store, sizes: Counter[int], rows: int) -> set[int]:
    views = store.numbered(list(sizes))
    return {
        int(view.key.id.removeprefix("KILL:"))
        for number, view in views.items()
        if sizes[number] == rows
    }


def run(times: int, rows: int, seed: int, folder: Path) -> Tally:
    url, tally = f"sqlite:///{folder}/kill.db", Tally()
    with open_store(url) as store:
        store.prepare()
    readers = [Reader(url, rows, tally) for _ in range(2)]
    for reader in readers:
        reader.start()
    chance = random.Random(seed)
    for _ in track(range(times), "killing", console=Console(stderr=True), transient=True):
        kill_once(url, rows, chance, tally)
        check(url, rows, tally)
    for reader in readers:
        reader.over.set()
        reader.join()
    return tally


def sound(folder: Path) -> str:
    connection = sqlite3.connect(folder / "kill.db")
    (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(answer)


def report(tally: Tally, integrity: str, rows: int) -> None:
    table = Table("what", "figure", title=f"kill -9 during load, batches of {rows:,} rows")
    for what, figure in (
        ("kills", tally.kills),
        ("reopened", tally.kills),
        ("killed with a batch under way", tally.mid_batch),
        ("batches acknowledged or found whole", len(tally.acknowledged)),
        ("of them, committed but not yet acknowledged", tally.unacknowledged),
        ("acknowledged batches lost", tally.lost),
        ("half batches", tally.halves),
        ("looks by the readers", tally.reads),
        ("readers' errors", len(tally.reader_errors)),
        ("slowest reopening", f"{1000 * tally.slowest_open:.0f} ms"),
        ("integrity check", integrity),
    ):
        table.add_row(what, f"{figure:,}" if isinstance(figure, int) else figure)
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        load(options.child, options.first, options.rows)
    with tempfile.TemporaryDirectory() as folder:
        tally = run(options.times, options.rows, options.seed, Path(folder))
        integrity = sound(Path(folder))
    report(tally, integrity, options.rows)
    failed = tally.lost or tally.halves or tally.reader_errors or integrity != "ok"
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
