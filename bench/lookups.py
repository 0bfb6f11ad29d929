"""Related parties over the network, a recursive CTE in SQLite and Cypher in Neo4j, side by side.

    python -m bench.lookups --store sqlite:///var/bench/facts.db --starts 200
    python -m bench.lookups --links 300000               # a random network of that size instead
    python -m bench.lookups --bolt bolt://127.0.0.1:7687  # a server that runs already, and is empty

All three get the same links of the same day, the same starts, and the same rule for hubs (known
to the databases beforehand, which the network works out as it goes), and must reach the same
nodes. The network's whole answer is that of ``analyses.related``, paths and order included; the
databases only count, and the network's counting is beside them. A query beyond ``--cap`` seconds
is stopped and counted as that long.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import neo4j
import numpy as np
from neo4j.exceptions import ClientError, TransientError
from rich.console import Console
from rich.table import Table

from analyses.related import RelatedQuestion, related
from analyses.steps import HUB_DEGREE, RELATIONS
from graph.network import Network
from graph.store import open_store
from graph.ties import Walk
from graph.topology import ALWAYS, FOREVER, LINK_DTYPE, NO_CODE, Topology
from graph.vocabulary import LINK_KIND, LINK_KINDS, NODE_CODE, NODE_KINDS
from scripts.neo4j_server import running_server

DAY: Final = datetime.now(tz=UTC).date()
UNLIMITED: Final = 10**9
BATCH: Final = 20_000

Reach = Callable[[int, int], int | None]  # start, hops → nodes reached; None if stopped


@dataclass(frozen=True)
class Measured:
    engine: str
    hops: int
    milliseconds: Sequence[float]
    reached: Sequence[int | None]

    def at(self, part: float) -> float:
        return float(np.quantile(self.milliseconds, part))


def synthetic(links: int) -> Topology:
    """Subjects with a long tail of ties: most have a few, some hundreds have very many."""
    draw = np.random.default_rng(1)
    nodes = max(2, links // 2)
    rows = np.zeros(links, dtype=LINK_DTYPE)
    rows["number"] = np.arange(links)
    rows["kind"] = draw.integers(0, 2, links)
    rows["code"] = NO_CODE
    rows["source"] = draw.integers(0, nodes, links)
    popular = np.minimum(draw.zipf(1.6, links), nodes) - 1
    anyone = draw.integers(0, nodes, links)
    rows["target"] = np.where(draw.random(links) < 0.1, popular, anyone)
    rows["valid_from"], rows["valid_until"] = ALWAYS, FOREVER
    return Topology(1, np.full(nodes, NODE_CODE["organization"], np.int8), rows)


def ties(topology: Topology, network: Network) -> np.ndarray[Any, Any]:
    """The links all engines get: of the kinds walked, in force, merges followed."""
    codes = [code for code, kind in enumerate(LINK_KINDS) if kind.name in RELATIONS]
    rows, day = topology.links, DAY.toordinal()
    held = (rows["valid_from"] <= day) & (rows["valid_until"] >= day)
    kept = rows[held & np.isin(rows["kind"], codes)].copy()
    if network.survivor:
        stands = np.arange(network.size, dtype=np.int32)
        stands[list(network.survivor)] = list(network.survivor.values())
        kept["source"], kept["target"] = stands[kept["source"]], stands[kept["target"]]
    return kept


def hubs(links: np.ndarray[Any, Any], size: int) -> np.ndarray[Any, Any]:
    degree = np.bincount(links["source"], minlength=size)
    return (degree + np.bincount(links["target"], minlength=size)) > HUB_DEGREE


def over_network(network: Network) -> Reach:
    def reach(start: int, hops: int) -> int:
        question = RelatedQuestion(
            day=DAY, hops=hops, everything=True, limit=UNLIMITED, work_budget=UNLIMITED
        )
        groups = related(network, start, question).groups
        return len({item.number for group in groups for item in group.items})

    return reach


def counting(network: Network) -> Reach:
    """Only how many nodes are reached, as the databases count."""
    walk = Walk(RELATIONS, DAY)

    def reach(start: int, hops: int) -> int:
        seen, frontier = {start}, [start]
        for _ in range(hops):
            grown = []
            for node in frontier:
                if node != start and network.extent(node) > HUB_DEGREE < network.degree(node, walk):
                    continue
                for tie in network.ties(node, walk):
                    if tie[0] not in seen:
                        seen.add(tie[0])
                        grown.append(tie[0])
            frontier = grown
        return len(seen) - 1

    return reach


def timed_related(network: Network) -> Reach:
    """The look-up as it is answered: subjects, 50 a group, within the budget."""

    def reach(start: int, hops: int) -> None:
        related(network, start, RelatedQuestion(day=DAY, hops=hops))

    return reach


SCHEMA: Final = """
CREATE TABLE half (node INT, other INT, kind INT, valid_from INT, valid_until INT);
CREATE TABLE hub (node INTEGER PRIMARY KEY);
"""
CTE: Final = """
WITH RECURSIVE reach (node, hops) AS (
  VALUES (?1, 0)
  UNION
  SELECT h.other, r.hops + 1 FROM reach r JOIN half h ON h.node = r.node
  WHERE r.hops < ?2 AND h.valid_from <= ?3 AND h.valid_until >= ?3
    AND (r.hops = 0 OR NOT EXISTS (SELECT 1 FROM hub WHERE hub.node = r.node))
)
SELECT count(DISTINCT node) FROM reach WHERE node <> ?1
"""


@contextlib.contextmanager
def in_sqlite(
    links: np.ndarray[Any, Any], hub: np.ndarray[Any, Any], cap: float
) -> Iterator[Reach]:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(sqlite3.connect(Path(folder) / "half.db")) as connection,
    ):
        connection.executescript(SCHEMA)
        span = (links["kind"], links["valid_from"], links["valid_until"])
        for near, far in (("source", "target"), ("target", "source")):
            columns = [column.tolist() for column in (links[near], links[far], *span)]
            rows = zip(*columns, strict=True)
            connection.executemany("INSERT INTO half VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("CREATE INDEX half_node ON half (node, valid_from, valid_until, other)")
        connection.executemany(
            "INSERT INTO hub VALUES (?)", ((int(n),) for n in np.nonzero(hub)[0])
        )
        connection.commit()
        connection.execute("PRAGMA cache_size = -1000000")
        connection.execute("PRAGMA mmap_size = 8589934592")
        started = [0.0]
        connection.set_progress_handler(lambda: time.perf_counter() - started[0] > cap, 10_000)

        def reach(start: int, hops: int) -> int | None:
            started[0] = time.perf_counter()
            try:
                row = connection.execute(CTE, (start, hops, DAY.toordinal())).fetchone()
            except sqlite3.OperationalError:
                return None
            return int(row[0])

        yield reach


TYPES: Final = "|".join(kind.type for kind in LINK_KINDS if kind.name in RELATIONS)
CYPHER: Final = f"""
MATCH (a:Tied {{number: $start}})
MATCH p = (a)-[ties:{TYPES}*1..%d]-(b:Tied)
WHERE all(t IN ties WHERE t.validFrom <= $day AND t.validUntil >= $day)
  AND none(n IN nodes(p)[1..-1] WHERE n.hub AND n <> a) AND b <> a
