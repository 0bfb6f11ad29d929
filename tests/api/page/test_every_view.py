"""What holds of each view of a generated city: accessible by axe in light and dark, nothing wider
than the window and no word of the page cut off on a telephone, a laptop and a 4K screen, no broken
letters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.api.page.axe import violations
from tests.api.page.city import City
from tests.api.page.conftest import Opened

SIZES: Final[tuple[ViewportSize, ...]] = (
    {"width": 3840, "height": 2160}, {"width": 1280, "height": 820}, {"width": 360, "height": 740},
)  # fmt: skip
VIEWS: Final[dict[str, Callable[[City], str]]] = {
    "home": lambda city: "",
    "results": lambda city: "?q=济南",
    "firm": lambda city: f"?id={city.tender.one.id}",
    "person": lambda city: f"?id={city.site.leader.id}",
    "unknown": lambda city: "?id=nobody",
    "unknown project": lambda city: "?project=nothing",
    "graph": lambda city: f"?graph={city.tender.one.id}",
    "empty graph": lambda city: "?graph=",
    "ownership": lambda city: f"?graph={city.tender.one.id}&shape=tree",
    "roles": lambda city: f"?graph={quote('project|' + city.site.project)}&shape=roles",
    "tie": lambda city: f"?tie&from={city.tender.one.id}&to={city.tender.other.id}",
    "changes": lambda city: f"?changes={city.tender.one.id}&question=controller&from=2000-01-01",
    "what-if": lambda city: f"?suppose={city.loan.firm.id}",
    "project": lambda city: f"?project={city.site.project}",
    "lot": lambda city: f"?lot={city.tender.lot}&project={city.tender.project}",
    "proof": lambda city: "?proof=" + quote(
        f"/v1/proof?question=conflicts&id={city.tender.project}&id={city.tender.lot}", safe=""),
    "map": lambda city: f"?map={city.site.project}",
    "districts": lambda city: "?map&layer=divisions",
    "desk": lambda city: "?desk",
    "overdue": lambda city: "?desk=overdue",
    "cases": lambda city: "?desk=cases&state=overdue",
    "repairs": lambda city: "?desk=repairs",
    "objections": lambda city: "?desk=objections",
    "draw": lambda city: "?desk=draw",
    "catalogue": lambda city: "?desk=catalogue",
    "watch": lambda city: "?watch",
    "investigations": lambda city: "?investigations",
    "numbers": lambda city: "?stats=department",
    "policies": lambda city: "?policies",
}  # fmt: skip
CUT_OFF: Final = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const wide = (text, style) => { pen.font = style.font; return pen.measureText(text).width; };
  const seen = (one) => one.checkVisibility() && one.getClientRects().length > 0
    && !one.closest(".spoken, .skip, [hidden], .leaflet-pane, svg");
  const found = [];
  for (const box of document.querySelectorAll("select, input")) {
    if (!seen(box) || ["checkbox", "range", "date"].includes(box.type)) continue;
    const style = getComputedStyle(box);
    const text = box.matches("select") ? box.selectedOptions[0]?.text ?? "" : box.value || box.placeholder;
    const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      - (box.matches("select") ? 16 : 0);
    if (wide(text, style) > room + 1) found.push(`${text}: ${Math.round(wide(text, style))} > ${Math.round(room)}`);
  }
  for (const one of document.querySelectorAll("main *, .top *, .foot *")) {
    if (!seen(one) || !one.textContent.trim() || one.matches("select, option, input, textarea, .leaflet-container")) continue;
    const { overflowX, overflowY } = getComputedStyle(one);
    const hides = (over) => over === "hidden" || over === "clip";
    const over = (hides(overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (hides(overflowY) && one.scrollHeight > one.clientHeight + 1);
    if (over && !one.title) found.push(`${one.className || one.tagName}: ${one.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""  # noqa: E501
BROKEN: Final = ("\ufffd", "锟斤拷", "烫烫", "Ã", "â€", "undefined", "[object", "NaN")


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_accessible_fits_every_screen_and_reads_right(
    opened: Opened, city: City, view: str
) -> None:
    page = opened(VIEWS[view](city), base_url=city.address, reduced_motion="reduce")
    for opener in page.get_by_role("button", name="为何").all()[:3]:
        opener.click()
    page.evaluate("scrollTo(0, 0)")  # what the bar above covers cannot be pressed
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []
    for size in SIZES:
        page.set_viewport_size(size)
        assert _fits(page, size) == [], size
    text = page.locator("body").inner_text()
    assert [letters for letters in BROKEN if letters in text] == []


def _fits(page: Page, size: ViewportSize) -> list[str]:
    """What does not."""
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    cut: list[str] = page.evaluate(CUT_OFF)
    return [*(["wider than the window"] if wide > size["width"] else []), *cut]
