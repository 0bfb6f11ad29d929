"""From the desk a department acts: a case fed back, an objection settled, a repair applied for and
decided, a commitment led on.

The firm was listed by the labour department; finance, housing and others must act on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from analyses.rulebook import load_rules
from analyses.rulebook.access import Role
from api.access.keys import Scope
from api.acting import Acting
from api.answers import Answers
from api.answers.investigations.book import Investigations
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.feed.service import Feed
from graph.networks import Networks
from graph.site_key import SiteKey
from graph.store import open_store
from ingest.loader import load
from ingest.persons import PersonKeys
from tests.api import town
from tests.api.browser import running
from tests.api.page.axe import violations
from tests.api.page.conftest import Opened, settled
from tests.api.page.taking_in import into_a_new_investigation
from tests.test_supervision_walk import APPROVAL, CITY, FIRM, HOUSING, LABOUR, LISTED

FAR: Final = 4_000_000_000.0


@dataclass(frozen=True)
class City:
    address: str
    officer: str
    reviewer: str
    outsider: str

    def post(self, path: str, unit: str, **body: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {town.KEY}", "Idempotency-Key": path}
        return httpx.post(f"{self.address}{path}", json={"unit": unit, **body}, headers=headers)

    def watch(self, *subjects: str) -> None:
        headers = {"Authorization": f"Bearer {town.KEY}", "Idempotency-Key": "watch"}
        body = {"name": "失信企业", "subjects": list(subjects)}
        made = httpx.post(f"{self.address}/v1/watchlists", json=body, headers=headers)
        assert made.status_code == 200, made.text


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """On 7 December 2026: everything listed and overdue is there. The reviewer is of the unit that
    listed the firm, the outsider a reviewer of another."""
    folder: Path = tmp_path_factory.mktemp("desk")
    for name, text in {**CITY, "sanctions.csv": LISTED}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_store(f"sqlite:///{folder}/city.db") as store:
        store.prepare()
        load(store, [folder], source="jinan", persons=PersonKeys(SiteKey(b"k" * 32)), workers=0)
        stamp, day = Stamp(b"s" * 32), [date(2026, 4, 13)]
        answers = Answers(store, Networks(store, None), lambda: day[0], load_rules(), lambda: stamp)
        keeper = town.keeper(folder)
        offices = (Role.OFFICER, HOUSING), (Role.REVIEWER, LABOUR), (Role.REVIEWER, HOUSING)
        keys = [keeper.keys.add(Scope(*office), now=0.0, expires=FAR).token for office in offices]
        book = Daybook(folder / "daybook")
        app = create_app(answers, AuditLog(folder / "audit.jsonl"), keeper=keeper,
                         acting=Acting(answers), workbench=Investigations(book),
                         feed=Feed(book, folder / "turn", town.SEALER))  # fmt: skip
        with running(app) as address:
            made = City(address, *keys)
            signed = made.post("/v1/commitments", APPROVAL, subject="jinan:F2",
                               item="construction-permit")  # fmt: skip
            assert signed.status_code == 200, signed.text
            day[0] = date(2026, 12, 7)
            made.watch(FIRM)
            yield made


Desk = Callable[[str, str], Page]


@pytest.fixture
def at_desk(opened: Opened, city: City) -> Desk:
    def open_desk(query: str, key: str) -> Page:
        page = opened("", base_url=city.address, signed_in=False)
        page.request.post("/v1/session", data={"key": key})
        page.goto(f"/{query}")
        settled(page)
        return page

    return open_desk


def confirmed(page: Page, *, looked_at: bool = False) -> None:
    """Nothing is done before it is confirmed; then there is a receipt. ``looked_at`` by axe, too:
    one dialog of a kind is enough."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="下一步").click()
    expect(dialog.locator(".confirm")).to_contain_text("不能删除")
    expect(dialog.locator("#confirm")).to_be_focused()
    if looked_at:
        assert violations(page) == []
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("已办理,回执")
    dialog.get_by_role("button", name="好").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)


def test_an_officer_reports_on_its_own_cases_only(at_desk: Desk, city: City) -> None:
    page = at_desk("?desk=cases", city.officer)
    own = page.locator(".items > li").filter(has_text=HOUSING)
    others = page.locator(".items > li").filter(has_text="济南市财政局")
    expect(others.first).to_contain_text("逾期")
    expect(others.get_by_role("button", name="反馈已办")).to_have_count(0)
    waiting = own.get_by_role("button", name="反馈已办").count()
    assert waiting > 0
    own.get_by_role("button", name="反馈已办").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("超过时限")
    dialog.get_by_label("经办人").fill("赵科长")
    dialog.get_by_label("办理说明").fill("已限制投标")
    confirmed(page)
    expect(own.get_by_role("button", name="反馈已办")).to_have_count(waiting - 1)
    expect(own.filter(has_text="办于 2026-12-07")).to_have_count(1)


