"""Approval items, contracts, units on site, credit records of the market, key projects."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.layout import BadField, Delivery
from tests.ingest.official.readings import Read

PROJECT = "2012-370102-04-01-123456"
OTHER = "91110000600037341L"
PERSON = "11010519491231002X"


def test_an_approval_item_is_a_milestone_of_its_stage(row: Read) -> None:
    facts = row("spgl_approval")
    told = facts.node("milestone").fields
    assert (told["stage"], told["outcome"]) == ("engineering", "passed")
    assert (told["accepted"], told["decided"]) == (date(2024, 2, 1), date(2024, 2, 20))
    (part,) = [link for link in facts.links if link.source == facts.node("milestone").key]
    assert part.target.id == f"{PROJECT}/001"


def test_items_beside_the_stages(row: Read) -> None:
    for told in ("5", "并行推进"):
        assert row("spgl_approval", stage=told).node("milestone").fields["stage"] == "parallel"


@pytest.mark.parametrize(("state", "outcome"), [("12", "refused"), ("办理中", "pending")])
def test_what_did_not_pass_has_no_day_of_decision(row: Read, state: str, outcome: str) -> None:
    told = row("spgl_approval", outcome=state).node("milestone").fields
    assert told["outcome"] == outcome
    assert "decided" not in told


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"decided": ""}, "decided"), ({"stage": "6"}, "stage"), ({"outcome": "77"}, "outcome"),
        ({"accepted": "2024-03-01"}, "decided"), ({"valid": "0"}, "valid"),
    ],
)  # fmt: skip
def test_approval_items_that_cannot_be(row: Read, cells: dict[str, str], field: str) -> None:
    with pytest.raises(BadField) as caught:
        row("spgl_approval", **cells)
    assert caught.value.field_name == field


def test_a_contract_dates_the_part_and_names_it(row: Read) -> None:
    link = row("contract_record", leader="王五", leader_identity=PERSON).link("participates")
    assert link.fields == {"role": "contractor", "contract": "HT-2024-0015"}
    assert (link.valid_from, link.valid_until) == (date(2024, 2, 10), None)


def test_both_members_of_a_consortium_take_part(row: Read) -> None:
    facts = row("contract_record", partner_name="某设计院有限公司", partner=OTHER, kind="600")
    lead, member = [link for link in facts.links if link.kind == "participates"]
    assert (lead.fields["consortium"], member.fields["consortium"]) == ("lead", "member")
    assert {lead.fields["role"], member.fields["role"]} == {"epc"}
    assert member.source.id == OTHER


def test_a_unit_on_site_from_entry_to_exit(row: Read, delivery: Delivery) -> None:
    facts = row("real_name_unit", valid_until="2024-09-30", leader_identity=PERSON, works="")
    part, leads = facts.link("participates"), facts.link("leads")
    assert part.target.id == leads.target.id == PROJECT
    for link in (part, leads):
        assert (link.valid_from, link.valid_until) == (date(2024, 3, 5), date(2024, 9, 30))
    assert leads.source.id == delivery.persons.key(PERSON)


def test_a_bad_record_concerns_the_works(row: Read) -> None:
    facts = row("market_conduct", ended="2024-11-01", state="已修复")
    record = facts.node("sanction")
    assert (record.fields["kind"], record.fields["state"]) == ("bad_record", "repaired")
    assert facts.link("concerns").target.id == f"{PROJECT}/001"
    assert facts.link("sanctioned_by").valid_until == date(2024, 10, 31)
    assert facts.link("part_of").target.id == PROJECT


def test_a_good_record_is_a_commendation(row: Read) -> None:
    facts = row("market_conduct", conduct="优良", item="泰山杯", project="", works="")
    assert facts.node("commendation").fields["name"] == "泰山杯"
    assert facts.link("commended_by").valid_until == date(2025, 4, 30)
    assert not [link for link in facts.links if link.kind == "concerns"]


def test_a_person_has_records_too(row: Read, delivery: Delivery) -> None:
    facts = row("market_conduct", name="王五", uscc="", identity=PERSON)
    assert facts.link("sanctioned_by").source.id == delivery.persons.key(PERSON)


def test_a_key_project(row: Read) -> None:
    assert row("key_project").node("project").fields == {"key_level": "市重点"}
    with pytest.raises(BadField):
        row("key_project", level="很重要")


def test_a_letter_the_leader_signed_is_the_leaders_too(row: Read, delivery: Delivery) -> None:
    letter = row("commitments", works="001", leader="王五", leader_identity=PERSON)
    unit, signer = [link.source.id for link in letter.links if link.kind == "committed"]
    assert (unit, signer) == ("91350100M000100Y43", delivery.persons.key(PERSON))
    assert letter.link("concerns").target.id == f"{PROJECT}/001"
