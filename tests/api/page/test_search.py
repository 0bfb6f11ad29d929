"""The search in the header finds subjects, projects and lots, and says which of them a hit is."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.api.page import site
from tests.api.page.conftest import Opened


def test_a_project_is_found_by_name_and_by_code_without_a_pointer(
    opened: Opened, site_address: str
) -> None:
    page = opened("", base_url=site_address)
    page.keyboard.press("/")
    page.keyboard.type("城南")
    hit = page.get_by_role("option")
    expect(hit).to_have_count(1)
    expect(hit).to_contain_text("建设项目")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("城南中学新建工程")
    page.keyboard.press("/")
    page.keyboard.press("Control+a")
    page.keyboard.type(site.HOSPITAL)
    expect(page.get_by_role("option").first).to_contain_text("城北医院扩建工程")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="城北医院扩建工程")).to_be_visible()


def test_a_lot_is_found_beside_firms_and_opens(opened: Opened, site_address: str) -> None:
    page = opened("", base_url=site_address)
    page.locator("#q").fill("主体施工")
    hit = page.get_by_role("option").filter(has_text="标段")
    expect(hit).to_contain_text(f"{site.SCHOOL}#B01")
    hit.click()
    expect(page.locator("#bidders tbody tr")).to_have_count(3)
