"""Small deliveries, drawn in the test that needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from graph.facts import (
    Batch,
    DeliveredFile,
    Fact,
    Key,
    LinkFact,
    NodeFact,
    Row,
    Withdrawal,
    subject,
)
from graph.topology import Changes, Topology

A, B, C, D = (subject(f"TOY:{letter}") for letter in "abcd")
FIRST = date(2020, 1, 1)


def a_file(name: str = "one", layout: str = "plain", source: str = "TOY") -> DeliveredFile:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return DeliveredFile(source, layout, f"{name}.csv", digest)


def a_batch(
    *rows: Sequence[Fact] | Fact, file: DeliveredFile | None = None, first_line: int = 2
) -> Batch:
    """One row a fact or group of facts, on consecutive lines, and the whole file in it."""
    drawn = tuple(
        Row(first_line + i, tuple(row) if isinstance(row, Sequence) else (row,))
        for i, row in enumerate(rows)
    )
    return Batch(file or a_file(), drawn, through=first_line - 2 + len(drawn), complete=True)


def company(key: Key, name: str, **fields: str | int | bool | date) -> NodeFact:
    return NodeFact(key, "organization", {"name": name, **fields})


def mention(key: Key, name: str, kind: str = "organization") -> NodeFact:
    return NodeFact(key, kind, {"name": name}, mention=True)


def owns(source: Key, target: Key, ppm: int, since: date | None = FIRST) -> LinkFact:
    return LinkFact("owns", source, target, {"share_min": ppm, "share_max": ppm}, valid_from=since)


def same(merged: Key, into: Key) -> LinkFact:
    return LinkFact("same_as", merged, into, {"judge": "steward", "reason": "same code"})


def unmerge(merged: Key, into: Key) -> Withdrawal:
    return Withdrawal("same_as", merged, into)


def rows_of(topology: Topology) -> set[tuple[int, ...]]:
    return set(topology.links.tolist())


def after(before: Topology, changes: Changes) -> set[tuple[int, ...]]:
    """The links of a topology once the changes are folded in."""
    gone = set(changes.retired.tolist())
    joined = rows_of(before) | set(changes.recorded.tolist())
    return {link for link in joined if link[0] not in gone}
