"""Each state that a view may be in, in a generated city: waiting, empty, failed, closed, cut short;
and what is masked, shown in place for a case once a second person allows it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from analyses.rulebook.access import Role
from tests.api.page import offices
from tests.api.page.axe import violations
from tests.api.page.city import City
from tests.api.page.conftest import Opened, settled
from tests.api.page.journeys import signed_in

HOUSING = "济南市住房和城乡建设局"


def test_long_work_says_that_it_goes_on_and_the_answer_comes(opened: Opened, city: City) -> None:
    page = opened(base_url=city.address)
    held: list[Route] = []
    page.route("**/v1/search**", lambda route: held.append(route))
    page.locator("#q").fill(city.tender.one.name)
    page.keyboard.press("Enter")
    expect(page.locator("main .loading")).to_contain_text("正在查询")
    expect(page.locator("main .loading")).to_contain_text("已等待 3 秒", timeout=6_000)
    assert violations(page) == []
    for route in held:
        route.continue_()
    expect(page.locator(".results")).to_contain_text(city.tender.one.name)


def test_nothing_found_says_so_and_what_to_try(opened: Opened, city: City) -> None:
    page = opened("?q=查无此名的公司", base_url=city.address)
    expect(page.locator(".state.empty")).to_contain_text("没有匹配的主体、项目或标段")
    expect(page.locator(".state.empty")).to_contain_text("试试名称的一部分、拼音")
    page.goto(f"/?id={city.loan.firm.id}&as_of={city.loan.today}")
    settled(page)
    expect(page.locator("#part-own")).to_contain_text("截至基准日没有可展示的记录")


def test_what_fails_says_why_and_is_tried_again(opened: Opened, city: City) -> None:
    page = opened(f"?project={city.site.project}", base_url=city.address)
    page.route("**/v1/search**", lambda route: route.abort())
    page.locator("#q").fill("济南")
    page.keyboard.press("Enter")
    failed = page.get_by_role("alert")
    expect(failed).to_contain_text("连接不上服务")
    expect(failed).to_contain_text("请检查服务是否在运行")
    assert violations(page) == []
    page.unroute("**/v1/search**")
    failed.get_by_role("button", name="再试一次").click()
    expect(page.locator(".results li").first).to_be_visible()
    page.goto("/?id=91370100NOBODY0000")
    settled(page)
    expect(page.get_by_role("alert")).to_contain_text("请先按名称搜索")
    expect(page.get_by_role("alert").locator("code")).to_have_text(re.compile("^[0-9a-f]{32}$"))


def test_what_is_closed_to_a_role_is_not_said_to_be_empty(opened: Opened, city: City) -> None:
    """A bank may not look into projects, and sees a firm without what is not for banks."""
    page = opened(base_url=city.address, signed_in=False)
    signed_in(page, offices.key(city.folder, Role.BANK, offices.BANK, "loan"), "loan")
    page.goto(f"/?project={city.site.project}")
    settled(page)
    expect(page.locator(".forbidden")).to_contain_text("这不等于没有记录")
    expect(page.locator(".forbidden")).to_contain_text("请向本单位管理员申请权限")
    assert violations(page) == []
    page.goto(f"/?id={city.loan.firm.id}")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(city.loan.firm.name)
    expect(page.locator(".forbidden")).to_have_count(0)


def test_what_is_cut_short_says_how_to_see_the_rest(opened: Opened, city: City) -> None:
    page = opened("?q=济南", base_url=city.address)
    expect(page.locator(".results li")).to_have_count(50)
    expect(page.locator(".truncated")).to_contain_text("请写得更具体")
    page.get_by_role("button", name="再列出").click()
    expect(page.locator(".results li")).to_have_count(100)


def test_a_person_is_unmasked_in_place_by_case_and_second_person(
    opened: Opened, city: City
) -> None:
    leader = city.site.leader
    asker = _officer(opened, city)
    asker.goto(f"/?id={leader.id}")
    settled(asker)
    expect(asker.locator("main")).not_to_contain_text(leader.real)
    asker.get_by_role("button", name="申请查看脱敏信息").click()
    dialog = asker.get_by_role("dialog")
    dialog.get_by_label("案号").fill("济建调〔2026〕12号")
    dialog.get_by_label("理由").fill("核对负责人身份")
    assert violations(asker) == []
    dialog.get_by_role("button", name="申请").click()
    waiting = asker.locator(".unmasking")
    expect(waiting).to_contain_text("等待另一人批准")
    request = waiting.get_by_role("link").get_attribute("href") or ""
    asker.goto(request)
    settled(asker)
    asker.get_by_role("button", name="批准").click()
    expect(asker.get_by_role("alert")).to_contain_text("须由另一人批准")
    asker.goto(f"/?id={leader.id}")
    settled(asker)
    second = _officer(opened, city)
    second.goto(request)
    settled(second)
    expect(second.locator(".unmasking")).to_contain_text("济建调〔2026〕12号")
    second.get_by_role("button", name="批准").click()
    expect(second.locator(".unmasking")).to_contain_text("批准,至")
    expect(second.locator("main")).not_to_contain_text(leader.real)  # it is for whoever asked
    asker.get_by_role("button", name="看是否已批准").click()
    expect(waiting).to_contain_text(leader.real)
    assert violations(asker) == []
    expect(asker.get_by_role("heading", level=1)).to_have_text(leader.name)  # and there only


def _officer(opened: Opened, city: City) -> Page:
    """A reviewer of the housing office, with a key and a browser of their own."""
    page = opened(base_url=city.address, signed_in=False)
    signed_in(page, offices.key(city.folder, Role.REVIEWER, HOUSING))
    return page
