"""The roll of officers, inspections with their results, and how contracts were performed."""

from __future__ import annotations

from datetime import date

import pytest

from graph.acts import unit_key
from ingest.layout import BadField, Delivery
from tests.ingest.official.readings import Read

OFFICE = unit_key("济南市住房和城乡建设局")
PERSON = "11010519491231002X"


def test_an_officer_stands_on_a_departments_roll(row: Read, delivery: Delivery) -> None:
    facts = row("inspection_officers", id=PERSON, valid_until="2025-12-31")
    link = facts.link("enforces_for")
    assert (link.source.id, link.target) == (delivery.persons.key(PERSON), OFFICE)
    assert (link.valid_from, link.valid_until) == (date(2023, 1, 1), date(2025, 12, 31))
    assert link.fields == {"certificate": "15010012345"}
    assert PERSON not in repr(facts.all)


def test_a_visit_is_tied_to_its_target_its_department_and_its_officers(row: Read) -> None:
    facts = row("inspections")
    visit = facts.node("inspection")
    assert (visit.fields["cause"], visit.fields["result"]) == ("draw", "passed")
    assert visit.fields["day"] == date(2024, 3, 12)
    assert facts.link("visited").source.id == "91350100M000100Y43"
    assert facts.link("carried_out_by").target == OFFICE
    officers = [link.source.id for link in facts.links if link.kind == "visits"]
    assert officers == ["local:officer-12", "local:officer-13"]


def test_the_result_comes_as_the_same_number_again(row: Read) -> None:
    ordered = row("inspections", day="", result="")
    paid = row("inspections")
    assert "result" not in ordered.node("inspection").fields
    assert ordered.node("inspection").key == paid.node("inspection").key
    assert ordered.link("visited") == paid.link("visited")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"day": ""}, "day"),
        ({"result": ""}, "result"),
        ({"result": "还行"}, "result"),
        ({"cause": "心血来潮"}, "cause"),
        ({"day": "2024-02-01"}, "day"),
    ],
)
def test_what_is_half_told_or_impossible_is_refused(
    row: Read, cells: dict[str, str], field: str
) -> None:
    with pytest.raises(BadField) as caught:
        row("inspections", **cells)
    assert caught.value.field_name == field


def test_a_contract_is_its_performers_and_names_the_other_party(row: Read) -> None:
    facts = row("contract_performance")
    contract = facts.node("contract")
    assert (contract.fields["state"], contract.fields["amount"]) == ("performed", 56_000_000)
    assert facts.link("performs").source.id == "91350100M000100Y43"
    assert facts.link("awarded").source.id == "91110000600037341L"
    assert facts.link("concerns").target.family == "project"
    again = row("contract_performance", state="违约", performed="")
    assert again.node("contract").key == contract.key
    assert again.link("performs") == facts.link("performs")


@pytest.mark.parametrize(
    ("cells", "field"), [({"state": "挺好"}, "state"), ({"due": "2024-01-01"}, "due")]
)
def test_a_contract_that_cannot_be_is_refused(row: Read, cells: dict[str, str], field: str) -> None:
    with pytest.raises(BadField) as caught:
        row("contract_performance", **cells)
    assert caught.value.field_name == field
