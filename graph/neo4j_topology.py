"""Topology and changes, from the arrays each revision left: no relationship is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from neo4j import ManagedTransaction
from numpy.typing import NDArray

from graph.errors import StoreDamaged
from graph.neo4j_connection import Rows, run
from graph.neo4j_schema import META, STATED
from graph.topology import LINK_DTYPE, Changes, History, Topology

STATEMENTS: Final = 1_000  # statements of the first read; each further one reads twice as many
MOST_STATEMENTS: Final = 64_000
PAGE: Final = 32  # revisions a read: at most about 100 MB
_INT32: Final = np.dtype(np.int32)


def visible(tx: ManagedTransaction, revision: int) -> int:
    """The latest revision whose change list can be found, up to this one: a commit shows on
    ``:Meta`` a moment before the index has it."""
    rows = run(
        tx,
        "MATCH (r:Revision) WHERE r.number <= $revision "
        "RETURN r.number ORDER BY r.number DESC LIMIT 1",
        revision=revision,
    )
    return int(rows[0][0]) if rows else 0


def _sizes(tx: ManagedTransaction, revision: int) -> tuple[int, int]:
    rows = run(
        tx,
        "MATCH (r:Revision) WHERE r.number <= $revision "
        "RETURN r.nodes, r.links ORDER BY r.number DESC LIMIT 1",
        revision=revision,
    )
    return (rows[0][0], rows[0][1]) if rows else (0, 0)


def _parts(tx: ManagedTransaction, since: int, revision: int) -> Iterator[list[bytes]]:
    """The change lists after ``since`` up to ``revision``, in order."""
    for _, *parts, _ in _lists(tx, since, revision):
        yield parts


def _lists(tx: ManagedTransaction, since: int, revision: int) -> Iterator[list[Any]]:
    """The same, each after its revision."""
    for first in range(since, revision, PAGE):
        page: Rows = run(
            tx,
            "MATCH (r:Revision) WHERE r.number > $first AND r.number <= $last "
            "RETURN r.number, r.kinds, r.recorded, r.retired, r.stated ORDER BY r.number",
            first=first, last=min(first + PAGE, revision),
        )  # fmt: skip
        yield from page


def topology(tx: ManagedTransaction, revision: int) -> Topology:
    """All links known at a revision. Cost: 33 bytes a link version over the wire."""
    nodes, count = _sizes(tx, revision)
    kinds, links = np.full(nodes, -1, np.int8), np.empty(count, LINK_DTYPE)
    current, filled = np.ones(count, bool), 0
    for rekinded, recorded, retired in _parts(tx, 0, revision):
        pairs, part = np.frombuffer(rekinded, _INT32), np.frombuffer(recorded, LINK_DTYPE)
        kinds[pairs[0::2]] = pairs[1::2]
        links[filled : filled + len(part)] = part
        filled += len(part)
        current[np.frombuffer(retired, _INT32)] = False
    if filled != count:
        raise StoreDamaged("变更清单缺少连接", "the change list does not hold every link")
    return Topology(revision, kinds, links if current.all() else links[current])


def changes(tx: ManagedTransaction, since: int, revision: int) -> Changes:
    """The net difference after a revision. Cost: linear in what changed."""
    _, before = _sizes(tx, since)
    rows = list(_parts(tx, since, revision))
    retired = _joined([row[2] for row in rows], _INT32)
    recorded = _joined([row[1] for row in rows], LINK_DTYPE)
    pairs = _joined([row[0] for row in rows], _INT32).reshape(-1, 2)
    kinds: dict[int, int] = dict(pairs.tolist())
    return Changes(
        since, revision,
        np.fromiter(kinds.keys(), np.int32, len(kinds)),
        np.fromiter(kinds.values(), np.int8, len(kinds)),
        recorded[~np.isin(recorded["number"], retired)],
        retired[retired < before],
    )  # fmt: skip


def history(tx: ManagedTransaction, since: int, until: int) -> History:
    lists = list(_lists(tx, since, until))
    if any(each[-1] is None for each in lists):  # written by an older program
        said = dict[int, list[int]]()
        for _, node, revision in _stated(tx, since):
            said.setdefault(revision, []).append(node)
        lists = [[*each[:-1], np.array(said.get(each[0], ()), _INT32).tobytes()] for each in lists]
    return History.joined(since, until, lists)


def restated(tx: ManagedTransaction, since: int) -> list[int]:
    """The nodes that statements recorded after a revision are of."""
    return sorted({node for _, node, _ in _stated(tx, since)})


def _stated(tx: ManagedTransaction, since: int) -> list[tuple[int, int, int]]:
    """Number, node and revision of what was said after a revision, in order: statements are
    numbered in the order of their revisions, so pages are read from the latest on until one is
    older."""
    found: list[tuple[int, int, int]] = []
    ((last,),) = run(tx, "MATCH (m:Meta {id: $id}) RETURN m.statements", id=META)
    size = STATEMENTS
    while last > 0:
        rows = run(
            tx,
            f"MATCH (n:Entity)-[s:{STATED}]->() WHERE s.number >= $first AND s.number < $last "
            "RETURN s.number, n.number, s.recorded",
            first=last - size, last=last,
        )  # fmt: skip
        fresh = [(number, node, recorded) for number, node, recorded in rows if recorded > since]
        found += fresh
        if len(fresh) < len(rows) or not rows:
            break
        last -= size
        size = min(2 * size, MOST_STATEMENTS)
    return sorted(found)


def _joined(parts: list[bytes], dtype: np.dtype[Any]) -> NDArray[Any]:
    return np.frombuffer(b"".join(parts), dtype)
