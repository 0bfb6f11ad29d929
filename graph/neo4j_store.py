"""The production store: a Neo4j 5 server or cluster, through the official driver.

A batch is one transaction under a lock on the ``:Meta`` node; a replay after a commit whose
outcome was lost is told by the batch's token. The layout is in ``graph/neo4j_schema.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import uuid4

from neo4j import ManagedTransaction

from graph import neo4j_files, neo4j_schema, neo4j_search, neo4j_topology, neo4j_views
from graph.errors import StoreError
from graph.facts import (
    Applied,
    Batch,
    Delivered,
    DeliveredFile,
    Hit,
    Key,
    LinkView,
    NodeView,
    QuarantineEntry,
)
from graph.neo4j_apply import apply_batch
from graph.neo4j_connection import ANSWER_SECONDS, READ_SECONDS, Connection, run
from graph.store import Store
from graph.told import Keep, ToldBatch, tell
from graph.topology import Changes, History, Topology

T = TypeVar("T")


class Neo4jStore(Store):
    """``neo4j://user:password@host:port/database`` (a cluster too) or ``bolt://…``.

    Credentials may come from XINMAI_NEO4J_USER and XINMAI_NEO4J_PASSWORD instead. Raises
    StoreUnreachable within 2 s of a refused port and 5 s of a silent one.
    """

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self._connection = Connection(url)
        self._kinds_indexed = self._places_indexed = False  # until the store is first read

    def close(self) -> None:
        self._connection.close()

    # Writing.

    def prepare(self) -> None:
        if not self.read_only:
            neo4j_schema.create(self._connection)

    def apply(self, batch: Batch | ToldBatch, *, keep: Keep = str) -> Applied:
        told, token, place = tell(batch), uuid4().hex, self._connection.place
        return self._write(
            lambda tx: apply_batch(tx, told, keep, token, place), _patience(len(told.rows))
        )

    def settle(self, numbers: Sequence[int], state: str) -> None:
        self._write(lambda tx: neo4j_files.settle(tx, numbers, state))

    def _write(self, work: Callable[[ManagedTransaction], T], seconds: float = ANSWER_SECONDS) -> T:
        if self.read_only:
            raise StoreError("存储以只读方式打开,不能写入", "the store was opened read-only")
        return self._connection.write(work, seconds)

    # Reading. An unprepared database is an error, never an empty graph.

    def _read(
        self, work: Callable[[ManagedTransaction, int], T], seconds: float = ANSWER_SECONDS
    ) -> T:
        return self._connection.read(lambda tx: work(tx, self._head(tx)), seconds)

    def _head(self, tx: ManagedTransaction) -> int:
        found = run(tx, "MATCH (m:Meta {id: $id}) RETURN properties(m)", id=neo4j_schema.META)
        if not found:
            raise neo4j_schema.not_prepared(self._connection.place)
        neo4j_schema.check_format(found[0][0])
        self.generation = found[0][0].get("generation", "")
        self._kinds_indexed = bool(found[0][0].get(neo4j_schema.KINDS_INDEXED))
        self._places_indexed = bool(found[0][0].get(neo4j_schema.PLACES_INDEXED))
        return neo4j_topology.visible(tx, int(found[0][0]["revision"]))

    def revision(self) -> int:
        return self._read(lambda tx, head: head)

    def resolve(self, id: str, family: str = "subject") -> list[Key]:
        return self._read(lambda tx, head: neo4j_views.resolve(tx, id, family))

    def scoped(self, id: str, family: str = "subject") -> list[Key]:
        return self._read(lambda tx, head: neo4j_views.scoped(tx, id, family))

    def nodes(self, keys: Sequence[Key], *, known_at: int | None = None) -> dict[Key, NodeView]:
        def work(tx: ManagedTransaction, head: int) -> dict[Key, NodeView]:
            views = neo4j_views.numbered(tx, neo4j_views.keyed(tx, keys), known_at)
            return {view.key: view for view in views.values()}

        return self._read(work, _patience(len(keys)))

    def numbered(
        self, numbers: Sequence[int], *, known_at: int | None = None
    ) -> dict[int, NodeView]:
        return self._read(
            lambda tx, head: neo4j_views.numbered(tx, numbers, known_at), _patience(len(numbers))
        )

    def links(self, numbers: Sequence[int]) -> dict[int, LinkView]:
        return self._read(lambda tx, head: neo4j_views.links(tx, numbers), _patience(len(numbers)))

    def search(
        self, text: str, *, limit: int = 20, family: str | None = "subject",
        departments: bool = False, kinds: Collection[str] | None = None,
    ) -> list[Hit]:  # fmt: skip
        def work(tx: ManagedTransaction, head: int) -> list[Hit]:
            told = kinds if self._kinds_indexed else None  # else they are taken out afterwards
            return neo4j_search.search(
                tx, text, limit, family, departments, told, ranked_names=self._places_indexed
            )

        hits = self._read(work)
        return hits if kinds is None else [hit for hit in hits if hit.kind in kinds]

    def alike(
        self, name: str, *, limit: int = 100, kinds: Collection[str] | None = None,
        among: int | None = None,
    ) -> list[Hit]:  # fmt: skip
        def work(tx: ManagedTransaction, head: int) -> list[Hit]:
            nodes = neo4j_views.size(tx, kinds) if among is None else among
            told = kinds if self._kinds_indexed else None  # else they are taken out afterwards
            return neo4j_search.alike(
                tx, name, limit, told, nodes, ranked_names=self._places_indexed
            )

        hits = self._read(work)
        return hits if kinds is None else [hit for hit in hits if hit.kind in kinds]

    def topology(self, *, known_at: int | None = None) -> Topology:
        return self._read(
            lambda tx, head: neo4j_topology.topology(
                tx, head if known_at is None else min(known_at, head)
            ),
            READ_SECONDS,
        )

    def changes(self, since: int) -> Changes:
        return self._read(lambda tx, head: neo4j_topology.changes(tx, since, head), READ_SECONDS)

    def history(self, since: int, until: int) -> History:
        return self._read(lambda tx, head: neo4j_topology.history(tx, since, until), READ_SECONDS)

    def restated(self, since: int) -> list[int]:
        return self._read(lambda tx, head: neo4j_topology.restated(tx, since))

    def delivered(self, source: str | None = None, digest: str | None = None) -> list[Delivered]:
        return self._read(lambda tx, head: neo4j_files.delivered(tx, source, digest),
                          READ_SECONDS)  # fmt: skip

    def arrivals(self) -> dict[DeliveredFile, datetime]:
        return self._read(lambda tx, head: neo4j_files.arrivals(tx), READ_SECONDS)

    def quarantine(self, *, state: str | None = "open") -> Iterator[QuarantineEntry]:
        after = -1
        while page := self._read(partial(_page, state, after), READ_SECONDS):
            yield from page
            after = page[-1].number

    def counts(self) -> Mapping[str, int]:
        return self._read(lambda tx, head: neo4j_views.counts(tx), READ_SECONDS)


def _patience(size: int) -> float:
    """Seconds that so many rows may take, twenty times what they do."""
    return ANSWER_SECONDS + size / 250


def _page(
    state: str | None, after: int, tx: ManagedTransaction, head: int
) -> list[QuarantineEntry]:
    return neo4j_files.quarantine_page(tx, state, after)
