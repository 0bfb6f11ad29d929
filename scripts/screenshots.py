"""Takes docs/screenshots: views of the tests' small town, in a real Chromium.

python scripts/screenshots.py             the three that README shows
python scripts/screenshots.py FOLDER      every view: telephone, laptop, 4K, light, dark, on paper
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, ViewportSize, expect  # noqa: E402

from scripts.pictures import kept  # noqa: E402
from tests.api import town  # noqa: E402
from tests.api.browser import chromium, fence  # noqa: E402
from tests.api.page import site, tender  # noqa: E402

LAPTOP: Final[ViewportSize] = {"width": 1280, "height": 820}
TELEPHONE: Final[ViewportSize] = {"width": 360, "height": 780}
LARGE: Final[ViewportSize] = {"width": 3840, "height": 2160}  # 4K, unscaled
SETTLES: Final = 1_000  # milliseconds that a drawing takes to come to rest
SHOWN: Final = {
    "subject": f"/?id={town.YI}",
    "graph": f"/?graph={town.JIA}&graph={town.YI}&graph={town.BING}&graph=project%7Ct%3Awest-lake",
    "suppose": f"/?suppose={town.YI}",
}
VIEWS: Final = {
    **SHOWN,
    "home": "/",
    "tree": f"/?graph={town.BING}&shape=tree",
    "changes": f"/?changes={town.YI}&question=controller&from=2020-01-01",
    "paths": f"/?tie&from={town.DING}&to={town.BING}",
    "results": "/?q=公司",
    "unknown": "/?id=nobody",
    "project": f"/?project={site.SCHOOL}",
    "lot": f"/?lot=B07&project={tender.PLANT}",
    "proof": "/?proof=" + quote(f"/v1/proof?question=conflicts&id={tender.PLANT}&id=B07", safe=""),
    "map": "/?map",
    "districts": "/?map&layer=divisions",
    "desk": "/?desk",
    "cases": "/?desk=cases",
    "repairs": "/?desk=repairs",
    "objections": "/?desk=objections",
    "overdue": "/?desk=overdue",
    "draw": "/?desk=draw",
    "catalogue": "/?desk=catalogue",
    "watch": "/?watch",
    "investigations": "/?investigations",
    "policies": "/?policies",
    "statistics": "/?stats=department",
}


@contextmanager
def shown(browser: Browser, address: str, view: str) -> Iterator[Page]:
    """The view on a laptop, in Chinese, come to rest."""
    context = browser.new_context(
        viewport=LAPTOP, color_scheme="light", reduced_motion="reduce", locale="zh-CN"
    )
    fence(context)
    context.request.post(f"{address}/v1/session", data={"key": town.KEY})
    page = context.new_page()
    page.goto(address + view)
    page.locator("#signed-in").wait_for()
    at_rest(page)
    yield page
    context.close()


def at_rest(page: Page) -> None:
    expect(page.locator(".loading")).to_have_count(0, timeout=30_000)
    page.wait_for_timeout(SETTLES)


def every_way(page: Page, target: Path, name: str) -> None:
    page.screenshot(path=target / f"{name}-1280-light.png", full_page=True)
    for size, way in ((LARGE, "3840"), (TELEPHONE, "360")):
        page.set_viewport_size(size)
        page.wait_for_timeout(SETTLES)
        page.screenshot(path=target / f"{name}-{way}-light.png", full_page=way == "360")
    for size, way in ((TELEPHONE, "360"), (LARGE, "3840"), (LAPTOP, "1280")):
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(size)
        page.wait_for_timeout(SETTLES)
        page.screenshot(path=target / f"{name}-{way}-dark.png", full_page=way == "360")
    page.pdf(path=target / f"{name}.pdf", prefer_css_page_size=True)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    target = folder or ROOT / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        site.served(Path(scratch), tender.deliver) as address,
        chromium() as browser,
    ):
        for name, view in (VIEWS if folder else SHOWN).items():
            with shown(browser, address, view) as page:
                if folder:
                    every_way(page, target, name)
                else:
                    page.screenshot(path=target / f"{name}.png")
                    kept(target / f"{name}.png")


if __name__ == "__main__":
    main()
