"""What a batch needs to know of the store before it is walked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import ManagedTransaction

from graph.facts import DeliveredFile
from graph.ledger import LINK, Head, Held
from graph.neo4j_connection import run, run_chunks
from graph.neo4j_schema import META, ROOT, STATED, check_format, not_prepared
from graph.neo4j_values import family_and_kind, ordinal
from graph.succession import anchors, by_slot
from graph.told import ToldBatch, ToldNode, ToldRow
from graph.versions import Natural, natural
from graph.versions import Version as Row
from graph.vocabulary import LINK_KINDS, NODE_CODE


@dataclass(frozen=True, slots=True)
class Version:
    """A current statement as stored."""

    number: int
    stated_by: str
    kind: str
    fields: str
    valid_from: int | None
    valid_until: int | None
    mention: bool
    recorded: int
    file: int
    line: int
    first: int | None

    def row(self, node: int) -> Row:
        """As the ledger holds statements; it does not look at ``stated_by``."""
        return [
            self.number, node, 0, NODE_CODE[self.kind], int(self.mention), self.fields,
            self.valid_from, self.valid_until, self.recorded, None, self.file, self.line,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as stored: the revision that recorded it, its kind, its current statements."""

    recorded: int
    kind: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """All that is held for the keys of a batch."""

    meta: dict[str, Any]
    held: Held
    nodes: dict[int, Node]
    link_kinds: dict[int, str]  # of the link numbers held
    stated_by: str


def lock(tx: ManagedTransaction, token: str, place: str) -> dict[str, Any]:
    """The ``:Meta`` node, locked for this transaction: two writers take turns."""
    found = run(
        tx, "MATCH (m:Meta {id: $id}) SET m.writer = $token RETURN properties(m)",
        id=META, token=token,
    )  # fmt: skip
    if not found:
        raise not_prepared(place)
    meta: dict[str, Any] = found[0][0]
    check_format(meta)
    return meta


def known(tx: ManagedTransaction, batch: ToldBatch, meta: dict[str, Any]) -> Known:
    heads, nodes = _entities(tx, batch)
    open_ = _open(tx, batch, heads)
    held = Held(
        revision=meta["revision"], nodes=meta["nodes"], links=meta["links"],
        statements=meta["statements"], file=_file(tx, batch.file, meta), stated_by=0,
        heads=heads, linked=_linked(tx, batch.rows, heads), open_=by_slot(open_),
        files=_files(tx, batch.file),
        firsts={v.number: v.first for node in nodes.values() for v in node.versions
                if v.first is not None},
    )  # fmt: skip
    kinds = {row[0]: LINK_KINDS[row[1]].name for row in (*held.linked.values(), *open_)}
    return Known(meta, held, nodes, kinds, batch.file.stated_by)


def _file(tx: ManagedTransaction, file: DeliveredFile, meta: dict[str, Any]) -> int:
    """The file's number, a new one if it is new."""
    ((number,),) = run(
        tx,
        "MERGE (f:File {digest: $digest, source: $source, layout: $layout}) "
        "ON CREATE SET f.number = $next, f.name = $name, f.through = 0, f.stored = 0, "
        "f.unchanged = 0, f.quarantined = 0, f.complete = false RETURN f.number",
        digest=file.digest, source=file.source, layout=file.layout, name=file.name,
        next=meta["files"],
    )  # fmt: skip
    meta["files"] = max(meta["files"], number + 1)
    return int(number)


def _entities(
    tx: ManagedTransaction, batch: ToldBatch
) -> tuple[list[Head | None], dict[int, Node]]:
    """The nodes held of the batch's keys; statements of those that it states something of."""
    stated = {fact.node for row in batch.rows for fact in row.facts if type(fact) is ToldNode}
    heads: list[Head | None] = [None] * len(batch.keys)
    nodes = dict[int, Node]()
    for family, label in ROOT.items():
        places = {key.id: at for at, key in enumerate(batch.keys) if key.family == family}
        found = run_chunks(
            tx,
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) "
            "RETURN n.id, n.number, n.name, n.recorded, labels(n), CASE WHEN row[1] THEN "
            f"[(n)-[s:{STATED}]->(f) WHERE s.retired IS NULL | [s.number, s.statedBy, s.kind, "
            "s.fields, s.validFrom, s.validUntil, s.mention, s.recorded, f.number, s.line, "
            "s.first]] ELSE [] END",
            [[own_id, at in stated] for own_id, at in places.items()],
        )
        for own_id, number, name, recorded, labels, rows in found:
            kind = family_and_kind(labels)[1]
            versions = tuple(_version(*row) for row in rows)
            ours = (v for v in versions if v.stated_by == batch.file.stated_by)
            said = next((v.row(number) for v in ours), None)
            heads[places[own_id]] = Head(number, NODE_CODE[kind], name, LINK, LINK, said)
            nodes[number] = Node(recorded, kind, versions)
    return heads, nodes


