"""SPGL: projects, works, buildings, parties, milestones; role codes and places."""

from __future__ import annotations

import math
import random
from datetime import date
from pathlib import Path

import pytest

from graph.errors import RefusedInput
from graph.vocabulary import ROLES
from ingest.coordinates import from_bd09, from_gcj02, place, to_bd09, to_gcj02
from ingest.crosswalk import ROLE_TABLES, division, offices, penalty_kinds, role
from ingest.layout import BadField, Delivery
from ingest.provinces import province_of
from tests.ingest.official.readings import Read

PROJECT = "2012-370102-04-01-123456"
PERSON = "11010519491231002X"


def test_a_project_and_its_works(row: Read) -> None:
    facts = row("spgl_project")
    project, works = facts.node("project"), facts.node("works")
    assert (project.key.id, works.key.id) == (PROJECT, f"{PROJECT}/001")
    assert (project.mention, works.mention) == (True, False)
    assert project.fields["investment"] == 12_000_500_000
    assert (project.fields["longitude"], project.fields["latitude"]) == (117_020_100, 36_668_300)
    assert facts.link("part_of").target == project.key
    construction = facts.link("participates")
    assert (construction.fields["role"], construction.target) == ("construction", works.key)


def test_works_of_the_projects_own_code(row: Read) -> None:
    facts = row("spgl_project", works=PROJECT)
    assert not facts.node("project").mention
    assert facts.link("participates").target.id == PROJECT
    assert not [node for node in facts.nodes if node.kind == "works"]


def test_works_whose_code_begins_with_the_projects(row: Read) -> None:
    assert row("spgl_unit", works=f"{PROJECT}-002").node("works").key.id == f"{PROJECT}/002"


def test_version_3_may_leave_the_project_out(row: Read) -> None:
    facts = row("spgl_v3_party", project="", works=f"{PROJECT}-002")
    assert facts.link("part_of").target.id == PROJECT
    with pytest.raises(BadField) as caught:
        row("spgl_v3_party", project="", works="002")
    assert caught.value.field_name == "project"


def test_the_same_digit_is_another_role_in_another_table(row: Read) -> None:
    old = row("spgl_unit", role="3").link("participates")
    new = row("spgl_v3_party", role="3").link("participates")
    assert (old.fields["role"], new.fields["role"]) == ("survey", "contractor")


@pytest.mark.parametrize("code", ["6", "8", "", "甲方"])
def test_a_code_that_its_table_does_not_have(row: Read, code: str) -> None:
    with pytest.raises(BadField) as caught:
        row("spgl_unit", role=code)
    assert caught.value.field_name == "role"


def test_a_party_with_its_leader(row: Read, delivery: Delivery) -> None:
    facts = row("spgl_v3_party", leader_identity=PERSON, leader_identity_kind="1")
    leads = facts.link("leads")
    assert leads.source.id == delivery.persons.key(PERSON)
    assert leads.fields["unit"] == "91350100M000100Y43"
    assert leads.distinct == "contractor|91350100M000100Y43"
    assert leads.valid_until is None
    assert facts.link("participates").fields["qualification"] == "建筑工程施工总承包二级"
    assert facts.node("person").fields["identity_kind"] == "身份证"


def test_a_row_marked_not_valid(row: Read) -> None:
    with pytest.raises(BadField) as caught:
        row("spgl_unit", valid="0")
    assert caught.value.field_name == "valid"


def test_a_building(row: Read) -> None:
    building = row("spgl_v3_building").node("building")
    assert building.key.id == f"{PROJECT}/001/001"
    assert building.fields["cost"] == 1200 * 10_000 * 100
    assert building.fields["longitude"] == 117_020_100


@pytest.mark.parametrize("table", ["spgl_permit", "spgl_v3_permit"])
def test_a_permit_is_a_milestone_of_the_works(row: Read, table: str) -> None:
    facts = row(table)
    milestone = facts.node("milestone")
    assert milestone.fields["stage"] == "construction"
    (part,) = [link for link in facts.links if link.source == milestone.key]
    assert (part.kind, part.target.id) == ("part_of", f"{PROJECT}/001")
    assert part.valid_from == date(2024, 3, 1)
    assert facts.link("participates").fields["role"] == "construction"


def test_acceptance_names_the_construction_units_leader(row: Read) -> None:
    facts = row("spgl_v3_acceptance")
    assert facts.node("milestone").fields["stage"] == "acceptance"
    assert facts.link("leads").fields["role"] == "construction"


def test_roles_by_name_and_by_code() -> None:
    for name in ("监理", "监理单位", "supervision", "SUPERVISION", "007"):
        assert role(name) == "supervision"
    assert {meaning for table in ROLE_TABLES.values() for meaning in table.values()} <= set(ROLES)


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        # domain table: construction, contractor, survey, design, supervision, epc, testing
        ("spgl_unit", ("1", "2", "3", "4", "5", None, None)),
        ("spgl_v3", (None, "3", "1", "2", "4", "5", "6")),
        ("acceptance", (None, "3", "1", "2", "4", "7", "6")),
        ("local", ("31", "3", "1", "2", "4", "6", "10")),
        ("real_name", ("008", "009", "010", "011", "007", None, None)),
        ("contract", (None, "301", "100", "200", "400", "600", None)),
    ],
)
def test_the_incompatible_lists(table: str, codes: tuple[str | None, ...]) -> None:
    roles = ("construction", "contractor", "survey", "design", "supervision", "epc", "testing")
    told = {code: name for code, name in zip(codes, roles, strict=True) if code}
    assert {code: role(code, table) for code in told} == told


