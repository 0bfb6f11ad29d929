"""A secret kept in a file that only its owner may read, made at the first use."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from graph.errors import RefusedInput


def kept(file: Path, size: int) -> str:
    """The secret's text: hexadecimal, of ``size`` bytes where it had to be made.

    Raises RefusedInput for a file that cannot be read or made, or that others may read.
    """
    try:
        if not file.exists():
            _create(file, size)
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise RefusedInput(
                f"密钥文件他人可读,请执行 chmod 600 {file}",
                f"others may read the key file: run chmod 600 {file}",
            )
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as problem:
        raise RefusedInput(
            f"无法读取或创建密钥文件 {file};请检查其权限",
            f"cannot read or create the key file {file}: check its permissions",
        ) from problem


def _create(file: Path, size: int) -> None:
    """Written whole, then linked into place: of two processes that start at once one wins, and
    nobody ever reads half a key."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as draft_file:
            draft_file.write(secrets.token_hex(size) + "\n")
            draft_file.flush()
            os.fsync(draft_file.fileno())
        _link(draft, file)
    finally:
        draft.unlink()


def _link(draft: Path, file: Path) -> None:
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        return
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
