"""Screening: a row says what ``risk`` says of its subject, in order, whatever another row is."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from analyses.rulebook import load_rules
from api import problems
from api.answers import Answers, Moment
from api.answers.checks.check import check_answer
from api.answers.ground import Ground
from api.answers.risk import risk_answer
from api.answers.screen import screen_answer, screening
from api.answers.stamp import Stamp
from graph import errors
from graph.networks import Networks
from graph.store import Store, open_store
from tests import plain_towns
from tests.api import town
from tests.api.conftest import Get, Post, look_ups


def summary(risk: Any) -> dict[str, Any]:
    """A risk answer as a row says it."""
    own, extended, met = risk["own"], risk["statutory"], risk["conflicts"]
    grades = Counter(item["grade"] for item in met)
    known = [s for s in ("serious", "general", "minor") if s in {i["severity"] for i in own}]
    return {
        **{name: risk[name] for name in ("id", "name", "kind", "stub", "redirected_from")},
        "own": {"count": len(own), "worst": known[0] if known else None,
                "pending": sum(item["pending"] for item in own)},
        "statutory": {"count": sum(item["answer"] == "yes" for item in extended),
                      "unknown": sum(item["answer"] == "unknown" for item in extended),
                      "recorded": len(risk["recorded"])},
        "conflicts": {"void": grades["void"], "deemed": grades["deemed"],
                      "unknown": sum(item["answer"] == "unknown" for item in met),
                      "indicators": len(risk["indicators"])},
        "alerts": {"score_ppm": max((a["score_ppm"] for a in risk["alerts"]), default=0),
                   "legal_effect": False},
        "complete": risk["complete"],
    }  # fmt: skip


def rows_of(answers: Answers, ground: Ground, ids: list[str], *, wait: bool, **asked: str) -> Any:
    made = screening(ground, answers.sheets, answers.boards, wait=wait, **asked)
    assert (made.sheet is not None) == wait
    return json.loads(msgspec.json.encode(screen_answer(made, made.rows(ids))))["rows"]


def outcome(risk: Any) -> str:
    """Only measures restrict; what is not told, not settled or not described is looked at."""
    bringing = (*risk["own"], *risk["statutory"])
    measures = [measure for item in bringing for measure in item["measures"]]
    if any(measure["sure"] for measure in measures):
        return "restrict"
    pending = any(item["pending"] and item["measures"] for item in bringing)
    unlisted = any(not item["list"] for item in risk["own"])
    looked_at = measures or pending or unlisted or risk["stub"] or risk["conflicts"]
    return "look_closer" if looked_at else "pass"


@pytest.fixture
def town_store(store_url: str) -> Iterator[Store]:
    with open_store(store_url) as opened:
        opened.prepare()
        yield opened


@pytest.mark.parametrize("seed", range(4))
def test_a_row_is_the_summary_of_the_risk_answer(
    town_store: Store, tmp_path: Path, seed: int
) -> None:
    tables, store = plain_towns.town(seed), town_store
    plain_towns.deliver(store, tmp_path / "delivery", tables)
    answers = Answers(store, Networks(store, None), lambda: plain_towns.DAY, load_rules())
    ids = [row["id"] for row in tables["subjects"]]
    random.Random(seed).shuffle(ids)
    ground = answers.on()
    risks = [json.loads(msgspec.json.encode(risk_answer(ground, one))) for one in ids]
    expected = [{**summary(risk), "outcome": outcome(risk)} for risk in risks]
    for wait in (False, True):
        rows = rows_of(Answers(store, answers.networks, answers.today, answers.rules), ground, ids,
                       wait=wait)  # fmt: skip
        assert [row["asked"] for row in rows] == ids
        assert [{name: row[name] for name in summary_of} for row, summary_of in
                zip(rows, expected, strict=True)] == expected  # fmt: skip
    assert any(each["own"]["count"] for each in expected)


@pytest.mark.parametrize("seed", range(4))
def test_of_an_item_the_outcome_is_that_of_its_check(tmp_path: Path, seed: int) -> None:
    tables = plain_towns.town(seed)
    with open_store(f"sqlite:///{tmp_path}/x.db") as store:
        store.prepare()
        plain_towns.deliver(store, tmp_path / "delivery", tables)
        answers = Answers(store, Networks(store, None), lambda: plain_towns.DAY, load_rules())
        ground, ids = answers.on(), [row["id"] for row in tables["subjects"]]
        for item in answers.rules.checks.item[::9]:
            why = item.purposes[0]
            rows = rows_of(answers, ground, ids, wait=True, item=item.id, purpose=why)
            for one, row in zip(ids, rows, strict=True):
                check = check_answer(ground, lambda: Stamp(b"s" * 32), one, item.id, why)
                doubts = [each["reason"] for each in check["doubts"]]
                restricted = ["measure"] if check["outcome"] == "restrict" else []
                assert (row["outcome"], row["reasons"]) == (
                    check["outcome"], [*restricted, *doubts],
                )  # fmt: skip


ASKED = [town.YI, "nobody", "x1", "", "\u0000", town.OLD, town.JIA, "a" * 500, None, 7, town.YI]


def test_a_row_never_stops_the_others(get: Get) -> None:
    found = get("/v1/screen", "POST", json={"ids": ASKED}).json()
    rows = found["rows"]
    assert [row["error"] and row["error"]["status"] for row in rows] == [
        None, 404, 409, 422, 422, None, None, 422, 422, 422, None,
    ]  # fmt: skip
    assert [row["id"] for row in rows if row["id"]] == [town.YI, town.JIA, town.JIA, town.YI]
    assert [row["redirected_from"] for row in rows if row["redirected_from"]] == [town.OLD]
    assert (found["asked"], found["answered"], found["as_of"]) == (11, 4, "2026-01-31")
    assert found["known_at"] == found["revision"]
    assert (rows[0]["outcome"], rows[0]["own"]["count"]) == ("restrict", 1)
    whole = get(rows[0]["href"]).json()
    assert (whole["id"], whole["revision"]) == (town.YI, found["revision"])


def test_what_is_no_text_is_a_row_that_says_so(get: Get) -> None:
    odd = [5, None, True, 0.5, ["x"], {"id": town.YI}, 370102198001011234, "5", town.YI]
    rows = get("/v1/screen", "POST", json={"ids": odd}).json()["rows"]
    told = ["5", "null", "true", "0.5", '["x"]', f'{{"id":"{town.YI}"}}', "***", "5", town.YI]
    assert [row["asked"] for row in rows] == told
    assert all("an id is a text" in row["error"]["en"] for row in rows[:7])
    assert rows[7]["error"]["status"] == 404
    assert rows[8]["id"] == town.YI


@pytest.mark.parametrize(
    ("accept", "lines"),
    [
        ("application/x-ndjson", True),
        ("Application/X-NDJSON", True),
        ("application/x-ndjson, */*", True),
        ("application/json;q=0.5, application/x-ndjson; q=0.9", True),
        ("application/json, application/x-ndjson;q=0.1", False),
        ("application/*, application/x-ndjson;q=0.1", False),
        ("application/x-ndjson;q=0", False),
        ("application/x-ndjson;q=no", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_lines_are_given_where_they_are_wanted_more(get: Get, accept: str, lines: bool) -> None:
    answer = get("/v1/screen", "POST", json={"ids": [town.YI]}, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith("application/x-ndjson") is lines


def test_lines_are_the_rows_of_the_object(get: Get, audit_path: Path) -> None:
    ids = [town.YI, "nobody", *[town.JIA] * 250]
    rows = get("/v1/screen", "POST", json={"ids": ids}).json()["rows"]
    lines = get(
        "/v1/screen", "POST", json={"ids": ids}, headers={"Accept": "application/x-ndjson"}
    )  # fmt: skip
    assert lines.headers["content-type"] == "application/x-ndjson"
    assert lines.headers["x-as-of"] == "2026-01-31"
    assert [json.loads(line) for line in lines.text.splitlines()] == rows
    logged = look_ups(audit_path)
    assert [(each["item"], each["subjects"]) for each in logged] == [
        ("screen", [town.YI, town.JIA]),
        ("screen", [town.YI, town.JIA]), ("screen", [town.JIA]), ("screen", [town.JIA]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"ids": []}, "ids"),
        ({"ids": ["x"] * 1_001}, "ids"),
        ({"ids": ["x"], "item": "qualification"}, "purpose"),
        ({"ids": ["x"], "purpose": "licence"}, "item"),
        ({"ids": ["x"], "item": "no such", "purpose": "licence"}, "item"),
        ({"ids": ["x"], "as_of": "2026-02-30"}, "as_of"),
        ({"ids": ["x"], "known_at": 99}, "known_at"),
        ({"subjects": ["x"]}, "subjects"),
        ({}, "ids"),
    ],
)
def test_refusals(get: Get, body: Any, field: str) -> None:
    for accept in ("application/json", "application/x-ndjson"):
        refused = get("/v1/screen", "POST", json=body, headers={"Accept": accept})
        assert refused.status_code == 422
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["errors"][0]["field"].startswith(field)


def test_persons_are_masked_and_numbers_never_repeated(post: Post) -> None:
    number = "37010219800101123X"
    answer = post("/v1/screen", {"ids": [town.ZHANG, number]})
    person, nobody = answer.json()["rows"]
    assert "张伟" not in answer.text
    assert person["kind"] == "person"
    assert number not in answer.text
    assert nobody["error"]["status"] == 404


def test_errors_are_named_as_problems_are() -> None:
    from api.answers.screen.rows import error_row

    for kind in (errors.UnknownId, errors.AmbiguousId, errors.RefusedInput):
        said = error_row("x", kind("中", "en")).error
        assert said is not None
        assert (said.type, said.status) == (problems.TABLE[kind].type, problems.TABLE[kind].status)


def test_a_past_revision_is_answered_as_then_known(answers: Answers) -> None:
    rows = rows_of(answers, answers.on(Moment(known_at=0)), [town.YI], wait=True)
    assert rows[0]["error"]["status"] == 404
    assert "was not known at revision 0" in rows[0]["error"]["en"]
    rows = rows_of(answers, answers.on(Moment(known_at=0)), ["t:nobody"], wait=True)
    assert "no delivery ever named" in rows[0]["error"]["en"]
