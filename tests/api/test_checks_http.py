"""Credit checks over HTTP: the outcome, its receipt, what was done, and the cases."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from api.acting import Acting
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from api.journal import CheckJournal
from graph.facts import Batch, DeliveredFile, Key, LinkFact, NodeFact, Row, Value, subject
from graph.store import Store
from ingest.layouts.checks import LAYOUTS
from tests.api import town
from tests.api.conftest import Get, Post, asked_once

HOUSING = "济南市住房和城乡建设局"
CHECK = f"/v1/checks?id={town.YI}&item=bid-housing&purpose=bidding"


@pytest.fixture
def listed(store: Store) -> str:
    """乙 is on the wage list; the record's id."""
    record = Key("sanction", "t:wages-1")
    fields: dict[str, Value] = {
        "name": "欠薪名单", "kind": "serious_list", "list": "拖欠农民工工资失信联合惩戒对象名单",
        "document": "济人社列〔2026〕1号", "decided": date(2026, 1, 20), "state": "active",
    }  # fmt: skip
    facts = (
        NodeFact(record, "sanction", fields),
        LinkFact("sanctioned_by", subject(town.YI), record, valid_from=date(2026, 1, 20)),
    )
    file = DeliveredFile("credit", "serious_list", "list.csv", "1" * 64)
    store.apply(Batch(file, [Row(2, facts)], through=1, complete=True))
    return record.id


def test_a_clean_subject_passes_and_a_listed_one_is_restricted(get: Get, listed: str) -> None:
    restricted = get(CHECK).json()
    assert restricted["outcome"] == "restrict"
    (measure,) = restricted["measures"]
    assert (measure["measure"], measure["record"]) == ("bidding_restricted", listed)
    assert measure["from"] == "2026-01-20"
    assert measure["basis"][0]["document"]
    clean = get(f"/v1/checks?id={town.JIA}&item=bid-housing&purpose=招标投标").json()
    assert (clean["outcome"], clean["measures"]) == ("pass", [])
    stub = get("/v1/checks?id=t:nobody-described&item=bid-housing&purpose=bidding").json()
    assert (stub["outcome"], [d["reason"] for d in stub["doubts"]]) == ("look_closer", ["stub"])


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        (f"id={town.YI}&item=no-such&purpose=bidding", 422, "item"),
        (f"id={town.YI}&item=bid-housing&purpose=loan", 422, "purpose"),
        ("id=nobody&item=bid-housing&purpose=bidding", 404, "id"),
        (f"id={town.YI}&item=bid-housing", 422, "purpose"),
    ],
)
def test_what_is_wrong_is_named(get: Get, query: str, status: int, field: str) -> None:
    refused = get(f"/v1/checks?{query}")
    assert refused.status_code == status
    assert [error["field"] for error in refused.json()["errors"]] == [field]


def test_feedback_closes_the_loop_only_for_that_very_check(
    get: Get, post: Post, listed: str
) -> None:
    checked = get(CHECK).json()
    body = {
        "unit": HOUSING, "receipt": checked["receipt"], "subject": town.YI,
        "item": "bid-housing", "purpose": "bidding", "outcome": "punished",
        "measure": "bidding_restricted",
    }  # fmt: skip
    done = post("/v1/checks/feedback", body, "f-1").json()
    assert (done["outcome"], done["repeated"]) == ("punished", False)
    assert post("/v1/checks/feedback", body, "f-1").json()["repeated"] is True
    forged = checked["receipt"][:-1] + ("B" if checked["receipt"].endswith("A") else "A")
    for change in ({"subject": town.JIA}, {"item": "procurement", "purpose": "procurement"},
                   {"receipt": forged}):  # fmt: skip
        other = post("/v1/checks/feedback", {**body, **change}, f"f-{next(iter(change))}")
        assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "receipt")
    unnamed = post("/v1/checks/feedback", {**body, "measure": "no-such"}, "f-3")
    assert unnamed.json()["errors"][0]["field"] == "measure"


