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
    assert (row["key"], row["counts"]["punishments"]["count"]) == ("", 1)
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
