"""Two ids judged to be one subject, over HTTP on either store: redirected, recorded, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from analyses.rulebook.access import Role
from api.access.doorkeeper import Doorkeeper
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get, Post, look_ups
from tests.api.roles import UNIT, keys, shown

MERGE = {"unit": UNIT, "officer": "李某", "into": town.JIA, "reason": "营业执照与台账一致"}
UNDO = {"unit": UNIT, "reason": "系同名的另一家"}
PLACE = f"/v1/subjects/{town.DING}"


@pytest.fixture
def store(tmp_path: Path, store_url: str) -> Iterator[Store]:
    with town.build(tmp_path, store_url) as store:
        yield store


def test_a_merged_id_redirects_until_it_is_separated(
    get: Get, post: Post, keeper: Doorkeeper, audit_path: Path
) -> None:
    key = shown(keys(keeper)[Role.STEWARD])
    before = get(PLACE).json()
    told = post(f"{PLACE}/merge", MERGE, "k-1", **key).json()
    assert (told["id"], told["redirected_from"], told["repeated"]) == (town.JIA, town.DING, False)
    assert set(told["merged_from"]) == {town.DING, town.OLD}
    for question in ("", "/risk", "/related", "/owners", "/merges", "/ties"):
        moved = get(f"{PLACE}{question}?as_of=2026-01-31")
        assert moved.status_code == 308, question
        assert moved.headers["location"] == f"/v1/subjects/{town.JIA}{question}?as_of=2026-01-31"
    assert get(f"/v1/evaluations/{quote(town.DING)}").status_code == 308
    then = get(f"{PLACE}?known_at={before['revision']}")
    assert then.status_code == 200
    (judged,) = get(f"/v1/subjects/{town.JIA}/merges").json()["judgements"]
    assert judged["reason"] == MERGE["reason"]
    assert (judged["act"], judged["merged"], judged["into"], judged["unit"]) == (
        "merged", town.DING, town.JIA, UNIT,
    )  # fmt: skip
    back = post(f"{PLACE}/separation", UNDO, "k-2", **key).json()
    assert (back["id"], back["redirected_from"], back["merged_from"]) == (town.DING, None, [])
    again = get(PLACE)
    assert again.status_code == 200
    assert [tie for tie in again.json()["ties"] if tie["kind"] != "about"] == before["ties"]
    for either in (town.DING, town.JIA):  # both tell of both
        acts = [one["act"] for one in get(f"/v1/subjects/{either}/merges").json()["judgements"]]
        assert acts == ["separated", "merged"]
    items = [(one["item"], *one["subjects"][:1]) for one in look_ups(audit_path)]
    assert ("merge:merged", town.JIA) in items
    assert ("merge:separated", town.DING) in items


def test_it_is_carried_out_once_and_its_state_is_kept(get: Get, post: Post) -> None:
    first = post(f"{PLACE}/merge", MERGE, "k-1").json()
    second = post(f"{PLACE}/merge", MERGE, "k-1").json()
    assert (second["repeated"], second["receipt"]) == (True, first["receipt"])
    assert second["revision"] == first["revision"]
    other = post(f"{PLACE}/merge", {**MERGE, "reason": "另一理由"}, "k-1")
    assert (other.status_code, other.json()["type"]) == (422, "urn:xinmai:problem:key-reused")
    assert post(f"{PLACE}/merge", MERGE, "k-2").status_code == 409
    into_a_merged = {**MERGE, "into": town.DING}  # stands for the survivor
    chained = post("/v1/subjects/t:bing/merge", into_a_merged, "k-3").json()
    assert chained["id"] == town.JIA
    assert post(f"/v1/subjects/{town.YI}/separation", UNDO, "k-4").status_code == 409


@pytest.mark.parametrize(
    ("id", "change", "status", "field"),
    [
        (town.JIA, {"into": town.YI}, 422, "id"),  # known by its code
        (town.DING, {"into": town.DING}, 422, "into"),
        (town.OLD, {}, 409, "id"),
        (town.DING, {"into": town.ZHANG}, 422, "into"),
        (town.DING, {"into": "nobody"}, 404, "id"),
        ("nobody", {}, 404, "id"),
        (town.DING, {"reason": ""}, 422, "reason"),
    ],
)
def test_what_is_no_merge_is_said(
    post: Post, id: str, change: dict[str, Any], status: int, field: str
) -> None:
    refused = post(f"/v1/subjects/{id}/merge", {**MERGE, **change})
    assert refused.status_code == status, refused.text
    assert refused.json()["errors"][0]["field"] == field


def test_only_stewards_merge(post: Post, keeper: Doorkeeper) -> None:
    for role, key in keys(keeper).items():
        answer = post(f"{PLACE}/merge", MERGE, f"k-{role}", **shown(key))
        allowed = role in (Role.STEWARD, Role.DEVELOPMENT)
        assert (answer.status_code != 403) == allowed, (role, answer.text)
