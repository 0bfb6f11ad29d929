"""The drawing in a real Chromium: expanded by kind with counts, undone, grouped, tied, exported."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from tests.api import town
from tests.api.page.conftest import Opened


def drawn(page: Page, nodes: int, ties: int) -> None:
    expect(page.locator(".as-table")).to_contain_text(f"表格:{nodes} 个节点、{ties} 条关系")


def choose(page: Page, name: str) -> None:
    page.locator(".choose").get_by_role("option", name=name).click()


def exported(page: Page, form: str, folder: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=form, exact=True).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target.read_bytes()


def test_a_kind_of_tie_is_counted_then_opened_then_undone(opened: Opened) -> None:
    page = opened(f"?graph={town.YI}")
    drawn(page, 3, 2)
    choose(page, "丙监理有限公司")
    kinds = page.locator(".kinds li")
    expect(kinds.filter(has_text="参建")).to_contain_text("1")
    kinds.filter(has_text="参建").get_by_role("button").click()
    drawn(page, 4, 3)
    page.keyboard.press("Control+z")
    drawn(page, 3, 2)
    page.keyboard.press("Control+Shift+Z")
    drawn(page, 4, 3)


def test_a_hub_is_opened_in_part_and_says_what_is_left(opened: Opened) -> None:
    page = opened(f"?graph={town.AGENT}")
    drawn(page, 9, 8)
    choose(page, "代")
    expect(page.locator(".kinds button.plain")).to_be_disabled()
    page.get_by_role("button", name="收起末端").click()
    drawn(page, 1, 0)
    expect(page.locator(".kinds")).to_contain_text("8")
    page.get_by_role("button", name="显示隐藏的 8 个").click()
    drawn(page, 9, 8)


def test_ownership_is_a_tree_and_an_unknown_share_says_so(opened: Opened) -> None:
    page = opened(f"?graph={town.BING}&shape=tree")
    drawn(page, 4, 3)
    expect(page.locator("#shape")).to_have_value("tree")
    page.locator(".as-table button").click()
    row = page.get_by_role("row").filter(has_text="乙建筑工程有限公司").filter(has_text="丙监理")
    expect(row).to_contain_text("比例未知")


def test_a_hub_is_folded_by_itself_and_unfolded_on_demand(opened: Opened) -> None:
    page = opened(f"?graph={town.AGENT}&fold=5")
    drawn(page, 1, 0)
    hub = page.get_by_role("option", name="代*")
    expect(hub).to_contain_text("⊞ 8")
    hub.click()
    expect(page.locator(".kinds")).to_contain_text("已折叠")
    page.locator(".kinds li > button").first.click()
    drawn(page, 9, 8)
    expect(hub).not_to_contain_text("⊞")
    page.get_by_role("button", name="折叠 任职 Fold").click()
    drawn(page, 1, 0)
    page.locator("#fold").select_option("never")
    drawn(page, 1, 0)  # what was folded by hand stays so
    page.keyboard.press("Control+z")
    drawn(page, 9, 8)


def test_paths_between_chosen_parties_are_drawn(opened: Opened) -> None:
    page = opened(f"?graph={town.DING}&graph={town.BING}")
    drawn(page, 2, 0)
    page.evaluate("document.activeElement.blur()")
    page.locator(".canvas").click(position={"x": 4, "y": 4})
    page.keyboard.down("Shift")
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.locator(".panel")).to_contain_text("已选 2 个")
    page.keyboard.press("p")
    expect(page.locator(".as-table")).to_contain_text("表格:6 个节点")


def test_notes_and_groups_stay_with_the_drawing(opened: Opened) -> None:
    page = opened(f"?graph={town.YI}")
    choose(page, "乙建筑工程有限公司")
    page.get_by_role("button", name="批注").click()
    page.get_by_role("dialog").get_by_role("textbox").fill('<img src=x onerror="window.pwned=1">')
    page.get_by_role("dialog").get_by_role("button", name="好").click()
    expect(page.locator(".panel .note")).to_contain_text("<img src=x")
    page.get_by_role("button", name="分组").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("甲方系")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize("query", [f"?graph={town.DING}", f"?graph={town.JIA}"])
def test_exports_hold_what_is_drawn(opened: Opened, tmp_path: Path, query: str) -> None:
    page = opened(query)
    expect(page.locator(".as-table")).not_to_contain_text("表格:0 个节点")
    assert exported(page, "PNG", tmp_path).startswith(b"\x89PNG")
    drawing = ElementTree.fromstring(exported(page, "SVG", tmp_path))
    graph = ElementTree.fromstring(exported(page, "GraphML", tmp_path))
    rows = list(csv.reader(io.StringIO(exported(page, "CSV", tmp_path).decode("utf-8-sig"))))
    edges = [one for one in graph.iter() if one.tag.endswith("}edge")]
    assert len(rows) == 1 + len(edges) > 1
    names = {str(data.text) for data in graph.iter() if data.get("key") == "node_name"}
    written = ["".join(one.itertext()) for one in drawing.iter() if "node" in str(one.get("class"))]
    assert all(any(name in text.replace("\n", "") for text in written) for name in names)


def test_the_day_changes_what_is_drawn(opened: Opened) -> None:
    page = opened(f"?graph={town.JIA}")
    drawn(page, 4, 3)
    page.locator("#as-of").fill("2020-04-30")
    drawn(page, 4, 2)


def test_a_drawing_of_a_large_dark_screen_is_printed_whole_in_ink(
    opened: Opened, tmp_path: Path
) -> None:
    large = {"width": 3840, "height": 2160}
    page = opened(f"?graph={town.YI}&graph={town.AGENT}", viewport=large, color_scheme="dark")
    expect(page.locator(".as-table")).not_to_contain_text("表格:0 个节点")
    names = page.locator(".choose .name").all_inner_texts()
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join(sheet.extract_text() for sheet in paper.pages)
    found = "".join(unicodedata.normalize("NFKC", text).split())
    assert [name for name in names if name not in found] == []
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    drawn_names = page.locator(".on-paper text[font-size='13']")
    assert drawn_names.count() >= len(names)
    assert {each.get_attribute("fill") for each in drawn_names.all()} == {"#000"}
    assert page.locator(".on-paper rect").first.get_attribute("fill") == "#fff"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".on-paper")).to_be_empty()


def test_what_the_service_did_not_read_or_list_is_said(opened: Opened) -> None:
    page = opened(f"?id={town.YI}")

    def cut(route: Route) -> None:
        answer = route.fetch().json()
        route.fulfill(json={**answer, "truncated": True, "reason": "只看了一部分 a part of it"})

    page.route("**/ties/among**", cut)
    page.route("**/ties?**", cut)
    page.locator("main").get_by_role("link", name="画图").click()
    expect(page.locator(".graph-word")).to_contain_text("只看了一部分 a part of it")
    choose(page, "乙建筑工程有限公司")
    expect(page.locator(".panel-node .truncated")).to_have_text("只看了一部分 a part of it")
