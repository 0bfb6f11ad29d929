"""``graph.alike`` over the index of bigrams."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from graph import alike as rule
from graph.alike import Words
from graph.facts import Hit, Key
from graph.ledger import FAMILY
from graph.search_text import NUMBER_BITS, number_at
from graph.sqlite_search import can_read, held_as, of_kinds, query_of
from graph.vocabulary import NODE_KINDS

_json = msgspec.json.Encoder().encode
SPARE: Final = 2  # times as many are weighed as are wanted: some are no subjects


class Bigrams:
    """Names of ``kinds``, of all where that is None."""

    def __init__(self, connection: sqlite3.Connection, kinds: Collection[str] | None) -> None:
        self._connection, self._of = connection, ""
        if kinds is not None:
            self._of = (
                f" CROSS JOIN node n ON n.number = b.rowid & {(1 << NUMBER_BITS) - 1}"
                f" AND n.{of_kinds(kinds)}"
            )

    def written(self, pair: str) -> Words:
        return held_as(self._connection, pair)

    def read(self, saying: str) -> Words:
        return held_as(self._connection, saying)[1:]

    def holding(self, asked: Sequence[Words], most: int) -> Sequence[Collection[int]]:
        return [self.holding_all([words], most + 1) for words in asked]

    def holding_all(self, asked: Sequence[Words], most: int) -> Collection[int]:
        query = query_of(asked)
        if not query:
            return ()
        found = self._connection.execute(
            f"SELECT b.rowid FROM bigram b{self._of} WHERE bigram MATCH ? LIMIT ?",  # noqa: S608 # nosec B608
            (query, most),
        )
        return [place for (place,) in found]


def alike(
    connection: sqlite3.Connection, name: str, limit: int, kinds: Collection[str] | None = None,
    among: int | None = None,
) -> list[Hit]:  # fmt: skip
    """Best first. Cost: as the rule, then ``limit`` rows."""
    if not can_read(connection):
        return []
    nodes = _nodes(connection, kinds) if among is None else among
    found = rule.alike(Bigrams(connection, kinds), name, nodes, SPARE * limit)
    scores = {number_at(like.place): like.score for like in found}
    shown = connection.execute(
        "SELECT n.number, n.id, n.kind, n.name FROM json_each(?) j"
        " CROSS JOIN node n ON n.number = j.value WHERE n.family = ? ORDER BY j.key",
        (_json(list(scores)).decode(), FAMILY["subject"]),
    )
    return [
        Hit(number, Key("subject", own), NODE_KINDS[kind].name, name, scores[number])
        for number, own, kind, name in shown
    ][:limit]


def _nodes(connection: sqlite3.Connection, kinds: Collection[str] | None) -> int:
    """How many there are, to tell how rare a name's parts are."""
    if kinds is None:
        (count,) = connection.execute("SELECT coalesce(max(number) + 1, 0) FROM node").fetchone()
        return int(count)
    held = dict(connection.execute("SELECT kind, held FROM tally"))
    return sum(held.get(kind, 0) for kind in kinds)
