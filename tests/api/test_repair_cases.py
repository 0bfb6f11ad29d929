"""Cases of repair and objection over HTTP: what each state allows, what is due, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI

from analyses.rulebook.access import Role
from api.access.keys import Scope
from api.acting import Acting
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from graph.store import Store
from tests.api import town
from tests.api.conftest import asked_once

UNIT = "济南市发展和改革委员会"
RECORD = "t:doc-1@住建局"
FRIDAY, MONDAY, TUESDAY = date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 3)
DUTIES = {"condition": "duties", "day": "2025-07-01", "document": "缴款书第1号"}
PROMISE = {"condition": "commitment", "day": "2026-01-30", "document": "信用修复承诺书"}
APPLICATION = {"record": RECORD, "evidence": [DUTIES, PROMISE]}


@dataclass
class Town:
    """The town's service, on a day that the test sets."""

    app: FastAPI
    day: date = FRIDAY
    sent: int = 0

    def get(self, path: str, status: int = 200) -> Any:
        return self._said(status, path, "GET")

    def post(self, path: str, body: dict[str, Any], status: int = 200, key: str = "") -> Any:
        self.sent += 1
        headers = {"Idempotency-Key": key or f"k-{self.sent}"}
        return self._said(status, path, "POST", json={"unit": UNIT, **body}, headers=headers)

    def _said(self, status: int, path: str, method: str, **options: Any) -> Any:
        found = asked_once(self.app, path, method, **options)
        assert found.status_code == status, found.text
        return found.json()


@pytest.fixture
def here(store: Store, tmp_path: Path) -> Iterator[Town]:
    answers: Answers = town.answers_over(store)
    served = Town(FastAPI())
    dated = replace(answers, today=lambda: served.day)
    audit, keeper = AuditLog(tmp_path / "audit.jsonl"), town.keeper(tmp_path)
    served.app = create_app(dated, audit, keeper=keeper, acting=Acting(dated))
    yield served


def test_an_application_is_decided_within_the_day(here: Town) -> None:
    case = here.post("/v1/repairs", APPLICATION, key="once")
    assert case["id"].startswith("act:")
    assert [each["act"] for each in case["evidence"]] == ["corrected", "signed"]
    assert [each["act"] for each in case["allowed"]] == ["granted", "refused"]
    (promise,) = case["promises"]
    assert (promise["due"], promise["kept"]) == (MONDAY.isoformat(), None)
    again = here.post("/v1/repairs", APPLICATION, key="once")
    assert (again["repeated"], again["receipt"]) == (True, case["receipt"])
    assert here.post("/v1/repairs", APPLICATION, 409)["type"] == "urn:xinmai:problem:not-now"
    here.day = MONDAY
    done = here.post(f"/v1/repairs/{case['id']}/decision", {"decision": "accept"})
    assert (done["state"]["id"], done["closed_on"]) == ("repair-granted", MONDAY.isoformat())
    assert (done["promises"][0]["kept"], done["promises"][0]["taken"]) == (True, 1)
    assert here.get("/v1/subjects/t:yi/risk")["own"] == []
    late = here.post(
        f"/v1/repairs/{case['id']}/decision", {"decision": "refuse", "reason": "x"}, 409
    )
    assert "applied" in late["detail_en"]
    assert here.post("/v1/repairs", APPLICATION, 409)["errors"][0]["field"] == "record"


def test_a_late_decision_is_overdue_and_counted(here: Town) -> None:
    case = here.post("/v1/repairs", APPLICATION)
    here.day = TUESDAY
    listed = here.get("/v1/repairs?state=overdue")
    assert [each["id"] for each in listed["items"]] == [case["id"]]
    assert here.get(f"/v1/repairs/{case['id']}")["overdue"]
    assert here.get("/v1/repairs?state=overdue&as_of=2026-02-02")["items"] == []
    assert here.get("/v1/repairs?department=住建局")["cases"] == 1
    assert here.get("/v1/repairs?department=market_supervision")["cases"] == 0
    refusal = {"decision": "refuse", "reason": "罚款未缴清"}
    refused = here.post(f"/v1/repairs/{RECORD}/decision", refusal)
    assert (refused["id"], refused["state"]["id"]) == (case["id"], "repair-refused")
    assert refused["timeline"][-1]["note"] == "罚款未缴清"
    (measured,) = here.get("/v1/repairs?state=all")["promises"]
    assert (measured["kept"], measured["late"], measured["open"]) == (0, 1, 0)
    assert measured["working_days"] == [[2, 1]]
    assert len(here.get("/v1/subjects/t:yi/risk")["own"]) == 1
    assert here.post("/v1/repairs", APPLICATION)["id"] != case["id"]