def test_a_case_is_acted_on_by_its_department_and_recalled(
    get: Get, post: Post, listed: str
) -> None:
    cases = get(f"/v1/cases?department={HOUSING}").json()
    ids = {case["item"]: case["id"] for case in cases["cases"]}
    place = f"/v1/cases/{ids['bid-housing']}"
    assert get(place).json()["case"]["state"] == "open"
    wrong = post(f"{place}/feedback", {"unit": "济南市财政局"}, "c-1")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (403, "unit")
    done = post(f"{place}/feedback", {"unit": HOUSING}, "c-2").json()
    assert (done["case"]["state"], done["case"]["acted_on"]) == ("done", "2026-01-31")
    again = post(f"{place}/feedback", {"unit": HOUSING}, "c-3")
    assert again.status_code == 409
    overdue = get("/v1/cases?state=overdue&as_of=2026-03-31").json()
    assert ids["bid-housing"] not in {case["id"] for case in overdue["cases"]}
    assert overdue["cases"]
    assert get("/v1/cases/t:wages-1~no-such").status_code == 404
    assert get("/v1/cases?department=没有的局").status_code == 422
    page, walked = get("/v1/cases?limit=2").json(), list[str]()
    walked += [case["id"] for case in page["cases"]]
    while page["next"] is not None:
        assert page["truncated"]
        page = get(f"/v1/cases?limit=2&cursor={page['next']}").json()
        walked += [case["id"] for case in page["cases"]]
    assert walked == [case["id"] for case in get("/v1/cases").json()["cases"]]
    assert len(walked) > 2
    of_subject = get(f"/v1/cases?subject={town.YI}").json()
    assert {case["record"] for case in of_subject["cases"]} == {listed}


def test_measures_are_those_of_every_item(get: Get, listed: str) -> None:
    found = get(f"/v1/subjects/{town.YI}/measures").json()
    assert {"bidding_restricted", "no_commitment"} <= {m["measure"] for m in found["measures"]}
    assert get(f"/v1/subjects/{town.OLD}/measures").status_code == 308


def test_each_check_is_logged_and_journalled_as_a_delivery(
    answers: Answers, tmp_path: Path, listed: str
) -> None:
    journal, audit = CheckJournal(tmp_path / "checks"), AuditLog(tmp_path / "audit.jsonl")
    keeper = town.keeper(tmp_path)
    app = create_app(answers, audit, keeper=keeper, acting=Acting(answers), journal=journal)
    receipt = asked_once(app, f"{CHECK}&unit={HOUSING}", "GET").json()["receipt"]
    assert receipt in (tmp_path / "audit.jsonl").read_text(encoding="utf-8")
    (line,) = (tmp_path / "checks" / "checks-2026-01.jsonl").read_text("utf-8").splitlines()
    row = json.loads(line)
    assert receipt.startswith(row["receipt"])
    assert (row["subject"], row["outcome"], row["unit"]) == (town.YI, "restrict", HOUSING)
    (layout,) = LAYOUTS
    assert {column.name for column in layout.columns} == set(row)


def test_a_torn_line_of_the_journal_stays_alone(tmp_path: Path) -> None:
    file = tmp_path / "checks-2026-01.jsonl"
    file.write_bytes(b'{"receipt":"torn')
    answer = {"receipt": "R-1", "id": town.YI, "item": "i", "department": "d", "purpose": "p",
              "outcome": "pass", "as_of": "2026-01-31"}  # fmt: skip
    journal = CheckJournal(tmp_path)
    journal.record(answer, HOUSING).wait(10)
    journal.record({**answer, "as_of": "2026-02-01"}, HOUSING).wait(10)
    journal.close()
    torn, whole = file.read_text("utf-8").splitlines()
    assert (torn, json.loads(whole)["receipt"]) == ('{"receipt":"torn', "R")
    assert (tmp_path / "checks-2026-02.jsonl").exists()
