"""Takes the pictures of docs/journeys: the page's journeys, walked in a real Chromium.

python scripts/journeys.py [FOLDER]        by default docs/journeys
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, ViewportSize  # noqa: E402

from tests.api import town  # noqa: E402
from tests.api.browser import chromium, fence  # noqa: E402
from tests.api.page import journeys, site  # noqa: E402

SIZE: Final[ViewportSize] = {"width": 1280, "height": 900}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)

    def shot(page: Page, name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"the-site-{name}.png")

    with (
        tempfile.TemporaryDirectory() as scratch,
        site.served(Path(scratch)) as address,
        chromium() as browser,
    ):
        context = browser.new_context(base_url=address, viewport=SIZE, color_scheme="light")
        fence(context)
        context.request.post("/v1/session", data={"key": town.KEY})
        page = context.new_page()
        page.goto("/")
        journeys.the_site(page, shot)
        context.close()


if __name__ == "__main__":
    main()
