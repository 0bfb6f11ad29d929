"""Repair: conditions, the helper desk's list, and cases from application to decision.

    python -m bench.repair --records 20000

A SQLite store in a temporary folder, with as many firms as records, half of them due. Each act is
durable before the next begins. Times are wall-clock, code warm.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from api.acting import Acting
from api.answers import Answers
from api.answers.repair.acts import Application, Decision, Shown, apply_for_repair, decide_repair
from api.answers.repair.conditions import conditions_answer
from api.answers.repair.due import DueOptions, due_answer
from graph.acts import Request
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from graph.networks import Networks
from graph.store import Store, open_store

DAY: Final = date(2026, 6, 30)
OFFICE: Final = "济南市住房和城乡建设局"
AT_ONCE: Final = 5_000


def facts(number: int, draw: np.random.Generator) -> tuple[Fact, ...]:
    """A firm and its penalty, decided within the last six months."""
    who, key = subject(f"f{number}"), Key("sanction", f"r{number}")
    decided = DAY - timedelta(days=int(draw.integers(0, 182)))
    return (
        NodeFact(who, "organization", {"name": f"{number}有限公司", "division": "370102"}),
        NodeFact(key, "sanction", {"name": f"建罚{number}", "kind": "penalty", "decided": decided,
                                   "authority": OFFICE, "penalty_kinds": "罚款",
                                   "state": "active"}),
        LinkFact("sanctioned_by", who, key, {}, "", decided),
    )  # fmt: skip


def filled(store: Store, records: int) -> None:
    draw = np.random.default_rng(1)
    file = DeliveredFile("bench", "facts", "facts.csv", "0" * 64)
    for first in range(0, records, AT_ONCE):
        last = min(first + AT_ONCE, records)
        rows = [Row(number + 2, facts(number, draw)) for number in range(first, last)]
        store.apply(Batch(file, rows, through=last, complete=last == records))


def spread(ask: Callable[[int], object], times: int) -> tuple[float, float]:
    """Median and 99th percentile, in ms."""
    taken = []
    for number in range(times):
        begun = time.perf_counter()
        ask(number)
        taken.append((time.perf_counter() - begun) * 1_000)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 99))


def repaired(acting: Acting, id: str) -> None:
    """One case, from the application to the grant."""
    shown = [
        Shown(condition="duties", day=DAY.isoformat(), document="缴款书"),
        Shown(condition="commitment", day=DAY.isoformat(), document="信用修复承诺书"),
    ]
    application = Application(unit=OFFICE, record=id, evidence=shown)
    case = apply_for_repair(acting, Request(OFFICE, f"a-{id}", id.encode()), application)
    decision = Decision(unit=OFFICE, decision="accept", reason="条件满足")
    decide_repair(acting, Request(OFFICE, f"d-{id}", id.encode()), case["id"], decision)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=20_000)
    records: int = options.parse_args().records
    table = Table("", "p50 ms", "p99 ms", title=f"{records:,} records")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder)}/repair.db") as store,
    ):
        store.prepare()
        filled(store, records)
        answers = Answers(store, Networks(store, None), lambda: DAY, load_rules())
        ground = answers.on()
        conditions_answer(ground, "r0")
        told = spread(lambda n: conditions_answer(ground, f"r{n}"), min(2_000, records))
        table.add_row("conditions of a record", *(f"{ms:.2f}" for ms in told))
        page = spread(lambda _: due_answer(ground, DueOptions(limit=100)), 20)
        table.add_row("a page of 100 due", *(f"{ms:.1f}" for ms in page))
        begun = time.perf_counter()
        whole = due_answer(ground, DueOptions(limit=1_000, department="教育局"),
                           most_scanned=sys.maxsize)  # fmt: skip
        table.add_row(f"all {whole['scanned']:,} looked at",
                      f"{(time.perf_counter() - begun) * 1_000:,.0f}", "")  # fmt: skip
        due = [item["record"] for item in due_answer(ground, DueOptions(limit=201))["items"]]
        acting = Acting(answers)
        repaired(acting, due[0])
        case = spread(lambda n: repaired(acting, due[n + 1]), len(due) - 1)
        table.add_row("application and decision, durable", *(f"{ms:.1f}" for ms in case))
    Console().print(table)


if __name__ == "__main__":
    main()
