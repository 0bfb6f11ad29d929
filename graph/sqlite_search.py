"""Names and ids found by two characters: bigrams in a contentless FTS5 table, hits rechecked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import add
from typing import Final

from graph.facts import Hit, Key
from graph.ledger import FAMILY
from graph.search_text import fold, score
from graph.vocabulary import FAMILIES, NODE_KINDS

CANDIDATES: Final = 5_000  # names looked at before the best are chosen
_SHOWN: Final = "SELECT number, family, id, kind, name FROM node"
Shown = tuple[int, int, str, int, str]


def bigrams(name: str) -> str:
    """Every two neighbouring characters, as words for the index."""
    folded = fold(name)
    return " ".join(map(add, folded, folded[1:]))


def index_names(connection: sqlite3.Connection, names: Iterable[tuple[int, str]]) -> None:
    connection.executemany(
        "INSERT INTO bigram (rowid, text) VALUES (?, ?)",
        [(number, bigrams(name)) for number, name in names],
    )


def unindex_names(connection: sqlite3.Connection, names: Iterable[tuple[int, str]]) -> None:
    """Take names out again; a contentless index must be told what it held."""
    connection.executemany(
        "INSERT INTO bigram (bigram, rowid, text) VALUES ('delete', ?, ?)",
        [(number, bigrams(name)) for number, name in names],
    )


def search(connection: sqlite3.Connection, text: str, limit: int, family: str | None) -> list[Hit]:
    """Best first: exact ids and names, then by how much of the name the text is."""
    wanted = fold(text.strip())
    if not wanted or limit <= 0:
        return []
    families = range(len(FAMILIES)) if family is None else (FAMILY.get(family, -1),)
    best: dict[int, Hit] = {}
    for found in _candidates(connection, text.strip(), wanted, families):
        hit = _hit(found, wanted)
        if hit is not None and found[1] in families:
            best[hit.number] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.number))[:limit]


def _candidates(
    connection: sqlite3.Connection, text: str, wanted: str, families: Sequence[int]
) -> Iterator[Shown]:
    chosen = f"family IN ({','.join(map(str, families))})"
    yield from connection.execute(f"{_SHOWN} WHERE id IN (?, ?, ?) AND {chosen}",
                                  (text, wanted, wanted.upper()))  # fmt: skip
    query = " ".join(f'"{pair}"' for pair in _words(wanted))
    if query:
        yield from connection.execute(
            "SELECT n.number, n.family, n.id, n.kind, n.name FROM bigram b"  # noqa: S608
            f" CROSS JOIN node n ON n.number = b.rowid WHERE bigram MATCH ? AND {chosen} LIMIT ?",
            (query, CANDIDATES),
        )
    else:  # one character, or only marks that the index does not hold
        yield from connection.execute(
            f"{_SHOWN} WHERE name LIKE ? ESCAPE '\\' AND {chosen} LIMIT ?",
            (f"%{_literal(wanted)}%", CANDIDATES),
        )
    if wanted.isascii():  # ids are ASCII
        yield from connection.execute(
            f"{_SHOWN} WHERE number IN (SELECT number FROM node INDEXED BY node_key"  # noqa: S608
            f" WHERE id LIKE ? ESCAPE '\\' AND {chosen} LIMIT ?)",
            (f"%{_literal(wanted)}%", CANDIDATES),
        )


def _words(wanted: str) -> list[str]:
    """The bigrams the index can hold: those with a letter, digit or wide character."""
    pairs = ["".join(pair) for pair in pairwise(wanted)]
    return [p for p in dict.fromkeys(pairs) if '"' not in p and any(map(_kept, p))]


def _kept(character: str) -> bool:
    return not character.isascii() or character.isalnum()


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _hit(found: Shown, wanted: str) -> Hit | None:
    number, family, held, kind, name = found
    best = max(score(fold(held), wanted), score(fold(name), wanted))
    if not best:
        return None
    key = Key(FAMILIES[family], held)
    return Hit(number, key, NODE_KINDS[kind].name, name or held, best)
