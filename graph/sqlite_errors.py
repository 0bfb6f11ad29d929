"""SQLite's errors, translated once into the family of ``graph.errors``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreBusy, StoreDamaged, StoreError, StoreUnreachable

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise StoreBusy, StoreUnreachable, StoreDamaged or StoreError for the driver's error."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error


def translate(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreBusy(
            "另一个进程正在写入存储;请等它结束后再试",
            f"another writer holds the store; try again when it is done ({error})",
        )
    if code in _DAMAGED:
        return damaged(path, str(error))
    if code in _UNREACHABLE:
        return unreachable(path, str(error))
    if code == sqlite3.SQLITE_IOERR:
        return StoreUnreachable(
            f"读写“{path}”时磁盘出错;请检查磁盘",
            f"the disk failed to read or write {path} ({error}); check the disk",
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreError("存储是只读的,不能写入", f"the store is read-only ({error})")
    if code == sqlite3.SQLITE_FULL:
        return StoreError("磁盘已满,批次没有写入", f"the disk is full, nothing written ({error})")
    return StoreError(f"存储出错:{error}", f"the store failed: {error}")


def damaged(path: Path, why: str) -> StoreDamaged:
    return StoreDamaged(
        f"“{path}”不是信脉存储或已损坏;请指定正确的文件,或从备份恢复",
        f"{path} is not a Xinmai store or is damaged ({why}); name the right file or restore it",
    )


def unreachable(path: Path, why: str) -> StoreUnreachable:
    return StoreUnreachable(
        f"打不开存储“{path}”;请检查路径和权限,或先用 xinmai load 建立",
        f"cannot open the store {path} ({why}); check path and permission, or load something first",
    )
