"""双公示, both layouts, and the lists."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.layout import BadField, Delivery
from tests.ingest.official.readings import Read

COMPANY = "91350100M000100Y43"
PERSON = "11010519491231002X"


def test_a_penalty(row: Read) -> None:
    facts = row("double_publicity_penalty", fine="3.5", confiscated="0.0123")
    sanction, link = facts.node("sanction"), facts.link("sanctioned_by")
    assert sanction.fields["fine"] == 35_000 * 100
    assert sanction.fields["confiscated"] == 123 * 100
    assert sanction.fields["penalty_kinds"] == "警告、罚款"
    assert sanction.fields["state"] == "active"
    assert link.source.id == COMPANY
    assert (link.valid_from, link.valid_until) == (date(2024, 3, 1), date(2027, 3, 1))
    assert facts.node("organization").mention


def test_a_part_of_a_fen_is_refused(row: Read) -> None:
    with pytest.raises(BadField) as caught:
        row("double_publicity_penalty", fine="3.1234567")
    assert caught.value.field_name == "fine"


def test_a_penalised_person_is_a_key_never_a_number(row: Read, delivery: Delivery) -> None:
    facts = row(
        "double_publicity_penalty", subject_kind="自然人", subject_name="张三", uscc="",
        identity=PERSON, identity_kind="身份证",
    )  # fmt: skip
    person = facts.node("person")
    assert person.key.id == delivery.persons.key(PERSON)
    assert delivery.persons.unseal(str(person.fields["identity_sealed"])) == PERSON
    assert person.fields["identity_kind"] == "身份证"
    assert PERSON not in repr(facts.all)


def test_persons_published_without_a_number_stay_apart(row: Read) -> None:
    told = {"subject_kind": "自然人", "subject_name": "张三", "uscc": ""}
    one = row("double_publicity_penalty", **told).node("person").key
    other = row("double_publicity_penalty", **told, document="另一号").node("person").key
    stars = row("double_publicity_penalty", **told, identity="3701**********1234")
    assert len({one, other, stars.node("person").key}) == 3


@pytest.mark.parametrize("kind", ["法人及非法人组织", "个体工商户"])
def test_only_persons_may_lack_a_uscc(row: Read, kind: str) -> None:
    with pytest.raises(BadField) as caught:
        row("double_publicity_penalty", subject_kind=kind, uscc="")
    assert caught.value.field_name == "uscc"


@pytest.mark.parametrize(
    "cells",
    [
        {"procedure": "简易程序"},
        {"remark": "依法适用简易程序"},
        {"content": "当场处罚决定:罚款50元"},
    ],
)
def test_summary_procedure_is_not_credit_information(row: Read, cells: dict[str, str]) -> None:
    with pytest.raises(BadField) as caught:
        row("double_publicity_penalty", **cells)
    assert "第十三条" in caught.value.zh
    assert "article 13" in caught.value.en


def test_saying_that_the_procedure_was_not_summary_is_fine(row: Read) -> None:
    assert row("double_publicity_penalty", remark="本案不适用简易程序").node("sanction")


@pytest.mark.parametrize(
    ("remark", "state"), [("已修复", "repaired"), ("决定已撤销", "annulled"), ("未修复", "active")]
)
def test_the_remark_tells_what_became_of_it(row: Read, remark: str, state: str) -> None:
    assert row("double_publicity_penalty", remark=remark).node("sanction").fields["state"] == state


def test_one_document_against_two_subjects_is_two_sanctions(row: Read) -> None:
    one = row("double_publicity_penalty").node("sanction").key
    other = row("double_publicity_penalty", uscc="91370102MA3C0002X7").node("sanction").key
    assert one != other


def test_a_licence(row: Read) -> None:
    facts = row("double_publicity_licence", valid_from="2024-03-05")
    assert facts.node("licence").fields["state"] == "有效"
    link = facts.link("licensed_by")
    assert (link.valid_from, link.valid_until) == (date(2024, 3, 5), date(2029, 2, 28))


def test_the_digits_of_2016_mean_something_else(row: Read) -> None:
    new = row("double_publicity_licence", state="1").node("licence")
    old = row("double_publicity_2016_licence", state="1").node("licence")
    assert (new.fields["state"], old.fields["state"]) == ("有效", "撤销")
    penalty = row("double_publicity_2016_penalty", state="2").node("sanction")
    assert penalty.fields["state"] == "objected"


def test_2016_knows_the_codes_before_the_uscc(row: Read) -> None:
    facts = row("double_publicity_2016_penalty", uscc="", organization_code="D2143569-X")
    assert facts.node("organization").key.id == "local:D2143569X"
    with pytest.raises(BadField):
        row("double_publicity_2016_penalty", uscc="")


@pytest.mark.parametrize(
    ("cells", "state", "last"),
    [
        ({}, "active", date(2027, 2, 28)),
        ({"ended": "2025-03-01"}, "repaired", date(2025, 2, 28)),
        ({"ended": "2027-03-01", "state": "移出"}, "expired", date(2027, 2, 28)),
        ({"ended": "2024-03-01", "state": "撤销"}, "annulled", date(2024, 3, 1)),
    ],
)
def test_a_serious_list(row: Read, cells: dict[str, str], state: str, last: date) -> None:
    facts = row("serious_list", **cells)
    assert facts.node("sanction").fields["state"] == state
    assert facts.link("sanctioned_by").valid_until == last


def test_a_listed_person(row: Read, delivery: Delivery) -> None:
    facts = row("serious_list", uscc="", name="张三", identity=PERSON)
    assert facts.node("person").key.id == delivery.persons.key(PERSON)


def test_abnormal_operation(row: Read) -> None:
    facts = row("abnormal_operation", ended="2024-06-01", removal_reason="已补报年度报告")
    assert facts.node("sanction").fields["state"] == "repaired"
    assert facts.link("sanctioned_by").valid_until == date(2024, 5, 31)


def test_an_end_before_the_beginning(row: Read) -> None:
    with pytest.raises(BadField) as caught:
        row("abnormal_operation", ended="2023-01-01")
    assert caught.value.field_name == "ended"


@pytest.mark.parametrize(
    ("name", "identity", "kind", "key"),
    [
        ("济南样例建设有限公司", COMPANY, "organization", COMPANY),
        ("济南样例建设有限公司", "D2143569-X", "organization", "local:D2143569X"),
        ("济南样例建设有限公司", "9135010****00Y43", "organization", None),
        ("张三", "1101051949****002X", "person", None),
    ],
)
def test_judgment_debtors(
    row: Read, name: str, identity: str, kind: str, key: str | None
) -> None:  # fmt: skip
    facts = row("judgment_debtor", name=name, identity=identity)
    assert facts.nodes[0].kind == kind
    assert facts.nodes[0].key.id == key or (key is None and ":" in facts.nodes[0].key.id)


def test_a_debtor_by_identity_number(row: Read, delivery: Delivery) -> None:
    facts = row("judgment_debtor", name="张三", identity=PERSON)
    assert facts.node("person").key.id == delivery.persons.key(PERSON)
    assert PERSON not in repr(facts.all)


def test_a_debtor_who_paid(row: Read) -> None:
    facts = row("judgment_debtor", ended="2025-01-01", performance="全部已履行")
    assert facts.node("sanction").fields["state"] == "repaired"


def test_a_commitment_concerns_its_project(row: Read) -> None:
    facts = row("commitments")
    assert facts.link("concerns").target.id == "2012-370102-04-01-123456"
    assert facts.link("committed").valid_from == date(2024, 3, 1)
    assert facts.link("supervised_by").target.id == "unit:济南市住房和城乡建设局"
    bare = row("commitments", project="", supervising_unit="")
    assert [link.kind for link in bare.links] == ["committed"]


def test_bids(row: Read) -> None:
    facts = row("lot_bids")
    bid = facts.link("bids")
    assert (bid.fields["won"], bid.fields["price"]) == (True, 1_234_567_890)
    assert bid.target.id == "2012-370102-04-01-123456#B01"
    assert facts.node("lot").mention
