"""Proof, difference, reason why not and supposition over HTTP."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI

from analyses.proofs import check
from analyses.questions import QUESTIONS
from api.access.doorkeeper import Doorkeeper
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from graph.signing_key import SigningKey
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get

KEY = SigningKey(bytes(range(32)))
HALVES = {"kind": "transfer", "company": town.YI, "from": town.JIA, "to": town.DING, "percent": 40}


@pytest.fixture
def answers(store: Store) -> Answers:
    return dataclasses.replace(town.answers_over(store), signer=lambda: KEY)


@pytest.fixture
def app(answers: Answers, audit_path: Path, keeper: Doorkeeper) -> FastAPI:
    return create_app(answers, AuditLog(audit_path), keeper=keeper)


def kept(app: FastAPI, name: str, answer: Any) -> None:
    contract = app.openapi()
    schema = {"$ref": f"#/components/schemas/{name}", "components": contract["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer)


def test_the_proof_is_a_file_that_holds(get: Get, audit_path: Path) -> None:
    found = get(f"/v1/subjects/{town.JIA}/proof?question=control")
    assert found.status_code == 200
    assert found.headers["x-public-key"] == KEY.public
    assert "attachment" in found.headers["content-disposition"]
    assert check(found.content, KEY.public).claim.question.name == "control"
    assert '"proof:control"' in audit_path.read_text(encoding="utf-8")


def test_a_merged_id_is_sent_on(get: Get) -> None:
    for address in ("proof?question=control", "why-not?question=control&other=t:yi"):
        found = get(f"/v1/subjects/{town.OLD}/{address}", follow_redirects=False)
        assert found.status_code == 308
        assert found.headers["location"].endswith(address)


def test_the_difference_between_two_days(get: Get, app: FastAPI) -> None:
    address = f"/v1/subjects/{town.JIA}/diff?question=control&from=2020-04-30&to=2020-05-01"
    found = get(address).json()
    kept(app, "DifferenceAnswer", found)
    assert [said["parties"][0]["id"] for said in found["became"]] == [town.YI, town.BING]
    assert found["became"][1]["after"]["answer"] == "unknown"
    assert (found["from"], found["to"], found["released"]) == ("2020-04-30", "2020-05-01", [])


def test_why_not(get: Get, app: FastAPI) -> None:
    address = f"/v1/subjects/{town.JIA}/why-not?question=fifty&threshold_ppm=600001&other={town.YI}"
    found = get(address).json()
    kept(app, "WhyNotAnswer", found)
    assert (found["outcome"], found["reason"]["code"]) == ("no", "share_below")
    assert found["reason"]["said"] == {"has": 600_000, "needs": 600_001}


def test_of_several_subjects_and_of_a_project(get: Get, app: FastAPI) -> None:
    both = f"id={town.JIA}&id={town.YI}"
    file = get(f"/v1/proof?question=fifty&{both}")
    assert len(check(file.content, KEY.public).claim.asked.subjects) == 2
    found = get(f"/v1/diff?question=fifty&{both}&from=2020-04-30&to=2020-05-01").json()
    kept(app, "DifferenceAnswer", found)
    assert [subject["id"] for subject in found["subjects"]] == [town.JIA, town.YI]
    project = get("/v1/proof?question=conflicts&id=t:west-lake")
    assert check(project.content).claim.question.name == "conflicts"
    reason = get(f"/v1/why-not?question=conflicts&id=t:west-lake&other={town.LONER}").json()
    kept(app, "WhyNotAnswer", reason)
    assert reason["reason"]["code"] == "no_part"
    refused = get(f"/v1/proof?question=control&{both}")
    assert refused.status_code == 422


def test_every_question_answers_in_its_declared_shape(get: Get, app: FastAPI) -> None:
    for question in QUESTIONS:
        address = f"/v1/subjects/{town.YI}"
        proved = get(f"{address}/proof?question={question}")
        assert check(proved.content, KEY.public).claim.question.name == question
        asked = f"?question={question}&from=2025-01-01&to=2026-01-31"
        kept(app, "DifferenceAnswer", get(f"{address}/diff{asked}").json())
        asked = f"?question={question}&other={town.BING}"
        kept(app, "WhyNotAnswer", get(f"{address}/why-not{asked}").json())


def test_what_if(get: Get, app: FastAPI) -> None:
    body = {"question": "control", "ids": [town.JIA], "suppose": [HALVES]}
    answered = get("/v1/what-if", "POST", json=body)
    found = answered.json()
    assert answered.status_code == 200, found
    kept(app, "WhatIfAnswer", found)
    assert [said["parties"][0]["id"] for said in found["released"]] == [town.YI, town.BING]
    assert get(f"/v1/subjects/{town.JIA}").json()["revision"] == found["revision"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"question": "control", "ids": [town.JIA], "suppose": []}, "suppose"),
        ({"question": "control", "ids": [], "suppose": [HALVES]}, "ids"),
        ({"question": "guess", "ids": [town.JIA], "suppose": [HALVES]}, "question"),
        ({"question": "control", "ids": [town.JIA, town.YI], "suppose": [HALVES]}, "id"),
        ({"question": "control", "ids": [town.JIA], "suppose": [{**HALVES, "percent": 1.5}]},
         "suppose[0][...]"),
        ({"question": "control", "ids": [town.JIA], "suppose": [{"kind": "gift"}]}, "suppose"),
        ({"question": "control", "ids": [town.JIA], "suppose": [HALVES],
          "parameters": {"concert": 1}}, "concert"),
        ({"question": "fifty", "ids": [town.JIA], "suppose": [HALVES],
          "parameters": {"threshold_ppm": True}}, "threshold_ppm"),
        ({"question": "fifty", "ids": [town.JIA], "suppose": [HALVES],
          "parameters": {"threshold_ppm": 1_000_001}}, "threshold_ppm"),
        ({"question": "fifty", "ids": [town.JIA], "suppose": [HALVES],
          "parameters": {"limit": 3}}, "limit"),
        ({"question": "control", "ids": [town.JIA], "suppose": [HALVES], "as_of": "2026-02-30"},
         "as_of"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_answered_is_refused(get: Get, body: Any, field: str) -> None:
    found = get("/v1/what-if", "POST", json=body)
    assert found.status_code == 422
    assert [error["field"] for error in found.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("proof?question=guess", "question"),
        ("proof", "question"),
        ("proof?question=control&threshold_ppm=1", "threshold_ppm"),
        ("proof?question=control&concert=1", "concert"),
        ("diff?question=control", "from"),
        ("diff?question=control&from=2020-13-01", "from"),
        ("diff?question=control&from=2026-02-01", "from"),
        ("diff?question=control&from=2020-01-01&to=x", "to"),
        ("diff?question=control&from=2020-01-01&as_of=2021-01-01", "as_of"),
        ("why-not?question=control", "other"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(get: Get, address: str, field: str) -> None:
    found = get(f"/v1/subjects/{town.JIA}/{address}")
    assert found.status_code == 422
    assert [error["field"] for error in found.json()["errors"]] == [field]


def test_without_a_key_nothing_is_proved(store: Store, audit_path: Path) -> None:
    from graph.errors import RefusedInput

    with pytest.raises(RefusedInput, match="signing key"):
        town.answers_over(store).signer()
