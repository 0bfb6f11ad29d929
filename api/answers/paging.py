"""Opaque cursors: where the next page begins, and of which question."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final, NamedTuple

from graph.errors import RefusedInput

FURTHEST: Final = 2**63 - 1  # what a store can count to


class Page(NamedTuple):
    """A part of a list that is worked out whole: what comes after ``first`` of its items. ``of``
    is what was asked."""

    first: int
    limit: int
    of: tuple[object, ...] = ()

    @property
    def last(self) -> int:
        return self.first + self.limit

    def left(self, total: int) -> int:
        """How many come after it."""
        return max(0, total - self.last)

    def next(self, total: int) -> str | None:
        """The cursor of the page after it; None where there is none."""
        return cursor_after(self.last, *self.of) if self.left(total) else None


def page_at(cursor: str | None, limit: int, *of: object) -> Page:
    """``of``: what is asked, all of it that chooses or orders. Raises RefusedInput for what is no
    cursor of it."""
    return Page(0 if cursor is None else position_of(cursor, *of), limit, of)


def cursor_after(position: int, *of: object) -> str:
    """A cursor for what comes after this position in the answer to what was asked."""
    text = f"after {position}{_mark(of)}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position_of(cursor: str, *of: object) -> int:
    """Raises RefusedInput for what no page has given out, and for a page of another question."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        word, number, *marks = text.split(" ")
        position = int(number)
        if word != "after" or not 0 <= position <= FURTHEST or len(marks) > 1:
            raise ValueError(cursor)
    except (binascii.Error, ValueError):
        raise unknown_cursor() from None
    if cursor_after(position, *of) == cursor:
        return position
    if marks and of:
        raise RefusedInput(
            "此 cursor 属于另一次查询;请用与上一页相同的查询条件,或不带 cursor 重新开始",
            "this cursor is of another question: ask with the same parameters as the page before, "
            "or begin without one",
            field="cursor",
        )
    raise unknown_cursor()


def unknown_cursor() -> RefusedInput:
    return RefusedInput(
        "不认识的 cursor;请用上一页答复中的 next",
        "unknown cursor; use the one the previous page gave as next",
        field="cursor",
    )


def _mark(of: tuple[object, ...]) -> str:
    return f" {hashlib.sha256(repr(of).encode()).hexdigest()[:12]}" if of else ""
