"""The journeys of an investigator, each once: the test walks it, and so does the photographer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from playwright.sync_api import Page

Shot: TypeAlias = Callable[[Page, str], None]
"""Called at each picture of a journey's page in docs, with its name."""


def signed_in(page: Page, key: str, purpose: str = "") -> None:
    """By the form, as anybody is: the key, and where it is asked for, what the look-ups are for."""
    page.locator("#key").fill(key)
    page.get_by_role("button", name="登录").click()
    if purpose:
        page.locator("#purpose").select_option(purpose)
        page.get_by_role("button", name="登录").click()
    page.locator("#signed-in").wait_for()


def searched(page: Page, text: str) -> None:
    """By keyboard alone: the slash, what is known of the name, arrow and Enter."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
