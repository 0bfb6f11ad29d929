"""The page as each role: what is closed is not offered, not asked for, and said to be closed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from analyses.rulebook import load_rules
from analyses.rulebook.access import Role
from tests.api import roles, town
from tests.api.page import site
from tests.api.page.axe import violations
from tests.api.page.conftest import Opened, settled

VIEWS: Final = {
    "home": "/", "own subject": f"/?id={town.JIA}", "subject": f"/?id={town.YI}",
    "person": f"/?id={site.LEADER}", "results": "/?q=公司",
    "paths": f"/?tie&from={town.JIA}&to={town.YI}", "graph": f"/?graph={town.JIA}",
    "changes": f"/?changes={town.YI}", "suppose": f"/?suppose={town.YI}",
    "project": f"/?project={site.SCHOOL}", "lot": f"/?lot=B01&project={site.SCHOOL}",
    "proof": "/?proof=" + "/v1/proof%3Fquestion%3Drisk%26id%3D" + town.YI,
    "map": "/?map", "policies": "/?policies", "statistics": "/?stats=department",
    "watch": "/?watch", "investigations": "/?investigations", "desk": "/?desk",
    "overdue": "/?desk=overdue", "cases": "/?desk=cases", "repairs": "/?desk=repairs",
    "objections": "/?desk=objections", "draw": "/?desk=draw", "catalogue": "/?desk=catalogue",
}  # fmt: skip
CLOSED: Final = {
    Role.PUBLIC: {"changes", "suppose", "proof", "statistics", "watch", "investigations"},
    Role.BANK: {"project", "lot", "map", "changes", "proof", "statistics", "investigations"},
    Role.CREDIT_SUBJECT: {"changes", "proof", "watch", "investigations", "statistics"},
    Role.FEEDER: {"subject", "results", "graph", "map", "watch", "investigations"},
    Role.AUDITOR: {"subject", "results", "graph", "map", "watch", "investigations"},
}
"""Some that certainly are, by role."""


WITHOUT_PERSONS: Final = {Role.PUBLIC, Role.CREDIT_SUBJECT}
"""For whom nobody else's natural persons exist: asked of one, they are told that there is none."""


def test_every_view_is_open_to_a_role_or_says_that_it_is_closed(
    opened: Opened, site_address: str, site_folder: Path
) -> None:
    """One browser, signed in as one after another; no view is asked for what it may not be told."""
    keys = roles.keys(town.keeper(site_folder))
    page = opened(base_url=site_address, signed_in=False)
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    for role in sorted(keys.keys() - {Role.DEVELOPMENT}):
        page.context.request.post("/v1/session", data={"key": keys[role], "purpose": "loan"})
        page.goto("/")
        views = dict(VIEWS)
        if role in WITHOUT_PERSONS:
            views.pop("person")
        closed = {name for name, address in views.items() if not _is_open(page, address)}
        assert closed >= CLOSED.get(role, set()), role
        assert said == [], role


def test_a_role_that_must_say_what_for_is_asked_at_signing_in(
    opened: Opened, site_address: str, site_folder: Path
) -> None:
    key = roles.keys(town.keeper(site_folder))[Role.BANK]
    page = opened(base_url=site_address, signed_in=False)
    page.locator("#key").fill(key)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("金融机构查询须说明目的")
    expect(page.locator("#purpose")).to_be_focused()
    named = {f"{each.zh} {each.en}" for each in load_rules().checks.purpose}
    assert {*page.locator("#purpose option").all_inner_texts()} == named | {"请选择 choose"}
    assert violations(page) == []
    page.locator("#purpose").select_option("loan")
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#signed-in")).to_contain_text("查询目的:银行授信")
    expect(page.locator("#map-link")).to_have_count(0)
    page.goto(f"/?id={town.YI}")
    expect(page.locator("#part-own .lines > li")).to_have_count(1)
    page.goto(f"/?project={site.SCHOOL}")
    expect(page.locator(".forbidden")).to_contain_text("这不等于没有记录")


def _is_open(page: Page, address: str) -> bool:
    """Whether the view says nothing of being closed as a whole; any other fault fails."""
    page.evaluate(
        "to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }",
        address,
    )
    view = address.partition("?")[2].partition("=")[0].partition("&")[0] or "home"
    expect(page.locator("main")).to_have_class(f"view-{view}")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    settled(page)
    assert page.locator(".problem:not(.forbidden)").all_inner_texts() == [], address
    return page.locator(".forbidden").count() == 0
