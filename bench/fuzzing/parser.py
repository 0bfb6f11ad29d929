"""One parser: what it is called, what it is shown first, and what counts as its answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parser:
    """``take`` is given bytes: True for what is accepted, False or XinmaiError for what is refused,
    anything else that is raised is a crash, a broken promise (AssertionError) among them.

    ``share`` is its part of all inputs beside the others': a slow one has less. ``slow`` is how
    many seconds of the processor's time an input may take, under the fuzzer's watch.
    """

    name: str
    take: Callable[[bytes], bool]
    seeds: Sequence[bytes]
    longest: int = 400
    share: float = 1.0
    slow: float = 0.25


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
