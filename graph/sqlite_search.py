"""Names and ids found by two characters: bigrams in a contentless FTS5 table, hits rechecked.

How a pair of characters may also be written (simplified, as pinyin) is kept once a pair, not once a
name: a city's names are made of few pairs, so that loading pays little for it. Initials stand for
so many pairs that each name's are indexed themselves, in a table of their own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from operator import add
from typing import Final

from graph.facts import Hit, Key
from graph.ledger import FAMILY
from graph.search_text import (
    NUMBER_BITS,
    SEARCHED,
    Wanted,
    bare,
    fold,
    pairs,
    place,
    ranked,
    tellable,
)
from graph.spelling import initials, pair_readings
from graph.vocabulary import FAMILIES, NODE_CODE, NODE_KINDS

CANDIDATES: Final = 2_000  # names looked at before the best are chosen, in order of their places
AT_ONCE: Final = 100_000  # names indexed in one go: their words are held in memory
READ_CANDIDATES: Final = 1_500  # those found by initials: two letters may fit half a city
MOST_PAIRS: Final = 3_000  # pairs of characters looked for in the place of one said otherwise
PERSON: Final = NODE_CODE["person"]
_SHOWN: Final = "SELECT number, family, id, kind, name FROM node"
_FORM: Final = re.compile("有限(?:责任)?公司$")
_FORM_READ: Final = re.compile("(?<=..)y(?:x(?:zr?)?(?:gs?)?)?$")  # or as much of it as is typed
Shown = tuple[int, int, str, int, str]
Named = tuple[int, int, str, str]  # number, kind, id, name
_NUMBER: Final = f"{{0}}.rowid & {(1 << NUMBER_BITS) - 1}"

SPELLING: Final = (
    "CREATE TABLE IF NOT EXISTS spelling (said TEXT NOT NULL, pair TEXT NOT NULL,"
    " PRIMARY KEY (said, pair)) STRICT, WITHOUT ROWID"
)
BIGRAMS: Final = (
    "CREATE VIRTUAL TABLE bigram USING fts5 (text, content='', detail=none, columnsize=0,"
    " tokenize='ascii')",
    # One segment a batch, merged eight at a time.
    f"INSERT INTO bigram (bigram, rank) VALUES ('hashsize', {16 << 20})",  # nosec B608 # noqa: S608
    "INSERT INTO bigram (bigram, rank) VALUES ('automerge', 8)",
)
INITIALS: Final = (
    "CREATE VIRTUAL TABLE initial USING fts5 (text, content='', detail=none, columnsize=0,"
    " tokenize='ascii')",
    f"INSERT INTO initial (initial, rank) VALUES ('hashsize', {16 << 20})",  # nosec B608 # noqa: S608
    "INSERT INTO initial (initial, rank) VALUES ('automerge', 8)",
)


def bigrams(name: str) -> str:
    """Every two neighbouring characters, also those with a bracket between, as words for the
    index."""
    folded = fold(name)
    texts = dict.fromkeys((folded, bare(folded)))
    return " ".join(" ".join(map(add, text, text[1:])) for text in texts)


def index_names(connection: sqlite3.Connection, names: Iterable[Named]) -> None:
    """Names that no index holds yet, in the order of their places: an index is written at once as
    long as they ascend."""
    named = _placed(names)
    texts = [(at, kind, bigrams(name)) for at, kind, name in named]
    connection.executemany(
        "INSERT INTO bigram (rowid, text) VALUES (?, ?)", [(at, text) for at, _, text in texts]
    )
    connection.executemany(
        "INSERT INTO initial (rowid, text) VALUES (?, ?)",
        ((at, read) for at, _, name in named if (read := _initials(name))),
    )
    _keep_sayings(connection, (text for _, kind, text in texts if kind != PERSON))


def unindex_names(connection: sqlite3.Connection, names: Iterable[Named]) -> None:
    """Take names out again; a contentless index must be told what it held."""
    named = _placed(names)
    connection.executemany(
        "INSERT INTO bigram (bigram, rowid, text) VALUES ('delete', ?, ?)",
        [(at, bigrams(name)) for at, _, name in named],
    )
    connection.executemany(
        "INSERT INTO initial (initial, rowid, text) VALUES ('delete', ?, ?)",
        [(at, read) for at, _, name in named if (read := _initials(name))],
    )


def _placed(names: Iterable[Named]) -> list[tuple[int, int, str]]:
    return sorted((place(number, own, name), kind, name) for number, kind, own, name in names)


def _initials(name: str) -> str:
    """Without the legal form that most names end with: it tells nothing, and costs a third."""
    return "" if name.isascii() else initials(_FORM.sub("", bare(name)))


def prepare_names(connection: sqlite3.Connection) -> None:
    """Make the indexes of names; in a store older than they are, or than the order they are in,
    from the names held: some 60 µs a name."""
    if _has(connection, "placed"):
        return
    for table in ("bigram", "initial", "spelling"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in (SPELLING, *BIGRAMS, *INITIALS, "CREATE TABLE placed (names INT) STRICT"):
        connection.execute(statement)
    kinds = ",".join(str(NODE_CODE[k.name]) for k in NODE_KINDS if k.family in SEARCHED)
    held = connection.execute(
        f"SELECT number, kind, id, name FROM node WHERE name <> '' AND kind IN ({kinds})"  # noqa: S608 # nosec B608
    )
    while names := held.fetchmany(AT_ONCE):
        index_names(connection, names)


def can_read(connection: sqlite3.Connection) -> bool:
    return _has(connection, "spelling")


def _has(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,))
    return found.fetchone() is not None


def _keep_sayings(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Keep how new pairs may be said."""
    pairs = (pair for pair in set(chain.from_iterable(map(str.split, texts)))
             if len(pair) == 2 and '"' not in pair)  # fmt: skip
    said = sorted((one, pair) for pair in pairs for one in pair_readings(pair))
    connection.executemany("INSERT OR IGNORE INTO spelling VALUES (?, ?)", said)


