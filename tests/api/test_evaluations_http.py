"""Evaluations and the draw over HTTP."""

from __future__ import annotations

from pathlib import Path

from analyses.folding import acts_about
from api.answers import Answers
from api.answers.resolve import subject_of
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get, Post


def test_an_evaluation_over_http(get: Get, audit_path: Path) -> None:
    answer = get(f"/v1/evaluations/{town.JIA}").json()
    assert {"grade", "score", "indicators", "vetoes", "gradings", "notices"} <= answer.keys()
    assert answer["score"] == sum(part["points"] for part in answer["indicators"])
    assert answer["score"] == sum(area["points"] for area in answer["areas"])
    penalised = get(f"/v1/evaluations/{town.YI}").json()
    evidence = [e["id"] for part in penalised["indicators"] for e in part["evidence"]]
    assert "t:doc-1@住建局" in evidence


def test_a_stub_has_no_grade_and_a_person_is_not_evaluated(get: Get) -> None:
    stub = get("/v1/evaluations/t:nobody-described").json()
    assert (stub["grade"], stub["score"], stub["stub"]) == (None, None, True)
    assert get(f"/v1/evaluations/{town.ZHANG}").status_code == 422
    assert get("/v1/evaluations/nobody").status_code == 404


def test_a_merged_id_moves_and_history_has_its_own_address(get: Get) -> None:
    moved = get(f"/v1/evaluations/{town.OLD}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"/v1/evaluations/{town.JIA}")
    history = get(f"/v1/evaluations/{town.JIA}/history").json()
    assert history["periods"][0]["until"] is None


def test_the_draw_over_http(get: Get, store: Store) -> None:
    listed = get("/v1/inspections/departments").json()["departments"]
    assert len(listed) == 33 and {"id", "name"} <= listed[0].keys()
    path = "/v1/inspections/draw?department=market_supervision&seed=s1"
    first, second = get(path).json(), get(path).json()
    assert first == second
    assert first["seed"] == "s1"
    pool = get("/v1/inspections/pool?department=market_supervision").json()["pool"]
    assert len(pool) == sum(stratum["eligible"] for stratum in first["strata"]) > 0
    assert get("/v1/inspections/draw?department=nobody&seed=1").status_code == 404
    assert get("/v1/inspections/draw?department=market_supervision").status_code == 422


def test_the_grades_of_all_firms_add_up(get: Get) -> None:
    answer = get("/v1/evaluations").json()
    assert sum(answer["grades"].values()) == answer["firms"] > 10
    assert get("/v1/evaluations?as_of=2000-01-01").status_code == 422


def test_the_seed_of_a_draw_is_on_record(get: Get, audit_path: Path) -> None:
    get("/v1/inspections/draw?department=market_supervision&seed=2026-07-01")
    assert "draw:market_supervision:2026-07-01" in audit_path.read_text(encoding="utf-8")


def test_a_result_is_a_fact_the_same_moment(get: Get, post: Post) -> None:
    unit = "济南市住房和城乡建设局"
    body = {"unit": unit, "subject": town.JIA, "result": "violation", "officers": [town.ZHANG]}
    before = get(f"/v1/evaluations/{town.JIA}").json()["score"]
    found = post("/v1/inspections/results", body).json()
    assert (found["visits"], found["due"], found["repeated"]) == (1, 0, False)
    assert post("/v1/inspections/results", body).json()["repeated"] is True
    assert get(f"/v1/evaluations/{town.JIA}").json()["score"] < before
    for change, field in (({"day": "2027-01-01"}, "day"), ({"result": "fine"}, "result")):
        refused = post("/v1/inspections/results", {**body, **change}, "k-2")
        assert refused.json()["errors"][0]["field"] == field


def test_what_is_said_of_a_visit_is_kept_with_it(post: Post, answers: Answers) -> None:
    said = {"officer": "王五", "basis": "双随机抽查计划 2026-3", "note": "现场无人值守"}
    body = {"unit": "济南市住房和城乡建设局", "subject": town.JIA, "result": "corrected", **said}
    assert post("/v1/inspections/results", body).status_code == 200
    ground = answers.on()
    firm, _ = subject_of(ground, town.JIA)
    visited = acts_about(ground.network, firm.number, ground.day)[-1]
    (event,) = ground.views.nodes([visited.event]).values()
    assert said.items() <= event.fields.items()
