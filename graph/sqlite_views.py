"""Rows turned into what the store answers: nodes with their statements, links, ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from graph.encoding import LINK_SHAPE, NODE_SHAPE
from graph.facts import (
    DeliveredFile,
    Key,
    LinkView,
    NodeBrief,
    NodeVersion,
    NodeView,
    Origin,
    Run,
)
from graph.ledger import FAMILY
from graph.merging import merged
from graph.sqlite_schema import SAME_AS
from graph.vocabulary import FAMILIES, LINK_KINDS, NODE_KINDS

_json = msgspec.json.Encoder().encode
_LATER = 2**62  # "known at" when the latest is asked for


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def resolve(connection: sqlite3.Connection, id: str, family: str) -> list[Key]:
    """The id itself if it is known, else the same id under every source's scope."""
    for keys in ([Key(family, id)], scoped(connection, id, family)):
        found = _numbers(connection, FAMILY.get(family, -1), [key.id for key in keys])
        if found:
            return [key for key in keys if key.id in found]
    return []


def scoped(connection: sqlite3.Connection, id: str, family: str) -> list[Key]:
    scopes = connection.execute(
        "SELECT prefix FROM scope WHERE family = ? ORDER BY prefix", (FAMILY.get(family, -1),)
    )
    return [Key(family, f"{prefix}:{id}") for (prefix,) in scopes]


def _numbers(connection: sqlite3.Connection, family: int, ids: Iterable[str]) -> dict[str, int]:
    found = connection.execute(
        "SELECT n.id, n.number FROM json_each(?) j CROSS JOIN node n"
        " ON n.id = j.value AND n.family = ?",
        (_json(list(ids)).decode(), family),
    )
    return dict(found.fetchall())


def keys(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Key]:
    found = connection.execute(
        "SELECT n.family, n.id FROM json_each(?) j CROSS JOIN node n ON n.number = j.value",
        (_json([int(number) for number in numbers]).decode(),),
    )
    return [Key(FAMILIES[family], held) for family, held in found]


def nodes(
    connection: sqlite3.Connection, keys: Sequence[Key], known_at: int | None
) -> dict[Key, NodeView]:
    families: dict[str, list[str]] = {}
    for key in dict.fromkeys(keys):
        families.setdefault(key.family, []).append(key.id)
    numbers = [
        number
        for family, ids in families.items()
        for number in _numbers(connection, FAMILY.get(family, -1), ids).values()
    ]
    return {view.key: view for view in numbered(connection, numbers, known_at).values()}


def briefs(connection: sqlite3.Connection, keys: Sequence[Key]) -> dict[Key, NodeBrief]:
    """The latest, from the head that each node keeps of its statements."""
    families: dict[str, list[str]] = {}
    for key in keys:
        families.setdefault(key.family, []).append(key.id)
    return {
        Key(family, held): NodeBrief(
            number, NODE_KINDS[kind].name, name or held, not said, bool(away)
        )
        for family, ids in families.items()
        for held, number, kind, name, said, away in connection.execute(
            _BRIEFS, (_json(ids).decode(), FAMILY.get(family, -1))
        )
    }


_BRIEFS: Final = (
    "SELECT n.id, n.number, n.kind, n.name, EXISTS (SELECT 1 FROM statement s"  # noqa: S608 # nosec B608
    " WHERE s.node = n.number AND NOT s.mention AND s.retired IS NULL),"
    f" EXISTS (SELECT 1 FROM link l WHERE l.source = n.number AND l.kind = {SAME_AS}"
    " AND l.retired IS NULL)"
    " FROM json_each(?) j CROSS JOIN node n ON n.id = j.value AND n.family = ?"
)


def numbered(
    connection: sqlite3.Connection, numbers: Sequence[int], known_at: int | None
) -> dict[int, NodeView]:
    revision = _LATER if known_at is None else known_at
    (size,) = connection.execute(
        "SELECT coalesce(max(nodes), 0) FROM revision WHERE number <= ?", (revision,)
    ).fetchone()
    wanted = _json([number for number in dict.fromkeys(numbers) if 0 <= number < size]).decode()
    keys = connection.execute(
        "SELECT n.number, n.family, n.id FROM json_each(?) j CROSS JOIN node n"
        " ON n.number = j.value",
        (wanted,),
    ).fetchall()
    said = _statements(connection, wanted, revision)
    into = _merged_into(connection, wanted, revision)
    return {
        number: _view(number, Key(FAMILIES[family], held), said.get(number, ()), into.get(number))
        for number, family, held in keys
    }


def _view(number: int, key: Key, statements: Sequence[NodeVersion], into: Key | None) -> NodeView:
    kind, name, fields, stub = merged(*key, statements)
    return NodeView(number, key, kind, name, fields, stub, into, tuple(statements))


