"""Opening what was delivered, one file at a time, trusting nothing."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from graph.errors import RefusedInput

HEAD: Final = 64 * 1024
_GZIP: Final = b"\x1f\x8b"
_SKIPPED: Final = (".", "~$")  # editors' and systems' droppings


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the delivery; ``name`` is its path inside it."""

    path: Path
    name: str

    def size(self) -> int:
        try:
            return self.path.lstat().st_size
        except OSError:
            return 0


def find(paths: Sequence[Path]) -> Iterator[Found]:
    """Every file of these files and folders, folders in sorted order. Links are not followed.

    Raises RefusedInput for a path that does not exist: that is a wrong command, not a bad file.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise RefusedInput(f"没有这个文件或目录:{path}", f"no such file or folder: {path}",
                               field="path")  # fmt: skip
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, path)
        else:
            yield Found(path, path.name)


def _walk(folder: Path, top: Path) -> Iterator[Found]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(_SKIPPED):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, top)
        else:
            yield Found(entry, entry.relative_to(top).as_posix())


def open_file(found: Found) -> BinaryIO:
    """The file's bytes. Raises RefusedInput for links, pipes, devices and what may not be read."""
    if found.path.is_symlink():
        raise RefusedInput("是符号链接,不予读取;请提供文件本身",
                           "a symbolic link is not read; deliver the file itself")  # fmt: skip
    try:
        handle = os.open(found.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise RefusedInput(f"无法打开文件:{reason}", f"cannot open the file: {reason}") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise RefusedInput("不是普通文件", "not a regular file")
    return os.fdopen(handle, "rb", buffering=1 << 20)


def digest(stream: BinaryIO) -> str:
    """SHA-256 of all bytes, hexadecimal; the stream is rewound."""
    stream.seek(0)
    found = hashlib.file_digest(cast("io.BufferedReader", stream), "sha256").hexdigest()
    stream.seek(0)
    return found


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or what a gzip file holds."""
    magic = stream.read(2)
    stream.seek(0)
    if magic != _GZIP:
        return stream
    return cast(BinaryIO, gzip.GzipFile(fileobj=cast("IO[bytes]", stream), mode="rb"))


def head(stream: BinaryIO) -> bytes:
    """The first 64 KiB, as far as they can be read; the stream is rewound."""
    pieces: list[bytes] = []
    missing = HEAD
    try:
        while missing and (piece := stream.read(min(missing, 1024))):
            pieces.append(piece)
            missing -= len(piece)
    except (OSError, EOFError, ValueError):
        pass  # a truncated gzip file: what could be read decides
    except Exception as error:  # zlib.error derives from Exception alone
        if type(error).__module__ != "zlib":
            raise
    stream.seek(0)
    return b"".join(pieces)
