"""Small cities delivered in the plain layout, and what the commands say of them: who is reached by
a norm, who may not act together, who is only hinted at, and what vanishes with its record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli.command import xinmai

WAGES = "拖欠农民工工资失信联合惩戒对象名单"
SANCTIONS = "subject,list,kind,document,authority,behaviour,decided,until,state,repaired,content"
OFFICES = "person,company,office,valid_from,valid_until"
OWNERSHIP = "owner,company,share_percent,valid_from"
BIDS = "unit,project,lot,opened,won"
PARTS = "unit,project,works,role,leader,valid_from,valid_until"
PROJECTS = "code,name,stage,started,completed"
SUBJECTS = "id,name,kind,state_capital"
DAY = "2026-01-31"


class City:
    """Deliveries, loaded by the command; answers of the command."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.loads = folder, 0

    def load(self, **tables: tuple[str, ...]) -> City:
        self.loads += 1
        delivery = self.folder / f"delivery-{self.loads}"
        delivery.mkdir()
        for name, rows in tables.items():
            (delivery / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        report = self.ask("load", str(delivery))
        assert sum(each["quarantined"] for each in report["files"]) == 0, report
        return self

    def ask(self, *words: str) -> Any:
        url = f"sqlite:///{self.folder / 'x.db'}"
        done = CliRunner().invoke(xinmai, [*words, "--json"], env={"XINMAI_STORE": url})
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def risk(self, id: str, day: str = DAY) -> Any:
        found = self.ask("risk", id, "--as-of", day)
        assert found["complete"] == all(each["complete"] for each in found["sections"].values())
        return found

    def reached(self, id: str, day: str = DAY) -> set[tuple[str, str, str]]:
        """Rules that reach a subject, by which role, and how sure."""
        return {(item["rule"], item["role"], item["answer"])
                for item in self.risk(id, day)["statutory"]}  # fmt: skip

    def conflicts(self, *where: str, day: str = DAY) -> dict[str, set[tuple[str, ...]]]:
        """By grade: each rule with its parties."""
        found = self.ask("conflicts", *where, "--as-of", day)
        for grade in ("void", "deemed", "indicators"):
            assert all(item["basis"] and item["parties"] for item in found[grade])
        return {
            grade: {(item["rule"], *(p.removeprefix("local:") for p in item["parties"]))
                    for item in found[grade]}
            for grade in ("void", "deemed", "indicators")
        }  # fmt: skip


@pytest.fixture
def city(tmp_path: Path) -> City:
    return City(tmp_path)


def listed(**cells: str) -> str:
    """A row of the wages list on F; the cells of the header in order."""
    told = {"subject": "F", "list": WAGES, "kind": "serious_list", "document": "文1",
            "authority": "人社局", "decided": "2025-03-01", **cells}  # fmt: skip
    return ",".join(told.get(name, "") for name in SANCTIONS.split(","))


def test_who_held_the_office_at_the_time_of_the_behaviour_is_reached(city: City) -> None:
    city.load(
        offices=(OFFICES, "BEFORE,F,法定代表人,2018-01-01,2024-12-31",
                 "AFTER,F,法定代表人,2025-01-01,", "UNDATED,F,主要负责人,,",
                 "BOARD,F,监事,2018-01-01,"),
        ownership=(OWNERSHIP, "OWNER,F,90,2018-01-01", "F,CHILD,100,2018-01-01"),
        sanctions=(SANCTIONS, listed(behaviour="2024-06-30")),
    )  # fmt: skip
    rule = "wage-arrears-persons"
    assert city.reached("BEFORE") == {(rule, "legal_representative", "yes")}
    assert city.reached("UNDATED") == {(rule, "principal", "unknown")}
    for nobody in ("AFTER", "BOARD", "OWNER", "CHILD"):
        found = city.risk(nobody)
        assert (found["statutory"], found["own"]) == ([], [])
        assert [alert["source"]["id"] for alert in found["alerts"]] == ["local:F"]
    (item,) = city.risk("BEFORE")["statutory"]
    assert (item["counted_at"], item["counted_on"], item["since"]) == (
        "behaviour", "2024-06-30", "2025-03-01",
    )  # fmt: skip
    assert (item["article"], item["until"]) == ("第四十八条", "2028-02-29")
    assert city.reached("BEFORE", "2025-02-28") == set()  # not listed yet


def test_without_a_day_of_behaviour_the_decision_stands_in_and_it_is_said(city: City) -> None:
    city.load(offices=(OFFICES, "P,F,法定代表人,2025-01-01,"), sanctions=(SANCTIONS, listed()))
    (item,) = city.risk("P")["statutory"]
    assert (item["counted_on"], item["stood_in"]) == ("2025-03-01", "decided")


def test_whoever_represents_a_judgment_debtor_now_is_restricted_and_not_listed(city: City) -> None:
    debtor = {"list": "失信被执行人名单", "kind": "judgment_debtor"}
    city.load(
        offices=(OFFICES, "THEN,F,法定代表人,2018-01-01,2025-06-30",
                 "NOW,F,法定代表人,2025-07-01,", "GONE,F,监事,2018-01-01,2025-06-30"),
        sanctions=(SANCTIONS, listed(**debtor)),
    )  # fmt: skip
    for one in ("THEN", "NOW"):
        assert city.reached(one) == {("debtor-consumption", "legal_representative", "yes")}
        assert city.risk(one)["own"] == []
    assert city.reached("GONE") == set()
    assert city.reached("NOW", "2025-06-30") == set()


@pytest.mark.parametrize(
    "ending",
    [
        {"state": "已修复"}, {"state": "repaired", "repaired": "2026-01-10"},
        {"state": "annulled"}, {"until": "2026-01-30"}, {"state": "移出"},
    ],
    ids=lambda cells: ",".join(cells.values()),
)  # fmt: skip
def test_a_record_that_is_over_vanishes_from_every_answer(
    city: City, ending: dict[str, str]
) -> None:
    city.load(
        subjects=(SUBJECTS, "F,甲建设有限公司,组织,", "P,张三丰,自然人,"),
        offices=(OFFICES, "P,F,法定代表人,2018-01-01,"),
        ownership=(OWNERSHIP, "F,CHILD,100,2018-01-01"),
        projects=(PROJECTS, "J,某项目,施工许可,2025-01-01,"),
        participations=(PARTS, "CHILD,J,,施工,,2025-01-01,"),
        sanctions=(SANCTIONS, listed(behaviour="2024-06-30")),
    )  # fmt: skip
    asked = [("risk", "F"), ("risk", "P"), ("risk", "CHILD"), ("alerts", "CHILD"), ("alerts",),
             ("conflicts", "J"), ("evaluate", "F"), ("file", "subject", "F"),
             ("file", "project", "J"), ("subject", "F"), ("related", "P")]  # fmt: skip
    told = [json.dumps(city.ask(*words, "--as-of", DAY), ensure_ascii=False) for words in asked]
    trace = ("wage_arrears", WAGES)
    assert sum(any(word in text for word in trace) for text in told) >= 8
    city.load(sanctions=(SANCTIONS, listed(behaviour="2024-06-30", **ending)))
    told = [json.dumps(city.ask(*words, "--as-of", DAY), ensure_ascii=False) for words in asked]
    left = [words for words, text in zip(asked, told, strict=True)
            if any(word in text for word in trace)]  # fmt: skip
    assert left == []
    assert city.ask("alerts", "--as-of", DAY)["total"] == 0


def test_bidders_with_one_head_or_under_control_are_void_and_a_third_owner_is_not(
    city: City,
) -> None:
    city.load(
        subjects=(SUBJECTS, "SASAC,济南市国资委,组织,是"),
        offices=(OFFICES, "P,A,法定代表人,2018-01-01,", "P,B,法定代表人,2018-01-01,",
                 "OLD,G,法定代表人,2018-01-01,2025-05-31", "OLD,H,法定代表人,2018-01-01,"),
        ownership=(OWNERSHIP, "C,D,51,2018-01-01", "THIRD,E,30,2018-01-01",
                   "THIRD,G,30,2018-01-01", "SASAC,H,100,2018-01-01", "SASAC,I,100,2018-01-01"),
        bids=(BIDS, *(f"{unit},J,1,2025-06-01," for unit in "ABCDEGHI")),
    )  # fmt: skip
    found = city.conflicts("J", "1")
    assert found["void"] == {("same-head", "A", "B"), ("control-between-bidders", "C", "D")}
    assert found["deemed"] == set()
    assert found["indicators"] == {
        ("shared-owner", "E", "G"), ("shared-officer", "A", "B"), ("shared-officer", "G", "H"),
    }  # fmt: skip
    for unit in "HI":
        assert city.risk(unit)["conflicts"] == []
    assert [item["rule"] for item in city.risk("A")["conflicts"]] == ["same-head"]
    assert city.risk("A")["conflicts"][0]["place"]["id"] == "local:J#1"


def test_control_through_a_firm_between_and_stakes_in_two_halves(city: City) -> None:
    city.load(
        ownership=(OWNERSHIP, "A,MID,100,2018-01-01", "MID,B,26,2018-01-01", "A,B,13,2018-01-01",
                   "A,B,12,2019-01-01", "A,C,50,2018-01-01"),
        bids=(BIDS, "A,J,1,2025-06-01,", "B,J,1,2025-06-01,", "C,J,1,2025-06-01,"),
    )  # fmt: skip
    assert city.conflicts("J", "1")["void"] == {("control-between-bidders", "A", "B")}


def test_an_unknown_share_is_no_control_and_no_lack_of_it(city: City) -> None:
    city.load(
        ownership=(OWNERSHIP, "A,B,,2018-01-01"),
        bids=(BIDS, "A,J,1,2025-06-01,", "B,J,1,2025-06-01,"),
    )
    (item,) = city.ask("conflicts", "J", "1", "--as-of", DAY)["void"]
    assert (item["rule"], item["answer"], item["doubt"]) == (
        "control-between-bidders", "unknown", "share",
    )  # fmt: skip


def test_a_ban_in_force_on_the_day_of_opening(city: City) -> None:
    city.load(
        sanctions=(
            SANCTIONS,
            listed(subject="A", list="串通投标", kind="penalty", until="2026-12-31"),
            listed(subject="B", list="串通投标", kind="penalty", decided="2024-03-01",
                   until="2025-05-31"),
            listed(subject="C", list="弄虚作假骗取中标", kind="penalty", decided="2025-06-02",
                   until="2026-12-31"),
            listed(subject="D", list="串通投标", kind="penalty", until="2026-12-31",
                   state="repaired"),
        ),
        bids=(BIDS, *(f"{unit},J,1,2025-06-01," for unit in "ABCD")),
    )  # fmt: skip
    found = city.ask("conflicts", "J", "1", "--as-of", DAY)
    assert [(item["rule"], item["parties"], item["answer"]) for item in found["void"]] == [
        ("bidding-ban", ["local:A"], "yes")
    ]
    assert "第六十七条" in found["void"][0]["basis"][0]["article"]
    assert [item["rule"] for item in city.risk("A")["conflicts"]] == ["bidding-ban"]
    assert city.risk("C")["conflicts"] == []
    later = {"day": "2027-01-31"}  # the term of the ban is over: the lot was bid for nevertheless
    assert city.conflicts("J", "1", **later)["void"] == {("bidding-ban", "A")}
    assert city.risk("A", "2027-01-31")["conflicts"] == []


def test_a_supervisor_tied_to_the_contractor(city: City) -> None:
    city.load(
        subjects=(SUBJECTS, "SASAC,济南市人民政府国有资产监督管理委员会,组织,"),
        ownership=(OWNERSHIP, "S,C,5,2018-01-01", "SASAC,S2,100,2018-01-01",
                   "SASAC,C2,100,2018-01-01"),
        projects=(PROJECTS, "J,某项目,施工许可,2025-01-01,", "K,另一项目,施工许可,2025-01-01,"),
        participations=(PARTS, "C,J,,施工,,2025-01-01,", "S,J,,监理,,2025-01-01,",
                        "C2,K,,施工,,2025-01-01,", "S2,K,,监理,,2025-01-01,"),
    )  # fmt: skip
    (item,) = city.ask("conflicts", "J", "--as-of", DAY)["void"]
    assert (item["rule"], sorted(item["parties"])) == (
        "supervision-not-independent", ["local:C", "local:S"],
    )  # fmt: skip
    assert any("建筑法" in each["document"] and "第三十四条" in each["article"]
               for each in item["basis"])  # fmt: skip
    assert city.conflicts("K") == {"void": set(), "deemed": set(), "indicators": set()}
    assert [each["rule"] for each in city.risk("S")["conflicts"]] == [item["rule"]]


def test_a_leader_of_two_live_projects_and_of_one_that_is_over(city: City) -> None:
    city.load(
        projects=(PROJECTS, "J,甲项目,施工许可,2025-01-01,", "K,乙项目,施工许可,2025-03-01,",
                  "L,丙项目,竣工验收,2020-01-01,2022-01-01"),
        participations=(PARTS, "C,J,,施工,P,2025-01-01,", "C,K,G1,施工,P,2025-03-01,",
                        "C,L,,施工,P,2020-01-01,", "C,L,,施工,Q,2020-01-01,",
                        "C,J,,施工,Q,2025-01-01,"),
    )  # fmt: skip
    two = {("manager-of-two-projects", "P")}
    assert city.conflicts("J")["void"] == two
    assert city.conflicts("K")["void"] == two
    assert city.conflicts("L")["void"] == set()
    assert city.conflicts("J", day="2025-02-01")["void"] == set()
    assert [item["rule"] for item in city.risk("P")["conflicts"]] == ["manager-of-two-projects"]
    assert city.risk("Q")["conflicts"] == []


def test_a_barred_person_in_office(city: City) -> None:
    city.load(
        subjects=(SUBJECTS, "DEBTOR,张三丰,自然人,", "REP,李四光,自然人,"),
        offices=(OFFICES, "DEBTOR,A,董事,2018-01-01,", "REP,SHUT,法定代表人,2018-01-01,",
                 "REP,B,总经理,2018-01-01,", "REP,C,董事,2018-01-01,2025-12-31"),
        sanctions=(
            SANCTIONS,
            listed(subject="DEBTOR", list="失信被执行人名单", kind="judgment_debtor"),
            listed(subject="SHUT", list="吊销营业执照", kind="penalty"),
        ),
        bids=(BIDS, "A,J,1,2025-06-01,", "B,J,1,2025-06-01,"),
    )  # fmt: skip
    rule = "barred-person-in-office"
    assert city.conflicts("J", "1")["void"] == {(rule, "A", "DEBTOR"), (rule, "B", "REP")}
    for one, firm in (("DEBTOR", "A"), ("REP", "B")):
        (item,) = city.risk(one)["conflicts"]
        assert (item["rule"], item["answer"], item["basis"][0]["article"]) == (
            rule, "unknown", "第一百七十八条",
        )  # fmt: skip
        assert f"local:{firm}" in item["parties"]
    assert city.risk("C")["conflicts"] == []
    city.load(
        sanctions=(
            SANCTIONS,
            listed(subject="DEBTOR", list="失信被执行人名单", kind="judgment_debtor",
                   content="支付工程款;债务数额较大"),
            listed(subject="SHUT", list="吊销营业执照", kind="penalty",
                   content="吊销营业执照;法定代表人负有个人责任"),
        )
    )  # fmt: skip
    for one in ("DEBTOR", "REP"):
        assert [item["answer"] for item in city.risk(one)["conflicts"]] == ["yes"]
    assert "张三丰" not in json.dumps(city.risk("A"), ensure_ascii=False)
