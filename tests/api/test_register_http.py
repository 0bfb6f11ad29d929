"""The registers and statistics over HTTP."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from tests.api import town
from tests.api.conftest import Get


def test_policies_over_http(get: Get, audit_path: Path) -> None:
    listed = get("/v1/policies?as_of=2026-04-01").json()
    assert listed["as_of"] == "2026-04-01"
    numbers = {each["number"]: each["in_force"] for each in listed["policies"]}
    assert (numbers["国家发展改革委令第58号"], numbers["国家发展改革委令第36号"]) == (False, True)
    (found,) = get(f"/v1/policies/{quote('山东省社会信用条例')}").json()["policies"]
    assert [case["subject"]["id"] for case in found["cases"]] == [town.YI]
    assert town.YI in audit_path.read_text(encoding="utf-8")
    standard = get(f"/v1/policies/{quote('GB/T 45255-2025', safe='')}").json()["policies"]
    assert standard[0]["level_zh"] == "标准"
    assert all(each["rules"] for each in listed["policies"] if each["id"] == "supervision-guidance")
    gone = get("/v1/policies/nothing")
    assert (gone.status_code, gone.json()["errors"][0]["field"]) == (404, "number")
    assert get("/v1/policies/order36?limit=5000").status_code == 422


def test_each_number_leads_to_its_records(get: Get, audit_path: Path) -> None:
    answer = get("/v1/statistics?by=month").json()
    (row,) = answer["rows"]
    assert (row["key"], row["counts"]["punishments"]["count"]) == ("2025-06", 1)
    page = get(row["counts"]["punishments"]["records"]).json()
    assert (page["total"], page["next"]) == (1, None)
    assert page["records"][0]["subject"]["id"] == town.YI
    assert "statistics-records:punishments" in audit_path.read_text(encoding="utf-8")
    departments = get("/v1/statistics?by=department&kind=punishments").json()["rows"]
    assert [each["key"] for each in departments] == ["住建局"]
    for asked, field in (
        ("/v1/statistics?kind=gossip", "kind"),
        ("/v1/statistics?since=2026-02-30", "since"),
        ("/v1/statistics/records", "kind"),
        ("/v1/statistics/records?kind=checks&cursor=x", "cursor"),
    ):
        refused = get(asked)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


def test_the_catalogue_over_http(get: Get) -> None:
    whole = get("/v1/catalogue").json()
    (notice,) = whole["notices"]
    assert "参考目录" in notice
    item = {each["item"]: each for each in whole["items"]}["judgment_debtors"]
    assert [each["name"] for each in item["departments"]] == ["济南市中级人民法院"]
    assert {"nature", "disclosure", "term_months", "every_days", "basis"} <= item.keys()
    court = get("/v1/catalogue?department=court").json()["items"]
    assert 0 < len(court) < len(whole["items"])
    covered = get("/v1/catalogue/coverage?as_of=2199-01-01").json()
    assert sum(covered["states"].values()) == len(covered["owed"])
    assert [feed["source"] for feed in covered["unassigned"]] == ["market"]
    assert get("/v1/catalogue/coverage?department=nobody").status_code == 404
