"""Topology and changes, from the arrays each revision left: no row is parsed."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.sqlite_errors import damaged
from graph.topology import LINK_DTYPE, Changes, History, Topology


def _sizes(connection: sqlite3.Connection, revision: int) -> tuple[int, int]:
    row = connection.execute(
        "SELECT nodes, links FROM revision WHERE number <= ? ORDER BY number DESC LIMIT 1",
        (revision,),
    ).fetchone()
    return row or (0, 0)


def topology(connection: sqlite3.Connection, revision: int, path: Path) -> Topology:
    """All links known at a revision. Cost: one sequential read, 33 bytes a link version."""
    nodes, count = _sizes(connection, revision)
    kinds, links = np.full(nodes, -1, np.int8), np.empty(count, LINK_DTYPE)
    current, filled = np.ones(count, bool), 0
    for rekinded, recorded, retired in connection.execute(
        "SELECT kinds, recorded, retired FROM change WHERE revision <= ? ORDER BY revision",
        (revision,),
    ):
        pairs, part = np.frombuffer(rekinded, np.int32), np.frombuffer(recorded, LINK_DTYPE)
        kinds[pairs[0::2]] = pairs[1::2]
        links[filled : filled + len(part)] = part
        filled += len(part)
        current[np.frombuffer(retired, np.int32)] = False
    if filled != count:
        raise damaged(path, "the change list does not hold every link")
    return Topology(revision, kinds, links if current.all() else links[current])


def changes(connection: sqlite3.Connection, since: int, revision: int) -> Changes:
    """The net difference after a revision. Cost: linear in what changed."""
    _, before = _sizes(connection, since)
    rows = connection.execute(
        "SELECT kinds, recorded, retired FROM change WHERE revision > ? AND revision <= ?"
        " ORDER BY revision",
        (since, revision),
    ).fetchall()
    retired = _joined([row[2] for row in rows], np.dtype(np.int32))
    recorded = _joined([row[1] for row in rows], LINK_DTYPE)
    pairs = _joined([row[0] for row in rows], np.dtype(np.int32)).tolist()
    kinds: dict[int, int] = dict(zip(pairs[0::2], pairs[1::2], strict=True))
    return Changes(
        since, revision,
        np.fromiter(kinds.keys(), np.int32, len(kinds)),
        np.fromiter(kinds.values(), np.int8, len(kinds)),
        recorded[~np.isin(recorded["number"], retired)],
        retired[retired < before],
    )  # fmt: skip


def history(connection: sqlite3.Connection, since: int, until: int) -> History:
    """Raises StoreError for a store of an older program that this one has not prepared yet."""
    return History.joined(since, until, connection.execute(
        "SELECT c.revision, kinds, recorded, retired, nodes FROM change c JOIN said s"
        " ON s.revision = c.revision WHERE c.revision > ? AND c.revision <= ? ORDER BY c.revision",
        (since, until),
    ))  # fmt: skip


SAID: Final = "CREATE TABLE said (revision INTEGER PRIMARY KEY, nodes BLOB NOT NULL) STRICT"
"""The nodes of a revision's statements in the order of their numbers (``topology.said_of``)."""
RESTATEMENT: Final = (
    "CREATE TABLE IF NOT EXISTS restatement"
    " (number INTEGER PRIMARY KEY, first INT NOT NULL) STRICT",
    "CREATE INDEX IF NOT EXISTS restatement_first ON restatement (first, number)",
)
"""Statements that changed only what is kept apart, and the first of the run they are of."""


def prepare_said(connection: sqlite3.Connection) -> None:
    """Make the table; in a store older than it, from the statements held."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'said'").fetchone():
        return
    connection.execute(SAID)
    stated = connection.execute("SELECT recorded, node FROM statement ORDER BY recorded, number")
    held = {revision: [node for _, node in rows]
            for revision, rows in groupby(stated, key=itemgetter(0))}  # fmt: skip
    revisions = connection.execute("SELECT revision FROM change").fetchall()
    connection.executemany(
        "INSERT INTO said VALUES (?, ?)",
        ((n, np.array(held.get(n, ()), np.int32).tobytes()) for (n,) in revisions),
    )


def restated(connection: sqlite3.Connection, since: int) -> list[int]:
    """The nodes that statements recorded after a revision are of: statements are numbered in the
    order of their revisions, so the latest are read until one is older."""
    found: set[int] = set()
    for node, recorded in connection.execute(
        "SELECT node, recorded FROM statement ORDER BY number DESC"
    ):
        if recorded <= since:
            break
        found.add(node)
    return sorted(found)


def _joined(parts: list[bytes], dtype: np.dtype[Any]) -> NDArray[Any]:
    return np.frombuffer(b"".join(parts), dtype)
