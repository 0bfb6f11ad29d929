"""Opaque cursors: where the next page begins."""

from __future__ import annotations

import base64
import binascii
from typing import Final, NamedTuple

from graph.errors import RefusedInput

FURTHEST: Final = 2**63 - 1  # what a store can count to


class Page(NamedTuple):
    """A part of a list that is worked out whole: what comes after ``first`` of its items."""

    first: int
    limit: int

    @property
    def last(self) -> int:
        return self.first + self.limit

    def left(self, total: int) -> int:
        """How many come after it."""
        return max(0, total - self.last)

    def next(self, total: int) -> str | None:
        """The cursor of the page after it; None where there is none."""
        return cursor_after(self.last) if self.left(total) else None


def page_at(cursor: str | None, limit: int) -> Page:
    """Raises RefusedInput for what is no cursor."""
    return Page(0 if cursor is None else position_of(cursor), limit)


def cursor_after(position: int) -> str:
    """A cursor for what comes after this position."""
    return base64.urlsafe_b64encode(f"after {position}".encode()).decode().rstrip("=")


def position_of(cursor: str) -> int:
    """Raises RefusedInput for what no page has given out."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        word, _, number = text.partition(" ")
        position = int(number)
        if word != "after" or cursor_after(position) != cursor or not 0 <= position <= FURTHEST:
            raise ValueError(cursor)
        return position
    except (binascii.Error, ValueError):
        raise unknown_cursor() from None


def unknown_cursor() -> RefusedInput:
    return RefusedInput(
        "不认识的 cursor;请用上一页答复中的 next",
        "unknown cursor; use the one the previous page gave as next",
        field="cursor",
    )
