"""The site: from the map to a delayed project, a case and a report (docs/journeys/the-site.md)."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.api.page.casts import Site
from tests.api.page.journeys import Shot
from tests.api.page.taking_in import new_investigation, taken_in


def the_site(page: Page, cast: Site, shot: Shot) -> None:
    """From the map to a delayed project, its supervisor tied to its contractor, its leader on two
    live projects, to a case and its report. ``page`` shows any view, signed in."""
    _find_what_is_late(page, cast, shot)
    _see_who_may_not_act_together(page, cast, shot)
    _open_a_case(page, cast, shot)
    _add_the_leader(page, cast)
    _report(page, cast, shot)


def _find_what_is_late(page: Page, cast: Site, shot: Shot) -> None:
    page.locator("#map-link").click()
    expect(page.locator(".map-sheet .pin").first).to_be_visible(timeout=20_000)
    page.get_by_label("行政区").select_option(cast.division)
    page.get_by_label("只看逾期未竣工").check()
    expect(page.locator("#on-map li")).to_have_count(1)
    expect(page.locator("#on-map")).to_contain_text("最差等级", timeout=20_000)
    shot(page, "1-map")
    page.locator("#on-map").get_by_role("link", name=cast.name).click()
    expect(page.locator(".who")).to_contain_text("逾期未竣工")


def _see_who_may_not_act_together(page: Page, cast: Site, shot: Shot) -> None:
    conflicts = page.locator("#conflicts .lines > li")
    tied = conflicts.filter(has_text="监理单位与被监理工程的承包单位").first
    expect(tied).to_contain_text(cast.supervisor)
    expect(tied).to_contain_text(cast.contractor)
    tied.get_by_role("button", name="为何").click()
    expect(tied.locator(".proof")).to_contain_text(cast.share)
    expect(tied.locator(".proof")).to_contain_text("建筑法")
    leader = conflicts.filter(has_text="施工项目负责人同时在两个以上在建项目任职")
    expect(leader).to_contain_text(cast.leader.name)
    expect(leader).to_contain_text(cast.other_name)
    shot(page, "2-project")


def _open_a_case(page: Page, cast: Site, shot: Shot) -> None:
    page.get_by_role("button", name="收入案卷").click()
    dialog = page.get_by_role("dialog")
    new_investigation(dialog, f"{cast.name}:监理不独立、一人两处", "重点项目逾期督办〔2026〕3号")
    dialog.get_by_label("结论").fill("监理单位由施工单位控股,不得承担该工程监理")
    shot(page, "3-into-a-case")
    taken_in(dialog)
    expect(page.locator("#subjects .items > li")).to_have_count(cast.units)
    expect(page.locator("#findings .lines > li")).to_contain_text("依现有事实仍成立")


def _add_the_leader(page: Page, cast: Site) -> None:
    """The person who leads both, by id: a name alone would not do."""
    page.locator("#add-subject").fill(cast.leader.id)
    page.keyboard.press("Escape")
    page.locator("#subjects").get_by_role("button", name="列入").click()
    expect(page.locator("#subjects .items > li")).to_have_count(cast.units + 1)
    page.get_by_label("问题").select_option("conflicts")
    page.get_by_label("针对").select_option(cast.leader.id)
    page.get_by_label("结论").fill("项目经理同时在两个在建项目任职")
    page.get_by_role("button", name="提问并认定").click()
    expect(page.locator("#findings .lines > li")).to_have_count(2)
    page.get_by_label("记一条").fill("已函告建设单位更换监理,并要求施工单位更换项目经理。")
    page.get_by_role("button", name="记入").click()
    expect(page.locator(".note-text")).to_have_count(1)


def _report(page: Page, cast: Site, shot: Shot) -> None:
    page.evaluate("scrollTo(0, 0)")
    shot(page, "4-case")
    digest = page.locator(".digest code").inner_text()
    printed = page.get_by_role("link", name="打印报告").get_attribute("href") or ""
    kept = page.get_by_role("link", name="调查报告 PDF").get_attribute("href") or ""
    assert page.request.get(kept).body().startswith(b"%PDF-")
    page.goto(printed)
    expect(page.locator("body")).to_contain_text("监理单位由施工单位控股")
    expect(page.locator("body")).to_contain_text(cast.leader.name)
    expect(page.locator("body")).not_to_contain_text(cast.leader.real)
    expect(page.locator("body")).to_contain_text(digest)
    assert page.evaluate("document.styleSheets.length") == 1  # the policy lets its style through
    shot(page, "5-report")
