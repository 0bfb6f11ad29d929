"""What the store answers: nodes with their statements, links, ids, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from neo4j import ManagedTransaction

from graph.encoding import link_shape, node_shape
from graph.facts import DeliveredFile, Key, LinkView, NodeVersion, NodeView, Origin, Run
from graph.merging import GENERIC, merged
from graph.neo4j_connection import run, run_chunks
from graph.neo4j_schema import META, RETIRED, ROOT, STATED
from graph.neo4j_values import TYPE_KIND, TYPES, day, family_and_kind
from graph.vocabulary import LINK_KINDS, NODE_KIND, NODE_KINDS

_LATER = 2**62  # "known at" when the latest is asked for
_KNOWN = "{0}.recorded <= $now AND ({0}.retired IS NULL OR {0}.retired > $now)"
Files = Mapping[int, DeliveredFile]


def resolve(tx: ManagedTransaction, id: str, family: str) -> list[Key]:
    """The id itself if it is known, else the same id under every source's scope."""
    if family not in ROOT:
        return []
    for ids in ([id], [key.id for key in scoped(tx, id, family)]):
        rows = run(
            tx, f"MATCH (n:{ROOT[family]}) WHERE n.id IN $ids RETURN n.id ORDER BY n.id", ids=ids
        )
        if rows:
            return [Key(family, held) for (held,) in rows]
    return []


def scoped(tx: ManagedTransaction, id: str, family: str) -> list[Key]:
    ((scopes,),) = run(tx, "MATCH (m:Meta {id: $id}) RETURN m.scopes", id=META)
    prefixes = [prefix for kind, _, prefix in (s.partition("|") for s in scopes) if kind == family]
    return [Key(family, f"{prefix}:{id}") for prefix in sorted(prefixes)]


def keyed(tx: ManagedTransaction, keys: Iterable[Key]) -> list[int]:
    """The numbers of these keys, where they are known."""
    families: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        families.setdefault(key.family, []).append(key.id)
    return [
        number
        for family, ids in families.items()
        if family in ROOT
        for (number,) in run_chunks(
            tx, f"UNWIND $rows AS id MATCH (n:{ROOT[family]} {{id: id}}) RETURN n.number", ids
        )
    ]


def numbered(
    tx: ManagedTransaction, numbers: Iterable[int], known_at: int | None
) -> dict[int, NodeView]:
    wanted = [int(number) for number in dict.fromkeys(numbers)]
    known = _KNOWN.format("s")
    merge = _KNOWN.format("r")
    rows = list(
        run_chunks(
            tx,
            "UNWIND $rows AS number MATCH (n:Entity {number: number}) USING INDEX n:Entity(number) "
            "WHERE n.recorded <= $now "
            "RETURN n.number, n.id, labels(n), "
            f"[(n)-[s:{STATED}]->(f) WHERE {known} | [s.number, s.kind, s.fields, s.mention, "
            "s.validFrom, s.validUntil, s.recorded, s.retired, f.number, s.line, s.first]], "
            f"[(n)-[r:SAME_AS|{RETIRED}]->(t) WHERE {merge} AND "
            "(type(r) = 'SAME_AS' OR r.kind = 'same_as') | [r.number, t.id, labels(t)]]",
            wanted, now=_LATER if known_at is None else known_at,
        )
    )  # fmt: skip
    bounds = _runs(tx, [version for row in rows for version in row[3]])
    files = _files(tx, {version[8] for row in rows for version in row[3]}
                   | {file for *_, file, _ in bounds.values()})  # fmt: skip
    runs = {first: Run(recorded, retired, Origin(files[file], line))
            for first, (recorded, retired, file, line) in bounds.items()}  # fmt: skip
    return {row[0]: _node(files, runs, *row) for row in rows}


def _runs(
    tx: ManagedTransaction, statements: Iterable[Sequence[Any]]
) -> dict[int, tuple[int, int | None, int, int]]:
    """Of statements, the runs that have several, by the first's number: recorded, retired, file,
    line."""
    begun = {_first(said) for said in statements if said[10] is not None or said[7] is not None}
    rows = run_chunks(
        tx,
        f"UNWIND $rows AS number MATCH (n)-[s:{STATED} {{number: number}}]->(f) "
        f"USING INDEX s:{STATED}(number) WITH number, s, f, "
        f"[(n)-[z:{STATED}]->() WHERE z.first = number | [z.number, z.retired]] AS later "
        "WHERE size(later) > 0 RETURN number, s.recorded, later, f.number, s.line",
        sorted(begun),
    )
    return {
        first: (recorded, max(later)[1], file, line) for first, recorded, later, file, line in rows
    }


