"""What a batch needs to know from the file, and its changes written in one transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec
import numpy as np

from graph.encoding import NODE_SHAPE
from graph.facts import Applied, DeliveredFile, Key
from graph.ledger import (
    DESCRIPTION,
    FAMILY,
    LINK,
    MENTION,
    SUBJECT,
    Head,
    Held,
    Ledger,
    Writes,
)
from graph.merging import FAMILY_KIND
from graph.search_text import SEARCHED
from graph.sqlite_files import keep_progress, keep_quarantined
from graph.sqlite_search import index_names, unindex_names
from graph.sqlite_views import RUNS
from graph.succession import Open, anchors, by_slot
from graph.told import Keep, ToldBatch, ToldNode, ToldRow
from graph.topology import LINK_DTYPE, said_of
from graph.versions import NODE, NUMBER, RETIRED, Natural, Version
from graph.vocabulary import FAMILIES, LINK_KINDS, NODE_CODE, NODE_KINDS

_json = msgspec.json.Encoder().encode
_SEARCHED: Final = {NODE_CODE[kind.name] for kind in NODE_KINDS if kind.family in SEARCHED}


def apply_batch(connection: sqlite3.Connection, batch: ToldBatch, keep: Keep) -> Applied:
    """Record a batch; the caller holds the transaction. Cost: linear in the batch's facts."""
    held = _held(connection, batch)
    ledger = Ledger(batch, held, keep)
    ledger.walk()
    if ledger.changes:
        _flush(connection, ledger)
    set_aside = [*batch.quarantined, *ledger.contradicted]
    keep_quarantined(connection, held.file, set_aside)
    applied = Applied(
        ledger.revision if ledger.changes else held.revision,
        ledger.stored, ledger.unchanged, len(set_aside),
    )  # fmt: skip
    keep_progress(connection, held.file, batch, applied)
    return applied


# Reading what is held, a few statements a batch whatever its size.


def _held(connection: sqlite3.Connection, batch: ToldBatch) -> Held:
    revision, nodes, links = head(connection)
    (statements,) = connection.execute("SELECT max(number) FROM statement").fetchone()
    file, stated_by = _file(connection, batch.file)
    heads = _heads(connection, batch.keys)
    firsts = _take_said(connection, batch.rows, heads, stated_by)
    linked = _linked(connection, batch.rows, heads)
    open_ = _open(connection, batch, heads)
    first = 0 if statements is None else statements + 1
    return Held(
        revision, nodes, links, first, file, stated_by, heads, linked, open_,
        _files(connection, batch.file), firsts,
    )  # fmt: skip


