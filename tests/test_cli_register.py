"""The registers as a user runs them: shapes and exit codes are contracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import answer, xinmai

SUBJECTS = """id,name,kind
A,济南甲建设有限公司,组织
B,济南乙建设有限公司,组织
"""
SANCTIONS = """subject,list,decided,until,state
A,拖欠农民工工资失信联合惩戒对象名单,2025-05-06,2028-05-05,active
B,拖欠农民工工资失信联合惩戒对象名单,2025-05-06,2028-05-05,repaired
"""
ON = ("--as-of", "2026-06-30")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    for name, text in {"subjects": SUBJECTS, "sanctions": SANCTIONS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    code, _, error = xinmai(folder, "load", str(folder))
    assert code == 0, error
    return folder


def test_policies_have_their_shape(loaded: Path) -> None:
    listed: Any = answer(loaded, "policies", *ON)["policies"]
    for policy in listed:
        assert {"number", "title", "in_force", "articles", "rules"} <= policy.keys()
    assert any(policy["rules"] for policy in listed)
    (wages,) = answer(loaded, "policies", "国务院令第724号", *ON)["policies"]
    assert [case["subject"]["id"] for case in wages["cases"]] == ["local:A"]
    assert {each["measure"] for each in wages["measures"]} >= {"no_honours"}
    assert xinmai(loaded, "policies", "国务院令第724号", *ON)[0] == 0
    code, output, _ = xinmai(loaded, "policies", "国务院令第1号", "--json")
    assert (code, json.loads(output)["errors"][0]["field"]) == (3, "number")


def test_statistics_lead_to_their_records(loaded: Path) -> None:
    found = answer(loaded, "stats", "--by", "month", *ON)
    assert [(row["key"], row["total"]) for row in found["rows"]] == [("2025-05", 2)]
    page = answer(loaded, "stats", "--kind", "punishments", "--month", "2025-05", "--records", *ON)
    assert page["total"] == 2
    shown = {each["subject"]["id"] if each["subject"] else None for each in page["records"]}
    assert shown == {"local:A", None}  # the repaired one is counted, and not named
    code, text, _ = xinmai(loaded, "stats", "--by", "department", *ON)
    assert code == 0
    assert "未载明" in text
    assert xinmai(loaded, "stats", "--by", "colour")[0] == 2
    assert xinmai(loaded, "stats", "--records")[0] == 4


def test_the_catalogue_binds_a_departments_feed(loaded: Path, tmp_path: Path) -> None:
    court = "济南市中级人民法院"
    listed = answer(loaded, "catalogue", "--department", court)["items"]
    assert {"penalties", "judgment_debtors"} <= {each["item"] for each in listed}
    (tmp_path / "bids.csv").write_text("unit,project,lot\nA,p1,B01\n", encoding="utf-8")
    (file,) = answer(tmp_path, "load", str(tmp_path / "bids.csv"), "--source", court)["files"]
    assert (file["rows"], file["stored"], file["quarantined"]) == (1, 0, 1)
    assert "目录" in file["problems"][0]["problem"]["zh"]
    assert answer(tmp_path, "quarantine", "retry")["quarantined"] == 1
    covered = answer(loaded, "catalogue", "--coverage", "--as-of", "2199-01-01")
    assert {"department", "item", "state", "feeds", "since"} <= covered["owed"][0].keys()
    assert [feed["source"] for feed in covered["unassigned"]] == ["local"]
    assert xinmai(loaded, "catalogue")[0] == xinmai(loaded, "catalogue", "--coverage")[0] == 0
    assert xinmai(loaded, "catalogue", "--department", "nobody")[0] == 3
