"""What is Neo4j's own: a graph pleasant to query, replays, search beyond Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from neo4j import Driver, GraphDatabase

from graph.errors import StoreDamaged, StoreError, StoreUnreachable
from graph.facts import Batch, DeliveredFile, LinkFact, NodeFact, Row, subject
from graph.neo4j_apply import apply_batch
from graph.neo4j_connection import Connection
from graph.neo4j_schema import statements
from graph.neo4j_store import Neo4jStore
from graph.store import open_store
from graph.told import tell

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]

BUILDER, OWNER = subject("91310000425016072A"), subject("local:0001")
HALF = {"share_min": 500_000, "share_max": 500_000}


def batch(name: str, *facts: NodeFact | LinkFact) -> Batch:
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, 1)]
    file = DeliveredFile("registry", f"test/{name}", f"{name}.csv", f"{name:f>64}")
    return Batch(file, rows, through=len(rows), complete=True)


def small() -> Batch:
    return batch(
        "small",
        NodeFact(
            BUILDER,
            "organization",
            {"name": "ACME建筑(上海)有限公司", "registered": date(2001, 2, 3)},
        ),
        NodeFact(OWNER, "person", {"name": "张三", "identity_sealed": "sealed-text"}),
        LinkFact("owns", OWNER, BUILDER, HALF, valid_from=date(2020, 1, 1)),
    )


@pytest.fixture
def store(neo4j_url: str) -> Iterator[Neo4jStore]:
    with Neo4jStore(neo4j_url) as opened:
        opened.prepare()
        yield opened


@pytest.fixture
def driver(neo4j_url: str) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_url) as opened:
        yield opened


def test_the_graph_reads_well_in_cypher(store: Neo4jStore, driver: Driver) -> None:
    store.apply(small())
    found = driver.execute_query(
        "MATCH (p:Subject:Person)-[r:OWNS]->(c:Subject:Organization) RETURN "
        "p.name, c.name, c.registered, r.shareMin, r.validFrom, c.stub, p.identitySealed"
    ).records
    assert [record.values()[:2] for record in found] == [["张三", "ACME建筑(上海)有限公司"]]
    assert found[0]["c.registered"].to_native() == date(2001, 2, 3)
    assert found[0]["r.validFrom"].to_native() == date(2020, 1, 1)
    assert found[0]["r.shareMin"] == 500_000
    assert found[0]["c.stub"] is False
    assert found[0]["p.identitySealed"] is None


def test_typed_relationships_are_those_held_today(store: Neo4jStore, driver: Driver) -> None:
    store.apply(small())
    all_of_it = {"share_min": 1_000_000, "share_max": 1_000_000}
    store.apply(
        batch("later", LinkFact("owns", OWNER, BUILDER, all_of_it, valid_from=date(2020, 1, 1)))
    )
    held = driver.execute_query("MATCH ()-[r:OWNS]->() RETURN r.shareMin").records
    past = driver.execute_query("MATCH ()-[r:RETIRED]->() RETURN r.kind, r.shareMin").records
    assert [record.values() for record in held] == [[1_000_000]]
    assert [record.values() for record in past] == [["owns", 500_000]]
    assert {view.retired for view in store.links([0, 1]).values()} == {2, None}


def test_a_replayed_commit_answers_the_same(store: Neo4jStore, neo4j_url: str) -> None:
    connection, told, token = Connection(neo4j_url), tell(small()), uuid4().hex
    try:
        once = connection.write(lambda tx: apply_batch(tx, told, str, token, neo4j_url))
        again = connection.write(lambda tx: apply_batch(tx, told, str, token, neo4j_url))
    finally:
        connection.close()
    assert once == again
    assert once.stored == 3
    assert store.revision() == 1
    assert [file.stored for file in store.delivered()] == [3]


@pytest.mark.parametrize(
    "text", ["acme", "cme建", "(上", "31000042501", "建筑(上", "m", "海", "0160 72", "(", "AND"]
)
def test_any_part_of_a_name_or_code_is_found(store: Neo4jStore, text: str) -> None:
    store.apply(small())
    wanted = text not in {"0160 72", "AND"}
    assert [hit.key for hit in store.search(text)] == ([BUILDER] if wanted else [])


def test_an_unprepared_database_is_no_empty_graph(driver: Driver, neo4j_url: str) -> None:
    with open_store(neo4j_url) as store, pytest.raises(StoreUnreachable, match="no Xinmai store"):
        store.revision()


def test_a_database_of_other_data_is_left_alone(driver: Driver, neo4j_url: str) -> None:
    driver.execute_query("CREATE (:Film {title: 'Casablanca'})")
    with open_store(neo4j_url) as store, pytest.raises(StoreDamaged, match="other data"):
        store.prepare()


def test_a_store_opened_read_only_does_not_write(store: Neo4jStore, neo4j_url: str) -> None:
    with Neo4jStore(neo4j_url, read_only=True) as reader:
        with pytest.raises(StoreError, match="read-only"):
            reader.apply(small())
        assert reader.revision() == 0


def test_every_declared_constraint_is_there(store: Neo4jStore, driver: Driver) -> None:
    held = driver.execute_query("SHOW CONSTRAINTS YIELD name").records
    declared = {text.split()[2] for text in statements() if text.startswith("CREATE CONSTRAINT")}
    assert {record["name"] for record in held} == declared


def saved_queries() -> list[str]:
    text = (Path(__file__).parents[2] / "graph/neo4j/queries.cypher").read_text(encoding="utf-8")
    return [part.strip() for part in text.split(";\n") if part.strip()]


def test_the_saved_queries_run(store: Neo4jStore, driver: Driver) -> None:
    store.apply(small())
    for query in saved_queries():
        driver.execute_query(query, id=BUILDER.id, other=OWNER.id, name="建筑", revision=1)
