"""The dialog by which any view's parties and findings are taken into an investigation."""

from __future__ import annotations

from playwright.sync_api import Locator


def into_a_new_investigation(dialog: Locator, title: str, why: str) -> None:
    """Fill the dialog that takes what a view shows into an investigation, ask for a new one, and
    open it."""
    new_investigation(dialog, title, why)
    taken_in(dialog)


def new_investigation(dialog: Locator, title: str, why: str) -> None:
    dialog.get_by_label("案卷").select_option("new")
    dialog.get_by_label("案由名称").fill(title)
    dialog.get_by_label("调查理由").fill(why)


def taken_in(dialog: Locator) -> None:
    dialog.get_by_role("button", name="收入").click()
    dialog.get_by_role("link", name="打开案卷").click()
