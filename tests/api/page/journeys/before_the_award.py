"""Before the award: two bidders that look unrelated (docs/journeys/before-the-award.md)."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Final

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from api.answers.explanation import checked_answer
from tests.api.page.casts import Tender
from tests.api.page.journeys import Shot, searched

MASKED: Final = re.compile(r"[一-龥]\*")


def before_the_award(page: Page, cast: Tender, shot: Shot) -> None:
    """From a bidder's clean file to the lot, the common control, and its proof on paper. ``page``
    shows any view, signed in as an officer of the trading centre."""
    _look_at_a_bidder(page, cast)
    _go_to_its_lot(page, cast, shot)
    _see_who_stands_behind_both(page, cast, shot)
    _print_the_proof(page, cast, shot)


def _look_at_a_bidder(page: Page, cast: Tender) -> None:
    searched(page, cast.typed)
    expect(page.get_by_role("heading", level=1)).to_have_text(cast.one.name)
    expect(page.locator("#part-own")).to_contain_text("没有可展示的记录")
    held = page.locator(".related").get_by_role("region", name="出资持股")
    expect(held).to_contain_text(cast.between)
    expect(held).not_to_contain_text(cast.other.name)  # they meet in bids alone
    expect(page.locator("#main")).to_contain_text(MASKED)


def _go_to_its_lot(page: Page, cast: Tender, shot: Shot) -> None:
    bids = page.get_by_role("button", name="投标")
    bids.focus()
    page.keyboard.press("Enter")
    page.locator(f'.record a[href*="{cast.project}"]').filter(has_text=cast.lot_name).first.click()
    expect(page.locator("#bidders tbody tr")).to_have_count(cast.bidders)
    expect(page.locator("#conflicts")).to_contain_text("受同一非国有主体控制", timeout=20_000)
    expect(page.locator("#conflicts")).to_contain_text("无法律效力")
    shot(page, "1-lot")


def _see_who_stands_behind_both(page: Page, cast: Tender, shot: Shot) -> None:
    line = page.locator("#conflicts .lines > li").filter(has_text="受同一非国有主体控制")
    line.get_by_role("button", name="为何").focus()
    page.keyboard.press("Enter")
    for told in (cast.person.name, *cast.shares, cast.file):
        expect(line.locator(".proof")).to_contain_text(told)
    shot(page, "2-why")
    line.get_by_role("link", name=cast.other.name).first.click()
    expect(page.locator(".three")).to_contain_text(cast.person.name)
    page.get_by_role("link", name="与另一方有何关联?").click()
    page.locator("#to").fill(cast.one.id)
    page.keyboard.press("Escape")
    page.locator(".tie-form button").click()
    expect(page.locator(".path .chain")).to_contain_text(cast.lot_name)  # the bids are nearer
    page.get_by_role("link", name="股权、任职与控制").click()
    expect(page.locator(".path .chain").filter(has_text=cast.between)).to_be_visible()
    shot(page, "3-tie")


def _print_the_proof(page: Page, cast: Tender, shot: Shot) -> None:
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
    known = (cast.one.name, cast.other.name, cast.person.name, cast.shares[-1])
    for told in (*known, cast.today.isoformat(), "围标线索", held["key"]):
        assert told in paper, told
    assert cast.person.real not in paper
    shot(page, "4-proof")
    page.emulate_media(media="screen")


def _words(pdf: bytes) -> str:
    """Without breaks; a PDF may name a character by its look-alike among the radicals."""
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)
    return "".join(unicodedata.normalize("NFKC", text).split())
