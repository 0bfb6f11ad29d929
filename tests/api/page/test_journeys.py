"""Journeys through the page from beginning to end (docs/journeys), on one served city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analyses.rulebook.access import Role
from tests.api.page import offices, site, tender
from tests.api.page.conftest import Opened
from tests.api.page.journeys import signed_in
from tests.api.page.journeys.before_the_award import before_the_award
from tests.api.page.journeys.the_loan import the_loan
from tests.api.page.journeys.the_site import the_site

City = tuple[Path, str]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Its folder and address."""
    folder = tmp_path_factory.mktemp("journeys")
    with site.served(folder, tender.deliver) as address:
        yield folder, address


def test_before_the_award(opened: Opened, city: City) -> None:
    """As an officer of the trading centre; the pages of docs/journeys/before-the-award.md."""
    folder, address = city
    shown: list[str] = []
    page = opened(base_url=address, signed_in=False)
    signed_in(page, offices.key(folder, Role.OFFICER, offices.CENTRE))
    before_the_award(page, lambda _, name: shown.append(name))
    assert shown == ["1-lot", "2-why", "3-tie", "4-proof"]


def test_the_loan(opened: Opened, city: City) -> None:
    """As a bank; the pages of docs/journeys/the-loan.md."""
    folder, address = city
    shown: list[str] = []
    page = opened(base_url=address, signed_in=False)
    signed_in(page, offices.key(folder, Role.BANK, offices.BANK, "loan"), "loan")
    the_loan(
        page, lambda _, name: shown.append(name), lambda: tender.list_the_partner(folder),
        lambda: offices.repair_the_partner(folder, address),
    )  # fmt: skip
    assert shown == ["1-told", "2-why", "3-partner", "4-gone", "5-then"]


def test_the_site(opened: Opened, city: City) -> None:
    """The pages of docs/journeys/the-site.md, in their order."""
    shown: list[str] = []
    page = opened(base_url=city[1])
    the_site(page, lambda _, name: shown.append(name))
    assert shown == ["1-map", "2-project", "3-into-a-case", "4-case", "5-report"]
