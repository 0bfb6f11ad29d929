"""Journeys through the page from beginning to end (docs/journeys)."""

from __future__ import annotations

from tests.api.page import journeys
from tests.api.page.conftest import Opened


def test_the_site(opened: Opened, site_address: str) -> None:
    """The pages of docs/journeys/the-site.md, in their order."""
    shown: list[str] = []
    page = opened(base_url=site_address)
    journeys.the_site(page, lambda _, name: shown.append(name))
    assert shown == ["1-map", "2-project", "3-into-a-case", "4-case", "5-report"]
