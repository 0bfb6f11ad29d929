"""A project's lots, and who bid in each by the day asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.facts import Batch, DeliveredFile, Key, LinkFact, NodeFact, Row, Value, subject
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get

LAKE = Key("project", "t:west-lake")
OPENED = date(2025, 4, 5)


def bid(unit: str, lot: Key, **told: Value) -> LinkFact:
    return LinkFact("bids", subject(unit), lot, told, str(told.get("consortium", "")), OPENED)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = town.build(tmp_path)
    second, first = (Key("lot", f"t:west-lake#{number}") for number in ("B02", "B01"))
    facts = (
        NodeFact(second, "lot", {"name": "二标段", "code": "B02", "opened": OPENED}),
        NodeFact(first, "lot", {"name": "一标段", "code": "B01"}),
        LinkFact("part_of", second, LAKE),
        LinkFact("part_of", first, LAKE),
        bid(town.JIA, second, won=True, price=100),
        bid(town.YI, second, won=False, contact="13812345678", prepared_by="王五"),
        bid(town.ZHANG, first),
    )
    file = DeliveredFile("market", "lot_bids", "bids.csv", "5" * 64)
    store.apply(Batch(file, [Row(2, facts)], through=1, complete=True))
    return store


def test_a_project_tells_its_lots_and_who_bid(get: Get) -> None:
    first, second = get("/v1/projects/t:west-lake").json()["lots"]
    assert (first["number"], first["opened"]) == ("B01", None)
    assert (second["id"], second["name"]) == ("t:west-lake#B02", "二标段")
    assert second["opened"] == "2025-04-05"
    told = {each["unit"]["id"]: (each["won"], each["price"]) for each in second["bidders"]}
    assert told == {town.JIA: (True, 100), town.YI: (False, None)}


def test_a_natural_person_who_bids_is_masked_and_nothing_personal_is_told(get: Get) -> None:
    answer = get("/v1/projects/t:west-lake")
    (alone,) = answer.json()["lots"][0]["bidders"]
    assert (alone["unit"]["name"], alone["won"]) == ("张*", None)
    assert "13812345678" not in answer.text
    assert "王五" not in answer.text


def test_before_the_opening_nobody_had_bid(get: Get) -> None:
    lots = get("/v1/projects/t:west-lake?as_of=2025-04-04").json()["lots"]
    assert [lot["bidders"] for lot in lots] == [[], []]
