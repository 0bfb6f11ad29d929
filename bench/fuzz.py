"""Bytes without end at every parser: each is accepted or refused, and nothing else ever happens.

    python -m bench.fuzz --inputs 10000000 --seed 1

Inputs are made by libFuzzer (through atheris) from a few that are right: it keeps what reaches code
not reached before, and changes it on. Each parser is tried in a process of its own, so that one
that dies or hangs is counted like any other crash. What fails is printed as a bytes literal, once
for each place that it fails at. Ends with status 1 if anything does.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import mmap
import os
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import atheris
from rich.console import Console
from rich.table import Table

READ_BY: Final = (
    "ingest", "graph.identifiers", "graph.masking", "graph.search_text", "graph.spelling",
    "graph.told", "graph.encoding", "analyses.naming", "analyses.rulebook", "analyses.proofs",
    "api.query", "api.bodies", "api.faults", "api.problems", "api.door", "api.connection",
    "api.unchanged", "api.limits", "api.restore", "api.dispatch", "api.access", "api.audit_lines",
    "api.audit_verify", "api.audit_walk", "api.answers.asking", "api.answers.paging",
    "api.answers.stamp", "api.answers.checks.receipts", "api.answers.reconcile.asked",
    "api.feed.targets", "cli.screen",
)  # fmt: skip
"""Where the fuzzer sees which code an input reached. Watching all would cost seconds at each start,
and kernels that are watched do not compile."""


def _unwatched() -> list[str]:
    """Our other modules: atheris takes or leaves a package as a whole, but for those named."""
    root = Path(__file__).parent.parent
    files = (file for top in {each.split(".")[0] for each in READ_BY} for file in
             (root / top).rglob("*.py"))  # fmt: skip
    names = [".".join(file.relative_to(root).with_suffix("").parts) for file in files]
    modules = [name.removesuffix(".__init__") for name in names]
    return [name for name in modules if not f"{name}.".startswith(tuple(f"{r}." for r in READ_BY))]


with (
    contextlib.redirect_stderr(io.StringIO()),  # it names each module
    atheris.instrument_imports(include=list(READ_BY), exclude=_unwatched()),
):
    from bench.fuzzing import parsers
    from bench.fuzzing.parser import Parser
    from graph.errors import XinmaiError

HUNG_SECONDS: Final = 120  # the first of all may compile what it reaches
SHOWN: Final = 3  # inputs of a place
_COUNTS: Final = struct.Struct("<6Q")
_ROOM: Final = 1 << 17


@dataclass
class Tally:
    """Of one parser. ``crashes`` are by place: kind of error, file, line."""

    name: str
    inputs: int = 0
    accepted: int = 0
    refused: int = 0
    slow: int = 0
    crashed: int = 0
    slowest_ms: int = 0
    crashes: list[str] = field(default_factory=list)


class Trial:
    """One parser under fire. Lives in the child; the counts in memory shared with its parent, so
    that they outlive it."""

    def __init__(self, parser: Parser, shared: mmap.mmap, said: Path) -> None:
        self._parser, self._shared, self._said = parser, shared, said
        self._counts = [0] * 6
        self._seen: Counter[str] = Counter()

    def one(self, data: bytes) -> None:
        counts, shared = self._counts, self._shared
        counts[0] += 1
        struct.pack_into("<Q", shared, _COUNTS.size, len(data))
        shared[_COUNTS.size + 8 : _COUNTS.size + 8 + len(data)] = data
        began = time.thread_time()
        try:
            counts[1 if self._parser.take(data) else 2] += 1
        except XinmaiError as refusal:
            counts[2] += 1
            assert refusal.zh
            assert refusal.en
        except Exception as error:
            counts[4] += 1
            self._crashed(error, data)
        took = time.thread_time() - began
        if took > self._parser.slow:
            counts[3] += 1
            self._say("slow", f"{took:.2f} s", data)
        counts[5] = max(counts[5], round(took * 1000))
        _COUNTS.pack_into(shared, 0, *counts)

    def _crashed(self, error: Exception, data: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/site-packages/" not in frame.filename]
        last = (ours or list(frames))[-1]
        where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        self._say(where, str(error)[:300], data)

    def _say(self, where: str, why: str, data: bytes) -> None:
        self._seen[where] += 1
        if self._seen[where] <= SHOWN:
            with self._said.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{where}: {why}\n    {data!r}\n")


def tried(parser: Parser, inputs: int, seed: int) -> Tally:
    """Throw so many inputs at one parser, in a process of its own."""
    with tempfile.TemporaryDirectory() as place, mmap.mmap(-1, _ROOM) as shared:
        folder = Path(place)
        seeds = folder / "seeds"
        seeds.mkdir()
        for number, content in enumerate(parser.seeds):
            (seeds / str(number)).write_bytes(content)
        child = os.fork()
        if child == 0:
            _fire(Trial(parser, shared, folder / "said"), seeds, parser.longest, inputs, seed)
        _, status = os.waitpid(child, 0)
        counts = _COUNTS.unpack_from(shared)
        tally = Tally(parser.name, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])
        if (folder / "said").exists():
            tally.crashes = (folder / "said").read_text("utf-8").splitlines()
        if os.waitstatus_to_exitcode(status) != 0 or tally.inputs < inputs:
            (size,) = struct.unpack_from("<Q", shared, _COUNTS.size)
            data = bytes(shared[_COUNTS.size + 8 : _COUNTS.size + 8 + size])
            tally.crashed += 1
            tally.crashes.append(f"the process ended with status {status}\n    {data!r}")
    return tally


def _fire(trial: Trial, seeds: Path, longest: int, inputs: int, seed: int) -> None:
    """Never returns: libFuzzer ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    atheris.Setup(
        [
            sys.argv[0], f"-runs={inputs}", f"-seed={seed}", f"-max_len={longest}",
            f"-timeout={HUNG_SECONDS}", "-rss_limit_mb=3072", "-len_control=20",
            f"-artifact_prefix={seeds.parent}/", str(seeds),
        ],
        trial.one,
    )  # fmt: skip
    atheris.Fuzz()