def _version(*row: Any) -> Version:
    number, stated_by, kind, fields, first, last, *rest = row
    return Version(number, stated_by, kind, fields, ordinal(first), ordinal(last), *rest)


def link_key(link: Natural) -> str:
    """The natural key as one property, unique in its relationship type."""
    _, source, target, distinct, first = link
    return f"{source}>{target}|{'' if first is None else first}|{distinct}"


def _linked(
    tx: ManagedTransaction, rows: Iterable[ToldRow], heads: Sequence[Head | None]
) -> dict[Natural, Row]:
    linked = dict[Natural, Row]()
    for kind, keys in _link_keys(rows, heads).items():
        name = LINK_KINDS[kind].type
        found = run_chunks(
            tx,
            f"UNWIND $rows AS key MATCH ()-[r:{name} {{key: key}}]->() USING INDEX r:{name}(key) "
            "RETURN r.key, r.number, r.fields, r.validUntil, r.recorded, r.file, r.line",
            list(keys),
        )
        for key, number, fields, last, recorded, file, line in found:
            _, source, target, distinct, first = link = keys[key]
            linked[link] = [
                number, kind, source, target, distinct, fields, first, ordinal(last),
                recorded, None, file, line,
            ]  # fmt: skip
    return linked


def _files(tx: ManagedTransaction, file: DeliveredFile) -> frozenset[int]:
    """All files of the batch's table."""
    found = run(
        tx, "MATCH (f:File) WHERE f.source = $source AND f.layout = $layout RETURN f.number",
        source=file.source, layout=file.layout,
    )  # fmt: skip
    return frozenset(int(number) for (number,) in found)


def _open(tx: ManagedTransaction, batch: ToldBatch, heads: Sequence[Head | None]) -> list[Row]:
    """The open links in the slots the batch names, of its table or undated of its source."""
    versions: list[Row] = []
    for (kind, end, distinct), places in anchors(batch.rows).items():
        ends = "(n)-[r:{0}]->()" if end == "source" else "()-[r:{0}]->(n)"
        found = run_chunks(
            tx,
            "UNWIND $rows AS number MATCH (n:Entity {number: number}) USING INDEX n:Entity(number) "
            f"MATCH {ends.format(LINK_KINDS[kind].type)} "
            "WHERE r.distinct = $distinct AND r.validUntil IS NULL "
            "MATCH (f:File {number: r.file}) WHERE f.source = $source "
            "AND (f.layout = $layout OR r.validFrom IS NULL) "
            "RETURN r.number, startNode(r).number, endNode(r).number, r.fields, r.validFrom, "
            "r.recorded, r.file, r.line",
            [held.number for place in places if (held := heads[place]) is not None],
            distinct=distinct, source=batch.file.source, layout=batch.file.layout,
        )  # fmt: skip
        versions += [
            [number, kind, source, target, distinct, fields, ordinal(first), None,
             recorded, None, file, line]
            for number, source, target, fields, first, recorded, file, line in found
        ]  # fmt: skip
    return versions


def _link_keys(
    rows: Iterable[ToldRow], heads: Sequence[Head | None]
) -> dict[int, dict[str, Natural]]:
    """By kind, the natural keys of the links named whose ends are held."""
    wanted: dict[int, dict[str, Natural]] = {}
    for row in rows:
        for fact in row.facts:
            if not isinstance(fact, ToldNode):
                source, target = heads[fact.source], heads[fact.target]
                if source is not None and target is not None:
                    link = natural(fact, source.number, target.number)
                    wanted.setdefault(link[0], {})[link_key(link)] = link
    return wanted
