"""Ties to draw: counted before they are listed, ended ones apart, a page at a time, none hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.facts import Batch, LinkFact, Row, subject
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The town, and a stake of 甲 in 丙 that ended in 2024."""
    with town.build(tmp_path) as store:
        fields = {"share_min": 50_000, "share_max": 50_000}
        ended = LinkFact(
            "owns", subject(town.JIA), subject(town.BING), fields,
            valid_from=date(2019, 1, 1), valid_until=date(2024, 6, 30),
        )  # fmt: skip
        later = replace(town.FILE, name="later.csv", digest="1" * 64)
        store.apply(Batch(later, [Row(2, (ended,))], through=1, complete=True))
        yield store


def groups(found: dict[str, list[dict[str, object]]]) -> dict[tuple[object, object], object]:
    return {(g["kind"], g["direction"]): (g["count"], g["ended"]) for g in found["groups"]}


def test_counts_by_kind_before_anything_is_listed(get: Get) -> None:
    found = get(f"/v1/subjects/{town.JIA}/ties?limit=0").json()
    assert groups(found) == {
        ("owns", "out"): (1, 1),
        ("holds_office", "in"): (1, 0),
        ("participates", "out"): (1, 0),
    }
    assert all(group["items"] == [] for group in found["groups"])
    assert [group["omitted"] for group in found["groups"]] == [1, 1, 1]


def test_ended_ties_come_after_those_in_force_and_say_so(get: Get) -> None:
    asked = f"/v1/subjects/{town.JIA}/ties?kinds=owns&ended=true"
    (group,) = get(asked).json()["groups"]
    assert [(tie["target"], tie["in_force"]) for tie in group["items"]] == [
        (town.YI, True),
        (town.BING, False),
    ]
    (before,) = get(f"{asked}&as_of=2020-01-01").json()["groups"]
    assert (before["count"], before["ended"]) == (1, 0)
    assert [tie["target"] for tie in before["items"]] == [town.BING]


def test_a_hub_is_listed_page_by_page(get: Get) -> None:
    seen: list[str] = []
    for skip, left in ((0, 5), (3, 2), (6, 0)):
        asked = f"/v1/subjects/{town.AGENT}/ties?limit=3&skip={skip}"
        (group,) = get(asked).json()["groups"]
        assert (group["count"], group["omitted"]) == (8, left)
        seen += [tie["target"] for tie in group["items"]]
    assert sorted(seen) == [f"t:small-{number}" for number in range(8)]


def test_a_project_has_ties_of_its_own(get: Get) -> None:
    found = get("/v1/nodes/project/t:west-lake/ties").json()
    assert groups(found) == {("participates", "in"): (2, 0)}
    assert found["name"] == "西湖改造工程"


def test_a_record_past_its_life_is_not_drawn(get: Get) -> None:
    asked = f"/v1/subjects/{town.YI}/ties?kinds=sanctioned_by&ended=true"
    (group,) = get(asked).json()["groups"]
    assert group["count"] == 1
    assert get(f"{asked}&as_of=2026-07-01").json()["groups"] == []


def test_a_merged_id_leads_on(get: Get) -> None:
    moved = get(f"/v1/subjects/{town.OLD}/ties?limit=3")
    assert moved.status_code == 308
    assert moved.json()["location"] == f"/v1/subjects/{town.JIA}/ties?limit=3"


def test_what_stands_among_some(get: Get) -> None:
    nodes = [
        *({"family": "subject", "id": one} for one in (town.OLD, town.YI, town.BING, "t:none")),
        {"family": "project", "id": "t:west-lake"},
    ]
    found = get("/v1/ties/among", "POST", json={"nodes": nodes}).json()
    assert {node["id"] for node in found["nodes"]} == {
        town.JIA, town.YI, town.BING, "t:west-lake"
    }  # fmt: skip
    assert {(tie["kind"], tie["source"], tie["target"]) for tie in found["ties"]} == {
        ("owns", town.JIA, town.YI),
        ("owns", town.YI, town.BING),
        ("participates", town.JIA, "t:west-lake"),
        ("participates", town.BING, "t:west-lake"),
    }
    assert (found["unknown"], found["merged"]) == (["t:none"], {town.OLD: town.JIA})
    ended = get("/v1/ties/among", "POST", json={"nodes": nodes, "ended": True}).json()
    assert len(ended["ties"]) == 5


@pytest.mark.parametrize(
    ("address", "field"),
    [
        (f"/v1/subjects/{town.JIA}/ties?kinds=likes", "kinds"),
        (f"/v1/subjects/{town.JIA}/ties?limit=501", "limit"),
        ("/v1/nodes/event/t:x/ties", "family"),
    ],
)
def test_what_cannot_be_asked(get: Get, address: str, field: str) -> None:
    refused = get(address)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field


def test_an_unknown_node_is_unknown(get: Get) -> None:
    assert get("/v1/nodes/lot/nowhere/ties").status_code == 404
