"""Before the award: two bidders that look unrelated (docs/journeys/before-the-award.md)."""

from __future__ import annotations

import io
import unicodedata

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from api.answers.explanation import checked_answer
from tests.api.page import tender
from tests.api.page.journeys import Shot, searched

ONE, OTHER = "恒基路桥工程有限公司", "远洲市政建设有限公司"


def before_the_award(page: Page, shot: Shot) -> None:
    """From a bidder's clean file to the lot, the common control, and its proof on paper. ``page``
    shows any view, signed in as an officer of the trading centre."""
    _look_at_a_bidder(page)
    _go_to_its_lot(page, shot)
    _see_who_stands_behind_both(page, shot)
    _print_the_proof(page, shot)


def _look_at_a_bidder(page: Page) -> None:
    searched(page, "hengjiluqiao")
    expect(page.get_by_role("heading", level=1)).to_have_text(ONE)
    expect(page.locator("#part-own")).to_contain_text("没有可展示的记录")
    held = page.locator(".related .group").filter(has_text="出资持股")
    expect(held).to_contain_text("海岱投资有限公司")
    expect(held).not_to_contain_text(OTHER)  # they meet in bids alone
    expect(page.locator("#main")).to_contain_text("孙*")


def _go_to_its_lot(page: Page, shot: Shot) -> None:
    bids = page.get_by_role("button", name="投标")
    bids.focus()
    page.keyboard.press("Enter")
    page.locator(".record").get_by_role("link", name="土建施工").first.click()
    expect(page.locator("#bidders tbody tr")).to_have_count(3)
    expect(page.locator("#bidders")).not_to_contain_text("中标 won")
    expect(page.locator("#conflicts")).to_contain_text("受同一非国有主体控制", timeout=20_000)
    expect(page.locator("#conflicts")).to_contain_text("无法律效力")
    shot(page, "1-lot")


def _see_who_stands_behind_both(page: Page, shot: Shot) -> None:
    line = page.locator("#conflicts .lines > li").filter(has_text="受同一非国有主体控制")
    line.get_by_role("button", name="为何").focus()
    page.keyboard.press("Enter")
    proof = line.locator(".proof")
    for told in ("赵*", "70%", "65%", "60%", "55%", "registry · market.csv"):
        expect(proof).to_contain_text(told)
    shot(page, "2-why")
    line.get_by_role("link", name=OTHER).first.click()
    expect(page.locator(".three")).to_contain_text("赵**")
    page.get_by_role("link", name="与另一方有何关联?").click()
    page.locator("#to").fill(tender.HENGJI)
    page.keyboard.press("Escape")
    page.locator(".tie-form button").click()
    expect(page.locator(".path .chain")).to_contain_text("土建施工")  # the bids are nearer
    page.get_by_role("link", name="股权、任职与控制").click()
    expect(page.locator(".path .chain")).to_contain_text("海岱投资有限公司")
    shot(page, "3-tie")


def _print_the_proof(page: Page, shot: Shot) -> None:
    for _ in range(4):  # back to the lot
        page.go_back()
    expect(page.locator("#conflicts")).to_contain_text("受同一非国有主体控制", timeout=20_000)
    page.locator("#conflicts").get_by_role("link", name="打印证明").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("证明:资格互斥")
    expect(page.locator(".statement")).to_contain_text("受同一非国有主体控制")
    signed = page.get_by_role("link", name="下载签名文件").get_attribute("href") or ""
    file = page.request.get(signed).body()
    held = checked_answer(file)
    assert [each["relation"] for each in held["statements"]] == ["indicators"]
    page.emulate_media(media="print")
    expect(page.locator("header.top")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    paper = _words(page.pdf(prefer_css_page_size=True))
    for told in (ONE, OTHER, "赵**", "65%", "2026-01-31", "围标线索", held["key"]):
        assert told in paper, told
    assert "赵守诚" not in paper
    shot(page, "4-proof")
    page.emulate_media(media="screen")


def _words(pdf: bytes) -> str:
    """Without breaks; a PDF may name a character by its look-alike among the radicals."""
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)
    return "".join(unicodedata.normalize("NFKC", text).split())
