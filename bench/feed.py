"""From a change to its event: 1,000 watched subjects of a city of some 50,000 companies.

    python -m bench.feed                          # 50,000 firms, 200 changes, one after another
    python -m bench.feed --firms 50000 --watched 1000 --changes 200

Each change is a new record against a watched firm, delivered to the store; timed until its event
can be read from the feed. The service's own loop looks, with its pauses. Beside it: a look at every
watched subject, what it would take without the index.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from api.answers import Answers
from api.audit import AuditLog
from api.daybook import Daybook
from api.feed.book import Owner
from api.feed.lists import NewWatchList, change_list, make_list
from api.feed.service import Feed
from api.feed.watcher import Watcher
from api.recorded import PATIENCE
from bench.checks import DAY, answers_over
from bench.screen import filled
from graph.facts import Batch, DeliveredFile, Key, LinkFact, NodeFact, Row, Value, subject
from graph.sealing import Sealer
from graph.site_key import SiteKey
from graph.store import Store, open_store

UNIT: Final = Owner("bench", "whole")
WAGES: Final = "拖欠农民工工资失信联合惩戒对象名单"


def strike(store: Store, firm: str, number: int, decided: date) -> None:
    key = Key("sanction", f"late:{number}")
    fields: dict[str, Value] = {
        "name": WAGES, "list": WAGES, "kind": "serious_list", "state": "active",
        "decided": decided, "document": f"文{number}",
    }  # fmt: skip
    facts = (NodeFact(key, "sanction", fields), LinkFact("sanctioned_by", subject(firm), key))
    file = DeliveredFile("bench", "bench", "late.csv", f"{number:064x}")
    store.apply(Batch(file, [Row(2, facts)], through=1, complete=True))


def watched(feed: Feed, answers: Answers, subjects: list[str]) -> float:
    began = time.perf_counter()
    made = make_list(feed.lists, answers.on, UNIT, NewWatchList(name="bench"), "bench")["id"]
    for at in range(0, len(subjects), 1_000):
        change_list(feed.lists, answers.on, UNIT, made, subjects[at : at + 1_000])
    return time.perf_counter() - began


def timed(feed: Feed, store: Store, firms: list[str]) -> tuple[list[float], int]:
    """Seconds from each delivery's commit to an event of its firm, and how many events came."""
    times, events = [], 0
    for number, firm in enumerate(firms):
        position = feed.lists.last(UNIT)
        strike(store, firm, number, DAY - timedelta(number % 300))
        began = time.perf_counter()
        while not any(e.subject == firm for e in feed.lists.events(UNIT, position, 1_000)):
            time.sleep(0.002)
            if time.perf_counter() - began > 60:
                raise TimeoutError(firm)
        times.append(time.perf_counter() - began)
        events += len(feed.lists.events(UNIT, position, 1_000))
    return times, events


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--firms", type=int, default=50_000)
    parser.add_argument("--watched", type=int, default=1_000)
    parser.add_argument("--changes", type=int, default=200)
    asked = parser.parse_args()
    pick = np.random.default_rng(1)
    numbers = pick.permutation(asked.firms)[: asked.watched].tolist()
    half = asked.watched // 2
    people = [f"l:{number // 3}" for number in numbers[:half]]
    firms = [f"u:{number}" for number in numbers[half:]]
    table = Table("feed", "figure")
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        store = stack.enter_context(open_store(f"sqlite:///{name}/facts.db"))
        filled(store, asked.firms)
        answers = answers_over(store, load_rules())
        sealer = Sealer(SiteKey(bytes(32)))
        feed = Feed(Daybook(Path(name) / "daybook"), Path(name) / "turn", sealer)
        took = watched(feed, answers, [*firms, *people])
        table.add_row("put on a list, ms a subject", f"{took / asked.watched * 1e3:.2f}")
        watcher = Watcher(answers, feed.lists, UNIT.view)
        began = time.perf_counter()
        watcher.look()
        whole = time.perf_counter() - began
        table.add_row("a look at everybody, s", f"{whole:.2f}")
        audit = stack.enter_context(closing(AuditLog(Path(name) / "audit.jsonl")))
        feed.start(lambda view: answers, partial(audit.recorded, seconds=PATIENCE))
        time.sleep(whole + 2)
        struck = [firms[n] for n in pick.permutation(len(firms))[: asked.changes].tolist()]
        times, events = timed(feed, store, struck)
        feed.stop()
        for at in (0.5, 0.99, 1.0):
            told = np.quantile(times, at) * 1e3
            table.add_row(f"change → event, p{at * 100:.0f} ms", f"{told:.0f}")
        table.add_row("changes, events", f"{len(times):,}, {events:,}")
    Console().print(table)


if __name__ == "__main__":
    main()
