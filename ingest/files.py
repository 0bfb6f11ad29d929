"""Opening what was delivered, one file at a time, trusting nothing."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

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
    """Every file of these files and folders, folders in sorted order, each under a name of its
    own. Links are not followed; a folder without files is found itself, to be refused.

    Raises RefusedInput for a path that does not exist: that is a wrong command, not a bad file.
    """
    taken: set[str] = set()
    for path in paths:
        if not os.path.lexists(path):
            raise RefusedInput(f"没有这个文件或目录:{path}", f"no such file or folder: {path}",
                               field="path")  # fmt: skip
        is_folder = path.is_dir() and not path.is_symlink()
        files = list(_walk(path, path)) if is_folder else []
        for each in files or [Found(path, path.name or str(path))]:
            yield _apart(each, path, taken)


def _apart(found: Found, path: Path, taken: set[str]) -> Found:
    """The file under a name that no other file of this delivery has."""
    name, times = found.name, 1
    if name in taken and found.path != path:
        name = f"{path.name}/{found.name}"
    elif name in taken:
        name = f"{path.absolute().parent.name}/{found.name}"
    wanted = name
    while name in taken:
        times += 1
        name = f"{wanted} ({times})"
    taken.add(name)
    return Found(found.path, name)


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
    if found.path.is_dir():
        raise RefusedInput("文件夹里没有文件", "the folder holds no file")
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
    return cast(BinaryIO, io.BufferedReader(_Unpacked(stream), 1 << 20))


class _Unpacked(io.RawIOBase):
    """What a gzip file holds, up to the very place where it breaks off or is damaged: the reader
    first gets what came before, the error with its next call."""

    def __init__(self, packed: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=cast("IO[bytes]", packed), mode="rb")
        self._error: Exception | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._error = None
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int:
        if self._error is not None:
            raise self._error
        try:
            found = self._file.read1(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            self._error = error
            return 0
        buffer[: len(found)] = found
        return len(found)


def head(stream: BinaryIO) -> bytes:
    """The first 64 KiB, as far as they can be read; the stream is rewound."""
    pieces: list[bytes] = []
    missing = HEAD
    try:
        while missing and (piece := stream.read(min(missing, 1024))):
            pieces.append(piece)
            missing -= len(piece)
    except (OSError, EOFError, zlib.error):
        pass  # a truncated gzip file: what could be read decides
    stream.seek(0)
    return b"".join(pieces)
