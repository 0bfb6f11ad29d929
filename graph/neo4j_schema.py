"""What a Neo4j store consists of: constraints, indexes, and the one ``:Meta`` node.

(:Entity:Subject:Organization {number, id, name, …})   a node, as merged today
(entity)-[:STATED]->(:Statement)                       every version of what was said of it
(a)-[:OWNS {number, shareMin, validFrom, …}]->(b)      a link held today
(a)-[:RETIRED {kind: 'owns', retired, …}]->(b)         a link version no longer held
(:Revision {number, at, kinds, recorded, retired})     one a batch, with its change list
(:Batch {token}), (:File), (:Quarantine), (:Meta)      the bookkeeping
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import uuid4

import msgspec
from neo4j import ManagedTransaction

from graph.errors import StoreDamaged, StoreUnreachable
from graph.merging import FAMILY_KIND
from graph.neo4j_connection import Connection, run
from graph.vocabulary import FAMILIES, LINK_KINDS, NODE_KIND, NODE_KINDS

FORMAT: Final = 1
ROOT: Final = {family: NODE_KIND[FAMILY_KIND[family]].label for family in FAMILIES}
"""The label that all nodes of a family share."""
RETIRED: Final = "RETIRED"
STATED: Final = "STATED_IN"
META: Final = "xinmai"
NAMES_INDEX: Final = "entity_names"
KINDS_INDEXED: Final = "kindsIndexed"
"""Of ``:Meta``: the index of names holds each node's kind; not in a store of an older program."""
PLACES_INDEXED: Final = "placesIndexed"
"""And its place among the names (``neo4j_search.rank_word``)."""

Vocabulary = dict[str, list[str]]


def camel(name: str) -> str:
    """``share_min`` → ``shareMin``: properties are written as Neo4j's users write them."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def statements() -> Iterator[str]:
    """The schema, each statement idempotent."""
    for label in ROOT.values():
        yield _unique(f"(n:{label})", "n.id", f"{label.lower()}_id")
    for label in ("Entity", "Revision", "File", "Quarantine"):
        yield _unique(f"(n:{label})", "n.number", f"{label.lower()}_number")
    yield _unique("(n:Batch)", "n.token", "batch_token")
    yield _unique("(n:Meta)", "n.id", "meta_id")
    yield _unique("(n:File)", "(n.digest, n.source, n.layout)", "file_key")
    yield _unique("(n:Quarantine)", "(n.file, n.line, n.field)", "quarantine_key")
    for kind in LINK_KINDS:
        yield _unique(f"()-[n:{kind.type}]-()", "n.number", f"{kind.name}_number")
        yield _unique(f"()-[n:{kind.type}]-()", "n.key", f"{kind.name}_key")
    for name in (RETIRED, STATED):
        yield _unique(f"()-[n:{name}]-()", "n.number", f"{name.lower()}_number")
    yield (
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS FOR (n:Entity) ON EACH [n.pairs] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )


def _unique(pattern: str, property: str, name: str) -> str:
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {pattern} REQUIRE {property} IS UNIQUE"


def vocabulary() -> Vocabulary:
    """The names behind the small integers in the change lists, in their order."""
    names: Vocabulary = {
        "nodes": [kind.name for kind in NODE_KINDS],
        "links": [kind.name for kind in LINK_KINDS],
    }
    return names | {f"codes of {kind.name}": list(kind.codes) for kind in LINK_KINDS if kind.codes}


def create(connection: Connection) -> None:
    """Make what is missing. Raises StoreDamaged over a database that holds something else."""
    connection.write(_check_ours)
    connection.declare(statements())
    connection.write(_meta)
    connection.read(lambda tx: run(tx, "CALL db.awaitIndexes(300)"))


def _check_ours(tx: ManagedTransaction) -> None:
    if not run(tx, "MATCH (m:Meta {id: $id}) RETURN m.format", id=META) and run(
        tx, "MATCH (n) RETURN 1 LIMIT 1"
    ):
        raise StoreDamaged(
            "这个 Neo4j 数据库里是别的数据;请另建一个空数据库给信脉",
            "this Neo4j database holds other data; give Xinmai an empty one",
        )


def _meta(tx: ManagedTransaction) -> None:
    ((held,),) = run(
        tx,
        "MERGE (m:Meta {id: $id}) ON CREATE SET m.format = $format, m.revision = 0, m.nodes = 0, "
        "m.links = 0, m.statements = 0, m.files = 0, m.quarantined = 0, m.scopes = [], "
        f"m.vocabulary = '{{}}', m.name = '信脉', m.{KINDS_INDEXED} = true, "
        f"m.{PLACES_INDEXED} = true "
        "SET m.generation = coalesce(m.generation, $generation) RETURN properties(m)",
        id=META, format=FORMAT, generation=uuid4().hex,
    )  # fmt: skip
    check_format(held)
    text = msgspec.json.encode(_agreed(held)).decode()
    if text != held["vocabulary"]:
        run(tx, "MATCH (m:Meta {id: $id}) SET m.vocabulary = $text", id=META, text=text)


def _agreed(held: dict[str, Any]) -> Vocabulary:
    """Kinds and codes may be appended to the vocabulary, never moved: change lists hold numbers."""
    ours = vocabulary()
    for group, names in msgspec.json.decode(held["vocabulary"], type=Vocabulary).items():
        if ours.get(group, [])[: len(names)] != names:
            raise StoreDamaged(
                f"存储的词汇({group})与本程序的次序不同;请用写入它的版本",
                f"the store's vocabulary ({group}) is ordered otherwise; use the program it is of",
            )
    return ours


def check_format(meta: dict[str, Any]) -> None:
    if meta.get("format") != FORMAT:
        raise StoreDamaged(
            f"存储的格式是第 {meta.get('format')} 版,本程序只认第 {FORMAT} 版;请用相应版本的程序",
            f"the store has format {meta.get('format')}, this program knows {FORMAT}; use the "
            "matching program",
        )


def not_prepared(place: str) -> StoreUnreachable:
    return StoreUnreachable(
        f"{place} 里还没有信脉存储;请先用 xinmai load 建立",
        f"there is no Xinmai store at {place} yet; load something first",
    )
