"""A credit file and the credit map, beside the plain SQL and Cypher ways to ask the same.

    python -m bench.projects                     # 60,000 projects, one of them with 40 participants
    python -m bench.projects --without-neo4j --rounds 20

Ours is the whole answer as JSON, with proof of every row's source, conflicts, requirements and the
verification code. The databases get tables (nodes) made for the question, indexed, and answer with
bare rows: the parties of the day with their leaders, their records, the milestones; and for the
map the projects in a box, or their count by cell where there are too many. Warm, in process.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
import neo4j
import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from api.answers import Answers, Moment
from api.answers.credit_map import MapOptions, map_answer
from api.answers.files import file_answer
from api.answers.stamp import Stamp
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, subject
from graph.networks import Networks
from graph.store import Store, open_store
from graph.vocabulary import ROLES
from scripts.neo4j_server import running_server

DAY: Final = date(2026, 6, 30)
PARTIES, RECORDS = 40, 5
Plain = list[tuple[str, ...]]
RICH: Final = "p:0"
BOXES: Final = {
    "whole city": "116.5,36.2,117.9,37.2", "district": "116.9,36.5,117.1,36.7",
    "neighbourhood": "117.0,36.6,117.02,36.62",
}  # fmt: skip
Ask = Callable[[], int]  # rows of the answer


def projects(count: int) -> np.ndarray[Any, Any]:
    """Longitude, latitude (millionths of a degree), investment, and an accepted one in three."""
    draw = np.random.default_rng(1)
    return np.stack([
        draw.normal(117_000_000, 150_000, count).astype(np.int64),
        draw.normal(36_650_000, 120_000, count).astype(np.int64),
        draw.integers(10**6, 10**12, count), draw.integers(0, 3, count) == 0,
    ], axis=1)  # fmt: skip


def facts(rows: np.ndarray[Any, Any]) -> Iterator[tuple[Fact, ...]]:
    for number, (east, north, money, accepted) in enumerate(rows.tolist()):
        stage = "acceptance" if accepted and number else "construction"
        yield (NodeFact(Key("project", f"p:{number}"), "project", {
            "name": f"项目{number}", "stage": stage, "longitude": east, "latitude": north,
            "investment": money,
        }),)  # fmt: skip
    rich = Key("project", RICH)
    for number in range(PARTIES):
        unit, leader = subject(f"u:{number}"), subject(f"l:{number}")
        role, first = ROLES[number % 8], DAY - timedelta(400)
        yield (
            NodeFact(unit, "organization", {"name": f"单位{number}有限公司"}),
            NodeFact(leader, "person", {"name": f"王{number}"}),
            LinkFact("participates", unit, rich, {"role": role}, role, first),
            LinkFact("leads", leader, rich, {"role": role, "unit": unit.id},
                     f"{role}|{unit.id}", first),
        )  # fmt: skip
        for record in range(RECORDS):
            key, decided = Key("sanction", f"s:{number}-{record}"), DAY - timedelta(100 + record)
            yield (
                NodeFact(key, "sanction", {"name": "处罚", "kind": "penalty", "decided": decided}),
                LinkFact("sanctioned_by", unit, key, {}, "", decided, DAY + timedelta(300)),
            )
    for number in range(8):
        key = Key("milestone", f"m:{number}")
        yield (NodeFact(key, "milestone", {"name": f"许可{number}", "stage": "engineering",
                                           "decided": DAY - timedelta(500)}),
               LinkFact("part_of", key, rich))  # fmt: skip


def filled(store: Store, rows: np.ndarray[Any, Any]) -> None:
    store.prepare()
    file = DeliveredFile("bench", "bench", "bench.csv", "0" * 64)
    lines = [Row(line, told) for line, told in enumerate(facts(rows), start=2)]
    store.apply(Batch(file, lines, through=len(lines), complete=True))


def ours(store: Store) -> tuple[Ask, dict[str, Ask]]:
    stamp, rules = Stamp(b"b" * 32), load_rules()
    answers = Answers(store, Networks(store, None), lambda: DAY, rules, lambda: stamp)

    def file() -> int:
        found = file_answer(answers.on(Moment(DAY)), stamp, "project", RICH)
        return len(msgspec.json.encode(found))

    def box(text: str) -> int:
        found = map_answer(
            answers.on(Moment(DAY)), answers.maps, answers.boards, MapOptions(text), {}
        )
        return len(msgspec.json.encode(found))

    return file, {name: partial(box, text) for name, text in BOXES.items()}


SQL_FILE: Final = (
    "SELECT t.role, u.name, l.name, t.first, t.last FROM taking t JOIN subject u ON u.id = t.unit"
    " LEFT JOIN subject l ON l.id = t.leader WHERE t.project = ? AND t.first <= ?"
    " AND (t.last IS NULL OR t.last >= ?)",
    "SELECT r.*, u.name FROM taking t JOIN record r ON r.subject = t.unit JOIN subject u"
    " ON u.id = t.unit WHERE t.project = ? AND r.decided <= ? AND r.until >= ?",
    "SELECT * FROM milestone WHERE project = ? AND decided <= ? AND decided <= ?",
)
SQL_BOX: Final = " FROM project WHERE east BETWEEN ? AND ? AND north BETWEEN ? AND ? AND open"


@contextlib.contextmanager
def in_sqlite(rows: np.ndarray[Any, Any], folder: Path) -> Iterator[tuple[Ask, dict[str, Ask]]]:
    db = sqlite3.connect(folder / "plain.db")
    db.executescript("""
        CREATE TABLE project (id PRIMARY KEY, name, east INT, north INT, money INT, open INT);
        CREATE TABLE subject (id PRIMARY KEY, name);
        CREATE TABLE taking (project, unit, leader, role, first, last);
        CREATE TABLE record (subject, name, decided, until);
        CREATE TABLE milestone (project, name, decided);
        CREATE INDEX a ON taking (project); CREATE INDEX b ON record (subject);
        CREATE INDEX c ON milestone (project); CREATE INDEX d ON project (east, north);
    """)
    db.executemany("INSERT INTO project VALUES (?,?,?,?,?,?)", plain_projects(rows))
    parties, records, milestones = plain_rich()
    db.executemany(
        "INSERT INTO subject VALUES (?,?)",
        [pair for one in parties for pair in ((one[1], one[1]), (one[2], one[2]))],
    )
    db.executemany("INSERT INTO taking VALUES (?,?,?,?,?,NULL)", parties)
    db.executemany("INSERT INTO record VALUES (?,?,?,?)", records)
    db.executemany("INSERT INTO milestone VALUES (?,?,?)", milestones)
    db.commit()

    def file() -> int:
        asked = (RICH, DAY.isoformat(), DAY.isoformat())
        return sum(len(db.execute(query, asked).fetchall()) for query in SQL_FILE)

    def box(text: str) -> int:
        w, s, e, n, cell = edges(text)
        asked = (w, e, s, n)
        (many,) = db.execute("SELECT count(*)" + SQL_BOX, asked).fetchone()
        if many <= 500:
            return len(db.execute("SELECT *" + SQL_BOX, asked).fetchall())
        grouped = f"SELECT count(*), avg(east), avg(north), sum(money){SQL_BOX}"
        return len(
            db.execute(f"{grouped} GROUP BY east / {cell}, north / {cell}", asked).fetchall()
        )

    yield file, {name: partial(box, text) for name, text in BOXES.items()}
    db.close()


def edges(text: str) -> tuple[int, int, int, int, int]:
    box = MapOptions(text).box
    return box.west, box.south, box.east, box.north, box.cell


def plain_projects(rows: np.ndarray[Any, Any]) -> list[tuple[Any, ...]]:
    return [(f"p:{n}", f"项目{n}", east, north, money, int(not accepted or n == 0))
            for n, (east, north, money, accepted) in enumerate(rows.tolist())]  # fmt: skip


def plain_rich() -> tuple[Plain, Plain, Plain]:
    first, until = (DAY - timedelta(400)).isoformat(), (DAY + timedelta(300)).isoformat()
    decided = (DAY - timedelta(100)).isoformat()
    parties: Plain = [(RICH, f"u:{n}", f"l:{n}", ROLES[n % 8], first) for n in range(PARTIES)]
    records: Plain = [
        (f"u:{n}", "处罚", decided, until) for n in range(PARTIES) for _ in range(RECORDS)
    ]
    return parties, records, [(RICH, f"许可{n}", decided) for n in range(8)]


CYPHER_BOX: Final = "MATCH (p:Site) WHERE $w <= p.east <= $e AND $s <= p.north <= $n AND p.open = 1"


@contextlib.contextmanager
def in_neo4j(rows: np.ndarray[Any, Any]) -> Iterator[tuple[Ask, dict[str, Ask]]]:
    with (
        running_server() as url,
        neo4j.GraphDatabase.driver(url) as driver,
        driver.session() as session,
    ):
        _fill(session, rows)

        def file() -> int:
            return sum(len(list(session.run(query, id=RICH, day=DAY.isoformat())))
                       for query in CYPHER_FILE)  # fmt: skip

        def box(text: str) -> int:
            w, s, e, n, cell = edges(text)
            asked = {"w": w, "s": s, "e": e, "n": n, "c": cell}
            many = session.run(CYPHER_BOX + " RETURN count(p) AS m", asked).single(True)["m"]
            if many <= 500:
                return len(list(session.run(CYPHER_BOX + " RETURN properties(p)", asked)))
            grouped = (" RETURN p.east / $c, p.north / $c, count(p), avg(p.east),"
                       " avg(p.north), sum(p.money)")  # fmt: skip
            return len(list(session.run(CYPHER_BOX + grouped, asked)))

        yield file, {name: partial(box, text) for name, text in BOXES.items()}


CYPHER_FILE: Final = (
    "MATCH (u:Party)-[t:TAKES]->(p:Site {id: $id}) WHERE t.first <= $day"
    " OPTIONAL MATCH (l:Party {id: t.leader}) RETURN t.role, u.name, l.name, t.first",
    "MATCH (r:Record)<-[:HAS]-(u:Party)-[:TAKES]->(p:Site {id: $id})"
    " WHERE r.decided <= $day <= r.until RETURN properties(r), u.name",
    "MATCH (m:Step)-[:OF]->(p:Site {id: $id}) WHERE m.decided <= $day RETURN properties(m)",
)


def _fill(session: neo4j.Session, rows: np.ndarray[Any, Any]) -> None:
    session.run("CREATE INDEX FOR (p:Site) ON (p.id)").consume()
    session.run("CREATE INDEX FOR (p:Site) ON (p.east)").consume()
    session.run("CREATE INDEX FOR (p:Party) ON (p.id)").consume()
    parties, records, milestones = plain_rich()
    for query, told in (
        ("CREATE (:Site {id: r[0], name: r[1], east: r[2], north: r[3], money: r[4], open: r[5]})",
         plain_projects(rows)),
        ("MATCH (p:Site {id: r[0]}) CREATE (:Party {id: r[2], name: r[2]})"
         " CREATE (:Party {id: r[1], name: r[1]})-[:TAKES {role: r[3], first: r[4],"
         " leader: r[2]}]->(p)", parties),
        ("MATCH (u:Party {id: r[0]})"
         " CREATE (u)-[:HAS]->(:Record {name: r[1], decided: r[2], until: r[3]})", records),
        ("MATCH (p:Site {id: r[0]}) CREATE (:Step {name: r[1], decided: r[2]})-[:OF]->(p)",
         milestones),
    ):  # fmt: skip
        for start in range(0, len(told), 20_000):
            part = [list(row) for row in told[start : start + 20_000]]
            session.run(f"UNWIND $rows AS r {query}", rows=part).consume()
    session.run("CALL db.awaitIndexes()").consume()


def timed(ask: Ask, rounds: int) -> tuple[float, float, int]:
    """p50 and p99 in milliseconds, and the size of the answer."""
    for _ in range(5):
        ask()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        size = ask()
        times.append((time.perf_counter() - began) * 1e3)
    return float(np.median(times)), float(np.quantile(times, 0.99)), size


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--projects", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--without-neo4j", action="store_true")
    asked = parser.parse_args()
    console, rows = Console(), projects(asked.projects)
    table = Table("question", "way", "p50 ms", "p99 ms", "answer", "p50 × ours")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = stack.enter_context(open_store(f"sqlite:///{folder}/facts.db"))
        filled(store, rows)
        ways = {"Xinmai": ours(store)}
        began = time.perf_counter()
        ways["Xinmai"][0]()
        console.print(f"the file for the first time, nobody judged yet: "
                      f"{(time.perf_counter() - began) * 1e3:.0f} ms")  # fmt: skip
        began = time.perf_counter()
        ways["Xinmai"][1]["whole city"]()
        console.print(f"map index over {asked.projects:,} projects: "
                      f"{time.perf_counter() - began:.1f} s, once a revision")  # fmt: skip
        ways["SQLite, plain tables"] = stack.enter_context(in_sqlite(rows, folder))
        if not asked.without_neo4j:
            ways["Neo4j, Cypher"] = stack.enter_context(in_neo4j(rows))
        for question in ("file", *BOXES):
            base = 0.0
            for way, (file, boxes) in ways.items():
                ask = file if question == "file" else boxes[question]
                p50, p99, size = timed(ask, asked.rounds)
                base = base or p50
                unit = "B" if way == "Xinmai" else "rows"
                table.add_row(question, way, f"{p50:.2f}", f"{p99:.2f}", f"{size:,} {unit}",
                              f"{p50 / base:.2f}")  # fmt: skip
    console.print(table)


if __name__ == "__main__":
    main()
