"""How fast look-ups get on record, durably, and how long an answer waits for it.

    python -m bench.audit --seconds 5

One line in one file, forced to the disk before anything else happens, is the floor of the wait.
``askers`` are tasks of one event loop, each of which records a line and waits until it is durable,
as an answer does. The last rows read the log back: checking it, and the look-ups of one subject.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from api.audit import AuditLog, LookUp
from api.audit_verify import verify
from graph.signing_key import SigningKey

KEY = SigningKey(b"b" * 32)


def look_up(number: int) -> LookUp:
    return LookUp("officer@jinan", "bidding", "risk", (f"91370100MA3C{number % 9973:05d}X",), 200,
                  f"{number:032x}")  # fmt: skip


def forcing(folder: Path, seconds: float) -> list[float]:
    """Seconds a line of 300 bytes takes to be written and forced."""
    file = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    times, until = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < until:
        os.write(file, b"x" * 300)
        os.fdatasync(file)
        times.append(time.perf_counter() - began)
    os.close(file)
    return times


async def ask(log: AuditLog, until: float, times: list[float]) -> None:
    while (began := time.perf_counter()) < until:
        await log.record(look_up(len(times))).durable(10)
        times.append(time.perf_counter() - began)


def asked(log: AuditLog, askers: int, seconds: float) -> list[float]:
    async def all_of_them() -> list[float]:
        times: list[float] = []
        until = time.perf_counter() + seconds
        await asyncio.gather(*(ask(log, until, times) for _ in range(askers)))
        return times

    return asyncio.run(all_of_them())


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--folder", type=Path, help="on the disk to be measured")
    options = parser.parse_args()
    table = Table("what", "a second", "p50 ms", "p99 ms", "CPU µs each", title="audit log")

    def row(what: str, work: Callable[[], list[float]]) -> None:
        spent = time.process_time()
        times = work()
        spent = time.process_time() - spent
        p50, p99 = (1e3 * float(np.quantile(times, q)) for q in (0.5, 0.99))
        table.add_row(what, f"{len(times) / options.seconds:,.0f}", f"{p50:.2f}", f"{p99:.2f}",
                      f"{1e6 * spent / len(times):.1f}")  # fmt: skip

    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        folder = Path(scratch)
        row("floor: one line, one forcing", lambda: forcing(folder, options.seconds))
        log = AuditLog(folder / "audit.jsonl", KEY)
        for askers in (1, 16, 64, 256, 1024):
            row(f"durable before the answer, {askers:,} askers",
                partial(asked, log, askers, options.seconds))  # fmt: skip
        index = timed(log.index.follow)
        log.close()
        subject = look_up(1).subjects
        one = timed(lambda: log.index.of(subject, None, 100))
        checking = timed(lambda: verify(log.path, {KEY.public}))
        report = verify(log.path, {KEY.public})
    lines = report["lines"]
    table.add_row(
        f"index of {lines:,} lines", f"{lines / index:,.0f}", "", "", f"{1e6 * index / lines:.1f}"
    )
    table.add_row("100 look-ups of one subject", f"{1 / one:,.0f}", f"{1e3 * one:.2f}", "", "")
    table.add_row(
        "checking, lines", f"{lines / checking:,.0f}", "", "", f"{1e6 * checking / lines:.1f}"
    )
    Console().print(table)
    raise SystemExit(0 if report["whole"] else 1)


if __name__ == "__main__":
    main()
