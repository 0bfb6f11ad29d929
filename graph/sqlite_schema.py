"""The SQLite file: its tables, its marker, its connections."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec

from graph.errors import StoreDamaged, StoreError
from graph.sqlite_errors import damaged, unreachable
from graph.sqlite_search import prepare_names
from graph.sqlite_topology import RESTATEMENT, prepare_said
from graph.vocabulary import FAMILIES, LINK_CODE, LINK_KINDS, NODE_KINDS

APPLICATION_ID: Final = 0x584D3031  # "XM01"
FORMAT: Final = 1
FULL: Final = 2  # PRAGMA synchronous
SAME_AS: Final = LINK_CODE["same_as"]
CHECKPOINT_PAGES: Final = 65_536  # 256 MB of log: pages that many batches touch are moved once
CONTACT_AT: Final = LINK_CODE["contact_at"]

_TABLES: Final = f"""
CREATE TABLE vocabulary (kinds TEXT NOT NULL) STRICT;
CREATE TABLE file (
  number INTEGER PRIMARY KEY, source TEXT NOT NULL, layout TEXT NOT NULL, name TEXT NOT NULL,
  digest TEXT NOT NULL, through INT NOT NULL DEFAULT 0, stored INT NOT NULL DEFAULT 0,
  unchanged INT NOT NULL DEFAULT 0, quarantined INT NOT NULL DEFAULT 0,
  complete INT NOT NULL DEFAULT 0, UNIQUE (digest, source, layout)
) STRICT;
CREATE TABLE stated_by (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE revision (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, file INT NOT NULL,
  nodes INT NOT NULL, links INT NOT NULL  -- how many there are since this revision
) STRICT;
-- What a revision changed, as arrays: (node, kind) int32 pairs, LINK_DTYPE, int32 link numbers.
CREATE TABLE change (
  revision INTEGER PRIMARY KEY, kinds BLOB NOT NULL, recorded BLOB NOT NULL, retired BLOB NOT NULL
) STRICT;
CREATE TABLE node (
  number INTEGER PRIMARY KEY, family INT NOT NULL, id TEXT NOT NULL, kind INT NOT NULL,
  name TEXT NOT NULL, kind_rank INT NOT NULL, name_rank INT NOT NULL
) STRICT;
CREATE UNIQUE INDEX node_key ON node (id, family);
CREATE TABLE scope (
  family INT NOT NULL, prefix TEXT NOT NULL, PRIMARY KEY (family, prefix)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement (
  number INTEGER PRIMARY KEY, node INT NOT NULL, stated_by INT NOT NULL, kind INT NOT NULL,
  mention INT NOT NULL, fields TEXT NOT NULL, valid_from INT, valid_until INT,
  recorded INT NOT NULL, retired INT, file INT NOT NULL, line INT NOT NULL
) STRICT;
CREATE INDEX statement_node ON statement (node);
CREATE TABLE link (
  number INTEGER PRIMARY KEY, kind INT NOT NULL, source INT NOT NULL, target INT NOT NULL,
  distinct_ TEXT NOT NULL, fields TEXT NOT NULL, valid_from INT, valid_until INT,
  recorded INT NOT NULL, retired INT, file INT NOT NULL, line INT NOT NULL
) STRICT;
CREATE INDEX link_ends ON link (target, source);
CREATE INDEX link_merge ON link (source) WHERE kind = {SAME_AS};
CREATE INDEX link_contact ON link (source) WHERE kind = {CONTACT_AT} AND retired IS NULL;
CREATE TABLE quarantine (
  number INTEGER PRIMARY KEY, file INT NOT NULL, line INT NOT NULL, field TEXT NOT NULL,
  problem_zh TEXT NOT NULL, problem_en TEXT NOT NULL, remedy_zh TEXT NOT NULL,
  remedy_en TEXT NOT NULL, raw TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open',
  UNIQUE (file, line, field)
) STRICT;
CREATE TABLE tally (kind TEXT PRIMARY KEY, held INT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
"""  # nosec B608

Vocabulary = dict[str, list[str]]


def _vocabulary() -> Vocabulary:
    """The names behind the small integers the file holds, in their order."""
    names: Vocabulary = {
        "families": list(FAMILIES),
        "nodes": [kind.name for kind in NODE_KINDS],
        "links": [kind.name for kind in LINK_KINDS],
    }
    return names | {f"codes of {kind.name}": list(kind.codes) for kind in LINK_KINDS if kind.codes}


def connect(path: Path, mode: str, *, busy_seconds: float, cache_mb: int) -> sqlite3.Connection:
    """A connection that is proven to be durable and to look at one of our stores.

    A new store's file is its owner's alone.

    ``mode`` is ``ro``, ``rw`` or ``rwc``. Raises StoreDamaged, StoreUnreachable, StoreError.
    """
    if path.is_dir():
        raise damaged(path, "it is a directory")
    if mode != "rwc" and not path.exists():
        raise unreachable(path, "no such file")
    if mode == "rwc":
        with suppress(OSError):  # there already; or no place for it, which SQLite will say
            path.touch(mode=0o600, exist_ok=False)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False,
    )  # fmt: skip
    try:
        _settle_in(connection, path, cache_mb, fresh=mode == "rwc")
    except BaseException:
        connection.close()
        raise
    return connection


def _settle_in(connection: sqlite3.Connection, path: Path, cache_mb: int, fresh: bool) -> None:
    marker = _pragma(connection, "application_id")
    empty = fresh and marker == 0 and _pragma(connection, "page_count") == 0
    if not empty:
        _check_marker(connection, path, marker)
    else:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = {-1024 * cache_mb}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute("PRAGMA temp_store = MEMORY")
    check_durable(connection)


def check_durable(connection: sqlite3.Connection) -> None:
    """Refuse anything but WAL and synchronous=FULL: less loses acknowledged commits when the
    power goes."""
    journal, synchronous = _pragma(connection, "journal_mode"), _pragma(connection, "synchronous")
    if journal != "wal" or synchronous != FULL:
        raise StoreError(
            f"存储必须用 WAL 和 synchronous=FULL,现在是 {journal} 和 {synchronous};拒绝启动",
            "the store must run in WAL with synchronous=FULL (2), not "
            f"{journal} with {synchronous}; refused",
        )


def _check_marker(connection: sqlite3.Connection, path: Path, marker: object) -> None:
    if marker != APPLICATION_ID:
        raise damaged(path, "the file has another application's marker")
    held = _pragma(connection, "user_version")
    if held != FORMAT:
        raise StoreDamaged(
            f"“{path}”的格式是第 {held} 版,本程序只认第 {FORMAT} 版;请用相应版本的程序",
            f"{path} has format {held}, this program knows {FORMAT}; use the matching program",
        )


def _pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def create(connection: sqlite3.Connection) -> None:
    """Make the tables, once, and keep the vocabulary's order beside the data."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _pragma(connection, "application_id") == 0:
            for statement in _TABLES.split(";\n"):
                connection.execute(statement)
            connection.execute("INSERT INTO vocabulary VALUES ('{}')")
        _agree(connection)
        prepare_names(connection)
        prepare_said(connection)
        for statement in RESTATEMENT:
            connection.execute(statement)
        if not identity(connection):
            connection.execute("CREATE TABLE identity (id TEXT NOT NULL) STRICT")
            connection.execute("INSERT INTO identity VALUES (?)", (uuid4().hex,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def identity(connection: sqlite3.Connection) -> str:
    """What the store was called when it was made; nothing for one of an older program."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'identity'").fetchone():
        return ""
    (found,) = connection.execute("SELECT id FROM identity").fetchone()
    return str(found)


def _agree(connection: sqlite3.Connection) -> None:
    """Kinds and codes may be appended to the vocabulary, never moved: the file holds numbers."""
    (text,) = connection.execute("SELECT kinds FROM vocabulary").fetchone()
    held, ours = msgspec.json.decode(text, type=Vocabulary), _vocabulary()
    for group, names in held.items():
        if ours.get(group, [])[: len(names)] != names:
            raise StoreDamaged(
                f"存储的词汇({group})与本程序的次序不同;请用写入它的版本",
                f"the store's vocabulary ({group}) is ordered otherwise; use the program it is of",
            )
    if held != ours:
        connection.execute("UPDATE vocabulary SET kinds = ?", (msgspec.json.encode(ours).decode(),))
