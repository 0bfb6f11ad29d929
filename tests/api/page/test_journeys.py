"""Journeys through the page from beginning to end (docs/journeys), in a city of the generator's."""

from __future__ import annotations

from analyses.rulebook.access import Role
from tests.api.page import offices, tender
from tests.api.page.city import City
from tests.api.page.conftest import Opened
from tests.api.page.journeys import signed_in
from tests.api.page.journeys.before_the_award import before_the_award
from tests.api.page.journeys.the_loan import the_loan
from tests.api.page.journeys.the_site import the_site


def test_before_the_award(opened: Opened, city: City) -> None:
    """As an officer of the trading centre; the pages of docs/journeys/before-the-award.md."""
    shown: list[str] = []
    page = opened(base_url=city.address, signed_in=False)
    signed_in(page, offices.key(city.folder, Role.OFFICER, offices.CENTRE))
    before_the_award(page, city.tender, lambda _, name: shown.append(name))
    assert shown == ["1-lot", "2-why", "3-tie", "4-proof"]


def test_the_loan(opened: Opened, city: City) -> None:
    """As a bank; the pages of docs/journeys/the-loan.md."""
    shown: list[str] = []
    folder, partner = city.folder, city.loan.partner.id
    page = opened(base_url=city.address, signed_in=False)
    signed_in(page, offices.key(folder, Role.BANK, offices.BANK, "loan"), "loan")
    the_loan(
        page, city.loan, lambda _, name: shown.append(name),
        lambda: tender.list_the_partner(folder, partner),
        lambda: offices.repair_the_partner(folder, city.address, partner),
    )  # fmt: skip
    assert shown == ["1-told", "2-why", "3-partner", "4-gone", "5-then"]


def test_the_site(opened: Opened, city: City) -> None:
    """The pages of docs/journeys/the-site.md, in their order."""
    shown: list[str] = []
    page = opened(base_url=city.address)
    the_site(page, city.site, lambda _, name: shown.append(name))
    assert shown == ["1-map", "2-project", "3-into-a-case", "4-case", "5-report"]
