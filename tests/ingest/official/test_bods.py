"""BODS 0.4: the standard's own examples and test files, and what is made of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.facts import Key
from graph.store import Store
from ingest.bods import shares
from ingest.layout import BadField, Delivery
from ingest.report import FileReport
from tests.ingest.official.readings import EXCHANGE, Facts, outcomes


def statement(kind: str, id: str, details: dict[str, Any], status: str = "new") -> dict[str, Any]:
    return {
        "statementId": f"statement-{id}-{status}", "recordId": id, "recordType": kind,
        "recordStatus": status, "statementDate": "2024-05-01", "recordDetails": details,
    }  # fmt: skip


def relationship(*interests: dict[str, Any], **details: Any) -> dict[str, Any]:
    return {
        "isComponent": False, "subject": "company", "interestedParty": "owner",
        "interests": list(interests), **details,
    }  # fmt: skip


def read(delivery: Delivery, *statements: dict[str, Any]) -> list[Facts]:
    found = [what for _, what in outcomes("bods", json.dumps(statements).encode(), delivery)]
    assert all(isinstance(what, Facts) for what in found)
    return found


def test_the_examples_are_read_without_a_refusal(shared: Path, delivery: Delivery) -> None:
    examples = sorted((shared / "bods-0.4" / "examples").glob("*.json"))
    assert len(examples) == 19
    for path in examples:
        statements = json.loads(path.read_text("utf-8"))
        found = list(outcomes("bods", path.read_bytes(), delivery))
        assert [what for _, what in found if isinstance(what, BadField)] == [], path.name
        assert len(found) == len(statements), path.name


def test_valid_statements_are_read(shared: Path, delivery: Delivery) -> None:
    paths = sorted((shared / "bods-0.4" / "tests" / "valid-statements").glob("*.json"))
    assert len(paths) == 111
    for path in paths:
        assert EXCHANGE["bods"].recognise(path.read_bytes()), path.name
        for _, what in outcomes("bods", path.read_bytes(), delivery):
            assert isinstance(what, Facts), (path.name, what)


def test_invalid_statements_never_crash(shared: Path, delivery: Delivery) -> None:
    paths = sorted((shared / "bods-0.4" / "tests" / "invalid-statements").glob("*.json"))
    assert len(paths) == 192
    refused = Counter(
        isinstance(what, BadField)
        for path in paths
        for _, what in outcomes("bods", path.read_bytes(), delivery)
    )
    assert refused[True] >= 35  # what is wrong in what we use; the rest breaks fields we do not


@pytest.mark.parametrize(
    ("share", "range_"),
    [
        ({"exact": 50}, (500_000, 500_000)),
        ({"minimum": 25, "maximum": 50}, (250_000, 500_000)),
        ({"exclusiveMinimum": 50, "exclusiveMaximum": 75}, (500_001, 749_999)),
        ({"minimum": 75}, (750_000, 1_000_000)),
        ({}, (0, 1_000_000)),
    ],
)
def test_shares(share: dict[str, int], range_: tuple[int, int]) -> None:
    assert shares(share) == range_


def test_shareholding_and_offices(delivery: Delivery) -> None:
    (facts,) = read(delivery, statement("relationship", "r", relationship(
        {"type": "shareholding", "directOrIndirect": "direct", "startDate": "2020-01-01",
         "share": {"exact": 33.3333}},
        {"type": "boardChair", "directOrIndirect": "direct", "endDate": "2021-06-30"},
        {"type": "votingRights", "share": {"minimum": 25, "exclusiveMaximum": 50}},
    )))  # fmt: skip
    owns, votes = (link for link in facts.links if link.kind == "owns")
    assert (owns.fields["share_min"], owns.valid_from) == (333_333, date(2020, 1, 1))
    assert (owns.fields["stake"], owns.distinct) == ("capital_income", "")
    assert facts.link("holds_office").fields["office"] == "chair"
    assert facts.link("holds_office").valid_until == date(2021, 6, 30)
    assert (votes.fields["stake"], votes.fields["share_max"]) == ("votes", 499_999)
    assert (owns.source.id, owns.target.id) == ("local:owner", "local:company")


def test_an_unspecified_party_makes_nobody(delivery: Delivery) -> None:
    details = relationship({"type": "shareholding"}, interestedParty={"reason": "unknown"})
    (facts,) = read(delivery, statement("relationship", "r", details))
    assert facts.links == []
    assert [node.key.id for node in facts.nodes] == ["local:company"]


def test_indirect_interests_only_without_components(delivery: Delivery) -> None:
    interest = {"type": "shareholding", "directOrIndirect": "indirect", "share": {"exact": 60}}
    (alone,) = read(delivery, statement("relationship", "r", relationship(interest)))
    assert alone.link("owns").fields["interest"] == "shareholding (indirect)"
    assert alone.link("owns").distinct == "indirect"
    assert alone.link("owns").fields["stake"] == "indirect"
    whole = relationship(interest, componentRecords=["a", "b"])
    (composed,) = read(delivery, statement("relationship", "r", whole))
    assert composed.links == []


@pytest.mark.parametrize(
    ("beside", "stake"),
    [
        ((), "plain"),
        (("votingRights",), "capital_income"),
        (("rightsToProfitOrIncome",), "capital_votes"),
        (("votingRights", "rightsToProfitOrIncome"), "capital"),
    ],
)
def test_a_shareholding_does_not_carry_what_is_stated_beside_it(
    delivery: Delivery, beside: tuple[str, ...], stake: str
) -> None:
    interests = [{"type": told} for told in ("shareholding", *beside)]
    (facts,) = read(delivery, statement("relationship", "r", relationship(*interests)))
    assert facts.links[0].fields["stake"] == stake
    assert [link.fields["interest"] for link in facts.links[1:]] == list(beside)


def test_a_closed_relationship_ends(delivery: Delivery) -> None:
    details = relationship({"type": "shareholding"})
    (facts,) = read(delivery, statement("relationship", "r", details, "closed"))
    assert facts.link("owns").valid_until == date(2024, 5, 1)


def test_the_last_statement_of_a_record_counts(
    deliver: Callable[..., FileReport], store: Store
) -> None:
    def entity(name: str, status: str) -> dict[str, Any]:
        details = {"isComponent": False, "entityType": {"type": "registeredEntity"}, "name": name}
        return statement("entity", "e1", details, status)

    told = [entity("Old Ltd", "new"), entity("New Ltd", "updated")]
    report = deliver(json.dumps(told), "b.json")
    assert (report.layout, report.stored, report.unchanged) == ("bods", 1, 1)
    key = Key("subject", "local:e1")
    assert store.nodes([key])[key].name == "New Ltd"


def test_the_example_of_a_changing_company_is_loaded(
    shared: Path, deliver: Callable[..., FileReport], store: Store
) -> None:
    data = (shared / "bods-0.4" / "examples" / "fermcat.json").read_bytes()
    report = deliver(data, "fermcat.json")
    assert (report.rows, report.quarantined) == (23, 0)
    key = Key("subject", "local:ent-93c75c87ab28f889")
    assert not store.nodes([key])[key].stub


def test_broken_items_cost_no_neighbour(delivery: Delivery) -> None:
    good = json.dumps(statement("person", "p", {"personType": "knownPerson"}))
    data = f'[\n{good},\n{{"recordId": NaN}},\n7,\n{{"a": 1, "a": 2}},\n{good}\n]'.encode()
    found = list(outcomes("bods", data, delivery))
    assert [line for line, _ in found] == [2, 3, 4, 5, 6]
    assert [isinstance(what, Facts) for _, what in found] == [True, False, False, False, True]
