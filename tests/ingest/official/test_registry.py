"""登记: what rows of the registry state, and what they do not."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.layout import BadField, Delivery
from tests.ingest.official.readings import Read

COMPANY = "91350100M000100Y43"
BRANCH = "91370102MA3C0002X7"
PERSON = "11010519491231002X"


def test_a_subject_with_everything(row: Read, delivery: Delivery) -> None:
    facts = row("registry_subjects", legal_representative_identity=PERSON, phone="138 0000 1234")
    company = facts.node("organization")
    assert company.key.id == COMPANY
    assert not company.mention
    assert company.fields["registered_capital"] == 1000 * 10_000 * 100
    assert company.fields["registered"] == date(2015, 6, 1)
    person = facts.node("person")
    assert person.key.id == delivery.persons.key(PERSON)
    assert person.mention
    assert PERSON not in repr(facts.all)
    office = facts.link("holds_office")
    assert (office.source, office.target) == (person.key, company.key)
    assert office.fields["office"] == "legal_representative"
    kinds = {node.fields["kind"] for node in facts.nodes if node.kind == "contact"}
    assert kinds == {"address", "phone"}
    assert "13800001234" not in [node.fields["name"] for node in facts.nodes]


def test_the_same_address_written_otherwise_is_one_contact(row: Read) -> None:
    one = row("registry_subjects", address="济南市历下区样例路1号(2楼)")
    other = row("registry_subjects", uscc=BRANCH, address="济南市 历下区样例路1号(2楼)")
    assert one.link("contact_at").target == other.link("contact_at").target


def test_namesakes_without_numbers_stay_apart(row: Read) -> None:
    one = row("registry_subjects").node("person").key
    other = row("registry_subjects", uscc=BRANCH).node("person").key
    assert one != other
    assert row("registry_officers", person_name="张三").node("person").key == one


def test_a_subject_that_never_got_a_uscc(row: Read) -> None:
    facts = row("registry_subjects", uscc="", registration_number="370100000012345")
    assert facts.node("organization").key.id == "local:370100000012345"


@pytest.mark.parametrize("code", ["", "91350100M000100Y44", "9135010OM000100Y43", "12345"])
def test_a_code_that_fails_is_refused(row: Read, code: str) -> None:
    with pytest.raises(BadField) as caught:
        row("registry_subjects", uscc=code)
    assert caught.value.field_name == "uscc"


def test_a_persons_share(row: Read, delivery: Delivery) -> None:
    facts = row("registry_shareholders", owner_identity=PERSON, share_percent="33.33333")
    owns = facts.link("owns")
    assert owns.source.id == delivery.persons.key(PERSON)
    assert (owns.fields["share_min"], owns.fields["share_max"]) == (333_333, 333_334)
    assert owns.fields["amount"] == 600 * 10_000 * 100
    assert not facts.node("person").mention


def test_an_unknown_share_is_not_zero(row: Read) -> None:
    owns = row("registry_shareholders", share_percent="").link("owns")
    assert (owns.fields["share_min"], owns.fields["share_max"]) == (0, 1_000_000)


def test_a_corporate_owner_is_mentioned(row: Read) -> None:
    facts = row(
        "registry_shareholders", owner_name="某集团", owner_kind="法人股东", owner_identity=BRANCH,
        company_name="",
    )  # fmt: skip
    owner = facts.node("organization")
    assert (owner.key.id, owner.mention) == (BRANCH, True)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("某某投资有限公司", "", "organization"),
        ("某某投资", "法人股东", "organization"),
        ("李四", "", "subject"),
        ("李四", "自然人股东", "person"),
    ],
)
def test_owners_without_a_number(row: Read, name: str, kind: str, expected: str) -> None:
    facts = row("registry_shareholders", owner_name=name, owner_kind=kind, company_name="")
    assert facts.nodes[0].kind == expected
    assert facts.nodes[0].key.id.startswith("local:")


@pytest.mark.parametrize("share", ["-1", "100.01", "half", "=1+1"])
def test_impossible_shares_are_refused(row: Read, share: str) -> None:
    with pytest.raises(BadField) as caught:
        row("registry_shareholders", share_percent=share)
    assert caught.value.field_name == "share_percent"


def test_two_offices_in_one_cell(row: Read) -> None:
    facts = row("registry_officers", office="董事长兼总经理", valid_until="2020-12-31")
    held = {link.fields["office"]: link.fields["title"] for link in facts.links}
    assert held == {"chair": "董事长", "manager": "总经理"}
    assert {link.valid_until for link in facts.links} == {date(2020, 12, 31)}


def test_an_office_that_ends_before_it_begins(row: Read) -> None:
    with pytest.raises(BadField) as caught:
        row("registry_officers", valid_from="2020-01-01", valid_until="2019-01-01")
    assert caught.value.field_name == "valid_until"


def test_a_branch_of_itself_is_refused(row: Read) -> None:
    with pytest.raises(BadField) as caught:
        row("registry_branches", branch=COMPANY)
    assert caught.value.field_name == "branch"


def test_numbers_inside_a_change_are_masked(row: Read) -> None:
    facts = row("registry_changes", before=f"张三({PERSON})", after="李四")
    change = facts.node("change")
    assert PERSON not in repr(facts.all)
    assert "张三" in str(change.fields["before"])
    assert facts.link("changed").valid_from == date(2020, 5, 1)
    again = row("registry_changes", before="王五", after="李四")
    assert again.node("change").key != change.key
