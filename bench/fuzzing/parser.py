"""One parser: what it is called, what it is shown first, and what counts as its answer."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Parser:
    """``take`` is given bytes: True for what is accepted, False or XinmaiError for what is refused,
    anything else that is raised is a crash, a broken promise (AssertionError) among them.

    ``endings`` are those of names of files that it may be shown, too.
    """

    name: str
    take: Callable[[bytes], bool]
    seeds: Sequence[bytes]
    longest: int = 400
    endings: tuple[str, ...] = ()


@cache
def memory() -> Path:
    """A folder for what a parser must find in a file: in memory, where the system has such."""
    place = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
    atexit.register(place.cleanup)
    return Path(place.name)


def text(data: bytes) -> str:
    """As whoever reads text from outside may get it, halves of surrogate pairs included."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def several(data: bytes, count: int) -> list[str]:
    """So many texts of one input, cut at line feeds."""
    found = text(data).split("\n", count - 1)
    return [*found, *[""] * (count - len(found))]
