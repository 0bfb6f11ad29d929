"""Takes the pictures of docs/journeys: the page's journeys, walked in a real Chromium.

python scripts/journeys.py [FOLDER]        by default docs/journeys
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, ViewportSize  # noqa: E402

from analyses.rulebook.access import Role  # noqa: E402
from scripts.pictures import kept  # noqa: E402
from tests.api import town  # noqa: E402
from tests.api.browser import chromium, fence  # noqa: E402
from tests.api.page import offices, site, tender  # noqa: E402
from tests.api.page.journeys import Shot, signed_in  # noqa: E402
from tests.api.page.journeys.before_the_award import before_the_award  # noqa: E402
from tests.api.page.journeys.the_loan import the_loan  # noqa: E402
from tests.api.page.journeys.the_site import the_site  # noqa: E402

SIZE: Final[ViewportSize] = {"width": 1280, "height": 900}


def taken(folder: Path, journey: str) -> Shot:
    def shot(page: Page, name: str) -> None:
        page.wait_for_timeout(300)
        target = folder / f"{journey}-{name}.png"
        page.screenshot(path=target)
        kept(target)

    return shot


def walked(
    browser: Browser, address: str, key: str, purpose: str, journey: Callable[[Page], None]
) -> None:
    context = browser.new_context(
        base_url=address, viewport=SIZE, color_scheme="light", locale="zh-CN"
    )
    fence(context)
    page = context.new_page()
    page.goto("/")
    signed_in(page, key, purpose)
    journey(page)
    context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        city = Path(scratch)
        with site.served(city, tender.deliver) as address, chromium() as browser:
            walk = partial(walked, browser, address)
            shot = partial(taken, folder)
            walk(
                offices.key(city, Role.OFFICER, offices.CENTRE), "",
                lambda page: before_the_award(page, tender.CAST, shot("before-the-award")),
            )  # fmt: skip
            walk(offices.key(city, Role.BANK, offices.BANK, "loan"), "loan",
                 lambda page: the_loan(
                     page, tender.LENDING, shot("the-loan"), lambda: tender.list_the_partner(city),
                     lambda: offices.repair_the_partner(city, address)))  # fmt: skip
            walk(town.KEY, "", lambda page: the_site(page, site.CAST, shot("the-site")))


if __name__ == "__main__":
    main()
