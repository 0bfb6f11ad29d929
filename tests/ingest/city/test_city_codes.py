"""The city's codes are valid by the readers of the standards, and distinct."""

from __future__ import annotations

import numpy as np

from graph.identifiers import identity_number, project_code, uscc
from ingest.city.city import make_city

CITY = make_city(1_000, 7)


def test_every_company_has_a_valid_uscc_of_its_own() -> None:
    codes = CITY.companies.codes(np.arange(CITY.companies.count)).tolist()
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not uscc.is_valid(code)] == []


def test_every_person_has_a_valid_identity_number_of_their_own() -> None:
    numbers = CITY.persons.identities(np.arange(CITY.persons.count)).tolist()
    assert len(set(numbers)) == len(numbers)
    assert [n for n, text in enumerate(numbers) if not identity_number.is_valid(text)] == []


def test_project_codes_have_the_old_and_the_new_shape() -> None:
    codes = CITY.projects.code.tolist()
    assert len(set(codes)) == len(codes)
    assert all(project_code.is_valid(code) for code in codes)
    assert {project_code.parse(code).edition for code in codes} == {"old", "new"}


def test_uscc_names_registrar_and_division() -> None:
    parsed = [uscc.parse(code) for code in CITY.companies.codes(np.arange(200)).tolist()]
    assert {each.registrar for each in parsed} == {"机构编制", "市场监督管理"}
    assert all(each.division.startswith("3701") for each in parsed)
