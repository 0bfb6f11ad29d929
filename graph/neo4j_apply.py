"""One batch, written in one transaction that may be replayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

import numpy as np
from neo4j import ManagedTransaction

from graph.encoding import LINK_SHAPE, NODE_SHAPE
from graph.facts import Applied, DeliveredFile, NodeVersion, Origin
from graph.ledger import Ledger
from graph.merging import merged
from graph.neo4j_connection import run, write_chunks
from graph.neo4j_files import keep_progress, keep_quarantined
from graph.neo4j_held import Known, known, link_key, lock
from graph.neo4j_schema import META, RETIRED, ROOT, STATED
from graph.neo4j_search import indexed
from graph.neo4j_values import from_ordinal, properties
from graph.search_text import place
from graph.told import Keep, ToldBatch
from graph.topology import LINK_DTYPE, said_of
from graph.versions import NODE, NUMBER
from graph.vocabulary import LINK_KIND, LINK_KINDS, NODE_CODE, NODE_KIND, NODE_KINDS

_KINDS_OF = {
    family: [kind for kind in NODE_KINDS if kind.family == family] for family in ROOT
}  # fmt: skip


def apply_batch(
    tx: ManagedTransaction, batch: ToldBatch, keep: Keep, token: str, place: str
) -> Applied:
    """Record a batch. The token tells a replay after a commit whose outcome was lost: what that
    commit did is answered again. Cost: linear in the batch's facts."""
    meta = lock(tx, token, place)
    done = run(
        tx,
        "MATCH (b:Batch {token: $token}) RETURN b.revision, b.stored, b.unchanged, b.quarantined",
        token=token,
    )
    if done:
        return Applied(*done[0])
    found = known(tx, batch, meta)
    ledger = Ledger(batch, found.held, keep)
    ledger.walk()
    changes = _Writer(tx, batch, found, ledger).flush() if ledger.changes else None
    set_aside = [*batch.quarantined, *ledger.contradicted]
    keep_quarantined(tx, found.held.file, set_aside, meta)
    applied = Applied(
        ledger.revision if ledger.changes else found.held.revision,
        ledger.stored, ledger.unchanged, len(set_aside),
    )  # fmt: skip
    keep_progress(tx, found.held.file, batch, applied)
    _close(tx, found, token, applied, changes)
    return applied


def _close(
    tx: ManagedTransaction,
    found: Known,
    token: str,
    applied: Applied,
    changes: dict[str, Any] | None,
) -> None:
    """The batch's own node, with its revision and change list, and the counters on ``:Meta``."""
    meta = found.meta
    run(
        tx,
        "CREATE (b:Batch) SET b = $batch WITH b MATCH (m:Meta {id: $id}) SET m += $meta",
        id=META,
        meta=meta | {"revision": applied.revision},
        batch={
            "token": token, "revision": applied.revision, "stored": applied.stored,
            "unchanged": applied.unchanged, "quarantined": applied.quarantined,
            "file": found.held.file, "at": datetime.now(UTC), "name": f"batch {token[:8]}",
        },
    )  # fmt: skip
    if changes is not None:
        run(
            tx, "MATCH (b:Batch {token: $token}) SET b:Revision, b += $changes",
            token=token, changes=changes | {"name": f"revision {applied.revision}"},
        )  # fmt: skip


