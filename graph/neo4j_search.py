"""Names and ids found by two characters: a full-text index of bigrams, hits rechecked.

The words of the index are our own bigrams behind the ``whitespace`` analyser. The ``cjk`` analyser
pairs Chinese characters only: part of a credit code or of a Latin name would not be found by it.
"""

from __future__ import annotations

import re
from typing import Final

from neo4j import ManagedTransaction

from graph.facts import Hit, Key
from graph.neo4j_connection import run
from graph.neo4j_schema import NAMES_INDEX, ROOT
from graph.neo4j_values import family_and_kind
from graph.search_text import SEARCHED, fold, pairs, score

CANDIDATES: Final = 2_000  # names looked at before the best are chosen, shortest names first
MOST_PAIRS: Final = 64  # a longer text is told apart by the recheck
_MARKS: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/<>=])')


def indexed(family: str, id: str, name: str) -> str:
    """What the index holds of a node: its family, the pairs of its id and name, and the last
    character of both, so that any one character is the beginning of some word."""
    if family not in SEARCHED:
        return family
    words = [family]
    for text in dict.fromkeys((fold(name), fold(id))):
        words += [*pairs(text), text[-1:]]
    return " ".join(words)


def search(tx: ManagedTransaction, text: str, limit: int, family: str | None) -> list[Hit]:
    """Best first: exact ids and names, then by how much of the name the text is."""
    wanted = fold(text.strip())
    if not wanted or limit <= 0 or (family is not None and family not in ROOT):
        return []
    rows = run(
        tx,
        f"MATCH (n:{ROOT[family] if family else 'Entity'}) WHERE n.id IN $ids "
        "RETURN n.number, n.id, n.name, labels(n) "
        "UNION CALL db.index.fulltext.queryNodes($index, $query, {limit: $most}) YIELD node AS n "
        "RETURN n.number, n.id, n.name, labels(n)",
        ids=[text.strip(), wanted, wanted.upper()] if family else [],
        index=NAMES_INDEX, query=_query(wanted, family), most=CANDIDATES,
    )  # fmt: skip
    hits = [hit for row in rows if (hit := _hit(*row, wanted=wanted)) is not None]
    return sorted(hits, key=lambda hit: (-hit.score, hit.number))[:limit]


def _query(wanted: str, family: str | None) -> str:
    """All of these words, in Lucene's syntax."""
    words = [_literal(pair) for pair in pairs(wanted)[:MOST_PAIRS]]
    words = words or [f"{_literal(c)}*" for c in dict.fromkeys(wanted) if not c.isspace()]
    return " ".join(f"+{word}" for word in ([family] if family else []) + words)


def _literal(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _hit(number: int, id: str, name: str, labels: list[str], *, wanted: str) -> Hit | None:
    best = max(score(fold(id), wanted), score(fold(name), wanted))
    if not best:
        return None
    family, kind = family_and_kind(labels)
    return Hit(number, Key(family, id), kind, name, best)
