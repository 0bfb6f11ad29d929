"""All day in a city of the generator's: the drawing, the days, the desk."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.api.page.city import City
from tests.api.page.conftest import Opened, settled
from tests.api.page.test_graph import choose


def test_a_bidders_owners_are_drawn_opened_by_kind_tied_and_undone(
    opened: Opened, city: City
) -> None:
    lot = city.tender
    page = opened(f"?lot={lot.lot}&project={lot.project}", base_url=city.address)
    page.get_by_role("link", name="投标人关系图").click()
    settled(page)
    expect(page.locator(".as-table")).to_contain_text(f"{lot.bidders} 个节点")
    choose(page, lot.one.name)
    owners = page.locator(".kinds li").filter(has_text="出资持股").first
    counted = int(re.findall(r"\d+", owners.locator(".count").inner_text())[0])
    owners.get_by_role("button").first.click()
    expect(page.locator(".as-table")).to_contain_text(f"{lot.bidders + counted} 个节点")
    expect(page.get_by_role("option", name=lot.between)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.locator(".as-table")).to_contain_text(f"{lot.bidders} 个节点")
    page.locator("#shape").select_option("roles")
    expect(page).to_have_url(re.compile("shape=roles"))


def test_what_a_person_owns_changes_with_the_day(opened: Opened, city: City) -> None:
    """Until the day that the planted stake begins, somebody else controls the bidder."""
    page = opened(f"?changes={city.tender.one.id}&question=controller&from=2000-01-01",
                  base_url=city.address)  # fmt: skip
    came = page.locator(".difference").filter(has_text="新增")
    expect(came).to_contain_text(city.tender.person.name)
    expect(came.locator(".cause").first).to_contain_text("%")


def test_the_desk_names_its_parts_with_counts(opened: Opened, city: City) -> None:
    page = opened("?desk", base_url=city.address)
    expect(page.locator(".door .count")).to_have_count(10, timeout=60_000)
    assert _number(page, "待办的惩戒任务") > 0
    assert _number(page, "监管闭环统计") > 500
    page.get_by_role("link", name="双随机抽取").click()
    page.get_by_label("公布的种子").fill("2026-Q1")
    page.get_by_role("button", name="抽取").click()
    expect(page.locator("#drawn")).to_contain_text("2026-Q1", timeout=60_000)
    expect(page.locator("#drawn tbody tr").first).to_be_visible()
    drawn = page.locator("#drawn tbody").inner_text()
    page.reload()
    expect(page.locator("#drawn tbody tr").first).to_be_visible(timeout=60_000)
    assert page.locator("#drawn tbody").inner_text() == drawn  # the same seed, the same draw
    page.get_by_role("link", name="办公台").first.click()
    page.get_by_role("link", name="信用信息目录").click()
    page.locator("#by-department a").first.click()
    expect(page.locator("#of-department tbody tr").first).to_be_visible()


def _number(page: Page, door: str) -> int:
    said = page.locator(".door").filter(has_text=door).locator(".count").inner_text()
    return int(re.sub(r"\D", "", said))


def test_a_repair_that_may_be_applied_for_says_what_is_still_to_be_shown(
    opened: Opened, city: City
) -> None:
    page = opened("?desk=repairs", base_url=city.address)
    due = page.locator("#due .items > li").first
    expect(due).to_be_visible(timeout=60_000)
    due.get_by_role("button", name="申请修复").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".conditions li").first).to_be_visible()
    wanting = dialog.locator(".conditions .chip.note").count()
    expect(dialog.get_by_label("证明文件")).to_have_count(wanting)
    since = due.inner_text()
    assert date.fromisoformat(re.findall(r"\d{4}-\d\d-\d\d(?= 起可申请)", since)[0])


def test_a_supposed_transfer_is_worked_out_and_not_written(opened: Opened, city: City) -> None:
    """The partner's share to one of the bidders: the page says that it is none of the facts."""
    firm, partner, buyer = city.loan.firm, city.loan.partner, city.tender.one
    page = opened(f"?suppose={firm.id}", base_url=city.address)
    page.locator("#suppose-question").select_option("owners")
    for box, party in (("from", partner), ("to", buyer)):
        page.locator(f"#suppose-{box}").fill(party.id)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="推算").click()
    parts = page.locator(".difference")
    expect(parts.filter(has_text="新增")).to_contain_text(buyer.name)
    expect(parts.filter(has_text="解除")).to_contain_text(partner.name)
    expect(page.locator(".banner")).to_contain_text("以下并非事实")
    page.goto(f"/?id={firm.id}")
    held = page.locator(".related").get_by_role("region", name="出资持股")
    expect(held).to_contain_text(partner.name)
    expect(held).not_to_contain_text(buyer.name)


def test_a_number_of_the_city_leads_to_its_records_and_a_policy_to_its_open_cases(
    opened: Opened, city: City
) -> None:
    page = opened("?stats=department", base_url=city.address)
    row = page.locator("table:not(.bars) tbody tr").nth(1)
    expect(row).to_be_visible(timeout=30_000)
    number = row.get_by_role("link").last
    counted = number.inner_text()
    number.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(counted)
    page.locator("#policies-link").click()
    page.get_by_role("link", name="山东省社会信用条例").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"未了事项 [1-9]"))
