"""Axe, run in a page as a script of the test: the page's own policy does not reach it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

AXE: Final = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
STANDARD: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page, rule: str = "") -> list[str]:
    """What axe finds against WCAG 2.2 AA, or one rule of it."""
    page.evaluate(AXE)
    which = {"type": "rule", "values": [rule]} if rule else {"type": "tag", "values": STANDARD}
    found: Any = page.evaluate("which => axe.run(document, { runOnly: which })", which)
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