def head(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """The latest revision, and how many nodes and link versions there are."""
    row = connection.execute(
        "SELECT number, nodes, links FROM revision ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return row or (0, 0, 0)


def _file(connection: sqlite3.Connection, file: DeliveredFile) -> tuple[int, int]:
    where = (file.digest, file.source, file.layout)
    connection.execute(
        "INSERT OR IGNORE INTO file (digest, source, layout, name) VALUES (?, ?, ?, ?)",
        (*where, file.name),
    )
    (number,) = connection.execute(
        "SELECT number FROM file WHERE digest = ? AND source = ? AND layout = ?", where
    ).fetchone()
    connection.execute("INSERT OR IGNORE INTO stated_by (name) VALUES (?)", (file.stated_by,))
    (stated_by,) = connection.execute(
        "SELECT number FROM stated_by WHERE name = ?", (file.stated_by,)
    ).fetchone()
    return number, stated_by


def _heads(connection: sqlite3.Connection, keys: Sequence[Key]) -> list[Head | None]:
    """The nodes held, in the keys' places."""
    places = defaultdict[str, dict[str, int]](dict)
    for place, (family, own_id) in enumerate(keys):
        places[family][own_id] = place
    heads: list[Head | None] = [None] * len(keys)
    for family, ids in places.items():
        for own_id, *shown in connection.execute(
            "SELECT n.id, n.number, n.kind, n.name, n.kind_rank, n.name_rank"
            " FROM json_each(?) j CROSS JOIN node n ON n.id = j.value AND n.family = ?",
            (_json(sorted(ids)).decode(), FAMILY[family]),
        ):
            heads[ids[own_id]] = Head(*shown)
    return heads


_STATEMENT: Final = (
    "SELECT s.number, s.node, s.stated_by, s.kind, s.mention, s.fields, s.valid_from,"
    " s.valid_until, s.recorded, s.retired, s.file, s.line"
    " FROM json_each(?) j CROSS JOIN statement s ON s.node = j.value"
    " WHERE s.stated_by = ? AND s.retired IS NULL"
)
_LINK: Final = (
    "SELECT l.number, l.kind, l.source, l.target, l.distinct_, l.fields, l.valid_from,"
    " l.valid_until, l.recorded, l.retired, l.file, l.line"
    " FROM json_each(?) j CROSS JOIN link l"
    " ON l.target = j.value >> 32 AND l.source = j.value & 4294967295 WHERE l.retired IS NULL"
)


def _take_said(
    connection: sqlite3.Connection,
    rows: Sequence[ToldRow],
    heads: Sequence[Head | None],
    stated_by: int,
) -> dict[int, int]:
    """Give each node that the rows state something of what this table states of it now. The first
    of the runs these statements are of."""
    places = {fact.node for row in rows for fact in row.facts if type(fact) is ToldNode}
    stated = {held.number: held for place in places if (held := heads[place]) is not None}
    for version in connection.execute(_STATEMENT, (_json(sorted(stated)).decode(), stated_by)):
        stated[version[1]].said = list(version)
    numbers = [head.said[NUMBER] for head in stated.values() if head.said is not None]
    return dict(connection.execute(RUNS, (_json(numbers).decode(),)))


def _linked(
    connection: sqlite3.Connection, rows: Sequence[ToldRow], heads: Sequence[Head | None]
) -> dict[Natural, Version]:
    pairs = set[int]()
    for row in rows:
        for fact in row.facts:
            if not isinstance(fact, ToldNode):
                source, target = heads[fact.source], heads[fact.target]
                if source is not None and target is not None:
                    pairs.add(target.number << 32 | source.number)
    found = connection.execute(_LINK, (_json(sorted(pairs)).decode(),))
    return {(row[1], row[2], row[3], row[4], row[6]): list(row) for row in found}


def _files(connection: sqlite3.Connection, file: DeliveredFile) -> frozenset[int]:
    """All files of the batch's table."""
    found = connection.execute(
        "SELECT number FROM file WHERE source = ? AND layout = ?", (file.source, file.layout)
    )
    return frozenset(number for (number,) in found)


_OPEN: Final = (
    "SELECT l.number, l.kind, l.source, l.target, l.distinct_, l.fields, l.valid_from,"
    " l.valid_until, l.recorded, l.retired, l.file, l.line"
    " FROM json_each(?) j CROSS JOIN link l ON l.{end} = j.value CROSS JOIN file f"
    " ON f.number = l.file WHERE l.kind = {kind} AND l.distinct_ = ? AND l.retired IS NULL"
    " AND l.valid_until IS NULL AND f.source = ? AND (f.layout = ? OR l.valid_from IS NULL)"
)


def _open(connection: sqlite3.Connection, batch: ToldBatch, heads: Sequence[Head | None]) -> Open:
    """The open links in the slots the batch names, of its table or undated of its source."""
    versions: list[Version] = []
    file = batch.file
    for (kind, end, distinct), places in anchors(batch.rows).items():
        numbers = [held.number for place in places if (held := heads[place]) is not None]
        query = _OPEN.format(end=end, kind=kind)
        told = (_json(sorted(numbers)).decode(), distinct, file.source, file.layout)
        versions += map(list, connection.execute(query, told))
    return by_slot(versions)


# Writing.


def _flush(connection: sqlite3.Connection, ledger: Ledger) -> None:
    writes, held, revision = ledger.writes, ledger.held, ledger.revision
    _retire(connection, writes, revision)
    _write_nodes(connection, writes)
    connection.executemany(
        "INSERT INTO statement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", writes.statements
    )
    connection.executemany(
        "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", writes.links
    )
    kinds_before = _update_heads(connection, writes)
    _keep_changes(connection, writes, revision)
    connection.execute(
        "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
        (revision, datetime.now(UTC).isoformat(), held.file,
         held.nodes + len(writes.nodes), held.links + len(writes.links)),
    )  # fmt: skip
    _tally(connection, writes, kinds_before)


def _retire(connection: sqlite3.Connection, writes: Writes, revision: int) -> None:
    for table, numbers in (
        ("statement", writes.retired_statements),
        ("link", writes.retired_links),
    ):
        connection.executemany(
            f"UPDATE {table} SET retired = ? WHERE number = ?",  # noqa: S608 # nosec B608
            [(revision, number) for number in sorted(numbers)],
        )


def _write_nodes(connection: sqlite3.Connection, writes: Writes) -> None:
    keyed = list(zip(writes.keys, writes.nodes, strict=True))
    connection.executemany(
        "INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (n.number, FAMILY[key.family], key.id, n.kind, n.name, n.kind_rank, n.name_rank)
            for key, n in keyed
        ],
    )
    scopes = {
        (FAMILY[key.family], key.id.partition(":")[0]) for key in writes.keys if ":" in key.id
    }
    connection.executemany("INSERT OR IGNORE INTO scope VALUES (?, ?)", sorted(scopes))
    index_names(
        connection, [(n.number, n.kind, key.id, n.name) for key, n in keyed if _searched(n)]
    )


def _searched(head: Head) -> bool:
    return bool(head.name) and head.kind in _SEARCHED


def _update_heads(connection: sqlite3.Connection, writes: Writes) -> list[int]:
    """Bring changed nodes' kind and name up to date; the kinds they had before."""
    for number in writes.remerge & writes.changed.keys():
        _remerge(connection, writes.changed[number][0])
    numbers = _json(list(writes.changed)).decode()
    before = connection.execute(
        "SELECT n.number, n.kind, n.id FROM json_each(?) j CROSS JOIN node n ON n.number = j.value",
        (numbers,),
    ).fetchall()
    connection.executemany(
        "UPDATE node SET kind = ?, name = ?, kind_rank = ?, name_rank = ? WHERE number = ?",
        [(h.kind, h.name, h.kind_rank, h.name_rank, h.number) for h, _ in writes.changed.values()],
    )
    kinds = {number: kind for number, kind, _ in before}
    _rename(connection, writes, {number: own for number, _, own in before})
    rekinded = {n: kinds[n] for n, (h, _) in writes.changed.items() if kinds[n] != h.kind}
    writes.changed = {n: held for n, held in writes.changed.items() if n in rekinded}
    return list(rekinded.values())


def _rename(connection: sqlite3.Connection, writes: Writes, ids: Mapping[int, str]) -> None:
    renamed = [
        (head, old)
        for head, old in writes.changed.values()
        if old != head.name and head.kind in _SEARCHED
    ]
    unindex_names(connection, [(h.number, h.kind, ids[h.number], old) for h, old in renamed if old])
    index_names(
        connection, [(h.number, h.kind, ids[h.number], h.name) for h, _ in renamed if h.name]
    )


def _remerge(connection: sqlite3.Connection, head: Head) -> None:
    """A statement was replaced: say again who gives the node its kind and name."""
    head.kind_rank = head.name_rank = LINK
    head.name = ""
    for kind, text, mention, family in connection.execute(
        "SELECT s.kind, s.fields, s.mention, n.family FROM statement s"
        " JOIN node n ON n.number = s.node LEFT JOIN restatement r ON r.number = s.number"
        " WHERE s.node = ? AND s.retired IS NULL"
        " ORDER BY s.mention DESC, coalesce(r.first, s.number)",
        (head.number,),
    ):
        rank = MENTION if mention else DESCRIPTION
        if head.kind_rank == LINK:
            head.kind = NODE_CODE[FAMILY_KIND[FAMILIES[family]]]
        if kind != SUBJECT:
            head.kind, head.kind_rank = kind, rank
        if name := NODE_SHAPE[NODE_KINDS[kind].name].decode(text).get("name"):
            head.name, head.name_rank = str(name), rank


def _keep_changes(connection: sqlite3.Connection, writes: Writes, revision: int) -> None:
    heads = [*writes.nodes, *(head for head, _ in writes.changed.values())]
    kinds = np.array([(head.number, head.kind) for head in heads], np.int32)
    recorded = np.array(writes.arrays, LINK_DTYPE)
    retired = np.array(sorted(writes.retired_links), np.int32)
    dropped = [row[0] for row in writes.links if row[RETIRED] is not None]
    retired = np.concatenate([retired, np.array(dropped, np.int32)])
    connection.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?)",
        (revision, kinds.tobytes(), recorded.tobytes(), retired.tobytes()),
    )
    said = said_of(
        [version[NODE] for version in writes.statements],
        [version[NUMBER] in writes.restated for version in writes.statements],
    )
    connection.execute("INSERT INTO said VALUES (?, ?)", (revision, said))
    connection.executemany("INSERT INTO restatement VALUES (?, ?)", writes.restated.items())


