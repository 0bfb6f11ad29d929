"""Opaque cursors: where the next page begins."""

from __future__ import annotations

import base64
import binascii

from graph.errors import RefusedInput


def cursor_after(position: int) -> str:
    """A cursor for what comes after this position."""
    return base64.urlsafe_b64encode(f"after {position}".encode()).decode().rstrip("=")


def position_of(cursor: str) -> int:
    """Raises RefusedInput for what no page has given out."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        word, _, number = text.partition(" ")
        if word != "after" or cursor_after(int(number)) != cursor:
            raise ValueError(cursor)
        return int(number)
    except (binascii.Error, ValueError):
        raise RefusedInput(
            "不认识的 cursor;请用上一页答复中的 next",
            "unknown cursor; use the one the previous page gave as next",
            field="cursor",
        ) from None
