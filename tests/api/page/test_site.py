"""Projects, lots, the map, the desk and investigations, in a real Chromium on the town's site."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from playwright.sync_api import Page, expect

from tests.api import town
from tests.api.page import site
from tests.api.page.axe import violations
from tests.api.page.conftest import Opened, settled
from tests.api.page.taking_in import into_a_new_investigation, new_investigation, taken_in
from tests.api.page.test_graph import choose

SCHOOL: Final = f"?project={site.SCHOOL}"
LOT: Final = f"?lot=B01&project={site.SCHOOL}"


def test_a_project_tells_its_parties_its_stages_and_who_may_not_act_together(
    opened: Opened, site_address: str
) -> None:
    page = opened(SCHOOL, base_url=site_address)
    expect(page.get_by_role("heading", level=1)).to_have_text("城南中学新建工程")
    expect(page.locator(".who")).to_contain_text("逾期未竣工")
    expect(page.locator(".role")).to_have_count(5)
    expect(page.locator(".role.untold")).to_have_count(2)  # nobody is told for survey and design
    expect(page.locator(".role").filter(has_text="施工 contractor")).to_contain_text("李*")
    expect(page.locator(".stage[aria-current=step]")).to_contain_text("2024-03-01")
    conflicts = page.locator("#conflicts")
    expect(conflicts).to_contain_text("监理单位与被监理工程的承包单位")
    expect(conflicts).to_contain_text("城北医院扩建工程")  # the leader's other live project
    conflicts.get_by_role("button", name="为何").first.click()
    expect(conflicts.locator(".proof").first).to_contain_text("建筑法")
    printed = page.get_by_role("link", name="项目信用档案").get_attribute("href") or ""
    page.goto(printed)
    expect(page.locator("body")).to_contain_text("城南中学新建工程")
    assert page.evaluate("document.styleSheets.length") == 1  # the policy lets its style through


def test_on_an_earlier_day_the_project_is_not_delayed_yet(
    opened: Opened, site_address: str
) -> None:
    page = opened(f"{SCHOOL}&as_of=2025-12-31", base_url=site_address)
    expect(page.locator(".who")).to_contain_text("施工许可")
    expect(page.locator(".who")).not_to_contain_text("逾期未竣工")


def test_a_lot_tells_the_bidders_and_their_conflict_with_its_proof(
    opened: Opened, site_address: str
) -> None:
    page = opened(SCHOOL, base_url=site_address)
    page.locator("#lots").get_by_role("link", name="B01").click()
    expect(page.locator("#bidders tbody tr")).to_have_count(3)
    expect(page.locator("#bidders tbody tr").first).to_contain_text("中标")
    expect(page.locator("#conflicts")).to_contain_text("存在控股关系")
    proof = (
        page.locator("#conflicts").get_by_role("link", name="下载证明文件").get_attribute("href")
        or ""
    )
    assert page.request.get(proof).json()["format"] == "xinmai-proof/1"
    graph = page.get_by_role("link", name="投标人关系图").get_attribute("href") or ""
    assert graph.count("graph=") == 3


def test_the_map_is_narrowed_and_leads_to_a_file(opened: Opened, site_address: str) -> None:
    page = opened("?map", base_url=site_address)
    expect(page.locator(".map-sheet .pin")).to_have_count(10)
    expect(page.locator("#on-map li")).to_have_count(10)
    page.get_by_label("只看逾期未竣工").check()
    expect(page.locator("#on-map li")).to_have_count(1)
    expect(page.locator(".map-sheet .pin")).to_have_count(1)
    expect(page.locator(".map-sheet .pin")).to_have_text("迟")
    assert "delayed=true" in page.url
    page.locator(".map-sheet .pin").click()
    expect(page.locator("#on-map li")).to_have_attribute("aria-current", "true")
    page.locator("#on-map").get_by_role("link", name="城南中学").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("城南中学新建工程")
    page.go_back()
    expect(page.get_by_label("只看逾期未竣工")).to_be_checked()  # the address is the state


def test_the_map_moves_by_keyboard_and_asks_for_what_it_shows(
    opened: Opened, site_address: str
) -> None:
    page = opened("?map", base_url=site_address)
    page.locator(".map-sheet").focus()
    for _ in range(3):
        page.keyboard.press("+")
    expect(page).to_have_url(re.compile("box="))
    settled(page)
    expect(page.locator("#on-map li")).not_to_have_count(10)
    page.get_by_label("行政区").select_option("370103")
    expect(page.locator("#on-map")).to_contain_text("城北医院扩建工程")
    expect(page.locator("#on-map")).not_to_contain_text("城南中学新建工程")


def test_the_map_leaves_no_box_in_the_address_of_the_next_view(
    opened: Opened, site_address: str
) -> None:
    page = opened("?map", base_url=site_address, reduced_motion="reduce")
    expect(page.locator(".map-list a").first).to_be_visible()
    page.locator("nav").get_by_role("link", name="办公台").click()
    settled(page)
    page.wait_for_timeout(300)  # what the map would do once it is gone
    assert "box=" not in page.url


def test_the_map_is_narrowed_by_role_and_participant_and_summed_by_district(
    opened: Opened, site_address: str
) -> None:
    page = opened("?map", base_url=site_address)
    page.get_by_label("参建角色").select_option("supervision")
    expect(page.locator("#on-map li")).to_have_count(1)
    expect(page.locator("#on-map")).to_contain_text("城南中学新建工程")
    file = page.locator("#on-map").get_by_role("link", name="信用档案").get_attribute("href") or ""
    assert "城南中学新建工程" in page.request.get(file).text()
    page.get_by_label("参建角色").select_option("contractor")
    page.locator("#participant").fill("甲建设集团")
    expect(page.get_by_role("option", name="甲建设集团有限公司")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#on-map li")).to_have_count(2)
    expect(page).to_have_url(re.compile("participant="))
    page.locator("select[name=layer]").select_option("divisions")
    expect(page.locator(".map-sheet .pin.district")).to_have_count(2)
    expect(page.locator("#districts li")).to_have_count(2)
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#districts").get_by_role("link", name="市中区").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#on-map li")).to_have_count(1)
    expect(page.locator("#on-map")).to_contain_text("城北医院扩建工程")


def opened_investigation(page: Page, title: str) -> None:
    page.get_by_label("案由名称").fill(title)
    page.get_by_label("调查理由").fill("招标投诉〔2026〕17号")
    page.locator("#opening").get_by_role("button", name="立卷").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_an_investigation_from_opening_to_closing(opened: Opened, site_address: str) -> None:
    page = opened("?investigations", base_url=site_address)
    opened_investigation(page, "围串标线索")
    page.locator("#add-subject").fill("甲建设集团")
    page.get_by_role("option").first.click()
    page.locator("#subjects").get_by_role("button", name="列入").click()
    expect(page.locator("#subjects .items > li")).to_have_count(1)
    page.get_by_label("问题").select_option("control")
    page.get_by_label("结论").fill("甲集团控制乙公司")
    page.get_by_role("button", name="提问并认定").click()
    finding = page.locator("#findings .lines > li")
    expect(finding).to_contain_text("依现有事实仍成立")
    expect(finding).to_contain_text("乙建筑工程有限公司")
    page.get_by_label("记一条").fill("<img src=x onerror='window.pwned=1'> 已约谈")
    page.get_by_role("button", name="记入").click()
    expect(page.locator(".note-text")).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None
    page.evaluate("scrollTo(0, 0)")  # what the bar above covers cannot be pressed
    assert violations(page) == []
    report = page.get_by_role("link", name="打印报告").get_attribute("href") or ""
    assert "甲集团控制乙公司" in page.request.get(report).text()
    bundle = page.get_by_role("link", name="证明文件包").get_attribute("href") or ""
    assert zipfile.ZipFile(io.BytesIO(page.request.get(bundle).body())).namelist()
    page.get_by_role("button", name="结卷").click()
    page.get_by_label("结卷理由").fill("移送")
    page.get_by_role("button", name="结卷").click()
    expect(page.locator(".who")).to_contain_text("已结")
    expect(page.locator("#findings form")).to_have_count(0)
    page.get_by_role("button", name="全部条目").click()
    expect(page.locator(".trail tbody tr")).to_have_count(5)


def test_an_identity_number_in_a_note_is_refused_and_the_note_is_kept_in_its_field(
    opened: Opened, site_address: str
) -> None:
    page = opened("?investigations", base_url=site_address)
    opened_investigation(page, "误记")
    text = "其身份证 11010519491231002X"
    page.get_by_label("记一条").fill(text)
    page.get_by_role("button", name="记入").click()
    expect(page.get_by_role("alert")).to_contain_text("身份号码不作为文字保存")
    expect(page.get_by_label("记一条")).to_have_value(text)
    expect(page.locator(".note-text")).to_have_count(0)


def test_what_another_entered_meanwhile_is_not_written_over(
    opened: Opened, site_address: str
) -> None:
    page = opened("?investigations", base_url=site_address)
    opened_investigation(page, "两人同办")
    other = opened(page.url.partition("/?")[2].join(("?", "")), base_url=site_address)
    other.get_by_label("记一条").fill("乙先记")
    other.get_by_role("button", name="记入").click()
    expect(other.locator(".note-text")).to_have_count(1)
    page.get_by_label("记一条").fill("甲后记")
    page.get_by_role("button", name="记入").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="载入最新").click()
    expect(page.locator(".note-text")).to_have_text("乙先记")


def test_a_lot_is_taken_into_a_new_investigation_with_its_finding(
    opened: Opened, site_address: str
) -> None:
    page = opened(LOT, base_url=site_address)
    page.get_by_role("button", name="收入案卷").click()
    dialog = page.get_by_role("dialog")
    new_investigation(dialog, "标段 B01", "信访件")
    assert violations(page) == []
    taken_in(dialog)
    expect(page.locator("#subjects .items > li")).to_have_count(3)
    expect(page.locator("#findings .lines > li")).to_contain_text("无效 void")


def test_a_drawing_is_saved_into_an_investigation_and_drawn_again(
    opened: Opened, site_address: str
) -> None:
    page = opened(f"?graph={town.JIA}&graph={town.YI}", base_url=site_address)
    page.get_by_role("button", name="收入案卷").click()
    into_a_new_investigation(page.get_by_role("dialog"), "关系图", "信访件")
    drawn = page.locator(".saved-graph")
    expect(drawn.locator("svg .node")).to_have_count(2)
    expect(drawn.locator("svg .tie-line")).to_contain_text("60%")
    expect(page.locator("#subjects .items > li")).to_have_count(2)
    drawn.get_by_role("link", name="在关系图中打开").click()
    expect(page.locator(".as-table")).to_contain_text("表格:2 个节点")


def test_what_is_folded_hidden_and_noted_comes_back_through_a_link(
    opened: Opened, site_address: str
) -> None:
    page = opened(f"?graph={town.AGENT}&graph={town.JIA}&fold=5", base_url=site_address)
    choose(page, "代*")
    page.locator(".kinds li > button").first.click()
    expect(page.locator(".as-table")).to_contain_text("表格:10 个节点")
    page.get_by_role("button", name="折叠 任职 Fold").click()
    expect(page.locator(".as-table")).to_contain_text("表格:2 个节点")
    choose(page, "甲建设集团有限公司")
    page.get_by_role("button", name="批注").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("待核")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="收入案卷").click()
    into_a_new_investigation(page.get_by_role("dialog"), "代办", "信访件")
    figure = page.locator(".saved-graph")
    expect(figure.locator("svg .node")).to_have_count(2)
    expect(figure).to_contain_text("另有 8 个节点被隐藏或折叠")
    link = figure.get_by_role("link", name="在关系图中打开").get_attribute("href") or ""
    other = opened(link.removeprefix("/"), base_url=site_address)  # as a colleague opens it
    expect(other.locator(".as-table")).to_contain_text("表格:2 个节点")
    hub = other.get_by_role("option", name="代*")
    expect(hub).to_contain_text("⊞")
    choose(other, "甲建设集团有限公司")
    expect(other.locator(".panel .note")).to_contain_text("待核")
    choose(other, "代*")
    other.locator(".kinds li > button").first.click()
    expect(other.locator(".as-table")).to_contain_text("表格:10 个节点")
