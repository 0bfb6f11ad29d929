"""FollowTheMoney: entities as lines, properties with several values."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from graph.facts import Key
from graph.store import Store
from ingest.layout import BadField, Delivery
from ingest.report import FileReport
from tests.ingest.official.readings import EXCHANGE, Facts, outcomes


def entity(schema: str, id: str = "e1", **properties: Any) -> bytes:
    listed = {name: told if isinstance(told, list) else [told] for name, told in properties.items()}
    return json.dumps({"id": id, "schema": schema, "properties": listed}).encode() + b"\n"


def read(delivery: Delivery, data: bytes) -> Facts:
    ((_, found),) = outcomes("followthemoney", data, delivery)
    assert isinstance(found, Facts), found
    return found


def refused(delivery: Delivery, data: bytes) -> BadField:
    ((_, found),) = outcomes("followthemoney", data, delivery)
    assert isinstance(found, BadField)
    return found


def test_recognised_and_told_from_plain_json_lines() -> None:
    assert EXCHANGE["followthemoney"].recognise(entity("Company"))
    assert not EXCHANGE["followthemoney"].recognise(b'{"id": "x", "name": "y"}')


def test_a_company(delivery: Delivery) -> None:
    data = entity(
        "Company", name=["Acme", "ACME Ltd"], leiCode="001GPB6A9XPE8XJICC14", jurisdiction="gb",
        incorporationDate=["2012-05-01", "2012"], previousName=["Old", "Older"],
    )  # fmt: skip
    company = read(delivery, data).node("organization")
    assert company.fields["name"] == "Acme"
    assert company.fields["former_names"] == "Old;Older"
    assert company.fields["registered"] == date(2012, 1, 1)
    assert not company.mention


def test_a_national_code_is_its_own_key(delivery: Delivery) -> None:
    data = entity("Company", "91350100M000100Y43", name="济南样例建设有限公司")
    assert read(delivery, data).node("organization").key.id == "91350100M000100Y43"
    assert refused(delivery, entity("Company", "91350100M000100Y44")).field_name == "id"


@pytest.mark.parametrize(
    ("percentage", "range_"),
    [
        ("25", (250_000, 250_000)),
        ("33.33333%", (333_333, 333_334)),
        ("25-50%", (250_000, 500_000)),
        (["10", "12"], (100_000, 120_000)),
        ("most of it", (0, 1_000_000)),
        ([], (0, 1_000_000)),
    ],
)
def test_ownership(delivery: Delivery, percentage: Any, range_: tuple[int, int]) -> None:
    data = entity("Ownership", owner="a", asset="b", percentage=percentage, startDate="2020")
    owns = read(delivery, data).link("owns")
    assert (owns.fields["share_min"], owns.fields["share_max"]) == range_
    assert owns.valid_from == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("told", "stake"),
    [("", None), ("direct", None), ("Indirect", "indirect"), ("Nominee holding", "nominee"),
     ("voting rights", "votes")],
)  # fmt: skip
def test_the_kind_of_a_stake(delivery: Delivery, told: str, stake: str | None) -> None:
    owns = read(delivery, entity("Ownership", owner="a", asset="b", ownershipType=told)).link(
        "owns"
    )
    assert owns.fields.get("stake") == stake


def test_several_ends_are_several_links(delivery: Delivery) -> None:
    facts = read(delivery, entity("Ownership", owner=["a", "b"], asset=["b", "c"]))
    ends = {(link.source.id[6:], link.target.id[6:]) for link in facts.links}
    assert ends == {("a", "b"), ("a", "c"), ("b", "c")}
    many = [f"n{number}" for number in range(20)]
    assert refused(delivery, entity("Ownership", owner=many, asset=many)).field_name == "owner"


def test_directorship_and_employment(delivery: Delivery) -> None:
    chair = read(delivery, entity("Directorship", director="p", organization="c",
                                  role="Chairman of the board", endDate="2020-02"))  # fmt: skip
    assert chair.link("holds_office").fields["office"] == "chair"
    assert chair.link("holds_office").valid_until == date(2020, 2, 29)
    clerk = read(delivery, entity("Employment", employee="p", employer="c", role="clerk"))
    assert clerk.link("holds_office").fields == {"office": "other", "title": "clerk"}


@pytest.mark.parametrize(
    ("schema", "one", "other", "kind"),
    [
        ("UnknownLink", "subject", "object", "associate_of"),
        ("Membership", "member", "organization", "associate_of"),
        ("Associate", "person", "associate", "associate_of"),
        ("Family", "person", "relative", "kin_of"),
    ],
)
def test_other_ties(delivery: Delivery, schema: str, one: str, other: str, kind: str) -> None:
    link = read(delivery, entity(schema, **{one: "a", other: "b"})).link(kind)
    assert (link.source.id, link.target.id) == ("local:a", "local:b")


def test_a_sanction_is_a_node_with_a_link_from_everybody(delivery: Delivery) -> None:
    facts = read(delivery, entity("Sanction", entity=["a", "b"], program="LIST", authority="X",
                                  startDate="2022-03-01"))  # fmt: skip
    assert facts.node("sanction").fields["list"] == "LIST"
    assert len([link for link in facts.links if link.kind == "sanctioned_by"]) == 2


def test_projects_and_participants(delivery: Delivery) -> None:
    code = "2012-370102-04-01-123456"
    assert read(delivery, entity("Project", code, name="样例小区")).node("project").key.id == code
    part = read(
        delivery, entity("ProjectParticipant", project=code, participant="u", role="施工")
    ).link("participates")
    assert (part.target.id, part.fields["role"]) == (code, "contractor")


def test_an_unknown_schema_is_set_aside_by_name(delivery: Delivery) -> None:
    problem = refused(delivery, entity("Airplane", name="x"))
    assert problem.field_name == "schema"
    assert "Ownership" in problem.en


@pytest.mark.parametrize(
    "data",
    [
        entity("Ownership", owner="a"),
        entity("Ownership", owner="a", asset="b", percentage="150"),
        entity("Ownership", owner="a", asset="b", startDate="2021-02-30"),
        entity("Ownership", owner="a", asset="b", startDate="2021-02-01", endDate="2020"),
        entity("Company", name="zero\u200bwidth"),
        entity("Company", name="x" * 5000),
        b'{"id": "x", "schema": "Company", "properties": [1]}',
        b'{"schema": "Company", "properties": {}}',
    ],
)
def test_what_cannot_be_is_refused(delivery: Delivery, data: bytes) -> None:
    assert refused(delivery, data).remedy_zh


def test_end_to_end(deliver: Callable[..., FileReport], store: Store) -> None:
    data = (
        entity("Company", "c", name="Acme")
        + entity("Person", "p", name="Ann")
        + entity("Ownership", "o", owner="p", asset="c", percentage="60")
        + entity("Vessel", "v")
    )
    report = deliver(data, "entities.ftm.json")
    assert (report.layout, report.stored, report.quarantined) == ("followthemoney", 3, 1)
    assert store.nodes([Key("subject", "local:p")])[Key("subject", "local:p")].name == "Ann"
    assert deliver(data + b"\n", "again.json").unchanged == 3
