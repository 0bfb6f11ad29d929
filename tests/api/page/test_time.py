"""Two days compared, and what would be if: both name the fact, and the second says it is none."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.api import town
from tests.api.page.conftest import Opened


def test_what_changed_is_named_with_its_cause(opened: Opened) -> None:
    page = opened(f"?changes={town.YI}&question=controller&from=2020-01-01")
    came = page.locator(".difference").filter(has_text="新增")
    expect(came.locator(".lines > li").first).to_contain_text("甲建设集团有限公司")
    expect(came.locator(".cause").first).to_contain_text("60%")
    page.locator("#from-day").fill("2025-01-01")
    expect(page.locator("main")).to_contain_text("没有变化")


def test_a_supposed_transfer_is_marked_and_not_written(opened: Opened) -> None:
    page = opened(f"?suppose={town.YI}")
    expect(page.locator(".banner")).to_contain_text("以下并非事实")
    page.locator("#suppose-kind").select_option("transfer")
    page.locator("#suppose-question").select_option("controller")
    page.locator("#suppose-from").fill(town.JIA)
    page.keyboard.press("Escape")
    page.locator("#suppose-to").fill(town.LONER)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="推算").click()
    came = page.locator(".difference").filter(has_text="新增")
    expect(came).to_contain_text("独行有限公司")
    page.goto(f"/?id={town.YI}")
    expect(page.locator(".three")).to_contain_text("甲建设集团有限公司")
    expect(page.locator(".three")).not_to_contain_text("独行有限公司")


def test_a_supposed_repair_takes_the_record_away(opened: Opened) -> None:
    page = opened(f"?suppose={town.YI}")
    page.get_by_role("button", name="推算").click()
    left = page.locator(".difference").filter(has_text="解除")
    expect(left.locator(".lines > li").first).to_be_visible()
