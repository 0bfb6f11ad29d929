"""CSV for spreadsheets: one row a tie, with both ends' id, name and kind.

Text that a spreadsheet would take for a formula is given a leading apostrophe (OWASP, CSV
Injection); a byte order mark makes Excel read UTF-8.
"""

from __future__ import annotations

import csv as comma_separated
import io
from collections.abc import Iterable, Mapping
from typing import Final

from analyses.export.excerpt import Excerpt, PlacedLink, node_id, said_of_link

Cell = str | int | bool

FORMULA: Final = tuple("=+-@\t\r\n|%＝＋－＠")
LINK_COLUMNS: Final = (
    "source", "source_name", "source_kind", "kind", "zh", "target", "target_name", "target_kind",
    "valid_from", "valid_until", "origin", "number",
)  # fmt: skip
NODE_COLUMNS: Final = ("id", "name", "kind", "stub")


def links_csv(excerpt: Excerpt) -> bytes:
    """One row a tie, by link number; the fields of the kinds that occur follow, by name."""
    return _written(LINK_COLUMNS, [_link_row(excerpt, link) for link in excerpt.links])


def nodes_csv(excerpt: Excerpt) -> bytes:
    """One row a node, the nearest first."""
    rows: list[Mapping[str, Cell]] = [
        {
            "id": node_id(node),
            "name": excerpt.name(node),
            "kind": node.kind,
            "stub": node.stub,
            **excerpt.columns(node),
        }
        for node in excerpt.nodes
    ]
    return _written(NODE_COLUMNS, rows)


def _link_row(excerpt: Excerpt, link: PlacedLink) -> Mapping[str, Cell]:
    return {
        "source": node_id(link.source),
        "source_name": excerpt.name(link.source),
        "source_kind": link.source.kind,
        "target": node_id(link.target),
        "target_name": excerpt.name(link.target),
        "target_kind": link.target.kind,
        "number": link.view.mark,
        **said_of_link(link),
        **excerpt.columns(link.view),
    }


def _written(first: tuple[str, ...], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    rows = list(rows)
    others = sorted({name for row in rows for name in row} - set(first))
    header = [*first, *others]
    text = io.StringIO()
    writer = comma_separated.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe(row.get(name, "")) for name in header] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(value: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=cmd"), safe(-3)
    ("'=cmd", -3)
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return value
    text = value.replace("\r", " ").replace("\n", " ")
    return f"'{text}" if value.lstrip(" \u3000").startswith(FORMULA) else text