def test_something_false_keeps_the_subject_from_applying_for_three_years(here: Town) -> None:
    case = here.post("/v1/repairs", APPLICATION)
    path = f"/v1/repairs/{case['id']}/decision"
    false = {
        "decision": "accept",
        "reason": "缴款书系伪造",
        "false_material": True,
    }
    assert here.post(path, false, 422)["errors"][0]["field"] == "false_material"
    numbered = {**false, "decision": "refuse", "reason": "缴款书 11010519491231002X 系伪造"}
    assert here.post(path, numbered, 422)["errors"][0]["field"] == "reason"
    refused = here.post(path, {**false, "decision": "refuse"})
    assert refused["timeline"][-1]["note"] == "缴款书系伪造"
    conditions = here.get(f"/v1/repairs/conditions?record={RECORD}")
    assert (conditions["may_apply_from"], conditions["may_apply"]) == ("2029-01-30", False)
    assert "2029-01-30" in here.post("/v1/repairs", APPLICATION, 409)["detail_en"]
    assert here.get("/v1/repairs/due")["items"] == []


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"record": RECORD}, 422, "evidence"),
        ({"record": RECORD, "evidence": [DUTIES]}, 422, "evidence"),
        ({"record": "nothing", "evidence": []}, 404, "id"),
        ({"record": RECORD, "evidence": [{**DUTIES, "day": "2026-01-31"}]}, 422, "evidence.day"),
        ({"record": RECORD, "evidence": [{**DUTIES, "day": "2025-05-31"}]}, 422, "evidence.day"),
        ({"record": RECORD, "evidence": [{**DUTIES, "day": "2025-02-30"}]}, 422, "evidence.day"),
    ],
)
def test_an_application_shows_what_is_missing(
    here: Town, body: dict[str, Any], status: int, field: str
) -> None:
    assert here.post("/v1/repairs", body, status)["errors"][0]["field"] == field


def test_too_early_names_the_day(here: Town) -> None:
    here.day = date(2025, 8, 31)
    shown = [{**DUTIES}, {**PROMISE, "day": "2025-08-01"}]
    early = here.post("/v1/repairs", {"record": RECORD, "evidence": shown}, 409)
    assert "2025-09-01" in early["detail_en"]
    here.day = date(2025, 9, 1)
    assert here.post("/v1/repairs", {"record": RECORD, "evidence": shown})["state"]["id"]


def test_what_fails_meanwhile_is_not_granted(here: Town) -> None:
    case = here.post("/v1/repairs", APPLICATION)
    path = f"/v1/repairs/{case['id']}/decision"
    assert here.post(path, {"decision": "refuse"}, 422)["errors"][0]["field"] == "reason"
    assert here.post(path, {"decision": "maybe"}, 422)["errors"][0]["field"] == "decision"
    assert here.post("/v1/repairs/t:doc-1/decision", {"decision": "accept"}, 404)
    objection = here.post("/v1/objections", {"record": RECORD, "reason": "有误"})
    here.post(f"/v1/objections/{objection['id']}/mark", {})
    settlement = {"outcome": "uphold", "remedy": "annul", "reason": "文书已撤销"}
    here.post(f"/v1/objections/{objection['id']}/settlement", settlement)
    assert "annulled" in here.post(path, {"decision": "accept"}, 409)["detail_en"]


def test_an_objection_keeps_its_days(here: Town) -> None:
    case = here.post("/v1/objections", {"record": RECORD, "reason": "罚款金额有误"})
    path = f"/v1/objections/{case['id']}"
    assert [each["due"] for each in case["promises"]] == [FRIDAY.isoformat()]
    skipped = here.post(f"{path}/settlement", {"outcome": "reject", "reason": "x"}, 409)
    assert "marked" in skipped["detail_en"]
    here.day = MONDAY
    marked = here.post(f"{path}/mark", {})
    assert [each["kept"] for each in marked["promises"]] == [False, None]
    assert marked["promises"][1]["due"] == "2026-02-04"
    checked = here.post(f"{path}/check", {})
    assert [each["kept"] for each in checked["promises"]] == [False, True, None]
    assert checked["promises"][2]["due"] == "2026-02-10"
    here.day = date(2026, 2, 11)
    assert here.get("/v1/objections?state=overdue")["cases"] == 1
    assert here.get("/v1/subjects/t:yi/risk")["own"][0]["pending"]


