"""Bytes without end at every parser: each is accepted or refused, and nothing else ever happens.

    nice -n 19 python -m bench.fuzz --inputs 10000000 --state var/fuzz --seeds var/city

Inputs are made by libFuzzer (through atheris) from a few that are right: it keeps what reaches code
not reached before, and changes it on. The parsers take turns of equal time, so that a cheap one has
hundreds of thousands of inputs while a workbook is opened once. Each turn is a process of its own:
one that dies or hangs is counted like any other crash. With ``--state`` the counts and what was
found stay, and the next run goes on from there. Files below ``--seeds`` are begun with, too, by
what their names end in. What fails is printed as a bytes literal, once for each place that it fails
at. Ends with status 1 if anything does.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
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


assert "graph" not in sys.modules, "what was imported before is not watched"
with (
    contextlib.redirect_stderr(io.StringIO()),  # it names each module
    atheris.instrument_imports(include=list(READ_BY), exclude=_unwatched()),
):
    from bench.fuzzing import parsers
    from bench.fuzzing.parser import Parser
    from bench.fuzzing.tally import Tallies
    from bench.fuzzing.trial import Turn


def rounds(
    listed: Sequence[Parser], tallies: Tallies, options: argparse.Namespace
) -> Iterator[None]:
    """Each a turn of every parser, until there were so many inputs or the time is up."""
    until = time.monotonic() + options.minutes * 60
    while tallies.inputs < options.inputs and time.monotonic() < until:
        for parser in listed:
            Turn(parser, tallies, options.turn, options.seed + tallies.rounds).run()
            tallies.save()
            if time.monotonic() > until:
                return
        tallies.rounds += 1
        yield


def report(console: Console, tallies: Tallies) -> None:
    table = Table("parser", "inputs", "accepted", "refused", "crashes", "us CPU each", "slowest",
                  title="bytes at every parser")  # fmt: skip
    for name, each in tallies.of.items():
        table.add_row(
            name, f"{each.inputs:,}", f"{each.accepted:,}", f"{each.refused:,}",
            f"{each.crashed:,}", f"{each.cpu_ms * 1000 / max(1, each.inputs):,.0f}",
            f"{each.slowest_ms:,} ms",
        )  # fmt: skip
    every = list(tallies.of.values())
    table.add_row(
        "all", f"{tallies.inputs:,}", f"{sum(t.accepted for t in every):,}",
        f"{sum(t.refused for t in every):,}", f"{sum(t.crashed for t in every):,}", "", "",
    )  # fmt: skip
    console.print(table)


def main() -> None:
    reading = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reading.add_argument("--inputs", type=int, default=10_000_000, help="of all, in whole rounds")
    reading.add_argument("--turn", type=float, default=2.0, help="seconds of the processor's time")
    reading.add_argument("--minutes", type=float, default=24 * 60.0, help="at most so long")
    reading.add_argument("--state", type=Path, help="folder that a later run goes on from")
    reading.add_argument("--seeds", type=Path, action="append", default=[], help="real files")
    reading.add_argument("--seed", type=int, default=1)
    reading.add_argument("--only", action="append", help="this parser; may be given again")
    options = reading.parse_args()
    listed = [
        each for each in parsers(options.seeds) if not options.only or each.name in options.only
    ]
    gc.freeze()  # the turns are forked: what is there is not looked through again
    with tempfile.TemporaryDirectory() as place:
        tallies = Tallies.of_folder(options.state or Path(place))
        for _ in rounds(listed, tallies, options):
            print(f"round {tallies.rounds}: {tallies.inputs:,} inputs, {tallies.crashed} crashes",
                  flush=True)  # fmt: skip
        tallies.save()
        print(*tallies.said, sep="\n")
    report(Console(width=120), tallies)
    raise SystemExit(1 if tallies.crashed else 0)


if __name__ == "__main__":
    main()