def _tally(connection: sqlite3.Connection, writes: Writes, before: Sequence[int]) -> None:
    counts: dict[str, int] = {}

    def add(names: Sequence[str], codes: Sequence[int], by: int) -> None:
        for code, times in enumerate(np.bincount(codes, minlength=len(names)).tolist()):
            counts[names[code]] = counts.get(names[code], 0) + by * times

    nodes, links = [k.name for k in NODE_KINDS], [k.name for k in LINK_KINDS]
    add(nodes, [h.kind for h in writes.nodes] + [h.kind for h, _ in writes.changed.values()], 1)
    add(nodes, before, -1)
    retired = connection.execute(
        "SELECT l.kind FROM json_each(?) j CROSS JOIN link l ON l.number = j.value",
        (_json(writes.retired_links).decode(),),
    )
    add(links, [array[1] for array in writes.arrays], 1)
    add(links, [kind for (kind,) in retired], -1)
    add(links, [array[1] for array, row in zip(writes.arrays, writes.links, strict=True)
                if row[RETIRED] is not None], -1)  # fmt: skip
    connection.executemany(
        "INSERT INTO tally VALUES (?, ?)"
        " ON CONFLICT (kind) DO UPDATE SET held = held + excluded.held",
        [(kind, by) for kind, by in counts.items() if by],
    )