def test_an_upheld_objection_corrects_the_record_and_a_later_mark_keeps_that(here: Town) -> None:
    case = here.post("/v1/objections", {"record": RECORD, "reason": "日期有误"})
    path = f"/v1/objections/{case['id']}"
    here.post(f"{path}/mark", {})
    upheld = {"outcome": "uphold", "remedy": "correct", "reason": "笔误"}
    for corrections, field in (
        ({}, "corrections"), ({"state": "active"}, "corrections.state"),
        ({"fine": "much"}, "corrections.fine"), ({"decided": "soon"}, "corrections.decided"),
        ({"decided": "2026-07-01"}, "corrections.decided"),
        ({"severity": "x"}, "corrections.severity"),
    ):  # fmt: skip
        wrong = here.post(f"{path}/settlement", {**upheld, "corrections": corrections}, 422)
        assert wrong["errors"][0]["field"] == field
    assert here.post(f"{path}/settlement", {"outcome": "uphold", "reason": "x"}, 422)
    right = {**upheld, "corrections": {"decided": "2025-12-01", "fine": 500_000}}
    settled = here.post(f"{path}/settlement", right)
    assert (settled["about"]["decided"], settled["about"]["pending"]) == ("2025-12-01", False)
    conditions = here.get(f"/v1/repairs/conditions?record={RECORD}")
    assert conditions["may_apply_from"] == "2026-03-01"
    again = here.post("/v1/objections", {"record": RECORD, "reason": "仍有误"})
    here.post(f"/v1/objections/{again['id']}/mark", {})
    (own,) = here.get("/v1/subjects/t:yi")["sanctions"]
    assert (own["pending"], own["fields"]["decided"], own["fields"]["fine"]) == (
        True, "2025-12-01", 500_000,
    )  # fmt: skip
    earlier = here.get("/v1/subjects/t:yi?known_at=1")["sanctions"][0]["fields"]
    assert earlier["decided"] == "2025-06-01"


def test_the_record_was_pending_on_the_days_of_a_settled_objection(here: Town) -> None:
    case = here.post("/v1/objections", {"record": RECORD, "reason": "有误"})
    here.post(f"/v1/objections/{case['id']}/mark", {})
    here.day = TUESDAY
    here.post(f"/v1/objections/{case['id']}/settlement", {"outcome": "reject", "reason": "无误"})
    told = {
        day: here.get(f"/v1/subjects/t:yi/risk?as_of={day}")["own"][0]["pending"]
        for day in ("2026-01-29", "2026-01-30", "2026-02-02", "2026-02-03")
    }
    assert list(told.values()) == [False, True, True, False]


def test_real_answers_keep_their_schema(here: Town) -> None:
    contract = here.app.openapi()
    case = here.post("/v1/repairs", APPLICATION)
    for name, answer in (
        ("HandlingReceipt", case),
        ("HandlingAnswer", here.get(f"/v1/repairs/{case['id']}")),
        ("HandlingsAnswer", here.get("/v1/repairs")),
        ("ConditionsAnswer", here.get(f"/v1/repairs/{RECORD}/conditions")),
        ("DueAnswer", here.get("/v1/repairs/due")),
    ):
        schema = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer)


def test_a_keys_unit_decides_what_it_decided_itself(here: Town, tmp_path: Path) -> None:
    """Another department's reviewer may not decide; the one that made the record may, and so may
    the city's credit body."""
    case = here.post("/v1/objections", {"record": RECORD, "reason": "有误"})
    (step,) = case["allowed"]
    assert step["by"] == ["住建局", UNIT]
    path = f"/v1/objections/{case['id']}"
    assert _as_reviewer(here, tmp_path, "济南市财政局", f"{path}/mark", {}) == 403
    assert _as_reviewer(here, tmp_path, "住建局", f"{path}/mark", {}) == 200
    settled = {"outcome": "reject", "reason": "无误"}
    assert _as_reviewer(here, tmp_path, "济南市财政局", f"{path}/settlement", settled) == 403
    assert _as_reviewer(here, tmp_path, UNIT, f"{path}/settlement", settled) == 200
    applied = here.post("/v1/repairs", APPLICATION)
    path = f"/v1/repairs/{applied['id']}/decision"
    assert _as_reviewer(here, tmp_path, "济南市财政局", path, {"decision": "accept"}) == 403
    assert _as_reviewer(here, tmp_path, UNIT, path, {"decision": "accept"}) == 200


def _as_reviewer(here: Town, folder: Path, unit: str, path: str, body: dict[str, Any]) -> int:
    scope = Scope(Role.REVIEWER, unit)
    key = town.keeper(folder).keys.add(scope, now=0.0, expires=4e9).token
    here.sent += 1
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"r-{here.sent}"}
    return asked_once(
        here.app, path, "POST", json={"unit": unit, **body}, headers=headers
    ).status_code
