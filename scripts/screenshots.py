"""Takes docs/screenshot.png: a subject of the tests' small town, in a real Chromium.

python scripts/screenshots.py [FOLDER]     every view, light and dark, wide and narrow
python scripts/screenshots.py              docs/screenshot.png only
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, expect  # noqa: E402

from api.app import create_app  # noqa: E402
from api.audit import AuditLog  # noqa: E402
from tests.api import town  # noqa: E402
from tests.api.browser import chromium, fence, running  # noqa: E402

WIDE: Final = (1100, 900)
NARROW: Final = (360, 780)
VIEWS: Final = {
    "home": "/",
    "subject": f"/?id={town.JIA}",
    "sanctioned": f"/?id={town.YI}",
    "paths": f"/?tie&from={town.DING}&to={town.BING}",
    "search": "/?q=公司",
    "unknown": "/?id=nobody",
    "stub": "/?id=t:nobody-described",
}


def shoot(browser: Browser, address: str, scheme: str, size: tuple[int, int], target: Path) -> None:
    width, height = size
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": height},
        device_scale_factor=1.5,
    )
    fence(context)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".loading")).to_have_count(0, timeout=30_000)
    page.screenshot(path=target, full_page=True)
    context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as scratch, town.build(Path(scratch)) as store:
        app = create_app(town.answers_over(store), AuditLog(Path(scratch) / "audit.jsonl"))
        with running(app) as address, chromium() as browser:
            if folder is None:
                target = ROOT / "docs" / "screenshot.png"
                shoot(browser, address + VIEWS["subject"], "light", WIDE, target)
                return
            folder.mkdir(parents=True, exist_ok=True)
            for name, view in VIEWS.items():
                for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
                    target = folder / f"{name}-{scheme}-{size[0]}.png"
                    shoot(browser, address + view, scheme, size, target)


if __name__ == "__main__":
    main()
