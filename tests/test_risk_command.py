"""Risk and conflicts as a user asks them, from plain deliveries to the answer."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.commands import answer, loaded_with, xinmai

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
    return loaded_with(tmp_path_factory.mktemp("risk"), FILES)


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


def test_each_answer_names_its_proof_and_each_item_the_version_of_its_rule(
    loaded: Path, tmp_path: Path
) -> None:
    """What the answer says under a rule, its proof states under the same."""
    risk = answer(loaded, "risk", "A", "--as-of", "2026-01-31")
    lot = answer(loaded, "conflicts", "P1", "B1", "--as-of", "2026-01-31")
    assert {item["rule_from"] for item in risk["own"]} == {"2020-05-01"}
    assert all(item["rule_from"] for item in risk["conflicts"])
    for named, ids in ((risk, ["local:A"]), (lot, ["local:P1", "B1"])):
        asked = parse_qs(urlsplit(named["proof"]).query)
        assert (asked["id"], asked["as_of"]) == (ids, ["2026-01-31"])
        file = str(tmp_path / "answer.proof")
        answer(loaded, "proof", asked["question"][0], *asked["id"], "-o", file,
               "--as-of", asked["as_of"][0], "--known-at", asked["known_at"][0])  # fmt: skip
        held = answer(loaded, "proof", "check", file)
        proved = {(said["relation"], said["rule"]) for said in held["statements"]}
        shown = {(item["grade"], item["rule"])
                 for part in ("conflicts", "void", "deemed", "indicators")
                 for item in named.get(part, ())}  # fmt: skip
        shown |= {("own", item["list"]) for item in named.get("own", ())}
        assert shown
        assert {each for each in proved if each[0] in dict(shown)} == shown


def test_the_extension_is_compared_supposed_and_explained(loaded: Path) -> None:
    reached = answer(loaded, "diff", "statutory", "A", "--from", "2025-02-28", "--to", "2025-03-01")
    assert [said["parties"][0]["id"] for said in reached["became"]] == ["local:PA"]
    assert {cause["event"] for cause in reached["became"][0]["causes"]} >= {"dated"}
    over = answer(loaded, "diff", "statutory", "A", "--from", "2028-02-29", "--to", "2028-03-01")
    assert [said["parties"][0]["id"] for said in over["released"]] == ["local:PA"]
    assert [cause["event"] for cause in over["released"][0]["causes"]] == ["lapsed"]
    record = answer(loaded, "risk", "A", "--as-of", "2026-01-31")["own"][0]["id"]
    repaired = answer(loaded, "what-if", "statutory", "PA", "--suppose", f"repair record={record}",
                      "--as-of", "2026-01-31")  # fmt: skip
    assert {said["parties"][0]["id"] for said in repaired["released"]} == {"local:A"}
    assert [said["relation"] for said in repaired["after"]] == []
    told = {
        other: answer(loaded, "why-not", "statutory", other, "A", "--as-of", "2026-01-31")
        for other in ("PA", "PB", "O", "B")
    }
    assert {other: found["outcome"] for other, found in told.items()} == {
        "PA": "yes", "PB": "no", "O": "no", "B": "no",
    }  # fmt: skip
    assert told["PB"]["reason"]["code"] == "role_not_held"
    assert told["PB"]["reason"]["said"]["since"] == "2025-04-02"
    assert (told["O"]["reason"]["code"], told["B"]["reason"]["code"]) == ("only_owner", "no_role")


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