class _Writer:
    """What the ledger collected, as nodes and relationships."""

    def __init__(
        self, tx: ManagedTransaction, batch: ToldBatch, found: Known, ledger: Ledger
    ) -> None:
        self.tx, self.found, self.ledger = tx, found, ledger
        self.writes, self.revision = ledger.writes, ledger.revision
        self.keys = {
            head.number: key
            for key, head in zip(batch.keys, found.held.heads, strict=True)
            if head is not None
        }

    def flush(self) -> dict[str, Any]:
        """Write all; the change list comes back, and the counters go on."""
        kinds = self._entities()
        self._statements()
        self._retire_links()
        self._links()
        meta, writes = self.found.meta, self.writes
        meta["nodes"] += len(writes.nodes)
        meta["links"] += len(writes.links)
        meta["statements"] += len(writes.statements)
        scopes = {f"{k.family}|{k.id.partition(':')[0]}" for k in writes.keys if ":" in k.id}
        meta["scopes"] = sorted(scopes.union(meta["scopes"]))
        dropped = [row[0] for row in writes.links if row[-3] is not None]
        retired = np.array([*sorted(writes.retired_links), *dropped], np.int32)
        return {
            "number": self.revision, "nodes": meta["nodes"], "links": meta["links"],
            "kinds": np.array(kinds, np.int32).tobytes(),
            "recorded": np.array(writes.arrays, LINK_DTYPE).tobytes(),
            "retired": retired.tobytes(),
            "stated": said_of([v[NODE] for v in writes.statements],
                              [v[NUMBER] in writes.restated for v in writes.statements]),
        }  # fmt: skip

    # Nodes.

    def _entities(self) -> list[tuple[int, int]]:
        """Merge what is said of every new or described node; the kinds that are new or others."""
        said = self._said()
        kinds: list[tuple[int, int]] = []
        rows: dict[str, list[dict[str, Any]]] = {}
        numbers = dict.fromkeys(
            [*(head.number for head in self.writes.nodes), *self.writes.changed]
        )
        for number in numbers:
            before = self.found.nodes.get(number)
            kind, row = self._entity(number, said.get(number, []))
            rows.setdefault(kind, []).append(row)
            if before is None or before.kind != kind:
                kinds.append((number, NODE_CODE[kind]))
        for kind, entities in rows.items():
            write_chunks(self.tx, _entity_statement(kind), entities)
        return kinds

    def _entity(self, number: int, said: list[NodeVersion]) -> tuple[str, dict[str, Any]]:
        key, before = self.keys[number], self.found.nodes.get(number)
        kind, name, fields, stub = merged(*key, said)
        row = properties(NODE_KIND[kind], fields)
        row |= {
            "id": key.id, "number": number, "name": name, "stub": stub,
            "pairs": indexed(key, kind, name), "place": place(number, key.id, name),
            "recorded": before.recorded if before else self.revision,
        }  # fmt: skip
        return kind, row

    def _said(self) -> dict[int, list[NodeVersion]]:
        """What is held to be said of each node once the batch is applied."""
        retired = set(self.writes.retired_statements)
        said: dict[int, list[tuple[int, NodeVersion]]] = {}
        for number in self.writes.changed:
            versions = self.found.nodes[number].versions
            said[number] = [
                (self._begun(v.number), _version(v.kind, v.fields, v.mention))
                for v in versions
                if v.number not in retired
            ]
        for row in self.writes.statements:
            number, node, _, code, mention, text, *_, gone, _, _ = row
            if gone is None:
                version = _version(NODE_KINDS[code].name, str(text), bool(mention))
                said.setdefault(node, []).append((self._begun(number), version))
        return {node: [version for _, version in sorted(told, key=itemgetter(0))]
                for node, told in said.items()}  # fmt: skip

    def _begun(self, statement: int) -> int:
        return self.found.held.firsts.get(statement, statement)

    def _statements(self) -> None:
        write_chunks(
            self.tx,
            f"UNWIND $rows AS number MATCH ()-[s:{STATED} {{number: number}}]->() "
            f"USING INDEX s:{STATED}(number) SET s.retired = $now",
            sorted(self.writes.retired_statements), now=self.revision,
        )  # fmt: skip
        write_chunks(
            self.tx,
            "MATCH (f:File {number: $file}) UNWIND $rows AS row "
            "MATCH (n:Entity {number: row.node}) USING INDEX n:Entity(number) "
            f"CREATE (n)-[s:{STATED}]->(f) SET s = row.told",
            list(self._statement_rows()), file=self.found.held.file,
        )  # fmt: skip

    def _statement_rows(self) -> Iterator[dict[str, Any]]:
        stated_by = self.found.stated_by
        for row in self.writes.statements:
            number, node, _, code, mention, text, first, last, recorded, retired, _, line = row
            yield {
                "node": node,
                "told": {
                    "number": number, "statedBy": stated_by, "mention": bool(mention),
                    "kind": NODE_KINDS[code].name, "fields": text,
                    "validFrom": from_ordinal(first), "validUntil": from_ordinal(last),
                    "recorded": recorded, "retired": retired, "line": line,
                    "first": self.writes.restated.get(number),
                },
            }  # fmt: skip

    # Links.

    def _retire_links(self) -> None:
        """A version no longer held becomes ``RETIRED``: the typed relationships are today's."""
        for kind, numbers in self._retired_by_kind().items():
            name = LINK_KIND[kind].type
            write_chunks(
                self.tx,
                f"UNWIND $rows AS number MATCH (a)-[r:{name} {{number: number}}]->(b) "
                f"USING INDEX r:{name}(number) "
                f"CREATE (a)-[p:{RETIRED}]->(b) SET p = properties(r), "
                "p.key = null, p.kind = $kind, p.retired = $now DELETE r",
                numbers, kind=kind, now=self.revision,
            )  # fmt: skip

    def _retired_by_kind(self) -> dict[str, list[int]]:
        kinds: dict[str, list[int]] = {}
        for number in sorted(self.writes.retired_links):
            kinds.setdefault(self.found.link_kinds[number], []).append(number)
        return kinds

    def _links(self) -> None:
        rows: dict[str, list[dict[str, Any]]] = {}
        for link in self.writes.links:
            name, row = _link(link)
            rows.setdefault(name, []).append(row)
        for name, links in rows.items():
            write_chunks(
                self.tx,
                "UNWIND $rows AS row "
                "MATCH (a:Entity {number: row.source}) USING INDEX a:Entity(number) "
                "MATCH (b:Entity {number: row.target}) USING INDEX b:Entity(number) "
                f"CREATE (a)-[r:{name}]->(b) SET r = row.held",
                links,
            )


