"""Names and ids found by two characters: a full-text index of bigrams, hits rechecked.

The words of the index are our own bigrams behind the ``whitespace`` analyser. The ``cjk`` analyser
pairs Chinese characters only: part of a credit code or of a Latin name would not be found by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from neo4j import ManagedTransaction

from graph.facts import Hit, Key
from graph.neo4j_connection import run
from graph.neo4j_schema import NAMES_INDEX, ROOT
from graph.neo4j_values import family_and_kind
from graph.search_text import SEARCHED, Wanted, fold, likenesses, pairs, plain, ranked
from graph.spelling import pair_sayings

CANDIDATES: Final = 2_000  # names looked at before the best are chosen, shortest names first
MOST_PAIRS: Final = 64  # a longer text is told apart by the recheck
NEAR: Final = 0.6  # what a pair read alike, or nearly it, is worth of the same pair
_MARKS: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/<>=])')


def indexed(key: Key, kind: str, name: str) -> str:
    """What the index holds of a node: its family and kind, the pairs of its id and name, how the
    name's are read (not a person's), and the last character of both, so that any one character is
    the beginning of some word."""
    words = [key.family, _of_kind(kind)]
    if key.family not in SEARCHED:
        return " ".join(words)
    for text in dict.fromkeys((fold(name), plain(name), fold(key.id))):
        words += [*pairs(text), text[-1:]]
    if kind != "person":
        said = {_word(one) for pair in pairs(plain(name)) for one in pair_sayings(pair)}
        words += sorted(said)
    return " ".join(words)


def search(
    tx: ManagedTransaction, text: str, limit: int, family: str | None, departments: bool,
    kinds: Collection[str] | None = None,
) -> list[Hit]:  # fmt: skip
    """Best first: exact ids and names, then by how much of the name the text is. Of ``kinds`` only
    these are candidates; the index must hold them (``neo4j_schema.KINDS_INDEXED``)."""
    wanted = Wanted(text.strip())
    if not wanted.plain or limit <= 0 or (family is not None and family not in ROOT):
        return []
    if kinds is not None and not kinds:
        return []
    rows = run(
        tx,
        f"MATCH (n:{ROOT[family] if family else 'Entity'}) WHERE n.id IN $ids "
        "RETURN n.number, n.id, n.name, labels(n) "
        "UNION CALL db.index.fulltext.queryNodes($index, $query, {limit: $most}) YIELD node AS n "
        "RETURN n.number, n.id, n.name, labels(n)",
        ids=list(wanted.ids) if family else [],
        index=NAMES_INDEX, query=_query(wanted, family, kinds), most=CANDIDATES,
    )  # fmt: skip
    hits = (hit for row in rows if (hit := _hit(*row, wanted=wanted)) is not None)
    return ranked(hits, limit, departments=departments)


def alike(tx: ManagedTransaction, name: str, limit: int) -> list[Hit]:
    """Lucene's own scores, in which a rare word counts more, over the best of them."""
    told = likenesses(name)[:MOST_PAIRS]
    words = [_literal(like.pair) for like in told]
    others = (one for like in told for one in (*like.near, *map(_word, like.read)))
    words += [f"{_literal(one)}^{NEAR}" for one in others]
    if not words or limit <= 0:
        return []
    rows = run(
        tx,
        "CALL db.index.fulltext.queryNodes($index, $query, {limit: $most}) YIELD node AS n, score "
        "RETURN n.number, n.id, n.name, labels(n), score ORDER BY score DESC, n.number",
        index=NAMES_INDEX, query=f"+subject^0 +({' '.join(words)})", most=limit,
    )  # fmt: skip
    return [
        Hit(number, Key("subject", own), family_and_kind(labels)[1], name, score / rows[0][4])
        for number, own, name, labels, score in rows
    ]


def _query(wanted: Wanted, family: str | None, kinds: Collection[str] | None) -> str:
    """Written in all of these words, or read so, in Lucene's syntax."""
    words = [_literal(pair) for pair in pairs(wanted.plain)[:MOST_PAIRS]]
    words = words or [f"{_literal(c)}*" for c in dict.fromkeys(wanted.plain) if not c.isspace()]
    ways = [words]
    for reading in wanted.readings:
        said = [_literal(_word(one)) for one in reading]
        ways.append([*said[:-1], f"{said[-1]}*"] if " " in reading[-1] else said)
    either = " ".join(f"({' '.join(f'+{word}' for word in way)})" for way in ways)
    must = [f"+{family}"] if family else []
    if kinds is not None:
        must.append(f"+({' '.join(map(_of_kind, sorted(kinds)))})")
    return " ".join([*must, f"+({either})"])


def _of_kind(kind: str) -> str:
    """The kind as one word of the index, which no name has."""
    return f"kind·{kind}"


def _word(saying: str) -> str:
    """Two syllables as one word of the index."""
    return saying.replace(" ", "·")


def _literal(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _hit(number: int, id: str, name: str, labels: list[str], *, wanted: Wanted) -> Hit | None:
    family, kind = family_and_kind(labels)
    worth = wanted.worth(id, name, kind)
    return Hit(number, Key(family, id), kind, name, worth) if worth else None
