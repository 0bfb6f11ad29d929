"""``xinmai project`` and ``participant``: names, shapes and exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import answer, xinmai

PROJECTS = """code,works,name,stage,longitude,latitude
P1,,样例中学,施工许可,117.0,36.65
P1,G01,样例中学教学楼,,,
"""
PARTS = """unit,project,works,role,leader,contract,valid_from,valid_until
U1,P1,,建设,,,2023-01-01,
U2,P1,G01,施工,L1,HT-1,2024-01-01,2024-06-30
U2,P1,G01,施工,L2,HT-1,2024-07-01,
"""
SUBJECTS = """id,name,kind
U1,样例置业有限公司,组织
U2,样例建设有限公司,组织
L1,张三丰,自然人
L2,李四光,自然人
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects")
    delivery = folder / "delivery"
    delivery.mkdir()
    for name, text in (("projects", PROJECTS), ("participations", PARTS), ("subjects", SUBJECTS)):
        (delivery / f"{name}.csv").write_text(text, encoding="utf-8")
    code, _, error = xinmai(folder, "load", str(delivery))
    assert code == 0, error
    return folder


def test_a_project_by_its_code_with_and_without_the_source(loaded: Path) -> None:
    for code in ("P1", "local:P1"):
        found = answer(loaded, "project", code, "--as-of", "2024-06-30")
        assert (found["code"], found["name"], found["stage"]) == ("P1", "样例中学", "construction")
        first, second = found["participants"]
        assert (first["role"], first["unit"]["id"], first["leader"]) == (
            "construction", "local:U1", None,
        )  # fmt: skip
        assert second["unit"] == {"id": "local:U2", "name": "样例建设有限公司"}
        assert second["leader"] == {"id": "local:L1", "name": "张**"}
        assert (second["valid_from"], second["valid_until"]) == ("2024-01-01", "2024-06-30")


def test_the_participants_are_those_of_the_day(loaded: Path) -> None:
    after = answer(loaded, "project", "P1/G01", "--as-of", "2024-07-01")
    assert [each["leader"]["id"] for each in after["participants"] if each["leader"]] == [
        "local:L2"
    ]
    assert after["project"]["id"] == "local:P1"
    before = answer(loaded, "project", "P1", "--as-of", "2022-12-31")
    assert before["participants"] == []


def test_a_participant_has_its_works_and_a_leader_its_liability(loaded: Path) -> None:
    unit = answer(loaded, "participant", "U2", "--as-of", "2024-07-01")
    assert [post["in_force"] for post in unit["works"]] == [True, False]
    leader = answer(loaded, "participant", "L1", "--as-of", "2025-01-01")
    (liable,) = leader["liability"]
    assert (liable["left"], liable["until"], liable["in_force"]) == ("2024-06-30", None, True)
    assert "张三丰" not in str(leader)


def test_an_unknown_project_is_an_unknown_id(loaded: Path) -> None:
    for words in (("project", "P9"), ("project", "U1"), ("participant", "P1")):
        code, _, error = xinmai(loaded, *words)
        assert code == 3
        assert "Error:" in error


def test_they_are_said_in_words_too(loaded: Path) -> None:
    code, output, error = xinmai(loaded, "project", "P1", "--as-of", "2024-07-01")
    assert code == 0, error
    assert "李**" in output
    code, output, _ = xinmai(loaded, "participant", "L1")
    assert "质量终身责任" in output


def test_a_credit_file_is_printed_and_its_code_checks(loaded: Path, tmp_path: Path) -> None:
    for kind, whose in (("project", "P1"), ("participant", "L1"), ("subject", "U2")):
        file = answer(loaded, "file", kind, whose, "--as-of", "2024-07-01")
        assert {"number", "as_of", "revision", "verification", "sections"} <= file.keys()
        checked = answer(loaded, "verify", file["verification"])
        assert (checked["issued"], checked["reproduced"]) == (True, True)
    code, page, error = xinmai(loaded, "file", "project", "P1", "--html")
    assert code == 0, error
    assert page.startswith("<!doctype html>")
    target = tmp_path / "file.pdf"
    code, _, error = xinmai(loaded, "file", "subject", "U2", "--pdf", str(target))
    if "apt-get" in error:
        pytest.skip(error)
    assert code == 0, error
    assert target.read_bytes()[:5] == b"%PDF-"


def test_the_map_is_geojson(loaded: Path) -> None:
    found = answer(loaded, "map", "--bbox", "116.5,36.5,117.5,37")
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["properties"]["name"] == "样例中学"
    assert xinmai(loaded, "map", "--bbox", "1,2,3")[0] == 4
