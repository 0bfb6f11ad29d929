"""The page in a real Chromium: search, a subject, a path; hostile names stay text."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.api import town
from tests.api.browser import CHROMIUM, chromium, fence, running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("CI") != "true",
        reason=f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk",
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(app: FastAPI, browser: Browser) -> Iterator[Page]:
    """A fresh page on the running service. Any script error or foreign address fails the test."""
    with running(app) as address:
        context = browser.new_context(base_url=address, viewport={"width": 1100, "height": 800})
        tried = fence(context)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        context.request.post("/v1/session", data={"key": town.KEY})
        page.goto("/")
        expect(page.locator("#foot")).to_contain_text("revision 1", timeout=20_000)
        yield page
        context.close()
        assert (faults, tried) == ([], [])


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
    page.locator(".related .sources summary").first.click()
    expect(page.locator(".related .origin").first).to_contain_text("market · subjects.csv · 第")


def test_whoever_is_not_signed_in_is_asked_for_a_key(page: Page) -> None:
    page.locator("#sign-out").click()
    page.locator("#key").fill("xk_wrong")
    page.locator("#sign-in button").click()
    expect(page.get_by_role("alert")).to_contain_text("不认识这把密钥")
    page.locator("#key").fill(town.KEY)
    page.locator("#sign-in button").click()
    expect(page.locator("#foot")).to_contain_text("revision 1")
    assert page.evaluate("document.cookie") == ""


def test_a_hostile_name_is_text(page: Page) -> None:
    page.locator("#q").fill("恶名")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=town.HOSTILE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(town.HOSTILE)
    expect(page.locator(".related")).to_contain_text("张*")
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img").count() == 0


def test_two_parties_are_asked_for_and_tied(page: Page) -> None:
    page.locator("#tie-link").click()
    page.locator("#from").fill("甲建设集团")
    page.get_by_role("option").first.click()
    page.locator("#to").fill(town.BING)
    page.locator(".tie-form button").click()
    expect(page.locator(".path")).to_have_count(2)
    expect(page.locator(".answer")).to_contain_text("西湖改造工程")
    page.locator("#to").fill(town.LONER)
    page.locator(".tie-form button").click()
    expect(page.locator(".state")).to_contain_text("在 6 步之内没有关联")


def test_the_day_travels_with_the_address(page: Page) -> None:
    page.goto(f"/?id={town.YI}")
    expect(page.locator(".in-force")).to_have_count(1)
    expect(page.locator("#as-of")).to_have_value("2026-01-31")
    page.locator("#as-of").fill("2026-06-02")
    expect(page.locator(".record")).to_contain_text("截至基准日没有可展示的记录")
    expect(page.locator(".sanctions li")).to_have_count(0)
    assert "as_of=2026-06-02" in page.url


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?id=nobody", "没有这个主体"),
        ("?id=x1", "s1:x1, s2:x1"),
        ("?id=t:nobody-described", "仅被他人提及"),
        (f"?id={town.LONER}", "在此步数内没有关联方"),
        ("?q=没有的名字", "没有匹配的主体"),
    ],
)
def test_each_state_says_what_it_is(page: Page, query: str, said: str) -> None:
    page.goto(f"/{query}")
    expect(page.locator("main")).to_contain_text(said)


def test_a_lost_service_is_said_and_can_be_tried_again(page: Page) -> None:
    page.route("**/v1/search**", lambda route: route.abort())
    page.locator("#q").fill("甲")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("连接不上服务")
    page.unroute("**/v1/search**")
    page.get_by_role("alert").get_by_role("button").click()
    expect(page.locator(".results")).to_contain_text("甲建设集团有限公司")


def test_the_policies_lead_to_what_stands_on_one(page: Page) -> None:
    page.get_by_role("link", name="政策登记").click()
    page.get_by_role("link", name="山东省社会信用条例").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("山东省社会信用条例")
    page.get_by_role("link", name="乙建筑工程有限公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("乙建筑工程有限公司")


def test_a_number_leads_to_its_records(page: Page) -> None:
    page.get_by_role("link", name="监管闭环统计").click()
    page.get_by_role("link", name="部门").click()
    row = page.get_by_role("row").filter(has_text="住建局")
    row.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("记录 1")
    page.get_by_role("link", name="乙建筑工程有限公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("乙建筑工程有限公司")


def test_nothing_is_wider_than_a_small_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for query in (
        f"?id={town.JIA}",
        f"?tie&from={town.DING}&to={town.BING}",
        "?q=公司",
        "?policies",
        "?stats",
        "",
    ):
        page.goto(f"/{query}")
        expect(page.locator(".loading")).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