def test_other_crosswalks() -> None:
    assert offices("财务负责人") == (("executive", "财务负责人"),)
    assert offices("吉祥物") == (("other", "吉祥物"),)
    assert penalty_kinds("罚款;没收违法所得;罚款") == "罚款、没收违法所得"
    assert [division(told) for told in ("370102", "370102000000", "历下区", "")] == [
        "370102", "370102", "370102", "",
    ]  # fmt: skip
    with pytest.raises(BadField):
        division("37010")


def test_gcj02_is_inverted_exactly_enough() -> None:
    rng = random.Random(7)
    for _ in range(200):
        east, north = rng.uniform(74, 134), rng.uniform(4, 53)
        back = from_gcj02(*to_gcj02(east, north))
        assert max(abs(back[0] - east), abs(back[1] - north)) < 1e-7


def test_gcj02_is_some_hundred_metres_away() -> None:
    # Jinan, Spring City Square: a published pair, good to about a metre
    east, north = to_gcj02(117.0, 36.65)
    metres = math.hypot((east - 117.0) * 89_500, (north - 36.65) * 111_000)
    assert 300 < metres < 700


def test_the_datum_is_stated_or_the_standards_own() -> None:
    told = place({"coordinates": "117.0,36.65", "datum": "GCJ-02"}, "coordinates")
    default = place({"coordinates": "117.0,36.65"}, "coordinates")
    assert told is not None
    assert default is not None
    assert told.datum == "GCJ-02"
    assert (default.longitude, default.latitude) == (117_000_000, 36_650_000)
    assert (told.longitude, told.latitude) != (default.longitude, default.latitude)


def test_an_outline_becomes_its_middle() -> None:
    outline = "117.0,36.0;117.2,36.0;117.2,36.2;117.0,36.2;117.0,36.0"
    found = place({"coordinates": outline}, "coordinates")
    assert found is not None
    assert (found.longitude, found.latitude) == (117_100_000, 36_100_000)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("36.65,117.0", "swapped"), ("0,0", "zero"), ("2.35,48.85", "not in China"),
        ("117度,36度", "not a longitude"), ("117.0", "not a longitude"),
    ],
)  # fmt: skip
def test_places_that_cannot_be(told: str, word: str) -> None:
    with pytest.raises(BadField, match=word):
        place({"coordinates": told}, "coordinates")


def test_a_place_that_its_datum_moves_out_of_china() -> None:
    with pytest.raises(BadField, match="not in China"):
        place({"coordinates": "117.2,3", "datum": "BD-09"}, "coordinates")


def test_an_unknown_datum() -> None:
    with pytest.raises(BadField) as caught:
        place({"coordinates": "117.0,36.65", "datum": "Beijing-54"}, "coordinates")
    assert caught.value.field_name == "datum"


def test_bd09_is_gcj02_shifted_once_more() -> None:
    rng = random.Random(8)
    for _ in range(200):
        east, north = rng.uniform(74, 134), rng.uniform(4, 53)
        back = from_bd09(*to_bd09(east, north))
        assert max(abs(back[0] - east), abs(back[1] - north)) < 1e-7
    wgs = place({"coordinates": "117.0,36.65"}, "coordinates")
    shifted = to_bd09(*to_gcj02(117.0, 36.65))
    told = {"coordinates": f"{shifted[0]:.9f},{shifted[1]:.9f}", "datum": "百度坐标系"}
    found = place(told, "coordinates")
    assert found is not None
    assert wgs is not None
    assert (found.longitude, found.latitude) == (wgs.longitude, wgs.latitude)
    assert found.datum == "BD-09"


def test_a_place_lies_in_the_province_of_its_division(row: Read) -> None:
    with pytest.raises(BadField, match="outside 山东省"):
        row("spgl_project", coordinates="116.39,39.90")
    with pytest.raises(BadField, match="outside 山东省"):  # by the project's code alone
        row("spgl_project", coordinates="116.39,39.90", division="")
    beijing = row("spgl_project", coordinates="116.39,39.90", division="110102")
    assert beijing.node("project").fields["longitude"] == 116_390_000
    assert {province_of(code) for code in ("990000", "")} == {None}


def test_a_datum_declared_for_the_source(
    row: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "datums.toml"
    file.write_text('[datum]\nlocal = "GCJ-02"\n', encoding="utf-8")
    monkeypatch.setenv("XINMAI_DATUMS", str(file))
    declared = row("spgl_project", datum="").node("project").fields
    assert declared["datum"] == "GCJ-02"
    assert declared["longitude"] != 117_020_100
    assert row("spgl_project", datum="WGS-84").node("project").fields["longitude"] == 117_020_100
    file.write_text("local = GCJ-02", encoding="utf-8")
    with pytest.raises(RefusedInput, match="XINMAI_DATUMS"):
        row("spgl_project", datum="")
