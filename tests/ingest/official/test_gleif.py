"""GLEIF: the golden copy's samples, and later deltas of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graph.facts import Withdrawal
from graph.store import Store
from ingest.layout import BadField, Delivery
from ingest.persons import PersonKeys
from ingest.report import FileReport
from tests.ingest.official.readings import EXCHANGE, Facts, outcomes

FILES = {  # layout, and the tag a record begins with
    "lei-data.xml": ("gleif_lei", "<lei:LEIRecord"),
    "lei-updates-data2.xml": ("gleif_lei", "<lei:LEIRecord"),
    "rr-data.xml": ("gleif_relationships", "<rr:RelationshipRecord"),
    "rr-updates-data2.xml": ("gleif_relationships", "<rr:RelationshipRecord"),
    "repex-data.xml": ("gleif_exceptions", "<repex:Exception"),
    "repex-updates-data2.xml": ("gleif_exceptions", "<repex:Exception"),
}


@pytest.mark.parametrize("file", FILES)
def test_every_record_is_read(shared: Path, delivery: Delivery, file: str) -> None:
    name, tag = FILES[file]
    data = (shared / "gleif" / file).read_bytes()
    assert [each.name for each in EXCHANGE.values() if each.recognise(data[:65536])] == [name]
    lines = data.decode().splitlines()
    begins = [number for number, line in enumerate(lines, 1) if re.search(tag + "[ >]", line)]
    found = list(outcomes(name, data, delivery))
    assert all(isinstance(what, Facts) for _, what in found)
    assert len(found) == len(begins)


def test_an_entity(shared: Path, delivery: Delivery) -> None:
    data = (shared / "gleif" / "lei-data.xml").read_bytes()
    _, first = next(outcomes("gleif_lei", data, delivery))
    fund = first.node("organization")
    assert fund.key.id == "local:001GPB6A9XPE8XJICC14"
    assert fund.fields["name"] == "Fidelity Advisor Leveraged Company Stock Fund"
    assert fund.fields["registered"] == date(2012, 11, 29)
    assert fund.fields["country"] == "US"
    assert "FIDELITY ADVISOR SERIES I" in fund.fields["former_names"]
    assert fund.fields["registration_number"] == "S000005113"


def test_deltas_update(shared: Path, deliver: Callable[..., FileReport], store: Store) -> None:
    for file, (name, _) in FILES.items():
        report = deliver((shared / "gleif" / file).read_bytes(), file)
        assert (report.layout, report.quarantined) == (name, 0)
    again = deliver((shared / "gleif" / "rr-data.xml").read_bytes(), "rr-data.xml")
    assert again.stored == 0


def relationship(kind: str, *, status: str = "ACTIVE", registered: str = "PUBLISHED") -> bytes:
    return f"""<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
<rr:RelationshipRecords><rr:RelationshipRecord><rr:Relationship>
<rr:StartNode><rr:NodeID>001GPB6A9XPE8XJICC14</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
<rr:EndNode><rr:NodeID>5493001Z012YSB2A0K51</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
<rr:RelationshipType>{kind}</rr:RelationshipType>
<rr:RelationshipPeriods><rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00.000Z</rr:StartDate>
<rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod></rr:RelationshipPeriods>
<rr:RelationshipStatus>{status}</rr:RelationshipStatus></rr:Relationship>
<rr:Registration><rr:LastUpdateDate>2023-05-18T15:41:20.212Z</rr:LastUpdateDate>
<rr:RegistrationStatus>{registered}</rr:RegistrationStatus></rr:Registration>
</rr:RelationshipRecord></rr:RelationshipRecords></rr:RelationshipData>""".encode()


def one(data: bytes, delivery: Delivery) -> Facts:
    ((_, found),) = outcomes("gleif_relationships", data, delivery)
    assert isinstance(found, Facts)
    return found


def test_the_parent_controls_the_child(delivery: Delivery) -> None:
    link = one(relationship("IS_DIRECTLY_CONSOLIDATED_BY"), delivery).link("controls")
    assert link.source.id == "local:5493001Z012YSB2A0K51"
    assert link.target.id == "local:001GPB6A9XPE8XJICC14"
    assert (link.distinct, link.valid_from) == ("direct", date(2012, 11, 29))


def test_other_relationships(delivery: Delivery) -> None:
    managed = one(relationship("IS_FUND-MANAGED_BY"), delivery).link("managed_by")
    assert managed.source.id == "local:001GPB6A9XPE8XJICC14"
    assert one(relationship("IS_INTERNATIONAL_BRANCH_OF"), delivery).link("branch_of")
    assert one(relationship("IS_SUBFUND_OF"), delivery).link("associate_of")


def test_an_inactive_relationship_ends(delivery: Delivery) -> None:
    data = relationship("IS_FUND-MANAGED_BY", status="INACTIVE")
    assert one(data, delivery).link("managed_by").valid_until == date(2023, 5, 18)


def test_an_annulled_record_withdraws_its_link(delivery: Delivery) -> None:
    (fact,) = one(relationship("IS_FUND-MANAGED_BY", registered="ANNULLED"), delivery).all
    assert isinstance(fact, Withdrawal)


def test_entities_are_not_expanded(persons: PersonKeys) -> None:
    data = relationship("IS_FUND-MANAGED_BY")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + data
    ((_, found),) = outcomes("gleif_relationships", bomb, Delivery("local", persons))
    assert isinstance(found, BadField)


def test_an_encoding_that_nobody_knows_is_one_problem(delivery: Delivery) -> None:
    data = b'<?xml version="1.0" encoding="NTF-8"?>' + relationship("IS_FUND-MANAGED_BY")
    ((_, found),) = outcomes("gleif_relationships", data, delivery)
    assert isinstance(found, BadField)


def test_a_file_broken_off_keeps_what_came_before(shared: Path, delivery: Delivery) -> None:
    data = (shared / "gleif" / "lei-data.xml").read_bytes()
    found = [what for _, what in outcomes("gleif_lei", data[: len(data) // 2], delivery)]
    assert all(isinstance(what, Facts) for what in found[:-1])
    assert len(found) > 3
    assert isinstance(found[-1], BadField)


def test_a_lei_with_a_wrong_check(delivery: Delivery) -> None:
    data = relationship("IS_FUND-MANAGED_BY").replace(b"CC14", b"CC15")
    ((_, found),) = outcomes("gleif_relationships", data, delivery)
    assert isinstance(found, BadField)
    assert found.field_name == "StartNode"
