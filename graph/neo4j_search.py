"""Names and ids found by two characters: a full-text index of bigrams, hits rechecked.

The words of the index are our own bigrams behind the ``whitespace`` analyser. The ``cjk`` analyser
pairs Chinese characters only: part of a credit code or of a Latin name would not be found by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from neo4j import ManagedTransaction

from graph import alike as rule
from graph.alike import Words
from graph.facts import Hit, Key
from graph.neo4j_connection import run
from graph.neo4j_schema import NAMES_INDEX, ROOT
from graph.neo4j_values import family_and_kind
from graph.search_text import (
    SEARCHED,
    Wanted,
    bare,
    fold,
    number_at,
    pairs,
    place,
    plain,
    ranked,
)
from graph.spelling import pair_sayings

CANDIDATES: Final = 2_000  # names looked at before the best are chosen, in order of their places
MOST_PAIRS: Final = 64  # a longer text is told apart by the recheck
RANKS: Final = 1 << 14  # places are told apart by their first 14 bits
_FULLTEXT: Final = (
    "CALL db.index.fulltext.queryNodes($index, {0}, {{limit: $most}}) YIELD node AS n"
)
_MARKS: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/<>=])')


def indexed(key: Key, kind: str, name: str) -> str:
    """What the index holds of a node: its family and kind, the pairs of its id and name, how the
    name's are read (not a person's), and the last character of both, so that any one character is
    the beginning of some word."""
    words = [key.family, _of_kind(kind)]
    if key.family not in SEARCHED:
        return " ".join(words)
    words.append(rank_word(place(0, key.id, name)))
    named = (fold(name), plain(name))
    for text in dict.fromkeys((*named, *map(bare, named), fold(key.id))):
        words += [*pairs(text), text[-1:]]
    if kind != "person":
        told = dict.fromkeys((*pairs(plain(name)), *pairs(bare(plain(name)))))
        words += sorted({_word(one) for pair in told for one in pair_sayings(pair)})
    return " ".join(words)


def rank_word(place: int) -> str:
    """The place's first bits as a word of the index, which no name has."""
    return f"at·{place >> 39:04x}"


def search(
    tx: ManagedTransaction, text: str, limit: int, family: str | None, departments: bool,
    kinds: Collection[str] | None = None, *, ranked_names: bool = True,
) -> list[Hit]:  # fmt: skip
    """Best first: exact ids and names, then by how much of the name the text is. Of ``kinds`` only
    these are candidates; the index must hold them (``neo4j_schema.KINDS_INDEXED``), and the places
    of names if they are to be ``ranked_names``."""
    wanted = Wanted(text.strip())
    if not wanted.plain or limit <= 0 or (family is not None and family not in ROOT):
        return []
    if kinds is not None and not kinds:
        return []
    query = _query(wanted, family, kinds)
    if ranked_names:
        query = first(tx, query, CANDIDATES)
    rows = run(
        tx,
        f"MATCH (n:{ROOT[family] if family else 'Entity'}) WHERE n.id IN $ids "
        "RETURN n.number, n.id, n.name, labels(n) "
        f"UNION {_FULLTEXT.format('$query')} RETURN n.number, n.id, n.name, labels(n)",
        ids=list(wanted.ids) if family else [],
        index=NAMES_INDEX, query=query, most=2 * CANDIDATES,
    )  # fmt: skip
    hits = (hit for row in rows if (hit := _hit(*row, wanted=wanted)) is not None)
    return ranked(hits, limit, departments=departments)


def first(tx: ManagedTransaction, query: str, most: int) -> str:
    """The query, narrowed to the first places if more than ``most`` names answer it: to the fewest
    ranks that have as many. Lucene's own order weighs all names, and of equal ones takes those that
    came first. Cost: a count, and fourteen more if they are too many."""
    if _count(tx, query, most + 1) <= most:
        return query
    low, high = 0, RANKS - 1
    while low < high:
        middle = (low + high) // 2
        if _count(tx, _up_to(query, middle), most) >= most:
            high = middle
        else:
            low = middle + 1
    return _up_to(query, low)


