"""What holds of each view: accessible by axe, no wider than a small telephone, names stay text."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.api import town
from tests.api.page.axe import violations
from tests.api.page.conftest import Opened
from tests.api.page.views import VIEWS


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_accessible_fits_a_small_telephone_and_keeps_names_text(
    opened: Opened, view: str
) -> None:
    page = opened(VIEWS[view], reduced_motion="reduce")
    for opener in page.get_by_role("button", name="为何").all():
        opener.click()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img").count() == 0


def test_a_hostile_name_is_text_while_it_is_searched_for(opened: Opened) -> None:
    page = opened()
    page.locator("#q").fill("恶名")
    expect(page.get_by_role("option")).to_contain_text(town.HOSTILE)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=town.HOSTILE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(town.HOSTILE)
    expect(page.locator(".related")).to_contain_text("张*")
    assert page.evaluate("window.pwned") is None
