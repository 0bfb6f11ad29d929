"""One Chromium and one served town for all tests of the page; a fresh, fenced context for each.

Of the package's scope: while Playwright runs, no other test of this process may run an event loop.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from api.acting import Acting
from api.answers.investigations.book import Investigations
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from graph.signing_key import SigningKey
from tests.api import town
from tests.api.browser import CHROMIUM, chromium, fence, running
from tests.api.page import site
from tests.api.page.city import City, served

NO_BROWSER = pytest.mark.skipif(
    not CHROMIUM.exists() and os.environ.get("CI") != "true",
    reason=f"no Chromium at {CHROMIUM}: apt-get install chromium fonts-noto-cjk",
)
WIDE = {"width": 1100, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            for mark in (pytest.mark.browser, pytest.mark.xdist_group("browser"), NO_BROWSER):
                item.add_marker(mark)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def town_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The town, served. Nothing a test of the page does changes it."""
    folder: Path = tmp_path_factory.mktemp("page")
    with town.build(folder) as store:
        answers = replace(town.answers_over(store), signer=lambda: SigningKey(b"k" * 32))
        app = create_app(
            answers, AuditLog(folder / "audit.jsonl"), keeper=town.keeper(folder),
            acting=Acting(answers), workbench=Investigations(Daybook(folder / "daybook")),
        )  # fmt: skip
        with running(app) as address:
            yield address


@pytest.fixture(scope="package")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the served site keeps its store and its keys."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="package")
def site_address(site_folder: Path) -> Iterator[str]:
    """The town with its building site, served; each test makes the investigations it looks at."""
    with site.served(site_folder) as address:
        yield address


@pytest.fixture(scope="package")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A small city of the generator's, served; the journeys add to it."""
    with served(tmp_path_factory.mktemp("city")) as city:
        yield city


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, town_address: str) -> Iterator[Opened]:
    """Opens a view in a context of its own, and waits until it has its answer. Any script error,
    breach of the page's policy or foreign address fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    tried: list[list[str]] = []

    def open_view(query: str = "", signed_in: bool = True, **context: object) -> Page:
        options = {"base_url": town_address, "viewport": WIDE, **context}
        contexts.append(browser.new_context(**options))  # type: ignore[arg-type]
        tried.append(fence(contexts[-1]))
        if signed_in:
            contexts[-1].request.post("/v1/session", data={"key": town.KEY})
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.extend([said.text] if refused(said.text) else []))
        page.goto(f"/{query}")
        settled(page)
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert (faults, [address for one in tried for address in one]) == ([], [])


@pytest.fixture
def page(opened: Opened) -> Page:
    """The first view of the town."""
    page = opened()
    expect(page.locator("#foot")).to_contain_text("revision 1")
    return page


def refused(text: str) -> bool:
    """Whether the browser's console says that the page's own policy forbade something."""
    return "Content Security Policy" in text


def settled(page: Page) -> None:
    """Until nothing is being waited for."""
    expect(page.locator("#main")).to_be_visible(timeout=20_000)
    expect(page.locator(".loading")).to_have_count(0, timeout=20_000)
    expect(page.locator('.answered[aria-busy="true"]')).to_have_count(0)