def search(
    connection: sqlite3.Connection, text: str, limit: int, family: str | None, departments: bool,
    kinds: Collection[str] | None = None,
) -> list[Hit]:  # fmt: skip
    """Best first: exact ids and names, then by how much of the name the text is."""
    wanted = Wanted(text.strip())
    if not wanted.plain or limit <= 0:
        return []
    families = range(len(FAMILIES)) if family is None else (FAMILY.get(family, -1),)
    found = _candidates(connection, wanted, _chosen(families, kinds))
    hits = (hit for one in found if one[1] in families and (hit := _hit(one, wanted)) is not None)
    return ranked(hits, limit, departments=departments)


def _chosen(families: Sequence[int], kinds: Collection[str] | None) -> str:
    """What a candidate must be, so that nothing else takes its place among so many."""
    of_family = f"family IN ({','.join(map(str, families))})"
    return of_family if kinds is None else f"{of_family} AND {of_kinds(kinds)}"


def of_kinds(kinds: Collection[str]) -> str:
    return f"kind IN ({','.join(str(NODE_CODE[kind]) for kind in sorted(kinds))})"


def _candidates(connection: sqlite3.Connection, wanted: Wanted, chosen: str) -> Iterator[Shown]:
    yield from connection.execute(f"{_SHOWN} WHERE id IN (?, ?, ?) AND {chosen}", wanted.ids)
    readable = can_read(connection)
    told = [words(text) for text in wanted.writings]
    for pairs_of in told:
        said = [held_as(connection, pair) if readable else [pair] for pair in pairs_of]
        yield from _named(connection, query_of(said), chosen)
    if not any(told):  # one character, or only marks that the index does not hold
        yield from connection.execute(
            f"{_SHOWN} WHERE name LIKE ? ESCAPE '\\' AND {chosen}"
            " ORDER BY length(name), id LIMIT ?",
            (f"%{_literal(wanted.plain)}%", CANDIDATES),
        )
    for reading in wanted.syllables if readable else ():
        read = [held_as(connection, said, broken=said is reading[-1])[1:] for said in reading]
        yield from _named(connection, query_of(read), chosen)
    if wanted.initials and _has(connection, "initial"):
        telling = pairs(_FORM_READ.sub("", wanted.letters))
        query = query_of([[pair] for pair in telling])
        yield from _named(connection, query, chosen, "initial", READ_CANDIDATES)
    if wanted.plain.isascii():  # ids are ASCII
        yield from connection.execute(
            f"{_SHOWN} WHERE number IN (SELECT number FROM node INDEXED BY node_key"  # noqa: S608 # nosec B608
            f" WHERE id LIKE ? ESCAPE '\\' AND {chosen} LIMIT ?)",
            (f"%{_literal(wanted.plain)}%", CANDIDATES),
        )


def held_as(connection: sqlite3.Connection, said: str, *, broken: bool = False) -> list[str]:
    """What the index may hold for what is said so: the same, and each pair of characters that may
    be said so; ``broken``: or that begin so."""
    if broken and " " in said:  # syllables, not initials
        found = connection.execute(
            "SELECT DISTINCT pair FROM spelling WHERE said >= ? AND said < ? LIMIT ?",
            (said, f"{said}~", MOST_PAIRS),
        )
    else:
        found = connection.execute(
            "SELECT pair FROM spelling WHERE said = ? LIMIT ?", (said, MOST_PAIRS)
        )
    return [said, *(pair for (pair,) in found)]


def query_of(places: Sequence[Sequence[str]]) -> str:
    """Names that hold at each place one of the pairs, in the index's syntax."""
    if not places or not all(places):
        return ""
    return " AND ".join("(" + " OR ".join(f'"{pair}"' for pair in pairs) + ")" for pairs in places)


def _named(
    connection: sqlite3.Connection, query: str, chosen: str, index: str = "bigram",
    most: int = CANDIDATES,
) -> Iterator[Shown]:  # fmt: skip
    if query:
        yield from connection.execute(
            f"SELECT n.number, n.family, n.id, n.kind, n.name FROM {index} b"  # noqa: S608 # nosec B608
            f" CROSS JOIN node n ON n.number = {_NUMBER.format('b')}"
            f" WHERE {index} MATCH ? AND {chosen} LIMIT ?",
            (query, most),
        )


def words(wanted: str) -> list[str]:
    """The bigrams the index can hold."""
    return [pair for pair in dict.fromkeys(map(add, wanted, wanted[1:])) if tellable(pair)]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _hit(found: Shown, wanted: Wanted) -> Hit | None:
    number, family, held, kind, name = found
    worth = wanted.worth(held, name, NODE_KINDS[kind].name)
    if not worth:
        return None
    return Hit(number, Key(FAMILIES[family], held), NODE_KINDS[kind].name, name or held, worth)
