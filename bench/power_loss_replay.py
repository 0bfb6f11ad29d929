"""What a disk may hold after a loss of power, given what was written and when it was forced.

The model: a file's writes before its last fsync are there. Of the later ones each is there, or not,
or in part (up to a 512-byte sector), whatever its order. What names files (creations, renames,
removals) is there in order up to some point, and up to an fsync of a folder at least; an fsync of a
file makes its own name durable. What an fsync that failed was to force may be there or not for
ever, whatever later ones say.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

SECTOR: Final = 512
_HEAD: Final = struct.Struct("<ciqII")


class Event(NamedTuple):
    kind: str
    fd: int
    offset: int
    path: str
    data: bytes


class Write(NamedTuple):
    """``data`` is None where the file was cut to ``offset`` bytes. ``dropped``: an fsync of it
    failed; ``sure``: forced, after what was dropped."""

    offset: int
    data: bytes | None
    dropped: bool = False
    sure: bool = False


class Naming(NamedTuple):
    """A name given to a file, or taken away (None)."""

    path: str
    file: int | None


def events(record: Path) -> Iterator[Event]:
    content, place = record.read_bytes(), 0
    while place < len(content):
        kind, fd, offset, named, size = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path = content[place : place + named].decode()
        data = content[place + named : place + named + size]
        place += named + size
        yield Event(kind.decode(), fd, offset, path, data)


@dataclass
class Disk:
    """What is durable, and what is not yet."""

    below: str
    names: dict[str, int] = field(default_factory=dict)
    files: dict[int, bytearray] = field(default_factory=dict)
    pending: dict[int, list[Write]] = field(default_factory=dict)
    naming: list[Naming] = field(default_factory=list)
    _current: dict[str, int] = field(default_factory=dict)
    _open: dict[int, int | str] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        match event.kind:
            case "o":
                self._opened(event)
            case "w":
                self._later(event.fd, Write(event.offset, event.data))
            case "t":
                self._later(event.fd, Write(event.offset, None))
            case "s":
                self._forced(event.fd)
            case "e":
                self._refused(event.fd)
            case "r":
                file = self._current.pop(event.path)
                self._name(event.data.decode(), file)
                self.naming.append(Naming(event.path, None))
            case "u":
                self._current.pop(event.path, None)
                self.naming.append(Naming(event.path, None))

    def names_of(self, fd: int) -> str:
        """The path of an open file."""
        file = self._open.get(fd)
        return next((path for path, held in self._current.items() if held == file), "")

    def _opened(self, event: Event) -> None:
        if Path(event.path).is_dir():
            self._open[event.fd] = event.path
            return
        if event.path not in self._current:
            file = len(self.files)
            self.files[file], self.pending[file] = bytearray(), []
            self._name(event.path, file)
        file = self._current[event.path]
        self._open[event.fd] = file
        if event.data == b"\1":
            self.pending[file].append(Write(0, None))

    def _name(self, path: str, file: int) -> None:
        self._current[path] = file
        self.naming.append(Naming(path, file))

    def _later(self, fd: int, write: Write) -> None:
        file = self._open[fd]
        assert isinstance(file, int)
        self.pending[file].append(write)

    def _forced(self, fd: int) -> None:
        file = self._open[fd]
        if isinstance(file, str):
            self._settle(len(self.naming))
            return
        waiting = self.pending[file]
        if any(write.dropped for write in waiting):
            waiting[:] = [write._replace(sure=not write.dropped) for write in waiting]
        else:
            for write in waiting:
                _apply(self.files[file], write)
            waiting.clear()
        own = [place for place, each in enumerate(self.naming) if each.file == file]
        if own:
            self._settle(own[-1] + 1)

    def _refused(self, fd: int) -> None:
        file = self._open[fd]
        if not isinstance(file, str):
            waiting = self.pending[file]
            waiting[:] = [write._replace(dropped=not write.sure) for write in waiting]

    def _settle(self, count: int) -> None:
        for each in self.naming[:count]:
            _renamed(self.names, each)
        del self.naming[:count]

    def unforced(self, *, but: str) -> bool:
        """Whether any file but this one has writes that were not forced."""
        spared = self._current.get(but)
        return any(not write.sure for file, writes in self.pending.items() if file != spared
                   for write in writes)  # fmt: skip

    def after_power_loss(self, chance: random.Random) -> dict[str, bytes]:
        """One state the disk may be in: contents by path."""
        names = dict(self.names)
        for each in self.naming[: chance.randint(0, len(self.naming))]:
            _renamed(names, each)
        most = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        return {path: self._content(file, most, chance) for path, file in names.items()}

    def _content(self, file: int, most: float, chance: random.Random) -> bytes:
        content = bytearray(self.files[file])
        for write in self.pending[file]:
            if write.sure:
                _apply(content, write)
                continue
            if chance.random() >= most:
                continue
            if write.data and chance.random() < 0.3:
                sectors = chance.randint(0, len(write.data) // SECTOR)
                write = write._replace(data=write.data[: sectors * SECTOR])
            _apply(content, write)
        return bytes(content)


def _apply(content: bytearray, write: Write) -> None:
    if write.data is None:
        del content[write.offset :]
        return
    if write.offset > len(content):
        content.extend(bytes(write.offset - len(content)))
    content[write.offset : write.offset + len(write.data)] = write.data


def _renamed(names: dict[str, int], naming: Naming) -> None:
    if naming.file is None:
        names.pop(naming.path, None)
    else:
        names[naming.path] = naming.file
