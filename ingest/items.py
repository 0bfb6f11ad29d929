"""An item of an exchange format as cells, so that it can be set aside, corrected and tried again.

What is nested stands in its cell as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from ingest.jsonitems import parsed, read_item
from ingest.layout import BadField
from ingest.records import UNREAD

_encode: Final = msgspec.json.Encoder(decimal_format="number").encode


def item_cells(record: Mapping[str, Any] | BadField) -> dict[str, str]:
    """The cells of an item, or the text of one that could not be cut into fields."""
    if isinstance(record, BadField):
        return {UNREAD: record.unread} if record.unread else {}
    return {
        str(name): value if isinstance(value, str) else _text(value)
        for name, value in record.items()
    }


def _text(value: Any) -> str:
    if value is None:
        return ""
    try:
        return _encode(value).decode()
    except UnicodeEncodeError:  # half a surrogate pair
        return repr(value)


def item_of(cells: Mapping[str, str]) -> dict[str, Any] | BadField:
    """The item that cells stand for; a corrected ``_line`` is one whole JSON object."""
    told = {name: cell for name, cell in cells.items() if cell}
    if (text := told.pop(UNREAD, "")) and not told:
        return read_item(text)
    found: dict[str, Any] = {}
    for name, cell in told.items():
        value = _nested(cell) if cell[0] in "{[" else cell
        if isinstance(value, BadField):
            return value
        found[name] = value
    return found


def _nested(cell: str) -> Any:
    """The object or array that a cell holds as JSON, with exact numbers."""
    whole = parsed(f'{{"cell": {cell}}}')
    return whole if isinstance(whole, BadField) else whole["cell"]
