"""The drawing without a pointer: several chosen, tied, grouped, noted, moved, hidden, undone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.api import town
from tests.api.page.conftest import Opened
from tests.api.page.test_graph import drawn


def pressed(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def reached_by_tab(page: Page, selector: str) -> None:
    """With the Tab key alone, as whoever has no pointer must."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("it => document.activeElement?.matches(it)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def chosen(page: Page, count: int) -> None:
    expect(page.locator('.choose [aria-selected="true"]')).to_have_count(count)


def test_two_are_chosen_and_their_path_is_drawn(opened: Opened) -> None:
    page = opened(f"?graph={town.DING}&graph={town.BING}")
    drawn(page, 2, 0)
    reached_by_tab(page, "#parties")
    pressed(page, " ", "ArrowDown", " ")
    chosen(page, 2)
    expect(page.locator(".panel")).to_contain_text("已选 2 个")
    pressed(page, "p")
    drawn(page, 6, 6)
    expect(page.locator(".graph-word")).to_contain_text("路径")


def test_a_range_is_chosen_grouped_hidden_and_brought_back(opened: Opened) -> None:
    page = opened(f"?graph={town.YI}")
    drawn(page, 3, 2)
    pressed(page, "l", "Home", " ", "Shift+ArrowDown")
    chosen(page, 2)
    pressed(page, "g")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("甲方系")
    pressed(page, "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    pressed(page, "l", "Delete")
    drawn(page, 1, 0)
    chosen(page, 0)
    pressed(page, "Control+z")
    drawn(page, 3, 2)
    pressed(page, "l", "Control+a")
    chosen(page, 3)
    pressed(page, "Escape")
    chosen(page, 0)


def test_one_is_noted_expanded_and_moved(opened: Opened) -> None:
    page = opened(f"?graph={town.YI}")
    drawn(page, 3, 2)
    reached_by_tab(page, "#parties")
    pressed(page, "End", "Enter")
    chosen(page, 1)
    expect(page.locator(".panel-node h2")).to_have_text("甲建设集团有限公司")
    pressed(page, "n")
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    page.keyboard.type("待核")
    pressed(page, "Enter")
    expect(page.locator(".panel .note")).to_contain_text("待核")
    pressed(page, "l", "e")
    drawn(page, 5, 4)
    before = places(page)
    pressed(page, "Alt+ArrowRight")
    expect(page.get_by_role("button", name="撤销")).to_be_enabled()
    assert places(page) != before


def places(page: Page) -> str:
    """Where the nodes stand, as the picture handed out has it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG", exact=True).click()
    return download.value.path().read_text("utf-8")