def _statements(
    connection: sqlite3.Connection, wanted: str, revision: int
) -> dict[int, list[NodeVersion]]:
    rows = connection.execute(
        "SELECT s.number, s.node, s.kind, s.fields, s.mention, s.valid_from, s.valid_until,"
        " s.recorded, s.retired, s.file, s.line FROM json_each(?1) j CROSS JOIN statement s"
        " ON s.node = j.value WHERE s.recorded <= ?2"
        " AND (s.retired IS NULL OR s.retired > ?2) ORDER BY s.number",
        (wanted, revision),
    ).fetchall()
    firsts, runs = _runs(connection, {row[0]: row[8] for row in rows})
    rows.sort(key=lambda row: firsts.get(row[0], row[0]))
    known = _files(connection, {row[-2] for row in rows} | {run[2] for run in runs.values()})
    said: dict[int, list[NodeVersion]] = {}
    for number, node, kind, text, mention, first, last, recorded, retired, file, line in rows:
        run = runs.get(firsts.get(number, number))
        name = NODE_KINDS[kind].name
        said.setdefault(node, []).append(
            NodeVersion(
                name, NODE_SHAPE[name].decode(text), bool(mention), _day(first), _day(last),
                recorded, retired, Origin(known[file], line),
                run and Run(run[0], run[1], Origin(known[run[2]], run[3])),
            )
        )  # fmt: skip
    return said


RUNS: Final = (
    "SELECT r.number, r.first FROM json_each(?) j CROSS JOIN restatement r ON r.number = j.value"
)
_BOUNDS: Final = (
    "SELECT f.number, f.recorded, l.retired, f.file, f.line FROM json_each(?) j"
    " CROSS JOIN statement f ON f.number = j.value CROSS JOIN statement l"
    " ON l.number = (SELECT max(r.number) FROM restatement r WHERE r.first = f.number)"
)


def _runs(
    connection: sqlite3.Connection, statements: Mapping[int, int | None]
) -> tuple[dict[int, int], dict[int, tuple[int, int | None, int, int]]]:
    """Of statements, with when they were retired: the first of the run each is of, if that is
    another; of those: recorded, retired, file, line. None in a store of an older program."""
    if not connection.execute(_RESTATED).fetchone():
        return {}, {}
    firsts = dict(connection.execute(RUNS, (_json(list(statements)).decode(),)).fetchall())
    begun = {firsts.get(number, number) for number, retired in statements.items()
             if number in firsts or retired is not None}  # fmt: skip
    bounds = connection.execute(_BOUNDS, (_json(list(begun)).decode(),)) if begun else ()
    return firsts, {first: tuple(run) for first, *run in bounds}


_RESTATED: Final = "SELECT 1 FROM sqlite_master WHERE name = 'restatement'"


def _merged_into(connection: sqlite3.Connection, wanted: str, revision: int) -> dict[int, Key]:
    rows = connection.execute(
        "SELECT l.source, n.family, n.id FROM json_each(?1) j"  # noqa: S608 # nosec B608
        f" CROSS JOIN link l ON l.source = j.value AND l.kind = {SAME_AS}"
        " CROSS JOIN node n ON n.number = l.target"
        " WHERE l.recorded <= ?2 AND (l.retired IS NULL OR l.retired > ?2) ORDER BY l.number",
        (wanted, revision),
    )
    return {source: Key(FAMILIES[family], held) for source, family, held in rows}


def _files(connection: sqlite3.Connection, numbers: set[int]) -> Mapping[int, DeliveredFile]:
    rows = connection.execute(
        "SELECT f.number, f.source, f.layout, f.name, f.digest FROM json_each(?) j"
        " CROSS JOIN file f ON f.number = j.value",
        (_json(list(numbers)).decode(),),
    )
    return {number: DeliveredFile(*rest) for number, *rest in rows}


def links(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, LinkView]:
    rows = connection.execute(
        "SELECT l.number, l.kind, s.family, s.id, t.family, t.id, l.fields, l.distinct_,"
        " l.valid_from, l.valid_until, l.recorded, l.retired, l.file, l.line"
        " FROM json_each(?) j CROSS JOIN link l ON l.number = j.value"
        " CROSS JOIN node s ON s.number = l.source CROSS JOIN node t ON t.number = l.target",
        (_json([int(number) for number in dict.fromkeys(numbers)]).decode(),),
    ).fetchall()
    known = _files(connection, {row[-2] for row in rows})
    return {row[0]: _link(row, known) for row in rows}


def _link(row: Sequence[object], known: Mapping[int, DeliveredFile]) -> LinkView:
    number, kind, sf, sid, tf, tid, text, distinct, first, last, recorded, retired, file, line = row
    name = LINK_KINDS[kind].name  # type: ignore[call-overload]
    return LinkView(
        number, name, Key(FAMILIES[sf], sid), Key(FAMILIES[tf], tid),  # type: ignore[arg-type,call-overload]
        LINK_SHAPE[name].decode(text), distinct, _day(first), _day(last),  # type: ignore[arg-type]
        recorded, retired, Origin(known[file], line),  # type: ignore[arg-type,index]
    )  # fmt: skip
