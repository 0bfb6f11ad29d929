"""Risk and conflicts as a user asks them, from plain deliveries to the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import answer, xinmai

FILES = {
    "offices": "person,company,office,valid_from,valid_until\n"
    "PA,A,法定代表人,2018-01-01,2025-04-01\nPB,A,法定代表人,2025-04-02,\nPA,B,主要负责人,2018-01-01,\n",
    "ownership": "owner,company,share_percent\nO,A,100\nA,C,60\n",
    "sanctions": "subject,list,kind,document,authority,decided,until,state\n"
    "A,拖欠农民工工资失信联合惩戒对象名单,serious_list,文1,人社局,2025-03-01,,active\n"
    "A,行政处罚,penalty,文2,住建局,2025-03-01,,repaired\n",
    "subjects": "id,name,kind\nA,济南甲建设有限公司,组织\nPA,张三丰,自然人\n",
    "bids": "unit,project,lot,opened,prepared_by,deposit_from\n"
    "A,P1,B1,2025-02-01,,\nC,P1,B1,2025-02-01,X,6222000011112222\n"
    "B,P1,B1,2025-02-01,X,6222 0000 1111 2222\n",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("risk")
    (folder / "in").mkdir()
    for name, text in FILES.items():
        (folder / "in" / f"{name}.csv").write_text(text, encoding="utf-8")
    code, _, error = xinmai(folder, "load", str(folder / "in"))
    assert code == 0, error
    return folder


def test_four_sections_never_summed(loaded: Path) -> None:
    found = answer(loaded, "risk", "A", "--as-of", "2026-01-31")
    assert [(item["list"], item["until"]) for item in found["own"]] == [
        ("wage_arrears", "2028-02-29")
    ]
    assert found["own"][0]["basis"][0]["article"] == "第四十八条"
    assert {item["rule"] for item in found["conflicts"]} == {"same-head", "control-between-bidders"}
    assert found["conflicts"][0]["place"]["kind"] == "lot"
    assert {"own", "statutory", "conflicts", "alerts"} == set(found["sections"])
    assert found["sections"]["own"]["complete"]
    assert len(found["rules"]) == 16


def test_the_former_representative_is_reached_and_masked(loaded: Path) -> None:
    code, output, error = xinmai(loaded, "risk", "PA", "--as-of", "2026-01-31")
    assert code == 0, error
    assert "张三丰" not in output
    found = answer(loaded, "risk", "PA", "--as-of", "2026-01-31")
    (item,) = found["statutory"]
    assert (item["unit"]["id"], item["role"], item["answer"]) == (
        "local:A", "legal_representative", "yes",
    )  # fmt: skip
    assert [step["kind"] for step in item["path"]] == ["holds_office", "sanctioned_by"]
    for other in ("PB", "O", "C"):
        assert answer(loaded, "risk", other, "--as-of", "2026-01-31")["statutory"] == []


def test_conflicts_of_a_lot_and_of_a_project(loaded: Path) -> None:
    found = answer(loaded, "conflicts", "P1", "B1")
    assert {tuple(sorted(item["parties"])) for item in found["void"]} == {
        ("local:A", "local:B"), ("local:A", "local:C"),
    }  # fmt: skip
    assert all(item["basis"] for item in found["void"])
    assert (found["day"], found["day_from"]) == ("2025-02-01", "lot")
    assert {item["rule"] for item in found["deemed"]} == {"same-preparer", "same-deposit"}
    assert "6222" not in str(found)
    assert answer(loaded, "conflicts", "P1")["void"] == []
    assert xinmai(loaded, "conflicts", "P1", "B1")[0] == 0
    assert xinmai(loaded, "conflicts", "P1", "B9")[0] == 3
    assert xinmai(loaded, "conflicts", "P9")[0] == 3


def test_alerts_of_a_subject_and_of_the_city(loaded: Path) -> None:
    found = answer(loaded, "alerts", "C", "--as-of", "2026-01-31")
    (alert,) = found["alerts"]
    assert (found["score_ppm"], alert["parts_ppm"]) == (810_000, [810_000])
    assert (alert["source"]["id"], alert["record"]["list"]) == ("local:A", "wage_arrears")
    assert [step["kind"] for step in alert["path"]] == ["owns"]
    assert (found["legal_effect"], found["complete"]) == (False, True)
    assert answer(loaded, "alerts", "A", "--as-of", "2026-01-31")["alerts"] == []
    city = answer(loaded, "alerts", "--limit", "1", "--as-of", "2026-01-31")
    assert [(item["id"], item["score_ppm"]) for item in city["items"]] == [("local:C", 810_000)]
    assert (city["records"], city["total"] - city["omitted"]) == (1, 1)
    every = answer(loaded, "alerts", "--as-of", "2026-01-31")
    for item in every["items"]:
        one = answer(loaded, "alerts", item["id"], "--as-of", "2026-01-31")
        assert one["score_ppm"] == item["score_ppm"]
    assert answer(loaded, "risk", "C", "--as-of", "2026-01-31")["alerts"] == found["alerts"]
    assert xinmai(loaded, "alerts", "C", "--as-of", "2026-01-31")[0] == 0
    assert xinmai(loaded, "alerts")[0] == 0
    assert xinmai(loaded, "risk", "C", "--as-of", "2026-01-31")[0] == 0
