"""A firm and its project through the whole loop, over HTTP, on both stores.

Commitment → false → punished → cases dispatched → a bank's check → repair → everything recalled.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from fastapi import FastAPI

from analyses.rulebook import load_rules
from api.acting import Acting
from api.answers import Answers
from api.answers.stamp import Stamp
from api.app import create_app
from api.audit import AuditLog
from graph.networks import Networks
from graph.site_key import SiteKey
from graph.store import Store
from ingest.loader import load
from ingest.persons import PersonKeys
from tests.api import town
from tests.api.conftest import asked_once

FIRM, PARTNER, BOSS = "jinan:F1", "jinan:F2", "jinan:P1"
PROJECT: Final = "jinan:PR1"
APPROVAL, HOUSING, FINANCE = "济南市行政审批服务局", "济南市住房和城乡建设局", "济南市财政局"
LABOUR, BANK = "济南市人力资源和社会保障局", "中国工商银行济南分行"
CITY: Final = {
    "subjects.csv": "id,name,kind,status,registered,division,industry\n"
    "F1,济南甲建设有限公司,organization,存续,2015-03-01,370102,E\n"
    "F2,济南乙劳务有限公司,organization,存续,2018-03-01,370102,E\n"
    "P1,王五,person,,,,\n",
    "ownership.csv": "owner,company,share_percent\nF1,F2,60\n",
    "offices.csv": "person,company,office,valid_from\nP1,F1,legal_representative,2015-03-01\n",
    "projects.csv": "code,name,stage,division\nPR1,样例学校,construction,370102\n",
    "participations.csv": "unit,project,role,valid_from\nF1,PR1,contractor,2026-01-05\n",
}
LISTED: Final = (
    "subject,list,kind,document,authority,decided,state\n"
    f"F1,拖欠农民工工资失信联合惩戒对象名单,serious_list,济人社列〔2026〕1号,{LABOUR},2026-05-11,有效\n"
)


@dataclass
class Loop:
    """The service over one store, on a day that the test sets."""

    store: Store
    folder: Path
    day: date = date(2026, 4, 13)
    acts: int = 0
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        stamp = Stamp(b"s" * 32)
        networks = Networks(self.store, None)
        answers = Answers(self.store, networks, lambda: self.day, load_rules(), lambda: stamp)
        audit = AuditLog(self.folder / "audit.jsonl")
        keeper = town.keeper(self.folder)
        self.app = create_app(answers, audit, keeper=keeper, acting=Acting(answers))

    def deliver(self, files: dict[str, str]) -> None:
        folder = self.folder / f"delivery-{self.day}"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        keys = PersonKeys(SiteKey(b"k" * 32))
        report = load(self.store, [folder], source="jinan", persons=keys, workers=0)
        assert sum(file.quarantined for file in report.files) == 0

    def get(self, path: str) -> Any:
        answer = asked_once(self.app, path, "GET")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, unit: str, **body: object) -> httpx.Response:
        self.acts += 1
        headers = {"Idempotency-Key": f"act-{self.acts}"}
        return asked_once(self.app, path, "POST", json={"unit": unit, **body}, headers=headers)

    def done(self, path: str, unit: str, **body: object) -> Any:
        answer = self.post(path, unit, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def outcome(self, item: str, purpose: str, subject: str = FIRM) -> str:
        found = self.get(f"/v1/checks?id={subject}&item={item}&purpose={purpose}")
        return str(found["outcome"])

    def may_commit(self) -> bool:
        path = f"/v1/subjects/{FIRM}/commitments/gate?item=construction-permit"
        return bool(self.get(path)["allowed"])


@pytest.fixture
def loop(store: Store, tmp_path: Path) -> Loop:
    loop = Loop(store, tmp_path)
    loop.deliver(CITY)
    return loop


def test_the_whole_loop(loop: Loop) -> None:
    clean = loop.get(f"/v1/evaluations/{FIRM}")
    assert loop.may_commit()
    assert loop.outcome("loan-bank1", "loan") == "pass"

    # 事前: it commits instead of proving, and the supervising unit is named
    signed = loop.done("/v1/commitments", APPROVAL, subject=FIRM, item="construction-permit",
                       project=PROJECT)  # fmt: skip
    promise = signed["commitment"]["id"]
    assert signed["commitment"]["supervising_unit"] == HOUSING
    file = loop.get(f"/v1/files/project/{PROJECT}")
    told = next(s for s in file["sections"] if s["name"] == "commitments")
    assert told["state"] == "told"

    # 事中: the check finds it false, the same moment
    loop.day = date(2026, 4, 20)
    acts = f"/v1/commitments/{promise}/acts"
    loop.done(acts, HOUSING, act="taken_up")
    loop.done(acts, HOUSING, act="found_false", note="资金未落实")
    assert not loop.may_commit()
    assert loop.get(f"/v1/evaluations/{FIRM}")["score"] < clean["score"]

    # 事后: it is listed; a case opens for each department that must act
    loop.day = date(2026, 5, 12)
    loop.done(acts, HOUSING, act="recorded")
    loop.deliver({"sanctions.csv": LISTED})
    cases = loop.get(f"/v1/cases?subject={FIRM}")["cases"]
    assert {case["state"] for case in cases} == {"open"}
    assert {FINANCE, HOUSING} <= {case["department"] for case in cases}
    (record,) = {case["record"] for case in cases}
    tender = next(case["id"] for case in cases if case["item"] == "bid-housing")
    assert loop.post(f"/v1/cases/{tender}/feedback", FINANCE).status_code == 403
    loop.done(f"/v1/cases/{tender}/feedback", HOUSING)
    assert loop.outcome("bid-housing", "bidding") == "restrict"
    assert loop.get(f"/v1/evaluations/{FIRM}")["grade"] == "D"
    alerts = loop.get(f"/v1/subjects/{PARTNER}/alerts")["alerts"]
    assert alerts
    assert loop.outcome("bid-housing", "bidding", PARTNER) == "pass"  # a subsidiary is not reached

    # a bank asks in the middle of a loan, and reports what it did
    check = loop.get(f"/v1/checks?id={FIRM}&item=loan-bank1&purpose=loan&unit={BANK}")
    assert check["outcome"] == "restrict"
    measure = check["measures"][0]
    assert measure["record"] == record
    assert measure["basis"]
    loop.done("/v1/checks/feedback", BANK, receipt=check["receipt"], subject=FIRM,
              item="loan-bank1", purpose="loan", outcome="punished",
              measure=measure["measure"])  # fmt: skip
    loop.day = date(2026, 6, 10)
    overdue = loop.get(f"/v1/cases?department={FINANCE}&state=overdue")["cases"]
    assert {case["record"] for case in overdue} == {record}

    # 修复: not before six months after the correction, and only with its proof
    conditions = loop.get(f"/v1/repairs/{record}/conditions")
    assert (conditions["regime"], conditions["may_apply"]) == ("exit-wages", False)
    shown = [
        {"condition": "duties", "day": "2026-06-05", "document": "工资支付凭证"},
        {"condition": "commitment", "day": "2026-06-08", "document": "信用承诺书"},
    ]
    early = loop.post("/v1/repairs", FIRM, record=record, evidence=shown)
    assert early.status_code == 409
    assert "2026-12-05" in early.json()["detail_en"]
    loop.day = date(2026, 12, 7)
    asked = loop.done("/v1/repairs", FIRM, record=record, evidence=shown)
    before = loop.get(f"/v1/cases?subject={FIRM}")["cases"]
    loop.done(f"/v1/repairs/{asked['id']}/decision", LABOUR, decision="accept")
    loop.done(acts, HOUSING, act="repaired")

    # everything that stood on it is gone the same day
    assert loop.get(f"/v1/cases?subject={FIRM}")["cases"] == []
    cases = loop.get(f"/v1/cases?subject={FIRM}&state=recalled")["cases"]
    assert {case["id"] for case in cases} == {case["id"] for case in before}
    assert {(case["state"], case["recalled_on"]) for case in cases} == {
        ("recalled", loop.day.isoformat())
    }
    assert loop.outcome("loan-bank1", "loan") == loop.outcome("bid-housing", "bidding") == "pass"
    assert loop.get(f"/v1/subjects/{PARTNER}/alerts")["alerts"] == []
    risk = loop.get(f"/v1/subjects/{FIRM}/risk")
    assert (risk["own"], risk["statutory"], risk["conflicts"]) == ([], [], [])
    assert loop.may_commit()
    assert loop.get(f"/v1/evaluations/{FIRM}")["grade"] == clean["grade"]
    counted = {each["kind"]: each["count"] for each in loop.get("/v1/statistics")["kinds"]}
    # of the repair: applied for, two proofs, granted
    assert (counted["commitments"], counted["measures"], counted["repairs"]) == (1, 2, 4)
