"""Names like a name: those that share its rarest pairs of characters, written or read alike."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from math import log
from typing import Final

import msgspec

from graph.facts import Hit, Key
from graph.ledger import FAMILY
from graph.search_text import Likeness, likenesses
from graph.sqlite_search import can_read, held_as, of_kinds, query_of, words
from graph.vocabulary import NODE_KINDS

COMMON: Final = 8_000  # a pair that more names hold tells too little to be weighed alone
FEW: Final = 500  # nor one that more than these hold, and one name in twenty
BESIDE: Final = 2_000  # names taken that hold all of the common pairs
NEAR: Final = 0.6  # what a pair read alike, or nearly it, is worth of the same pair
_json = msgspec.json.Encoder().encode


def alike(
    connection: sqlite3.Connection, name: str, limit: int, kinds: Collection[str] | None = None,
    among: int | None = None,
) -> list[Hit]:  # fmt: skip
    """Best first. Cost: the names that hold a pair, at most COMMON a pair; then ``limit`` rows. How
    rare a pair is among ``kinds`` is told by these alone."""
    nodes = _nodes(connection, kinds) if among is None else among
    if not nodes or limit <= 0 or not can_read(connection):
        return []
    weights, common = Counter[int](), list[list[str]]()
    most = min(COMMON, max(FEW, nodes // 20))
    for like in likenesses(name):
        if words(like.pair):
            written, near = _held(connection, like)
            holders = _weigh(connection, weights, [written], 1.0, most, nodes, kinds)
            if len(holders) > most:
                common.append(written)
            else:
                _weigh(connection, weights, [near], NEAR, most, nodes, kinds, but=holders)
    if common and len(weights) < limit:
        weights.update(dict.fromkeys(_holders(connection, query_of(common), BESIDE, kinds), 1))
    return _hits(connection, weights, limit)


def _held(connection: sqlite3.Connection, like: Likeness) -> tuple[list[str], list[str]]:
    """What the index holds for a pair, and for those near it or read alike."""
    written = held_as(connection, like.pair)
    near = [one for pair in like.near if words(pair) for one in held_as(connection, pair)]
    near += [one for said in like.read for one in held_as(connection, said)[1:]]
    return written, sorted({*near} - {*written})


def _weigh(
    connection: sqlite3.Connection, weights: Counter[int], places: list[list[str]], worth: float,
    most: int, nodes: int, kinds: Collection[str] | None, but: AbstractSet[int] = frozenset(),
) -> AbstractSet[int]:  # fmt: skip
    """Add what a pair is worth to the names that hold it, unless too many do; those names."""
    holders = {*_holders(connection, query_of(places), most + 1, kinds)}
    if len(holders) <= most and (fresh := holders - but):
        weight = round(1_000 * worth * log(1 + nodes / len(fresh)))
        weights.update(dict.fromkeys(fresh, weight))
    return holders


def _nodes(connection: sqlite3.Connection, kinds: Collection[str] | None) -> int:
    """How many there are, to tell how rare a name's parts are."""
    if kinds is None:
        (last,) = connection.execute("SELECT max(number) FROM node").fetchone()
        return last or 0
    held = dict(connection.execute("SELECT kind, held FROM tally"))
    return sum(held.get(kind, 0) for kind in kinds)


def _holders(
    connection: sqlite3.Connection, query: str, most: int, kinds: Collection[str] | None
) -> Iterable[int]:
    if not query:
        return ()
    of = (
        "" if kinds is None else f" CROSS JOIN node n ON n.number = b.rowid AND n.{of_kinds(kinds)}"
    )
    found = connection.execute(
        f"SELECT b.rowid FROM bigram b{of} WHERE bigram MATCH ? LIMIT ?",  # noqa: S608 # nosec B608
        (query, most),
    )
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
    return sorted(hits, key=lambda hit: (-hit.score, hit.key))[:limit]
