"""A name is text wherever it is shown, whatever it holds."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import expect

from tests.api import town
from tests.api.page.conftest import Opened

VIEWS: Final = {
    "subject": f"?id={town.DING}",
    "results": "?q=公司",
    "paths": f"?tie&from={town.DING}&to={town.BING}",
    "graph": f"?graph={town.DING}&graph={town.JIA}",
    "changes": f"?changes={town.DING}&from=2020-01-01",
    "suppose": f"?suppose={town.DING}",
}


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_text_in_each_view(opened: Opened, view: str) -> None:
    page = opened(VIEWS[view])
    expect(page.locator("main")).to_contain_text("恶名有限公司")
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img").count() == 0


def test_it_is_text_while_it_is_searched_for(opened: Opened) -> None:
    page = opened()
    page.locator("#q").fill("恶名")
    expect(page.get_by_role("option")).to_contain_text(town.HOSTILE)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=town.HOSTILE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(town.HOSTILE)
    expect(page.locator(".related")).to_contain_text("张*")
    assert page.evaluate("window.pwned") is None
