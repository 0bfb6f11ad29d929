"""Evaluation and the draw as a user runs them: shapes and exit codes are contracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import answer, xinmai

SUBJECTS = """id,name,kind,status,registered,industry
A,济南甲建设有限公司,组织,存续,2010-01-01,E47
B,济南乙建设有限公司,组织,存续,2024-01-01,E47
C,济南丙建设有限公司,组织,存续,2024-01-01,E47
"""
SANCTIONS = """subject,list,decided,until,state
B,拖欠农民工工资失信联合惩戒对象名单,2025-05-06,2028-05-05,active
"""
OFFICERS = """department,id,name
济南市住房和城乡建设局,o1,赵小六
济南市住房和城乡建设局,o2,钱小七
济南市住房和城乡建设局,o3,孙小八
"""
TIES = """owner,company,share_percent
o1,B,5
"""
ON = ("--as-of", "2026-06-30")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    files = {"subjects": SUBJECTS, "sanctions": SANCTIONS, "officers": OFFICERS, "ownership": TIES}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    code, _, error = xinmai(folder, "load", *(str(folder / f"{name}.csv") for name in files))
    assert code == 0, error
    return folder


def test_evaluate_has_its_shape(loaded: Path) -> None:
    found = answer(loaded, "evaluate", "B", *ON)
    assert found["grade"] == "D"
    assert {"code", "points", "evidence"} <= found["indicators"][0].keys()
    assert [veto["code"] for veto in found["vetoes"]] == ["wage-arrears"]
    assert found["score"] == sum(part["points"] for part in found["indicators"])
    assert isinstance(found["score"], int)
    assert answer(loaded, "evaluate", "A", *ON)["grade"] == "A"
    assert xinmai(loaded, "evaluate", "NOBODY")[0] == 3
    assert xinmai(loaded, "evaluate", "o1")[0] == 4


def test_draw_has_its_shape_and_recuses(loaded: Path) -> None:
    words = ("draw", "--department", "housing_construction", "--seed", "s", *ON)
    found = answer(loaded, *words)
    assert found == answer(loaded, *words)
    assert found["seed"] == "s"
    (visit,) = [visit for visit in found["drawn"] if visit["subject"] == "local:B"]
    assert (visit["grade"], sorted(visit["officers"])) == ("D", ["local:o2", "local:o3"])
    (recused,) = found["recused"]
    assert (recused["officer"], recused["subject"]) == ("local:o1", "local:B")
    code, text, _ = xinmai(loaded, *words)
    assert code == 0
    assert "赵小六" not in text


def test_departments_and_wrong_use(loaded: Path) -> None:
    listed: Any = answer(loaded, "draw", "--list-departments")["departments"]
    assert len(listed) == 33
    assert {"id", "name"} <= listed[0].keys()
    assert xinmai(loaded, "draw")[0] == 2
    assert xinmai(loaded, "draw", "--department", "gossip", "--seed", "1")[0] == 3


def test_all_firms_and_a_changed_set(loaded: Path, tmp_path: Path) -> None:
    run = answer(loaded, "evaluations", "run", "--output", str(tmp_path / "grades.csv"), *ON)
    assert (run["firms"], run["grades"]["D"]) == (3, 1)
    assert "local:B,D," in (tmp_path / "grades.csv").read_text(encoding="utf-8")
    changed = tmp_path / "changed.toml"
    shipped = Path(__file__).parent.parent / "analyses" / "rules" / "evaluation.toml"
    changed.write_text(shipped.read_text("utf-8").replace("least = 880", "least = 900"), "utf-8")
    moved = answer(loaded, "evaluations", "simulate", str(changed), *ON)
    assert [(m["id"], m["before"], m["after"]) for m in moved["moves"]] == [("local:A", "A", "B")]
    changed.write_text("[[area]]\nid = 'x'\n", encoding="utf-8")
    code, output, _ = xinmai(loaded, "evaluations", "simulate", str(changed), "--json")
    assert code == 4
    assert "evaluation.toml" in json.loads(output)["detail"]