def _entity_statement(kind: str) -> str:
    """Business keys only; labels follow the kind."""
    declared = NODE_KIND[kind]
    root = ROOT[declared.family]
    special = [k.label for k in _KINDS_OF[declared.family] if k.label != root]
    gone = "".join(f":{label}" for label in special if label != declared.label)
    remove = f" REMOVE n{gone}" if gone else ""
    return (
        f"UNWIND $rows AS row MERGE (n:{root} {{id: row.id}}) "
        f"SET n = row SET n:Entity:{declared.label}{remove}"
    )


def _version(kind: str, text: str, mention: bool) -> NodeVersion:
    fields = NODE_SHAPE[kind].decode(text)
    return NodeVersion(kind, fields, mention, None, None, 0, None, _NOWHERE)


_NOWHERE = Origin(DeliveredFile("", "", "", ""), 0)  # merging goes by the order given


def _link(row: list[Any]) -> tuple[str, dict[str, Any]]:
    number, code, source, target, distinct, text, first, last, recorded, retired, file, line = row
    kind = LINK_KINDS[code]
    held = properties(kind, LINK_SHAPE[kind.name].decode(text))
    held |= {
        "number": number, "distinct": distinct, "fields": text, "recorded": recorded,
        "validFrom": from_ordinal(first), "validUntil": from_ordinal(last),
        "file": file, "line": line,
    }  # fmt: skip
    if retired is None:
        held["key"] = link_key((code, source, target, distinct, first))
    else:  # recorded and retired in one batch
        held |= {"kind": kind.name, "retired": retired}
    return kind.type if retired is None else RETIRED, {
        "source": source,
        "target": target,
        "held": held,
    }
