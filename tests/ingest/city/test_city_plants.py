"""The subjects planted for the journeys, through the real importers: the answers name them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from analyses.rulebook import load_rules
from api.answers import Answers, Moment
from api.answers.risk import lot_conflicts_answer, project_conflicts_answer, risk_answer
from graph.networks import Networks
from graph.site_key import SiteKey
from graph.store import open_store
from ingest.city import write_city
from ingest.city.arrays import ANCHOR
from ingest.city.city import make_city
from ingest.city.write import MANIFEST
from ingest.loader import load
from ingest.persons import PersonKeys

City = tuple[dict[str, Any], Answers]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """What the manifest names, and the answers over the loaded city."""
    folder = tmp_path_factory.mktemp("plants")
    write_city(folder / "city", 2_000, 8)
    named = json.loads((folder / "city" / MANIFEST).read_text("utf-8"))["planted"]
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        store.prepare()
        load(store, [folder / "city"], source="city", persons=PersonKeys(SiteKey(b"k" * 32)),
             workers=0)  # fmt: skip
        yield named, Answers(store, Networks(store, None), lambda: ANCHOR, load_rules())


def test_a_late_site_whose_contractor_owns_its_supervisor(city: City) -> None:
    named, answers = city[0]["site"], city[1]
    found = project_conflicts_answer(answers.on(), named["project"])
    tied = [one for one in found["void"] if one["rule"] == "supervision-not-independent"]
    assert {frozenset(one["parties"]) for one in tied} == {
        frozenset((named["contractor"], named["supervisor"]))
    }
    assert {step["kind"] for step in tied[0]["path"]} == {"owns", "participates"}
    (busy,) = [one for one in found["void"] if one["rule"] == "manager-of-two-projects"]
    assert named["other_project"] in str(busy)


def test_two_bidders_of_a_lot_whom_one_person_owns_through_others(city: City) -> None:
    named, answers = city[0]["tender"], city[1]
    found = lot_conflicts_answer(answers.on(), named["project"], named["lot"])
    (tie,) = [
        one for one in found["indicators"]
        if one["rule"] == "shared-controller" and set(one["parties"]) == set(named["bidders"])
    ]  # fmt: skip
    assert set(named["between"]) <= {step["source"] for step in tie["path"]}
    assert [each["kind"] for each in tie["about"]] == ["person"]


def test_a_clean_firm_has_an_alert_until_its_partner_is_repaired(city: City) -> None:
    named, answers = city[0]["loan"], city[1]
    before = date.fromisoformat(named["page_before"].rpartition("as_of=")[2])
    then = risk_answer(answers.on(Moment(before)), named["firm"])
    assert [one["source"]["id"] for one in then["alerts"]] == [named["partner"]]
    assert [one["document"] for one in (then["alerts"][0]["record"],)] == [named["record"]]
    since = risk_answer(answers.on(Moment(date.fromisoformat(named["repaired"]))), named["firm"])
    for answer in (then, since):
        assert (answer["own"], answer["statutory"], answer["conflicts"]) == ([], [], [])
    assert since["alerts"] == []


def test_planting_is_the_same_for_the_same_seed() -> None:
    assert make_city(2_000, 8).plants == make_city(2_000, 8).plants
    assert make_city(50, 1).plants.loan is None  # no room, and nothing is made up