def _up_to(query: str, rank: int) -> str:
    return f"{query} +[at·0000 TO at·{rank:04x}]"


def _count(tx: ManagedTransaction, query: str, most: int) -> int:
    ((count,),) = run(
        tx, f"{_FULLTEXT.format('$query')} RETURN count(n)",
        index=NAMES_INDEX, query=query, most=most,
    )  # fmt: skip
    return int(count)


class Pairs:
    """``graph.alike.Index``: the subjects of ``kinds``, of all where that is None."""

    def __init__(
        self, tx: ManagedTransaction, kinds: Collection[str] | None, *, ranked_names: bool
    ) -> None:
        self._tx, self._ranked = tx, ranked_names
        self._must = "+subject" if kinds is None else f"+subject {_among(kinds)}"

    def written(self, pair: str) -> Words:
        return [_literal(pair)]

    def read(self, saying: str) -> Words:
        return [_literal(_word(saying))]

    def holding(self, asked: Sequence[Words], most: int) -> Sequence[Collection[int]]:
        queries = [f"{self._must} +({' '.join(words)})" if words else "" for words in asked]
        rows = run(
            self._tx,
            "UNWIND range(0, size($queries) - 1) AS at WITH at WHERE $queries[at] <> '' "
            f"CALL (at) {{ {_FULLTEXT.format('$queries[at]')} "
            "RETURN collect(coalesce(n.place, n.number)) AS held } RETURN at, held",
            index=NAMES_INDEX, queries=queries, most=most + 1,
        )  # fmt: skip
        held: dict[int, list[int]] = {row[0]: row[1] for row in rows}
        return [held.get(at, []) for at in range(len(queries))]

    def holding_all(self, asked: Sequence[Words], most: int) -> Collection[int]:
        query = " ".join([self._must, *(f"+({' '.join(words)})" for words in asked)])
        if self._ranked:
            query = first(self._tx, query, most)
        ((held,),) = run(
            self._tx,
            f"{_FULLTEXT.format('$query')} RETURN collect(coalesce(n.place, n.number))",
            index=NAMES_INDEX, query=query, most=2 * most,
        )  # fmt: skip
        return sorted(held)[:most]


def alike(
    tx: ManagedTransaction, name: str, limit: int, kinds: Collection[str] | None, nodes: int,
    *, ranked_names: bool,
) -> list[Hit]:  # fmt: skip
    """Best first, by ``graph.alike``: how rare a pair is, is counted here, for Lucene's own scores
    weigh all names that its index holds."""
    index = Pairs(tx, kinds, ranked_names=ranked_names)
    found = rule.alike(index, name, nodes, limit)
    rows = run(
        tx,
        "UNWIND $numbers AS number MATCH (n:Entity {number: number}) USING INDEX n:Entity(number) "
        "RETURN n.number, n.id, n.name, labels(n)",
        numbers=[number_at(like.place) for like in found],
    )
    shown = {row[0]: row for row in rows}
    return [
        Hit(number, Key("subject", own), family_and_kind(labels)[1], name, like.score)
        for like in found
        for number, own, name, labels in [shown[number_at(like.place)]]
    ]


def _query(wanted: Wanted, family: str | None, kinds: Collection[str] | None) -> str:
    """Written in all of these words, or read so, in Lucene's syntax."""
    ways = [[_literal(pair) for pair in pairs(text)[:MOST_PAIRS]] for text in wanted.writings]
    ways = [way for way in ways if way] or [
        [f"{_literal(c)}*" for c in dict.fromkeys(wanted.plain) if not c.isspace()]
    ]
    for reading in wanted.readings:
        said = [_literal(_word(one)) for one in reading]
        ways.append([*said[:-1], f"{said[-1]}*"] if " " in reading[-1] else said)
    either = " ".join(f"({' '.join(f'+{word}' for word in way)})" for way in ways)
    must = [f"+{family}"] if family else []
    if kinds is not None:
        must.append(_among(kinds))
    return " ".join([*must, f"+({either})"])


def _among(kinds: Collection[str]) -> str:
    return f"+({' '.join(map(_of_kind, sorted(kinds)))})"


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
