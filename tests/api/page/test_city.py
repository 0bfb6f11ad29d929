"""All day in a city of the generator's: the drawing, the days, the desk."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.api.page.city import City
from tests.api.page.conftest import Opened, settled
from tests.api.page.taking_in import into_a_new_investigation
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


def test_a_firm_and_a_project_are_found_by_what_is_known_of_them(
    opened: Opened, city: City
) -> None:
    """By name, part, pinyin and code, a project by its code; what was pinned comes back."""
    firm = city.tender.one
    page = opened(base_url=city.address)
    hits = page.get_by_role("option")
    for typed in (firm.name, firm.name[2:6], city.tender.typed, firm.id):
        page.keyboard.press("/")
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
        expect(hits.filter(has_text=firm.name).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(firm.name)
    page.get_by_role("button", name="置顶").click()
    page.keyboard.press("/")
    page.keyboard.type(city.site.project)
    expect(hits.first).to_contain_text(city.site.name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(city.site.name)
    page.goto("/")
    settled(page)
    page.keyboard.press("/")
    expect(hits.filter(has_text="置顶 pinned")).to_contain_text(firm.name)


def test_bidders_without_a_direct_tie_are_joined_by_the_paths_among_them(
    opened: Opened, city: City
) -> None:
    lot = city.tender
    query = f"?graph={lot.one.id}&graph={lot.other.id}&graph={lot.person.id}"
    page = opened(query, base_url=city.address)
    table = page.locator(".as-table")
    expect(table).to_contain_text("3 个节点、0 条关系")
    page.get_by_role("button", name="找它们之间的路径").click()
    expect(page.locator(".graph-word")).to_contain_text("已画出所选各方之间的路径")
    expect(page.get_by_role("option", name=lot.between)).to_be_visible()
    table.get_by_role("button").first.click()
    for share in lot.shares:
        expect(table.get_by_role("row").filter(has_text=share).first).to_be_visible()


def test_a_projects_parties_are_drawn_by_role_and_a_kept_drawing_is_handed_on(
    opened: Opened, city: City
) -> None:
    """Those who take part, a note and a group, and what a colleague then opens."""
    site = city.site
    page = opened(f"?project={site.project}", base_url=city.address)
    page.get_by_role("link", name="关系图").last.click()
    settled(page)
    expect(page.locator("#shape")).to_have_value("roles")
    for party in (site.contractor, site.supervisor, site.leader.name):
        expect(page.get_by_role("option", name=party).first).to_be_visible()
    expect(page.locator(".as-table")).not_to_contain_text("仅被提及")
    choose(page, site.contractor)
    page.keyboard.press("n")
    page.get_by_role("dialog").get_by_role("textbox").fill("持有监理单位股权")
    page.keyboard.press("Enter")
    expect(page.locator(".panel .note")).to_contain_text("持有监理单位股权")
    page.keyboard.press("g")
    page.get_by_role("dialog").get_by_role("textbox").fill("施工方")
    page.keyboard.press("Enter")
    nodes = page.locator(".choose [role=option]").count()
    page.keyboard.press("Delete")
    expect(page.locator(".choose [role=option]")).to_have_count(nodes - 1)
    page.keyboard.press("Control+z")
    expect(page.locator(".choose [role=option]")).to_have_count(nodes)
    page.get_by_role("button", name="收入案卷").click()
    into_a_new_investigation(page.get_by_role("dialog"), "监理不独立", "信访件")
    figure = page.locator(".saved-graph")
    expect(figure.locator("svg .node")).to_have_count(nodes)
    expect(figure).to_contain_text("持有监理单位股权")
    link = figure.get_by_role("link", name="在关系图中打开").get_attribute("href") or ""
    other = opened(link.removeprefix("/"), base_url=city.address)  # as a colleague opens it
    choose(other, site.contractor)
    expect(other.locator(".panel .note")).to_contain_text("持有监理单位股权")


def test_two_parties_keep_their_names_in_the_form_that_ties_them(
    opened: Opened, city: City
) -> None:
    one, other = city.tender.one, city.tender.other
    page = opened(f"?tie&from={one.id}&to={other.id}", base_url=city.address)
    expect(page.locator("#from")).to_have_value(one.name)
    page.get_by_role("link", name="股权、任职与控制").click()
    controlled = page.locator(".path").filter(has_text=city.tender.between)
    expect(controlled.first).to_contain_text(other.name)
    page.locator("#to").fill(city.tender.person.id)
    page.keyboard.press("Escape")
    page.locator(".tie-form button").click()
    expect(controlled.first).to_contain_text(city.tender.person.name)
    expect(page.locator("#to")).to_have_value(city.tender.person.name)
