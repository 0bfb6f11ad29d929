"""Repair as a user runs it: shapes, exit codes and HTTP are contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import answer, xinmai

SUBJECTS = """id,name,kind,status,registered,division
A,济南甲建设有限公司,组织,存续,2010-01-01,370102
B,济南乙建设有限公司,组织,存续,2010-01-01,370103
"""
SANCTIONS = """subject,list,kind,document,authority,decided,until,state
A,,行政处罚,建罚〔2025〕1号,济南市住房和城乡建设局,2025-06-01,,active
A,,行政处罚,建罚〔2026〕9号,济南市住房和城乡建设局,2026-03-31,,active
B,拖欠农民工工资失信联合惩戒对象名单,,,济南市人力资源和社会保障局,2025-05-06,2028-05-05,active
B,,行政处罚,市监罚〔2025〕2号,济南市市场监督管理局,2025-06-01,,active
"""
ON = ("--as-of", "2026-06-30")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    files = {"subjects": SUBJECTS, "sanctions": SANCTIONS}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    code, _, error = xinmai(folder, "load", *(str(folder / f"{name}.csv") for name in files))
    assert code == 0, error
    return folder


def sanctions(loaded: Path, id: str) -> dict[str, str]:
    """Record ids by document or list."""
    own = answer(loaded, "risk", id, *ON)["own"]
    return {item["document"] or item["list"]: item["id"] for item in own}


def test_conditions_have_their_shape(loaded: Path) -> None:
    record = sanctions(loaded, "A")["建罚〔2025〕1号"]
    found = answer(loaded, "repair", "conditions", record, *ON)
    assert (found["regime"], found["may_apply_from"]) == ("order58", "2025-09-01")
    period = next(each for each in found["conditions"] if each["test"] == "period")
    assert (period["met"], period["from"]) == (True, "2025-09-01")
    assert all({"name", "met", "from", "basis"} <= each.keys() for each in found["conditions"])
    assert found["unknown"] == ["order58-duties", "order58-commitment"]
    bare = answer(loaded, "repair", "conditions", record.split(":", 1)[1], *ON)
    assert bare["record"] == record
    code, text, _ = xinmai(loaded, "repair", "conditions", record, *ON)
    assert code == 0
    assert "may apply from 2025-09-01" in text


def test_an_unknown_record_is_told_apart_from_none(loaded: Path) -> None:
    assert xinmai(loaded, "repair", "conditions", "NOBODY")[0] == 3
    assert xinmai(loaded, "repair", "conditions", "A")[0] == 3


def test_the_helper_desk_lists_who_may_apply(loaded: Path) -> None:
    documents = [item["document"] for item in answer(loaded, "repair", "due", *ON)["items"]]
    assert documents == ["建罚〔2025〕1号", "市监罚〔2025〕2号"]
    for words, expected in (
        (("--department", "housing_construction"), ["建罚〔2025〕1号"]),
        (("--department", "市场监督"), ["市监罚〔2025〕2号"]),
        (("--division", "370103"), ["市监罚〔2025〕2号"]),
        (("--division", "370100"), documents),
        (("--since", "2025-09-02"), []),
    ):
        items: list[Any] = answer(loaded, "repair", "due", *words, *ON)["items"]
        assert [item["document"] for item in items] == expected
    later = answer(loaded, "repair", "due", "--since", "2026-07-01", "--as-of", "2026-07-01")
    assert [item["document"] for item in later["items"]] == ["建罚〔2026〕9号"]


def test_pages_follow_each_other(loaded: Path) -> None:
    first = answer(loaded, "repair", "due", "--limit", "1", *ON)
    assert first["truncated"]
    second = answer(loaded, "repair", "due", "--limit", "1", "--cursor", first["next"], *ON)
    third = answer(loaded, "repair", "due", "--cursor", second["next"] or first["next"], *ON)
    documents = [item["document"] for page in (first, second) for item in page["items"]]
    assert documents == ["建罚〔2025〕1号", "市监罚〔2025〕2号"]
    assert third["next"] is None
    assert xinmai(loaded, "repair", "due", "--cursor", "made-up")[0] == 4


@pytest.fixture
def listed(tmp_path: Path) -> tuple[Path, str]:
    """A record that stands until it is mended, whatever the day."""
    file = tmp_path / "sanctions.csv"
    file.write_text(
        "subject,list,kind,document,authority,decided,until,state\n"
        "A,经营异常名录,,济市监异〔2025〕7号,济南市市场监督管理局,2025-06-01,,active\n",
        encoding="utf-8",
    )
    assert xinmai(tmp_path, "load", str(file))[0] == 0
    return tmp_path, answer(tmp_path, "risk", "A")["own"][0]["id"]


UNIT = ("--unit", "济南市市场监督管理局")


def test_a_repair_from_application_to_decision(listed: tuple[Path, str]) -> None:
    folder, record = listed
    assert xinmai(folder, "repair", "apply", record, *UNIT)[0] == 4
    shown = ("--evidence", "duties", "2025-07-01", "年报已公示")
    case = answer(folder, "repair", "apply", record, *shown, *UNIT)
    assert case["state"]["id"] == "repair-applied"
    assert answer(folder, "repair", "apply", record, *shown, *UNIT)["repeated"]
    assert answer(folder, "repair", "list")["cases"] == 1
    code, _, error = xinmai(folder, "repair", "decide", case["id"], "--refuse", *UNIT)
    assert code == 4
    assert "reason" in error
    done = answer(folder, "repair", "decide", case["id"], "--accept", *UNIT)
    assert done["state"]["id"] == "repair-granted"
    assert answer(folder, "risk", "A")["own"] == []
    acts = [each["act"] for each in answer(folder, "repair", "show", record)["timeline"]]
    assert acts == ["applied", "granted"]
    code, _, error = xinmai(folder, "repair", "apply", record, *shown, *UNIT, "--key", "new")
    assert code == 4
    assert "repaired" in error


def test_an_objection_from_raising_to_settlement(listed: tuple[Path, str]) -> None:
    folder, record = listed
    raised = answer(folder, "objection", "raise", record, "--reason", "已恢复联系", *UNIT)
    case = raised["id"]
    code, _, error = xinmai(folder, "objection", "settle", case, "--reject", "--reason", "x", *UNIT)
    assert code == 4
    assert "marked" in error
    answer(folder, "objection", "mark", case, *UNIT)
    assert answer(folder, "risk", "A")["own"][0]["pending"]
    answer(folder, "objection", "check", case, *UNIT)
    right = ("--remedy", "correct", "--correct", "document", "济市监异〔2025〕8号")
    settled = answer(folder, "objection", "settle", case, "--uphold", *right, "--reason", "有误",
                     *UNIT)  # fmt: skip
    assert settled["state"]["id"] == "objection-upheld"
    (own,) = answer(folder, "risk", "A")["own"]
    assert (own["document"], own["pending"]) == ("济市监异〔2025〕8号", False)
    assert answer(folder, "objection", "list", "--state", "all")["cases"] == 1
    assert xinmai(folder, "objection", "show", case)[0] == 0
