"""Every layout and exchange format that is recognised. See ``docs/layouts.md`` and
``docs/plain-layout.md``."""

from __future__ import annotations

from typing import Final

from ingest.bods import BODS
from ingest.followthemoney import FOLLOWTHEMONEY
from ingest.gleif import GLEIF
from ingest.layout import Exchange, Layout
from ingest.layouts import (
    approvals,
    bids,
    checks,
    commitments,
    contracts,
    double_publicity,
    double_publicity_2016,
    finbench,
    inspection,
    judgment_debtors,
    lists,
    market,
    registry,
    spgl,
    spgl_v3,
)
from ingest.layouts.plain import PLAIN

OFFICIAL_LAYOUTS: Final[tuple[Layout, ...]] = (
    *registry.LAYOUTS,
    *double_publicity.LAYOUTS,
    *double_publicity_2016.LAYOUTS,
    *lists.LAYOUTS,
    *judgment_debtors.LAYOUTS,
    *spgl.LAYOUTS,
    *spgl_v3.LAYOUTS,
    *approvals.LAYOUTS,
    *market.LAYOUTS,
    *bids.LAYOUTS,
    *checks.LAYOUTS,
    *commitments.LAYOUTS,
    *contracts.LAYOUTS,
    *inspection.LAYOUTS,
    *finbench.LAYOUTS,
)
LAYOUTS: Final[tuple[Layout, ...]] = (*OFFICIAL_LAYOUTS, *PLAIN)
EXCHANGES: Final[tuple[Exchange, ...]] = (*GLEIF, BODS, FOLLOWTHEMONEY)
