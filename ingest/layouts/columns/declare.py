"""A shorter way to write a column down: its name, then every header it is met under."""

from __future__ import annotations

from ingest.layout import Column


def column(
    name: str,
    *headers: str,
    required: bool = False,
    personal: bool = False,
    example: str = "",
) -> Column:
    """The first header is the one a generated delivery is written with."""
    return Column(name, headers, required, personal, example)


def with_prefix(prefix: str, columns: tuple[tuple[Column, str], ...]) -> tuple[Column, ...]:
    """Columns whose first header is a field code that differs by its prefix (XK_, CF_)."""
    return tuple(
        Column(
            each.name, (prefix + code, *each.headers), each.required, each.personal, each.example
        )
        for each, code in columns
    )
