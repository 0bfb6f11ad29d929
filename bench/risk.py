"""`risk` of one subject, warm and in process, beside Cypher on Neo4j asked for its alert alone.

    python -m bench.risk --store sqlite:///var/bench/facts.db --starts 200

The whole answer (own records, statutory extension, conflicts, alerts with three paths, in words)
against the one figure that Cypher finds: the best product over four ties. Neo4j holds only what
lies within four ties of the starts, laid out for the question: who passes how much to whom, whose
record counts how much, who is a hub. Both must find the same score. Wall time, p50 and p99.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Final

import neo4j
import numpy as np
from neo4j.exceptions import ClientError, TransientError
from rich.console import Console
from rich.table import Table

from analyses.alerts.scores import Passages, passages
from analyses.alerts.seeds import seeds_among
from analyses.alerts.weights import Weights, weights_of
from analyses.rulebook import load_rules
from api.answers import Answers
from api.answers.asking import Moment
from api.answers.risk import risk_answer
from graph.network import Network
from graph.networks import Networks
from graph.store import open_store
from graph.views import StoreViews
from graph.vocabulary import NODE_CODE
from scripts.neo4j_server import running_server

CYPHER: Final = """
MATCH p = (s:N)-[ties:PASSES*1..4]->(t:N {number: $number})
WHERE s.strength > 0 AND s <> t AND none(n IN nodes(p)[1..-1] WHERE n.hub)
RETURN max(reduce(x = s.strength, r IN ties | x * r.part / 1000000)) AS score
"""


def around(given: Passages, weights: Weights, starts: Iterable[int]) -> set[int]:
    """All within so many ties, not behind a hub."""
    seen, level = set(starts), list(starts)
    for hop in range(weights.hops):
        grown = []
        for node in level:
            near = given.other[given.first[node] : given.last[node]].tolist()
            if hop and len(near) > weights.most_neighbours:
                continue
            grown += [other for other in near if other not in seen]
            seen.update(near)
        level = grown
    return seen


def fill(
    session: neo4j.Session, given: Passages, weights: Weights, nodes: set[int],
    strength: dict[int, int],
) -> int:  # fmt: skip
    session.run("CREATE CONSTRAINT n IF NOT EXISTS FOR (n:N) REQUIRE n.number IS UNIQUE").consume()
    degree = (given.last - given.first).tolist()
    rows = [[n, strength.get(n, 0), degree[n] > weights.most_neighbours] for n in sorted(nodes)]
    session.run(
        "UNWIND $rows AS r CREATE (:N {number: r[0], strength: r[1], hub: r[2]})", rows=rows
    ).consume()
    ties = [
        [n, int(given.other[i]), int(given.out[i])]
        for n in sorted(nodes)
        for i in range(given.first[n], given.last[n])
        if given.out[i] and int(given.other[i]) in nodes
    ]
    for first in range(0, len(ties), 10_000):
        session.run(
            "UNWIND $rows AS r MATCH (a:N {number: r[0]}), (b:N {number: r[1]})"
            " CREATE (a)-[:PASSES {part: r[2]}]->(b)",
            rows=ties[first : first + 10_000],
        ).consume()
    return len(ties)


def timed(
    ask: Callable[[int], int | None], starts: list[int]
) -> tuple[list[float], list[int | None]]:
    times, found = [], []
    for start in starts:
        began = time.perf_counter()
        found.append(ask(start))
        times.append((time.perf_counter() - began) * 1e3)
    return times, found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--store", required=True)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 6, 30))
    parser.add_argument("--snapshot", type=Path, help="folder of the network's snapshot")
    parser.add_argument("--starts", type=int, default=200)
    parser.add_argument("--cap", type=float, default=10.0)
    asked = parser.parse_args()
    rules, console = load_rules(), Console()
    weights = weights_of(rules.alerts, asked.day)
    assert weights is not None
    with open_store(asked.store, read_only=True) as store:
        networks = Networks(store, asked.snapshot)
        network = networks.current()
        assert isinstance(network, Network)
        given = passages(network, weights)
        firms = np.flatnonzero(
            (network.node_kinds == NODE_CODE["organization"]) & (given.last > given.first)
        )
        starts = random.Random(1).sample(firms.tolist(), min(asked.starts, len(firms)))
        nodes = around(given, weights, starts)
        seeds = seeds_among(network, StoreViews(store, None), rules, sorted(nodes), asked.day)
        answers = Answers(store, networks, lambda: asked.day, rules)
        ids = {n: view.key.id for n, view in store.numbered(starts).items()}

        def ours(start: int) -> int:
            alerts = risk_answer(answers.on(Moment(asked.day)), ids[start])["alerts"]
            return alerts[0]["score_ppm"] if alerts else 0

        timed(ours, starts)
        mine, scores = timed(ours, starts)
    strength = {node: seed.strength for node, seed in seeds.items()}
    with (
        running_server() as url,
        neo4j.GraphDatabase.driver(url) as driver,
        driver.session() as session,
    ):
        ties = fill(session, given, weights, nodes, strength)

        def theirs(start: int) -> int | None:
            query = neo4j.Query(CYPHER, timeout=asked.cap)
            try:
                score = session.run(query, number=start).single(strict=True)["score"]
            except (ClientError, TransientError):
                return None
            return score if score and score >= weights.least_ppm else 0

        timed(theirs, starts)
        cypher, found = timed(theirs, starts)
    same = sum(
        b is None or abs(a - b) <= 4 for a, b in zip(scores, found, strict=True) if a is not None
    )
    console.print(f"{len(starts)} firms; Neo4j holds {len(nodes):,} nodes and {ties:,} ties; "
                  f"{same} of {len(starts)} scores agree, {found.count(None)} stopped")  # fmt: skip
    table = Table("asked", "p50 ms", "p99 ms", "p50 ×", "p99 ×")
    base = np.quantile(mine, [0.5, 0.99])
    for name, times in (("risk, whole answer", mine), ("Cypher, best score alone", cypher)):
        at = np.quantile(times, [0.5, 0.99])
        table.add_row(name, *(f"{x:.3f}" for x in at), *(f"{x:.1f}" for x in at / base))
    console.print(table)


if __name__ == "__main__":
    main()