def _first(said: Sequence[Any]) -> int:
    """The number of the first statement of the run."""
    return int(said[0] if said[10] is None else said[10])


def _node(
    files: Files, runs: Mapping[int, Run], number: int, id: str, labels: list[str],
    said: list[Any], merges: list[Any],
) -> NodeView:  # fmt: skip
    key = Key(family_and_kind(labels)[0], id)
    versions = tuple(
        _statement(files, runs.get(_first(version)), *version[1:10])
        for version in sorted(said, key=_first)
    )
    into = None
    if merges:
        _, target, others = max(merges)
        into = Key(family_and_kind(others)[0], target)
    kind, name, fields, stub = merged(*key, versions)
    return NodeView(number, key, kind, name, fields, stub, into, versions)


def _statement(
    files: Files, run: Run | None, kind: str, text: str, mention: bool, *rest: Any
) -> NodeVersion:
    first, last, recorded, retired, file, line = rest
    return NodeVersion(
        kind, node_shape(kind).decode(text), mention, day(first), day(last),
        recorded, retired, Origin(files[file], line), run,
    )  # fmt: skip


def links(tx: ManagedTransaction, numbers: Sequence[int]) -> dict[int, LinkView]:
    """A seek in each type's index: the number alone does not tell the type."""
    wanted = [int(number) for number in dict.fromkeys(numbers)]
    branches = " UNION ALL ".join(
        f"WITH number MATCH (a)-[r:{name} {{number: number}}]->(b) USING INDEX r:{name}(number) "
        "RETURN a, r, b"
        for name in TYPES
    )
    rows = list(
        run_chunks(
            tx,
            f"UNWIND $rows AS number CALL {{ {branches} }} "
            "RETURN r.number, type(r), r.kind, a.id, labels(a), b.id, labels(b), r.fields, "
            "r.distinct, r.validFrom, r.validUntil, r.recorded, r.retired, r.file, r.line",
            wanted,
        )
    )
    files = _files(tx, {row[-2] for row in rows})
    return {row[0]: _link(files, *row) for row in rows}


def _link(files: Files, number: int, type: str, retired_kind: str | None, *rest: Any) -> LinkView:
    source, sources, target, targets, text, distinct, *rest_ = rest
    first, last, recorded, retired, file, line = rest_
    kind = retired_kind or TYPE_KIND[type]
    return LinkView(
        number, kind,
        Key(family_and_kind(sources)[0], source), Key(family_and_kind(targets)[0], target),
        link_shape(kind).decode(text), distinct, day(first), day(last),
        recorded, retired, Origin(files[file], line),
    )  # fmt: skip


def _files(tx: ManagedTransaction, numbers: set[int]) -> Files:
    rows = run(
        tx,
        "MATCH (f:File) WHERE f.number IN $numbers "
        "RETURN f.number, f.source, f.layout, f.name, f.digest",
        numbers=list(numbers),
    )
    return {number: DeliveredFile(*rest) for number, *rest in rows}


def size(tx: ManagedTransaction, kinds: Collection[str] | None) -> int:
    """How many nodes there are, of ``kinds`` if given: to tell how rare a part of a name is."""
    if kinds is None:
        ((nodes,),) = run(tx, "MATCH (m:Meta {id: $id}) RETURN m.nodes", id=META)
        return int(nodes)
    held = counts(tx)
    return sum(held.get(kind, 0) for kind in kinds)


def counts(tx: ManagedTransaction) -> dict[str, int]:
    """Current nodes and links by kind, from the engine's own count store."""
    nodes = [
        f"MATCH (n:{kind.label}) RETURN '{kind.name}' AS kind, count(n) AS held"
        for kind in NODE_KINDS
    ]
    ties = [
        f"MATCH ()-[r:{kind.type}]->() RETURN '{kind.name}' AS kind, count(r) AS held"
        for kind in LINK_KINDS
    ]
    rows: list[Any] = run(tx, " UNION ALL ".join(nodes + ties))
    held = Counter(dict[str, int](rows))
    for kind in NODE_KINDS:
        if kind.family == NODE_KIND[GENERIC].family and kind.name != GENERIC:
            held[GENERIC] -= held[kind.name]
    return {kind: count for kind, count in held.items() if count > 0}
