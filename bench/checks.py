"""Credit checks: in process beside plain SQL and Cypher, and over HTTP beside a bare route.

    python -m bench.checks                              # 100,000 firms, one in twenty on record
    python -m bench.checks --without-neo4j --seconds 5

Ours is the whole answer as JSON: outcome, measures with basis and source, statutory extension by
role, incentives, receipt. The databases get tables (nodes) made for the question, indexed, and
answer with bare rows: the subject's records and those of the units it leads. Over HTTP one worker
on one core answers, audited and journalled; the load comes from the other core.
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
from urllib.parse import quote

import msgspec
import neo4j
import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import Rulebook, load_rules
from api.access.tokens import new_token
from api.answers import Answers
from api.answers.checks.check import check_answer
from api.answers.stamp import Stamp
from bench.http_load import load, server
from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.networks import Networks
from graph.store import Store, open_store
from scripts.neo4j_server import running_server

DAY: Final = date(2026, 6, 30)
ON_RECORD: Final = 20  # one firm in so many
Ask = Callable[[int], int]  # firm → size of the answer


def facts(firms: int) -> Iterator[tuple[Fact, ...]]:
    """Firms with a legal representative each, every third of whom leads two; some on record."""
    for number in range(firms):
        firm, leader = subject(f"u:{number}"), subject(f"l:{number // 3}")
        first = DAY - timedelta(3_000 - number % 2_000)
        yield (
            NodeFact(firm, "organization", {"name": f"单位{number}有限公司", "registered": first}),
            NodeFact(leader, "person", {"name": f"王{number // 3}"}),
            LinkFact("holds_office", leader, firm, {"office": "legal_representative"},
                     "legal_representative", first),
        )  # fmt: skip
        if number % ON_RECORD == 0:
            key, decided = Key("sanction", f"s:{number}"), DAY - timedelta(100 + number % 300)
            fields: dict[str, Value] = {"name": "欠薪", "kind": "serious_list", "decided": decided,
                      "list": "拖欠农民工工资失信联合惩戒对象名单"}  # fmt: skip
            yield (NodeFact(key, "sanction", fields), LinkFact("sanctioned_by", firm, key, {}, "",
                                                               decided))  # fmt: skip


def filled(store: Store, firms: int) -> None:
    store.prepare()
    file = DeliveredFile("bench", "bench", "bench.csv", "0" * 64)
    lines = [Row(line, told) for line, told in enumerate(facts(firms), start=2)]
    store.apply(Batch(file, lines, through=len(lines), complete=True))


def answers_over(store: Store, rules: Rulebook) -> Answers:
    stamp = Stamp(b"b" * 32)
    return Answers(store, Networks(store, None), lambda: DAY, rules, lambda: stamp)


def questions(rules: Rulebook) -> list[tuple[str, str]]:
    return [(item.id, item.purposes[0]) for item in rules.checks.item]


def ours(store: Store) -> Ask:
    rules = load_rules()
    answers, items = answers_over(store, rules), questions(rules)

    def ask(firm: int) -> int:
        item, purpose = items[firm % len(items)]
        found = check_answer(answers.on(), answers.stamp, f"u:{firm}", item, purpose)
        return len(msgspec.json.encode(found))

    return ask


SQL: Final = (
    "SELECT r.* FROM record r WHERE r.subject = ?1 AND r.decided <= ?2 UNION ALL"
    " SELECT r.* FROM office o JOIN record r ON r.subject = o.firm"
    " WHERE o.person = ?1 AND o.first <= ?2 AND r.decided <= ?2"
)


@contextlib.contextmanager
def in_sqlite(firms: int, folder: Path) -> Iterator[Ask]:
    db = sqlite3.connect(folder / "plain.db")
    db.executescript("""
        CREATE TABLE record (subject, list, decided); CREATE TABLE office (person, firm, first);
        CREATE INDEX a ON record (subject); CREATE INDEX b ON office (person);
    """)
    records, offices = plain(firms)
    db.executemany("INSERT INTO record VALUES (?,?,?)", records)
    db.executemany("INSERT INTO office VALUES (?,?,?)", offices)
    db.commit()
    yield lambda firm: len(db.execute(SQL, (f"u:{firm}", DAY.isoformat())).fetchall())
    db.close()


def plain(firms: int) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    records, offices = list[tuple[str, ...]](), list[tuple[str, ...]]()
    for told in facts(firms):
        for fact in told:
            if isinstance(fact, LinkFact):
                day = str(fact.valid_from)
                if fact.kind == "sanctioned_by":
                    records.append((fact.source.id, "wage_arrears", day))
                else:
                    offices.append((fact.source.id, fact.target.id, day))
    return records, offices


CYPHER: Final = (
    "MATCH (u:Firm {id: $id}) OPTIONAL MATCH (u)-[:HAS]->(r:Record) WHERE r.decided <= $day"
    " OPTIONAL MATCH (u)-[o:LEADS]->(v:Firm)-[:HAS]->(s:Record)"
    " WHERE o.first <= $day AND s.decided <= $day RETURN properties(r), properties(s)"
)


@contextlib.contextmanager
def in_neo4j(firms: int) -> Iterator[Ask]:
    records, offices = plain(firms)
    with (
        running_server() as url,
        neo4j.GraphDatabase.driver(url) as driver,
        driver.session() as session,
    ):
        session.run("CREATE INDEX FOR (f:Firm) ON (f.id)").consume()
        for query, told in (
            ("MERGE (:Firm {id: r[1]}) MERGE (:Firm {id: r[0]})", offices),
            ("MATCH (p:Firm {id: r[0]}) MATCH (f:Firm {id: r[1]})"
             " CREATE (p)-[:LEADS {first: r[2]}]->(f)", offices),
            ("MATCH (f:Firm {id: r[0]}) CREATE (f)-[:HAS]->(:Record {list: r[1], decided: r[2]})",
             records),
        ):  # fmt: skip
            for start in range(0, len(told), 20_000):
                rows = [list(row) for row in told[start : start + 20_000]]
                session.run(f"UNWIND $rows AS r {query}", rows=rows).consume()
        session.run("CALL db.awaitIndexes()").consume()
        day = DAY.isoformat()
        yield lambda firm: len(list(session.run(CYPHER, id=f"u:{firm}", day=day)))


def timed(ask: Ask, firms: list[int]) -> tuple[float, float]:
    """p50 and p99 in milliseconds, warm."""
    for firm in firms:
        ask(firm)
    times = []
    for firm in firms:
        began = time.perf_counter()
        ask(firm)
        times.append((time.perf_counter() - began) * 1e3)
    return float(np.median(times)), float(np.quantile(times, 0.99))


def serve_checks(url: str, folder: str, key: str, port: int) -> None:
    from api.access.doorkeeper import Doorkeeper
    from api.app import create_app
    from api.audit import AuditLog
    from api.daybook import Daybook
    from api.journal import CheckJournal
    from api.serve import Place, serve

    with open_store(url, read_only=True) as store:
        audit = AuditLog(Path(folder) / "audit.jsonl")
        journal = CheckJournal(Path(folder) / "checks")
        keeper = Doorkeeper(Daybook(Path(folder) / "daybook"), development=key)
        answers = answers_over(store, load_rules())
        serve(create_app(answers, audit, keeper=keeper, journal=journal), Place(port=port))


def serve_bare(port: int) -> None:
    """What the framework alone can do: two routes that answer with bytes made before."""
    from fastapi import FastAPI, Response

    from api.serve import Place, serve

    app, body = FastAPI(openapi_url=None), b"x" * 2_000

    @app.get("/readyz")
    @app.get("/v1/checks")
    async def bare() -> Response:
        return Response(body, media_type="application/json")

    serve(app, Place(port=port))


def over_http(
    serve: Callable[[int], None], paths: list[str], seconds: float, key: str
) -> list[str]:
    with server(serve) as served:
        load(served, paths, connections=8, seconds=2, key=key)  # warm
        found = load(served, paths, connections=8, seconds=seconds, key=key)
    return [f"{found.rate:,.0f}", f"{found.p50:.2f}", f"{found.p99:.2f}", f"{found.refused:,}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=2_000, help="firms asked about")
    parser.add_argument("--seconds", type=float, default=10.0, help="of load over HTTP")
    parser.add_argument("--without-neo4j", action="store_true")
    asked = parser.parse_args()
    console = Console()
    picked: list[int] = np.random.default_rng(1).integers(0, asked.firms, asked.asked).tolist()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = f"sqlite:///{folder}/facts.db"
        store = stack.enter_context(open_store(url))
        filled(store, asked.firms)
        ways: dict[str, Ask] = {"Xinmai, whole answer": ours(store)}
        ways["SQLite, bare rows"] = stack.enter_context(in_sqlite(asked.firms, folder))
        if not asked.without_neo4j:
            ways["Neo4j, Cypher, bare rows"] = stack.enter_context(in_neo4j(asked.firms))
        table = Table("in process", "p50 ms", "p99 ms", "p50 × ours")
        base = 0.0
        for way, ask in ways.items():
            p50, p99 = timed(ask, picked)
            base = base or p50
            table.add_row(way, f"{p50:.3f}", f"{p99:.3f}", f"{p50 / base:.2f}")
        console.print(table)
        items = questions(load_rules())
        paths = [
            f"/v1/checks?id={quote(f'u:{firm}')}&item={item}&purpose={purpose}"
            for firm in picked for item, purpose in [items[firm % len(items)]]
        ]  # fmt: skip
        http = Table("over HTTP, one core", "answers/s", "p50 ms", "p99 ms", "not 200")
        key = new_token()
        ways_over: dict[str, Any] = {
            "checks, audited and journalled": partial(serve_checks, url, str(folder), key),
            "a bare FastAPI route": serve_bare,
        }
        for way, serve in ways_over.items():
            http.add_row(way, *over_http(serve, paths, asked.seconds, key))
        console.print(http)


if __name__ == "__main__":
    main()
