"""Ownership over HTTP: the command's shapes, redirects, refusals, and the audit log."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from fastapi import FastAPI

from tests.api import town
from tests.api.conftest import Get, look_ups

SUBJECT = ("control", "owners", "fifty", "beneficial-owners", "controller", "close-links",
           "tree")  # fmt: skip


@pytest.mark.parametrize(
    ("address", "shape"),
    [
        (f"/v1/subjects/{town.JIA}/control", "ControlAnswer"),
        (f"/v1/subjects/{town.BING}/owners", "OwnersAnswer"),
        (f"/v1/subjects/{town.JIA}/fifty", "SubjectFiftyAnswer"),
        (f"/v1/subjects/{town.JIA}/beneficial-owners", "BeneficialOwnersAnswer"),
        (f"/v1/subjects/{town.BING}/beneficial-owners", "BeneficialOwnersAnswer"),
        (f"/v1/subjects/{town.YI}/close-links", "CloseLinksAnswer"),
        (f"/v1/subjects/{town.JIA}/tree?direction=down", "TreeAnswer"),
        (f"/v1/subjects/{town.YI}/controller", "ControllerAnswer"),
        (f"/v1/fifty?id={town.JIA}&id={town.BING}&threshold=10", "FiftyAnswer"),
    ],
)
def test_answers_keep_their_schema(get: Get, app: FastAPI, address: str, shape: str) -> None:
    found = get(address)
    assert found.status_code == 200
    contract = app.openapi()
    schema = {"$ref": f"#/components/schemas/{shape}", "components": contract["components"]}
    jsonschema.Draft202012Validator(schema).validate(found.json())


def test_figures(get: Get) -> None:
    control = get(f"/v1/subjects/{town.JIA}/control").json()
    assert [(each["id"], each["answer"]) for each in control["controls"]] == [
        (town.YI, "yes"), (town.BING, "unknown"),
    ]  # fmt: skip
    owners = get(f"/v1/subjects/{town.BING}/owners").json()["owners"]
    assert {each["id"]: each["integrated_max_ppm"] for each in owners} == {
        town.YI: 1_000_000, town.JIA: 600_000,
    }  # fmt: skip
    fifty = get(f"/v1/subjects/{town.JIA}/fifty").json()
    assert [(each["id"], each["share_ppm"]) for each in fifty["reached"]] == [(town.YI, 600_000)]


def test_a_merged_id_is_redirected_and_an_unknown_one_refused(get: Get) -> None:
    for item in SUBJECT:
        moved = get(f"/v1/subjects/{town.OLD}/{item}?as_of=2026-01-01")
        assert moved.status_code == 308
        assert moved.headers["location"] == f"/v1/subjects/{town.JIA}/{item}?as_of=2026-01-01"
        assert get(f"/v1/subjects/nobody/{item}").status_code == 404
    assert get("/v1/fifty?id=nobody").status_code == 404
    (listed,) = get(f"/v1/fifty?id={town.OLD}").json()["listed"]
    assert (listed["id"], listed["redirected_from"]) == (town.JIA, town.OLD)


@pytest.mark.parametrize("question", ["", "id=t:yi&threshold=0", "id=t:yi&threshold=1e999",
                                      "id=t:yi&threshold=NaN", "id=t:yi&other=1"])  # fmt: skip
def test_a_malformed_question_is_refused(get: Get, question: str) -> None:
    refused = get(f"/v1/fifty?{question}")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"


def test_look_ups_are_logged(get: Get, audit_path: Path) -> None:
    get(f"/v1/subjects/{town.JIA}/owners")
    get(f"/v1/fifty?id={town.JIA}&id={town.BING}")
    assert [(line["item"], line["subjects"]) for line in look_ups(audit_path)] == [
        ("owners", [town.JIA]), ("fifty", [town.JIA, town.BING]),
    ]  # fmt: skip
