"""Every layout that is recognised. See ``docs/layouts.md`` and ``docs/plain-layout.md``."""

from __future__ import annotations

from typing import Final

from ingest.layout import Exchange, Layout
from ingest.layouts.plain import PLAIN

LAYOUTS: Final[tuple[Layout, ...]] = PLAIN
EXCHANGES: Final[tuple[Exchange, ...]] = ()
