"""The loop's statistics over a city: columns off the network's arrays, beside SQL over the rows.

    python -m bench.statistics --commitments 4000000 --checks 2100000 --inspections 550000

A seeded network in memory: commitments and inspections tied to subjects and units, checks as events
about subjects, over six years. The peer is SQLite in memory holding the same rows, indexed by
kind; both count by month and by department and must agree. Reading names from a store is another
cost, measured by ``xinmai stats``.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from analyses.statistics.ledger import NOBODY, Ledger, ledger_of
from analyses.statistics.places import Labels, months
from analyses.statistics.tally import by_label, within
from graph.network import Network
from graph.topology import FOREVER, LINK_DTYPE, NO_CODE, Topology
from graph.vocabulary import ACTS, LINK_CODE, NODE_CODE

T = TypeVar("T")
DAY: Final = date(2026, 6, 30)
DAYS: Final = 2_000
UNITS: Final = 60
RUNS: Final = 3


def random_city(subjects: int, sizes: dict[str, int], seed: int) -> Network:
    """Subjects, then units, then the records of each kind."""
    rng = np.random.default_rng(seed)
    kinds = [np.full(subjects + UNITS, NODE_CODE["organization"], np.int8)]
    links: list[NDArray[Any]] = []
    first = subjects + UNITS
    for kind, size in sizes.items():
        node = np.arange(first, first + size, dtype=np.int32)
        kinds.append(np.full(size, NODE_CODE[kind], np.int8))
        whose = rng.integers(0, subjects, size).astype(np.int32)
        day = (DAY.toordinal() - rng.integers(0, DAYS, size)).astype(np.int32)
        unit = (subjects + rng.integers(0, UNITS, size)).astype(np.int32)
        if kind == "event":
            links.append(_links("about", node, whose, day, ACTS.index("checked")))
        else:
            tie, by = _TIES[kind]
            links += [_links(tie, whose, node, day), _links(by, node, unit, day)]
        first += size
    rows = np.concatenate(links)
    rows["number"] = np.arange(len(rows))
    return Network.build(Topology(1, np.concatenate(kinds), rows))


_TIES: Final = {
    "commitment": ("committed", "supervised_by"),
    "inspection": ("visited", "carried_out_by"),
}


def _links(
    kind: str, source: NDArray[Any], target: NDArray[Any], day: NDArray[Any], code: int = NO_CODE
) -> NDArray[Any]:
    rows = np.zeros(len(source), LINK_DTYPE)
    rows["kind"], rows["code"] = LINK_CODE[kind], code
    rows["source"], rows["target"] = source, target
    rows["valid_from"], rows["valid_until"] = day, FOREVER
    return rows


def best(work: Callable[[], T], runs: int = RUNS) -> tuple[float, T]:
    """The shortest of some runs, in seconds, and what it gave."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - begun)
    return min(times), found


def counted(ledger: Ledger, label: Callable[[Any], Labels]) -> dict[tuple[str, str], int]:
    found = {}
    for kind, column in ledger.items():
        for key, count in by_label(column, within(column, None, DAY), label(column)).items():
            found[kind, key] = count.count
    return found


def units(column: Any) -> Labels:
    """The unit each record is tied to, by number: what the network itself knows."""
    known, index = np.unique(column.unit, return_inverse=True)
    return Labels(
        tuple("" if n == NOBODY else str(n) for n in known.tolist()), index.astype(np.int32)
    )


def table_of(ledger: Ledger) -> sqlite3.Connection:
    rows = sqlite3.connect(":memory:")
    rows.execute("CREATE TABLE record (kind TEXT, day TEXT, unit TEXT)")
    for kind, column in ledger.items():
        told = zip(column.day.tolist(), column.unit.tolist(), strict=True)
        rows.executemany(
            "INSERT INTO record VALUES (?, ?, ?)",
            ((kind, date.fromordinal(day).isoformat(), "" if u == NOBODY else str(u))
             for day, u in told),
        )  # fmt: skip
    rows.execute("CREATE INDEX by_kind ON record (kind, day)")
    return rows


def asked(rows: sqlite3.Connection, label: str) -> dict[tuple[str, str], int]:
    query = f"SELECT kind, {label}, count(*) FROM record WHERE day <= ? GROUP BY 1, 2"
    return {(kind, key): count for kind, key, count in rows.execute(query, (DAY.isoformat(),))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--subjects", type=int, default=300_000)
    parser.add_argument("--commitments", type=int, default=1_000_000)
    parser.add_argument("--checks", type=int, default=525_000)
    parser.add_argument("--inspections", type=int, default=137_500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sizes = {"commitment": given.commitments, "event": given.checks,
             "inspection": given.inspections}  # fmt: skip
    network = random_city(given.subjects, sizes, given.seed)
    laid, ledger = best(lambda: ledger_of(network))
    sheet = Table(title=f"{sum(sizes.values()):,} records, {network.links:,} links")
    for name in ("work", "Xinmai", "SQLite", "ratio"):
        sheet.add_column(name, justify="right" if name != "work" else "left")
    sheet.add_row("columns off the network", f"{laid:.2f} s", "", "")
    rows = table_of(ledger)
    labels = {"month": (months, "substr(day, 1, 7)"), "department": (units, "unit")}
    for name, (label, column) in labels.items():
        ours, found = best(lambda label=label: counted(ledger, label))  # type: ignore[misc]
        theirs, same = best(lambda column=column: asked(rows, column))  # type: ignore[misc]
        if found != same:
            raise SystemExit(f"the counts by {name} differ")
        sheet.add_row(f"counted by {name}", f"{ours:.2f} s", f"{theirs:.2f} s",
                      f"{theirs / ours:.0f}×")  # fmt: skip
    Console().print(sheet)


if __name__ == "__main__":
    main()
