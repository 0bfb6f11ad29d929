"""The datum each source delivers its coordinates in, where its tables have no column for it.

``XINMAI_DATUMS`` names a TOML file with a table ``[datum]``: source = "GCJ-02". A row's own datum
wins. The file is read again when it changes, so that a retried row is read as the first time.
"""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Final

from graph.errors import RefusedInput

VARIABLE: Final = "XINMAI_DATUMS"


def declared(source: str) -> str:
    """The datum declared for a source; '' for none. Raises RefusedInput for a bad file."""
    file = os.environ.get(VARIABLE)
    if not file or not source:
        return ""
    try:
        return _read(file, Path(file).stat().st_mtime_ns).get(source, "")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as problem:
        raise RefusedInput(
            f"{VARIABLE} 所指文件无法读取:应为 TOML,含 [datum] 表,如 jinan = \"GCJ-02\"",
            f"the file of {VARIABLE} cannot be read: TOML with a table [datum], "
            'such as jinan = "GCJ-02"',
            field=VARIABLE,
        ) from problem  # fmt: skip


@lru_cache(maxsize=4)
def _read(file: str, changed: int) -> dict[str, str]:
    told = tomllib.loads(Path(file).read_text(encoding="utf-8")).get("datum", {})
    return {str(source): str(datum) for source, datum in told.items()}
