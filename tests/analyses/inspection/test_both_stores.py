"""Grades and draws are the same whichever store keeps the facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.answers.evaluation import evaluation_answer
from api.answers.evaluations import evaluations_answer
from api.answers.inspection import draw_answer
from graph.store import Store
from tests import firms


def told(store: Store) -> Any:
    """What the two stores must agree on: everything but their own numbers of links."""
    ground = firms.ground_of(store)
    drawn: Any = draw_answer(ground, "housing_construction", "2026-07-01")
    pairs = [(each["officer"], each["subject"]) for each in drawn.pop("recused")]
    graded = [evaluation_answer(ground, f"f{number}") for number in range(12)]
    return evaluations_answer(ground), graded, drawn, pairs


def test_both_stores_grade_and_draw_alike(store: Store, tmp_path: Path) -> None:
    facts = [*firms.random_facts(3, firms=120), *firms.officer("o1"), *firms.officer("o2")]
    facts += [firms.owns("o1", f"f{number}") for number in range(0, 120, 3)]
    firms.add(store, facts, "1")
    (tmp_path / "beside").mkdir()
    with firms.built(tmp_path / "beside", facts) as other:
        assert told(store) == told(other)
    evaluations, _, drawn, recused = told(store)
    assert evaluations["firms"] == 120
    assert drawn["drawn"] and recused