def test_an_officer_leads_an_overdue_commitment_on(at_desk: Desk, city: City) -> None:
    page = at_desk("?desk=overdue", city.officer)
    expect(page.locator(".items > li")).to_have_count(1)
    page.get_by_role("button", name="办理 Act on it").click()
    page.get_by_role("button", name="选择如何办理").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("济南乙劳务有限公司")
    dialog.get_by_label("办理", exact=False).first.select_option("taken_up")
    confirmed(page)
    page.get_by_role("button", name="办理 Act on it").click()
    page.get_by_role("button", name="选择如何办理").click()
    dialog.locator("select").select_option("verified")
    confirmed(page)
    expect(page.locator("main")).to_contain_text("没有逾期未核查的承诺")


def _act_on_the_case(page: Page) -> Locator:
    case = page.locator(".items > li").filter(has_text="济南甲建设有限公司").first
    expect(case).to_contain_text(re.compile("还剩|今天到期"))
    case.get_by_role("button", name="办理 Act on it").click()
    return page.get_by_role("dialog")


def test_an_objection_is_raised_marked_and_upheld(at_desk: Desk, city: City) -> None:
    page = at_desk(f"?id={FIRM}", city.officer)
    page.locator("#part-own").get_by_role("button", name="提出异议").click()
    page.get_by_role("dialog").get_by_label("异议内容与理由").fill("文号有误")
    confirmed(page)
    page = at_desk("?desk=objections", city.outsider)
    expect(_act_on_the_case(page)).to_contain_text(f"本件由{LABOUR}或")
    page = at_desk("?desk", city.reviewer)
    door = page.locator(".door").filter(has_text="异议办理中")
    expect(door.locator(".count")).to_contain_text("1 件")
    door.get_by_role("link").click()
    expect(_act_on_the_case(page)).to_contain_text("文号有误")
    confirmed(page)  # marked: all that may be done with one that was raised
    dialog = _act_on_the_case(page)
    dialog.get_by_label("办理", exact=False).first.select_option("upheld")
    dialog.get_by_label("理由").fill("经核,文号应为2号")
    dialog.get_by_label("如何处理").select_option("correct")
    dialog.get_by_label("更正哪一项").select_option("document")
    dialog.get_by_label("应为").fill("济人社列〔2026〕2号")
    confirmed(page, looked_at=True)
    expect(page.locator("main")).to_contain_text("没有这样的异议")
    page.get_by_role("link", name="已办结").click()
    page.get_by_role("button", name="经过与证明").click()
    expect(page.locator(".course li")).to_have_count(3)
    page.locator("#objections").get_by_role("link", name="济南甲建设有限公司").click()
    expect(page.locator("#part-own")).to_contain_text("济人社列〔2026〕2号")


def test_a_repair_is_applied_for_with_evidence_and_decided(at_desk: Desk, city: City) -> None:
    page = at_desk(f"?id={FIRM}", city.officer)  # the day its period runs from is still to be shown
    page.locator("#part-own").get_by_role("button", name="申请修复").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".conditions")).to_contain_text("待证明")
    papers = dialog.get_by_label("证明文件")
    expect(papers).to_have_count(2)
    for at, (paper, day) in enumerate((("工资支付凭证", "2026-06-05"), ("承诺书", "2026-06-08"))):
        papers.nth(at).fill(paper)
        dialog.get_by_label("该文件的日期").nth(at).fill(day)
    dialog.get_by_label("第 2 份证明").first.fill("银行回单3张")
    dialog.get_by_label("该文件的日期").nth(1).fill("2026-06-06")
    assert violations(page) == []  # the form itself, before it is read once more
    confirmed(page)
    page = at_desk("?desk=repairs", city.reviewer)
    dialog = _act_on_the_case(page)
    expect(dialog.locator(".evidence")).to_contain_text("工资支付凭证;银行回单3张")
    expect(dialog.locator(".evidence")).to_contain_text("承诺书")
    dialog.locator("select").select_option("refused")
    expect(dialog.get_by_label("不予修复的理由")).to_have_attribute("required", "")
    dialog.locator("select").select_option("granted")
    confirmed(page)
    expect(page.locator("main")).to_contain_text("没有办理中的修复")
    _what_it_changed_is_taken_into_an_investigation(at_desk)


def _what_it_changed_is_taken_into_an_investigation(at_desk: Desk) -> None:
    """Whoever watches the firm is told, and takes that over with the firm it is about."""
    page = at_desk("?watch", town.KEY)
    told = page.locator("#events .lines > li").filter(has_text="济南甲建设有限公司")
    expect(told.filter(has_text="解除")).to_have_count(1, timeout=30_000)
    told.filter(has_text="解除").get_by_role("button", name="收入案卷").click()
    into_a_new_investigation(page.get_by_role("dialog"), "修复后复查", "监测提示")
    expect(page.locator("#subjects .items > li")).to_contain_text("济南甲建设有限公司")
    expect(page.locator("main")).to_contain_text("解除")


def test_nothing_is_done_on_another_day_and_nothing_that_is_another_roles(
    at_desk: Desk, city: City
) -> None:
    page = at_desk("?desk=cases&as_of=2026-06-10", city.officer)
    expect(page.locator("main")).to_contain_text("请先回到今天")
    expect(page.get_by_role("button", name="反馈已办")).to_have_count(0)
    page.goto("/?desk=repairs")
    settled(page)
    expect(page.get_by_role("button", name="办理 Act on it")).to_have_count(0)