def shares(listed: Sequence[Parser], inputs: int) -> Iterator[tuple[Parser, int]]:
    """Each parser with its part of all inputs."""
    whole = sum(parser.share for parser in listed)
    for parser in listed:
        yield parser, max(1, round(inputs * parser.share / whole))


def report(console: Console, tallies: Sequence[Tally]) -> None:
    table = Table("parser", "inputs", "accepted", "refused", "crashes", "slow", "slowest",
                  title="bytes at every parser")  # fmt: skip
    for each in tallies:
        table.add_row(
            each.name, f"{each.inputs:,}", f"{each.accepted:,}", f"{each.refused:,}",
            f"{each.crashed:,}", f"{each.slow:,}", f"{each.slowest_ms:,} ms",
        )  # fmt: skip
    table.add_row(
        "all", f"{sum(t.inputs for t in tallies):,}", f"{sum(t.accepted for t in tallies):,}",
        f"{sum(t.refused for t in tallies):,}", f"{sum(t.crashed for t in tallies):,}",
        f"{sum(t.slow for t in tallies):,}", "",
    )  # fmt: skip
    console.print(table)


def main() -> None:
    reading = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reading.add_argument("--inputs", type=int, default=10_000_000, help="for all of them together")
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--only", action="append", help="this parser; may be given again")
    options = reading.parse_args()
    listed = [each for each in parsers() if not options.only or each.name in options.only]
    console, tallies = Console(width=120), list[Tally]()
    for parser, inputs in shares(listed, options.inputs):
        began = time.monotonic()
        tallies.append(tally := tried(parser, inputs, options.seed))
        seconds = time.monotonic() - began
        print(f"{tally.name}: {tally.inputs:,} inputs in {seconds:.0f} s, {tally.crashed} crashes",
              *tally.crashes, sep="\n  ", flush=True)  # fmt: skip
    report(console, tallies)
    raise SystemExit(1 if any(tally.crashed for tally in tallies) else 0)


if __name__ == "__main__":
    main()
