"""Names like a name: those that share its rarest pairs of characters, written or read alike."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from math import log
from typing import Final

import msgspec

from graph.facts import Hit, Key
from graph.ledger import FAMILY
from graph.search_text import Likeness, likenesses
from graph.sqlite_search import can_read, held_as, query_of, words
from graph.vocabulary import NODE_KINDS

COMMON: Final = 20_000  # a pair that more names hold tells too little to be weighed alone
BESIDE: Final = 2_000  # names taken that hold all of the common pairs
NEAR: Final = 0.6  # what a pair read alike, or nearly it, is worth of the same pair
_json = msgspec.json.Encoder().encode


def alike(connection: sqlite3.Connection, name: str, limit: int) -> list[Hit]:
    """Best first. Cost: the names that hold a pair, at most COMMON a pair; then ``limit`` rows."""
    (nodes,) = connection.execute("SELECT max(number) FROM node").fetchone()
    if nodes is None or limit <= 0 or not can_read(connection):
        return []
    weights = Counter[int]()
    told = [like for like in likenesses(name) if words(like.pair)]
    for like in told:
        _weigh(connection, weights, like, nodes)
    if len(weights) < limit:
        query = query_of([held_as(connection, like.pair) for like in told])
        weights.update(dict.fromkeys(_holders(connection, query, BESIDE), 1))
    return _hits(connection, weights, limit)


def _weigh(
    connection: sqlite3.Connection, weights: Counter[int], like: Likeness, nodes: int
) -> None:
    written = held_as(connection, like.pair)
    near = [one for pair in like.near if words(pair) for one in held_as(connection, pair)]
    near += [one for said in like.read for one in held_as(connection, said)[1:]]
    before = set[int]()
    for pairs, worth in ((written, 1.0), (sorted({*near} - {*written}), NEAR)):
        holders = set(_holders(connection, query_of([pairs]), COMMON + 1)) - before
        if 0 < len(holders) <= COMMON:
            weight = round(1_000 * worth * log(1 + nodes / len(holders)))
            weights.update(dict.fromkeys(holders, weight))
        before = holders


def _holders(connection: sqlite3.Connection, query: str, most: int) -> Iterable[int]:
    if not query:
        return ()
    found = connection.execute("SELECT rowid FROM bigram WHERE bigram MATCH ? LIMIT ?",
                               (query, most))  # fmt: skip
    return (number for (number,) in found)


def _hits(connection: sqlite3.Connection, weights: Counter[int], limit: int) -> list[Hit]:
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[: 2 * limit]
    shown = connection.execute(
        "SELECT n.number, n.id, n.kind, n.name FROM json_each(?) j"
        " CROSS JOIN node n ON n.number = j.value WHERE n.family = ?",
        (_json([number for number, _ in best]).decode(), FAMILY["subject"]),
    )
    hits = [
        Hit(number, Key("subject", own), NODE_KINDS[kind].name, name, weights[number] / best[0][1])
        for number, own, kind, name in shown
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.number))[:limit]
