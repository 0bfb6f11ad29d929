"""Names and ids found by two characters: bigrams in a contentless FTS5 table, hits rechecked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from graph.facts import Hit, Key
from graph.ledger import FAMILY
from graph.search_text import best_score, fold
from graph.vocabulary import FAMILIES, NODE_KINDS

CANDIDATES: Final = 5_000  # names looked at before the best are chosen
LEAST_OF_A_CODE: Final = 4
WHOLE_CODE: Final = 18  # is found as it stands, or not at all
_PART_OF_A_CODE: Final = re.compile(r"[a-z-]*\d[0-9a-z-]*")
_LAST: Final = "\U0010ffff"
_SHOWN: Final = "SELECT number, family, id, kind, name FROM node"
Shown = tuple[int, int, str, int, str]


def bigrams(name: str) -> str:
    """Every two neighbouring characters, as words for the index."""
    folded = fold(name)
    return " ".join(map("".join, pairwise(folded)))


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
    for candidates in (
        _candidates(connection, text.strip(), wanted, families),
        _inside_ids(connection, wanted, families),
    ):
        for found in candidates:
            hit = _hit(found, wanted)
            if hit is not None and found[1] in families:
                best[hit.number] = hit
        if best:
            break
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
    yield from _by_id(connection, text, families)


def _by_id(connection: sqlite3.Connection, text: str, families: Sequence[int]) -> Iterator[Shown]:
    """Ids that begin with the text, after their source's name or without one."""
    chosen = f"family IN ({','.join(map(str, families))})"
    scopes = connection.execute(f"SELECT DISTINCT prefix FROM scope WHERE {chosen}")  # noqa: S608
    written = dict.fromkeys((text, text.upper(), text.lower()))
    scoped = (f"{prefix}:{each}" for (prefix,) in scopes.fetchall() for each in written)
    for begun in (*written, *scoped):
        yield from connection.execute(
            f"{_SHOWN} WHERE id >= ? AND id < ? AND {chosen} LIMIT ?",
            (begun, begun + _LAST, CANDIDATES),
        )


def _inside_ids(
    connection: sqlite3.Connection, wanted: str, families: Sequence[int]
) -> Iterator[Shown]:
    """Ids that hold the text anywhere: every id is looked at, so only for what is part of a code
    and was found nowhere else."""
    if not LEAST_OF_A_CODE <= len(wanted) < WHOLE_CODE or not _PART_OF_A_CODE.fullmatch(wanted):
        return
    chosen = f"family IN ({','.join(map(str, families))})"
    yield from connection.execute(
        f"{_SHOWN} WHERE number IN (SELECT number FROM node INDEXED BY node_key"  # noqa: S608
        f" WHERE id LIKE ? AND {chosen} LIMIT ?)",
        (f"%{wanted}%", CANDIDATES),
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
    best = best_score(held, name, wanted)
    if not best:
        return None
    key = Key(FAMILIES[family], held)
    return Hit(number, key, NODE_KINDS[kind].name, name or held, best)