RETURN count(DISTINCT b) AS reached
"""


@contextlib.contextmanager
def in_neo4j(
    links: np.ndarray[Any, Any], hub: np.ndarray[Any, Any], cap: float, bolt: str | None
) -> Iterator[Reach]:
    server = contextlib.nullcontext(bolt) if bolt else running_server()
    with server as url, _driver(url) as driver, driver.session() as session:
        _fill(session, links, hub)

        def reach(start: int, hops: int) -> int | None:
            query = neo4j.Query(CYPHER % hops, timeout=cap)
            try:
                row = session.run(query, start=start, day=DAY.toordinal()).single(strict=True)
            except (ClientError, TransientError):
                return None
            return int(row["reached"])

        yield reach


def _driver(url: str) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(url, notifications_min_severity="OFF")


def _fill(session: neo4j.Session, links: np.ndarray[Any, Any], hub: np.ndarray[Any, Any]) -> None:
    session.run("CREATE CONSTRAINT tied IF NOT EXISTS FOR (n:Tied) REQUIRE n.number IS UNIQUE")
    session.run("CALL db.awaitIndexes(300)").consume()
    for first in range(0, len(hub), BATCH):
        rows = [[first + n, flag] for n, flag in enumerate(hub[first : first + BATCH].tolist())]
        session.run(
            "UNWIND $rows AS r CREATE (:Tied {number: r[0], hub: r[1]})", rows=rows
        ).consume()
    for kind in RELATIONS:
        of_kind = links[links["kind"] == LINK_KINDS.index(LINK_KIND[kind])]
        for first in range(0, len(of_kind), BATCH):
            part = of_kind[first : first + BATCH]
            names = ("source", "target", "valid_from", "valid_until")
            rows = [list(row) for row in zip(*(part[n].tolist() for n in names), strict=True)]
            session.run(
                "UNWIND $rows AS r MATCH (a:Tied {number: r[0]}), (b:Tied {number: r[1]})"
                f" CREATE (a)-[:{LINK_KIND[kind].type} {{validFrom: r[2], validUntil: r[3]}}]->(b)",
                rows=rows,
            ).consume()


def measured(engine: str, reach: Reach, starts: Sequence[int], hops: int) -> Measured:
    for start in starts[:10]:
        reach(start, hops)
    times, reached = [], []
    for start in starts:
        began = time.perf_counter()
        reached.append(reach(start, hops))
        times.append((time.perf_counter() - began) * 1e3)
    return Measured(engine, hops, times, reached)


def chosen(network: Network, wanted: int) -> list[int]:
    """Subjects with a tie, picked with a fixed seed."""
    walk = Walk(RELATIONS, DAY)
    subjects = [code for code, kind in enumerate(NODE_KINDS) if kind.family == "subject"]
    tied = np.nonzero(np.isin(network.node_kinds, subjects) & (np.diff(network.bounds) > 0))[0]
    pick = random.Random(1).sample(tied.tolist(), min(len(tied), 3 * wanted))
    return [node for node in pick if network.degree(node, walk)][:wanted]


def agree(results: Sequence[Measured], exact: Sequence[int | None]) -> str:
    same = sum(
        theirs in (None, ours)
        for result in results
        for theirs, ours in zip(result.reached, exact, strict=True)
    )
    return f"{same} of {len(results) * len(exact)} answers agree"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--store")
    parser.add_argument("--links", type=int, default=300_000)
    parser.add_argument("--starts", type=int, default=200)
    parser.add_argument("--cap", type=float, default=10.0)
    parser.add_argument("--bolt")
    parser.add_argument("--without-neo4j", action="store_true")
    asked = parser.parse_args()
    console = Console()
    if asked.store:
        with open_store(asked.store, read_only=True) as store:
            topology = store.topology()
    else:
        topology = synthetic(asked.links)
    network = Network.build(topology)
    links, starts = ties(topology, network), chosen(network, asked.starts)
    hub = hubs(links, network.size)
    console.print(f"{network.size:,} nodes, {len(links):,} ties, {hub.sum():,} hubs, "
                  f"{len(starts)} starts")  # fmt: skip
    table = Table("hops", "engine", "p50 ms", "p99 ms", "stopped", "p50 × answer", "p99 × answer")
    with contextlib.ExitStack() as stack:
        engines = {"SQLite, recursive CTE": stack.enter_context(in_sqlite(links, hub, asked.cap))}
        if not asked.without_neo4j:
            neo = in_neo4j(links, hub, asked.cap, asked.bolt)
            engines["Neo4j, Cypher"] = stack.enter_context(neo)
        for hops in (2, 3):
            exact = [over_network(network)(start, hops) for start in starts]
            ours = measured("network, whole answer", timed_related(network), starts, hops)
            counted = measured("network, counting", counting(network), starts, hops)
            theirs = [measured(name, reach, starts, hops) for name, reach in engines.items()]
            for result in (ours, counted, *theirs):
                stopped = 0 if result is ours else result.reached.count(None)
                p50, p99 = result.at(0.5), result.at(0.99)
                times = [f"{p50:.3f}", f"{p99:.2f}", str(stopped)]
                ratios = [f"{p50 / ours.at(0.5):.1f}", f"{p99 / ours.at(0.99):.1f}"]
                table.add_row(str(hops), result.engine, *times, *ratios)
            mean = statistics.mean(count or 0 for count in exact)
            verdict = agree([counted, *theirs], exact)
            console.print(f"{hops} hops reach {mean:,.0f} nodes on average; {verdict}")
    console.print(table)


if __name__ == "__main__":
    main()
