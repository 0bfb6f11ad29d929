"""The loan: an alert on a clean firm, until its partner is repaired (docs/journeys/the-loan.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.api.page import tender
from tests.api.page.casts import Loan
from tests.api.page.journeys import Shot


def the_loan(
    page: Page, cast: Loan, shot: Shot, lists: Callable[[], None], repairs: Callable[[], None]
) -> None:
    """From a watch list to an alert, why it is there, and that it goes. ``page`` shows the first
    view, signed in as a bank; ``lists`` delivers the partner's record, ``repairs`` repairs it."""
    _watch_the_firm(page, cast)
    _be_told(page, cast, shot, lists)
    _see_why(page, cast, shot)
    _tell_law_from_hint(page, cast, shot)
    _it_goes(page, cast, shot, repairs)
    _what_was_then(page, cast, shot)


def _watch_the_firm(page: Page, cast: Loan) -> None:
    for closed in ("map", "investigations", "stats"):  # a bank is not offered what it may not see
        expect(page.locator(f"#{closed}-link")).to_have_count(0)
    page.locator(".ways").get_by_role("link", name="监测与变化").click()
    page.get_by_role("button", name="新建监测名单").click()
    page.get_by_label("名称").fill("贷后客户")
    page.get_by_label("主体:代码或 id").fill(cast.firm.id)
    page.get_by_role("button", name="新建 Make").click()
    expect(page.locator("#watchlists .items > li")).to_contain_text("贷后客户")


def _be_told(page: Page, cast: Loan, shot: Shot, lists: Callable[[], None]) -> None:
    """The page stays open; what changed comes by itself."""
    expect(page.locator("#events")).to_contain_text("没有更新的变化")
    lists()
    told = page.locator("#events .lines > li")
    expect(told).to_have_count(1, timeout=30_000)
    expect(told).to_contain_text(cast.firm.name)
    expect(told).to_contain_text("关联")
    expect(told.locator(".chip", has_text="可通过")).to_have_count(2)  # an alert decides nothing
    shot(page, "1-told")


def _see_why(page: Page, cast: Loan, shot: Shot) -> None:
    page.locator("#events").get_by_role("link", name=cast.firm.name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.firm.name)
    for law in ("own", "statutory", "conflicts"):
        expect(page.locator(f"#part-{law} .lines")).to_have_count(0)
    alert = page.locator("#part-alerts")
    expect(alert).to_contain_text("仅供参考")
    alert.get_by_role("button", name="为何").focus()
    page.keyboard.press("Enter")
    expect(alert.locator(".proof")).to_contain_text(cast.share)
    expect(alert.locator(".proof")).to_contain_text("没有法律效力,不得单独作为拒绝的理由")
    expect(page.get_by_role("link", name="打印证明")).to_have_count(0)
    shot(page, "2-why")


def _tell_law_from_hint(page: Page, cast: Loan, shot: Shot) -> None:
    """The partner's own record is law, and reaches its legal representative, not the firm."""
    page.locator("#part-alerts .title").get_by_role("link", name=cast.partner.name).click()
    own = page.locator("#part-own")
    expect(own).to_contain_text(tender.LIST)
    shot(page, "3-partner")
    page.locator("#main").get_by_role("link", name=cast.representative.name).first.click()
    expect(page.locator("#part-statutory")).to_contain_text("法定代表人")
    expect(page.locator("#part-statutory .lines > li")).not_to_have_count(0)


def _it_goes(page: Page, cast: Loan, shot: Shot, repairs: Callable[[], None]) -> None:
    page.goto("/?watch")
    expect(page.locator("#events .lines > li")).to_have_count(1)
    repairs()
    expect(page.locator("#events .lines > li")).to_have_count(2, timeout=30_000)
    last = page.locator("#events .lines > li").first
    expect(last).to_contain_text("解除")
    last.get_by_role("link", name=cast.firm.name).first.click()
    expect(page.locator("#part-alerts")).to_contain_text("没有关联风险提示")
    shot(page, "4-gone")


def _what_was_then(page: Page, cast: Loan, shot: Shot) -> None:
    """The day before still knows the alert, and why."""
    page.locator("#as-of").fill((cast.today - timedelta(days=1)).isoformat())
    page.locator("#as-of").press("Enter")
    alert = page.locator("#part-alerts")
    expect(alert).to_contain_text(cast.partner.name)
    expect(page.locator(".time-bar")).to_contain_text("不是今天")
    alert.get_by_role("button", name="为何").click()
    expect(alert.locator(".proof")).to_contain_text(cast.share)
    expect(page.locator("#main")).not_to_contain_text(cast.representative.real)
    shot(page, "5-then")
