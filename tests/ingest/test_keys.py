"""Whom a cell names."""

from __future__ import annotations

import pytest

from graph.facts import Key
from ingest.keys import lot_key, party, project_key, subject_key, works_key
from ingest.layout import BadField, Delivery
from ingest.persons import PersonKeys

USCC = "91350100M000100Y43"
IDENTITY = "11010519491231002X"  # the example of GB 11643


@pytest.fixture
def delivery(persons: PersonKeys) -> Delivery:
    return Delivery("local", persons)


@pytest.mark.parametrize(
    "text", [USCC, USCC.lower(), "９１350100M000100Y43", "91350100-M000100Y4 3"]
)
def test_a_credit_code_is_a_key_of_its_own(text: str, delivery: Delivery) -> None:
    assert subject_key({"id": text}, "id", delivery) == Key("subject", USCC)


@pytest.mark.parametrize("text", ["91350100M000100Y44", "9135O100M000100Y43", "9.135E+17"])
def test_a_damaged_credit_code_is_refused(text: str, delivery: Delivery) -> None:
    with pytest.raises(BadField):
        subject_key({"id": text}, "id", delivery)


def test_a_person_is_a_keyed_hash(delivery: Delivery) -> None:
    found = party({"id": IDENTITY}, "id", delivery)
    assert found is not None
    assert found.kind == "person"
    assert found.key.id == delivery.persons.key(IDENTITY)
    assert IDENTITY not in repr(found)
    assert party({"id": "110105491231002"}, "id", delivery) == found, "the old, 15-digit number"


def test_a_damaged_identity_number_is_refused_and_not_repeated(delivery: Delivery) -> None:
    with pytest.raises(BadField) as refused:
        subject_key({"id": "110105194912310021"}, "id", delivery)
    assert "1949" not in str(refused.value)


def test_a_person_is_no_company(delivery: Delivery) -> None:
    with pytest.raises(BadField):
        subject_key({"id": IDENTITY}, "id", delivery, "organization")


def test_documents_are_always_hashed(delivery: Delivery) -> None:
    found = party({"id": "E12345678"}, "id", delivery, document=True)
    assert found is not None
    assert "E12345678" not in repr(found)


def test_other_ids_are_scoped(delivery: Delivery) -> None:
    assert subject_key({"id": "c-1"}, "id", delivery) == Key("subject", "local:c-1")
    assert party({"id": ""}, "id", delivery) is None


def test_projects_and_their_parts(delivery: Delivery) -> None:
    code = "2012-370102-04-01-123456"
    project = project_key({"p": code}, "p", delivery)
    assert project == Key("project", code)
    assert project_key({"p": "P7"}, "p", delivery) == Key("project", "local:P7")
    assert works_key(project, "G01").id == f"{code}/G01"
    assert lot_key(project, "B01").id == f"{code}#B01"
