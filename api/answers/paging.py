"""Opaque cursors: where the next page begins."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from graph.errors import RefusedInput

FURTHEST: Final = 2**63 - 1  # what a store can count to


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
        raise RefusedInput(
            "不认识的 cursor;请用上一页答复中的 next",
            "unknown cursor; use the one the previous page gave as next",
            field="cursor",
        ) from None
