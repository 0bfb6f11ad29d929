"""Risk, conflicts and alerts over HTTP: addresses, sections, refusals, and what is logged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graph.facts import Batch, DeliveredFile, Fact, Key, LinkFact, NodeFact, Row, Value, subject
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get

SITE, LOT = Key("project", "t:site"), Key("lot", "t:site#1")
WAGES = "拖欠农民工工资失信联合惩戒对象名单"
SINCE = date(2018, 1, 1)


def facts() -> list[Fact]:
    """甲 is on a list; 张伟 represents it; it bids against 乙, which it controls."""
    listed: dict[str, Value] = {
        "name": WAGES, "list": WAGES, "kind": "serious_list", "decided": date(2025, 3, 1),
        "behaviour": date(2024, 6, 1), "state": "active",
    }  # fmt: skip
    return [
        NodeFact(SITE, "project", {"name": "某项目"}),
        NodeFact(LOT, "lot", {"name": "1", "opened": date(2025, 6, 1)}),
        LinkFact("part_of", LOT, SITE),
        *(LinkFact("bids", subject(one), LOT, {"prepared_by": "同一人"}, "", date(2025, 6, 1))
          for one in (town.JIA, town.YI)),
        NodeFact(Key("sanction", "t:wages"), "sanction", listed),
        LinkFact("sanctioned_by", subject(town.JIA), Key("sanction", "t:wages")),
        LinkFact("holds_office", subject(town.ZHANG), subject(town.JIA),
                 {"office": "principal"}, "since", SINCE),
    ]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with town.build(tmp_path) as store:
        rows = [Row(line, (fact,)) for line, fact in enumerate(facts(), 2)]
        file = DeliveredFile("t", "plain", "risk.csv", "7" * 64)
        store.apply(Batch(file, rows, through=len(rows), complete=True))
        yield store


def test_four_sections_each_with_its_completeness(get: Get) -> None:
    found = get(f"/v1/subjects/{town.JIA}/risk").json()
    assert {"own", "statutory", "conflicts", "alerts", "complete"} <= found.keys()
    assert set(found["sections"]) == {"own", "statutory", "conflicts", "alerts"}
    assert all(each == {"complete": True, "reason": None} for each in found["sections"].values())
    assert [item["list"] for item in found["own"]] == ["wage_arrears"]
    lot = [item["rule"] for item in found["conflicts"] if item["place"]["id"] == "t:site#1"]
    assert sorted(lot) == ["control-between-bidders", "same-preparer"]
    assert not {"score", "grade", "total"} & found.keys()


def test_a_person_is_reached_by_role_and_stays_masked(get: Get) -> None:
    answer = get(f"/v1/subjects/{town.ZHANG}/risk")
    (item,) = answer.json()["statutory"]
    assert (item["role"], item["answer"], item["article"]) == ("principal", "yes", "第四十八条")
    assert item["counted_on"] == "2024-06-01"
    assert "张伟" not in answer.text


def test_on_a_day_before_the_decision_there_is_nothing(get: Get) -> None:
    found = get(f"/v1/subjects/{town.ZHANG}/risk?as_of=2025-02-28").json()
    assert (found["statutory"], found["alerts"]) == ([], [])


def test_conflicts_of_a_lot_and_of_a_project(get: Get) -> None:
    found = get("/v1/projects/t:site/lots/1/conflicts").json()
    assert [item["rule"] for item in found["void"]] == ["control-between-bidders"]
    assert [item["rule"] for item in found["deemed"]] == ["same-preparer"]
    for item in (*found["void"], *found["deemed"]):
        assert set(item["parties"]) == {town.JIA, town.YI}
        assert item["basis"][0]["article"].startswith("第")
    whole = get("/v1/projects/t:site/conflicts").json()
    assert (whole["void"], whole["deemed"], whole["day_from"]) == ([], [], "asked")


def test_alerts_of_a_subject_and_of_the_city_agree(get: Get) -> None:
    one = get(f"/v1/subjects/{town.YI}/alerts").json()
    assert (one["score_ppm"], one["legal_effect"]) == (810_000, False)
    assert one["alerts"][0]["source"]["id"] == town.JIA
    city = get("/v1/alerts?limit=1").json()
    assert [(item["id"], item["score_ppm"]) for item in city["items"]] == [(town.YI, 810_000)]
    assert city["omitted"] == city["total"] - 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/subjects/nobody/risk", 404), ("/v1/subjects/nobody/alerts", 404),
        ("/v1/projects/nowhere/conflicts", 404), ("/v1/projects/t:site/lots/9/conflicts", 404),
        ("/v1/projects/nowhere/lots/1/conflicts", 404), ("/v1/subjects/x1/risk", 409),
        (f"/v1/subjects/{town.JIA}/risk?as_of=2026-02-30", 422),
        (f"/v1/subjects/{town.JIA}/risk?known_at=99", 422),
        (f"/v1/subjects/{town.JIA}/alerts?limit=3", 422), ("/v1/alerts?limit=0", 422),
        ("/v1/projects/t:site/lots/1/conflicts?day=2025-01-01", 422),
    ],
)  # fmt: skip
def test_refusals(get: Get, address: str, status: int) -> None:
    answer = get(address)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("question", ["risk", "alerts"])
def test_a_merged_id_moves(get: Get, question: str) -> None:
    moved = get(f"/v1/subjects/{town.OLD}/{question}")
    assert (moved.status_code, moved.headers["location"]) == (
        308, f"/v1/subjects/{town.JIA}/{question}",
    )  # fmt: skip


def test_whoever_is_named_is_logged(get: Get, audit_path: Path) -> None:
    get("/v1/projects/t:site/lots/1/conflicts")
    logged = audit_path.read_text(encoding="utf-8")
    assert all(each in logged for each in ("conflicts", "t:site#1", town.JIA, town.YI))


def test_what_was_known_before_the_delivery(get: Get) -> None:
    found = get(f"/v1/subjects/{town.JIA}/risk?known_at=1").json()
    assert (found["own"], found["revision"]) == ([], 1)
    assert "t:site#1" not in [item["place"]["id"] for item in found["conflicts"]]
    assert get("/v1/projects/t:site/conflicts?known_at=1").status_code == 404
