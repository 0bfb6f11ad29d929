"""The evaluation's rules: a grading may use the public grade, never the reverse."""

from __future__ import annotations

import pytest

from analyses.rulebook import BadRule, load_rules, rules_of
from analyses.rulebook.gradings import Grading
from ingest.city.inspection import DEPARTMENTS

RULES = load_rules()


def refused(file: str, old: str, new: str) -> BadRule:
    text = RULES.files[file].decode()
    assert old in text
    with pytest.raises(BadRule) as caught:
        rules_of({**RULES.files, file: text.replace(old, new, 1).encode()})
    return caught.value


def test_four_areas_eighteen_indicators_and_more_than_thirty_gradings() -> None:
    assert len(RULES.evaluation.area) == 4
    assert len(RULES.evaluation.indicator) == 18
    assert sum(area.points for area in RULES.evaluation.area) == 1_000
    assert len(RULES.gradings) > 30
    assert all(isinstance(grading, Grading) for grading in RULES.gradings.values())


def test_a_grading_uses_the_public_grade_and_never_the_reverse() -> None:
    used = [i.attribute for i in RULES.gradings["construction"].indicator]
    assert "public_grade" in used
    fault = refused("evaluation.toml", 'attribute = "status"', 'attribute = "public_grade"')
    before = RULES.files["evaluation.toml"].decode().split('attribute = "status"')[0]
    assert (fault.file, fault.line) == ("evaluation.toml", before.count("\n") + 1)
    assert "反之不可" in fault.zh


def test_the_public_evaluation_cannot_count_a_grading() -> None:
    fault = refused(
        "evaluation.toml",
        'counts = [{ evidence = "licence"',
        'counts = [{ evidence = "construction"',
    )
    assert "construction" in fault.en


@pytest.mark.parametrize("link", ["owns", "holds_office", "kin_of", "part_of", "nothing"])
def test_related_parties_are_no_evidence(link: str) -> None:
    fault = refused("evidence.toml", 'link = "licensed_by"', f'link = "{link}"')
    assert (fault.file, "related parties never" in fault.en) == ("evidence.toml", True)


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("evaluation.toml", "points = 200", "points = 201", "area"),
        ("evaluation.toml", "least = 800", "least = 880", "levels"),
        ("evaluation.toml", "least = 0\nbasis", "least = 1\nbasis", "levels"),
        ("evaluation.toml", 'grade = "D"\nbasis', 'grade = "E"\nbasis', "veto"),
        ("evaluation.toml", "most = 70", "most = 70.5", "int"),
        ("gradings/pharmacy.toml", 'id = "pharmacy"', 'id = "chemist"', "not named chemist"),
        ("inspection.toml", 'grading = "catering"', 'grading = "gossip"', "gossip"),
        ("inspection.toml", '"owns"', '"visited"', "visited"),
    ],
)
def test_what_does_not_hold_together_is_refused(file: str, old: str, new: str, reason: str) -> None:
    assert reason in refused(file, old, new).en


def test_the_city_delivers_for_every_department() -> None:
    assert len(RULES.inspection.department) == 33
    assert {each.zh for each in RULES.inspection.department} == set(DEPARTMENTS.tolist())
