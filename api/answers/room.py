"""How much of what was found one answer tells: parties and ties, each about 450 bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from analyses.work import BUDGETS

T = TypeVar("T")


class Room:
    """What is left for one answer. Lists that share it are given their parts (``parts``)."""

    def __init__(self, told: int = BUDGETS.answer.told) -> None:
        self.left = told
        self.omitted = 0

    def fitting(
        self,
        found: Iterable[T],
        size: Callable[[T], int],
        parts: int = 1,
        least: Callable[[T], int] | None = None,
    ) -> list[T]:
        """Those there is room for, in their order, by the parties and ties of each; the others are
        ``omitted``. Of what is left they take one of so many parts. ``least`` is a size from below
        that costs less to tell."""
        left, kept = self.left // parts, list[T]()
        for each in found:
            needed = left + 1 if least is not None and least(each) > left else size(each)
            if needed > left:
                self.omitted += 1
                continue
            left -= needed
            self.left -= needed
            kept.append(each)
        return kept


def each_at_most(sizes: Sequence[int], told: int = BUDGETS.answer.told) -> int:
    """So many of each list, that all of them together are no more than ``told``: short lists are
    told whole, the long ones to the same length."""
    left, most = told, max(sizes, default=0)
    for place, size in enumerate(sorted(sizes)):
        part = left // (len(sizes) - place)
        if size > part:
            return max(part, 1)
        left -= size
    return most
