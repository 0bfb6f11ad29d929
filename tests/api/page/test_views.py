"""The page in a real Chromium: search, a subject, a path, the day, and each state said."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.api import town
from tests.api.page.axe import violations
from tests.api.page.conftest import Opened, settled


def test_search_by_keyboard_opens_a_subject(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("甲建设集团")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("甲建设集团有限公司")
    expect(page.locator(".facts")).to_contain_text("5,000 万元")
    expect(page.locator(".related")).to_contain_text("乙建筑工程有限公司")
    expect(page.locator(".related .chain").first).to_contain_text("60%")
    page.locator(".related .sources button").first.click()
    expect(page.locator(".related .origin").first).to_contain_text("market · subjects.csv · 第")


def test_whoever_is_not_signed_in_is_asked_for_a_key(opened: Opened) -> None:
    page = opened(f"?id={town.YI}", signed_in=False)
    assert violations(page) == []
    page.locator("#key").fill("xk_wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("不认识这把密钥")
    page.locator("#key").fill(town.KEY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("乙建筑工程有限公司")
    assert page.evaluate("document.cookie") == ""
    page.locator("#sign-out").click()
    expect(page.locator("#key")).to_be_focused()


def test_what_was_seen_and_pinned_is_offered_again(opened: Opened) -> None:
    page = opened(f"?id={town.YI}")
    page.get_by_role("button", name="置顶").click()
    expect(page.get_by_role("button", name="取消置顶")).to_be_visible()
    page.goto("/")
    settled(page)
    expect(page.locator("main")).to_contain_text("最近查看")
    page.keyboard.press("/")
    expect(page.get_by_role("option").first).to_contain_text("置顶 pinned")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("乙建筑工程有限公司")


def test_four_sections_each_line_with_its_basis_and_its_proof(opened: Opened) -> None:
    page = opened(f"?id={town.YI}")
    for name in ("own", "statutory", "conflicts", "alerts"):
        expect(page.locator(f"#part-{name}")).to_have_count(1)
    own = page.locator("#part-own")
    expect(own.locator(".lines > li")).to_have_count(1)
    expect(own).to_contain_text("2025-06-01")
    expect(own).to_contain_text("住建局 · 建罚〔2025〕1号")
    own.get_by_role("button", name="为何").click()
    expect(own.locator(".proof")).to_contain_text("market · subjects.csv · 第")
    proof = own.get_by_role("link", name="下载证明文件").get_attribute("href") or ""
    assert page.request.get(proof).json()["format"] == "xinmai-proof/1"


def test_two_parties_are_asked_for_and_tied(page: Page) -> None:
    page.locator("#tie-link").click()
    page.locator("#from").fill("甲建设集团")
    page.get_by_role("option").first.click()
    page.locator("#to").fill(town.BING)
    page.keyboard.press("Escape")
    page.locator(".tie-form button").click()
    expect(page.locator(".path")).to_have_count(2)
    expect(page.locator(".answer")).to_contain_text("西湖改造工程")
    page.locator("#to").fill(town.LONER)
    page.keyboard.press("Escape")
    page.locator(".tie-form button").click()
    expect(page.locator(".state")).to_contain_text("在 6 步之内没有关联")


def test_the_day_travels_with_the_address(opened: Opened) -> None:
    page = opened(f"?id={town.YI}")
    expect(page.locator("#part-own .lines > li")).to_have_count(1)
    expect(page.locator("#as-of")).to_have_value("2026-01-31")
    page.locator("#as-of").fill("2026-06-02")
    expect(page.locator("#part-own")).to_contain_text("截至基准日没有可展示的记录")
    assert "as_of=2026-06-02" in page.url
    expect(page.locator(".time-bar")).to_contain_text("不是今天")
    page.get_by_role("link", name="查关联").click()
    assert "as_of=2026-06-02" in page.url
    page.get_by_role("button", name="今天").click()
    assert "as_of" not in page.url


def test_the_slider_goes_by_days_and_by_what_changed(opened: Opened) -> None:
    page = opened(f"?id={town.YI}")
    page.locator("#slider").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#as-of")).to_have_value("2026-01-30")
    page.get_by_role("button", name="前一个变化日").click()
    expect(page.locator("#as-of")).to_have_value("2025-06-01")
    page.get_by_role("button", name="前一个变化日").click()
    expect(page.locator("#as-of")).to_have_value("2020-05-01")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?id=nobody", "查无此 id"),
        ("?id=x1", "s1:x1, s2:x1"),
        ("?id=t:nobody-described", "仅被他人提及"),
        (f"?id={town.LONER}", "在此步数内没有关联方"),
        ("?q=没有的名字", "没有匹配的主体"),
    ],
)
def test_each_state_says_what_it_is(opened: Opened, query: str, said: str) -> None:
    expect(opened(query).locator("main")).to_contain_text(said)


def test_the_policies_lead_to_what_stands_on_one(page: Page) -> None:
    page.locator("#policies-link").click()
    page.get_by_role("link", name="山东省社会信用条例").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("山东省社会信用条例")
    page.get_by_role("link", name="乙建筑工程有限公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("乙建筑工程有限公司")


def test_a_number_leads_to_its_records(page: Page) -> None:
    page.locator("#stats-link").click()
    page.get_by_role("link", name="部门").click()
    row = page.get_by_role("row").filter(has_text="住建局")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("记录 1")
    page.get_by_role("link", name="乙建筑工程有限公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("乙建筑工程有限公司")
