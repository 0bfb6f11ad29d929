"""Takes docs/screenshots: views of the tests' small town, in a real Chromium.

python scripts/screenshots.py             the three that README shows
python scripts/screenshots.py FOLDER      every view, light and dark, wide and narrow
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final, Literal, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, expect  # noqa: E402

from api.app import create_app  # noqa: E402
from api.audit import AuditLog  # noqa: E402
from tests.api import town  # noqa: E402
from tests.api.browser import chromium, fence, running  # noqa: E402

Scheme: TypeAlias = Literal["light", "dark"]
WIDE: Final = (1100, 820)
NARROW: Final = (360, 780)
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
    "search": "/?q=公司",
    "unknown": "/?id=nobody",
}


def shoot(browser: Browser, address: str, view: str, scheme: Scheme, target: Path) -> None:
    width, height = NARROW if target.stem.endswith("360") else WIDE
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    fence(context)
    context.request.post(f"{address}/v1/session", data={"key": town.KEY})
    page = context.new_page()
    page.goto(address + view)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".loading")).to_have_count(0, timeout=30_000)
    page.wait_for_timeout(1_000)  # a drawing settles
    page.screenshot(path=target, full_page=target.stem not in SHOWN)
    context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    target = folder or ROOT / "docs" / "screenshots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, town.build(Path(scratch)) as store:
        keeper = town.keeper(Path(scratch))
        app = create_app(
            town.answers_over(store), AuditLog(Path(scratch) / "audit.jsonl"), keeper=keeper
        )
        with running(app) as address, chromium() as browser:
            if folder is None:
                for name, view in SHOWN.items():
                    shoot(browser, address, view, "light", target / f"{name}.png")
                return
            for name, view in VIEWS.items():
                shoot(browser, address, view, "light", target / f"{name}-light-1100.png")
                shoot(browser, address, view, "dark", target / f"{name}-dark-1100.png")
                shoot(browser, address, view, "light", target / f"{name}-light-360.png")


if __name__ == "__main__":
    main()
