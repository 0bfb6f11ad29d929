"""The published contract is OpenAPI 3.1, and its examples keep it."""

from __future__ import annotations

from typing import Any

import jsonschema
import msgspec
import pytest
from fastapi import FastAPI

from api.answers import Answers, shapes
from api.examples import TOPICS
from api.examples import lookups as examples
from tests.api import town
from tests.api.conftest import Get

QUESTIONS = {
    "/v1/subjects/{id}", "/v1/subjects/{id}/related", "/v1/subjects/{id}/export",
    "/v1/paths", "/v1/search", "/v1/status", "/v1/vocabulary",
    "/v1/projects/{code}", "/v1/participants/{id}",
    "/v1/files/{kind}/{id}", "/v1/files/verify/{code}", "/v1/map",
    "/v1/subjects/{id}/risk", "/v1/projects/{code}/lots/{lot}/conflicts",
    "/v1/projects/{code}/conflicts", "/v1/subjects/{id}/alerts", "/v1/alerts",
    "/v1/evaluations", "/v1/evaluations/{id}", "/v1/evaluations/{id}/history",
    "/v1/inspections/departments", "/v1/inspections/draw",
    "/v1/inspections/pool", "/v1/policies", "/v1/policies/{number}",
    "/v1/statistics", "/v1/statistics/records", "/v1/catalogue", "/v1/catalogue/coverage",
    "/v1/repairs/conditions", "/v1/repairs/due",
    "/v1/repairs/{record}/conditions", "/v1/repairs", "/v1/repairs/{id}",
    "/v1/repairs/{id}/decision", "/v1/objections", "/v1/objections/{id}",
    "/v1/objections/{id}/mark", "/v1/objections/{id}/check", "/v1/objections/{id}/settlement",
    "/v1/subjects/{id}/control", "/v1/subjects/{id}/owners", "/v1/subjects/{id}/fifty",
    "/v1/subjects/{id}/beneficial-owners", "/v1/subjects/{id}/controller",
    "/v1/subjects/{id}/close-links", "/v1/subjects/{id}/tree",
    "/v1/fifty",
    "/v1/subjects/{id}/proof", "/v1/subjects/{id}/diff", "/v1/subjects/{id}/why-not",
    "/v1/proof", "/v1/diff", "/v1/why-not", "/v1/what-if",
    "/v1/commitments", "/v1/commitments/{id}", "/v1/commitments/{id}/acts",
    "/v1/commitments/items", "/v1/commitments/overdue",
    "/v1/checks", "/v1/checks/items", "/v1/checks/feedback", "/v1/subjects/{id}/measures",
    "/v1/cases", "/v1/cases/{id}", "/v1/cases/{id}/feedback",
    "/v1/inspections/results",
    "/v1/investigations", "/v1/investigations/{id}", "/v1/investigations/{id}/entries",
    "/v1/investigations/{id}/report.{form}", "/v1/investigations/{id}/proofs.zip",
    "/v1/registrations", "/v1/registrations/{id}", "/v1/registrations/{id}/acts",
    "/v1/subjects/{id}/registrations",
    "/v1/subjects/{id}/merges", "/v1/subjects/{id}/merge", "/v1/subjects/{id}/separation",
    "/v1/subjects/{id}/commitments", "/v1/subjects/{id}/commitments/gate",
    "/v1/subjects/{id}/loops", "/v1/loops", "/v1/subjects/{id}/overfull", "/v1/overfull",
    "/v1/subjects/{id}/groups", "/v1/groups", "/v1/subjects/{id}/shells", "/v1/shells",
    "/v1/ranking", "/v1/debtrank", "/v1/session",
    "/v1/unmaskings", "/v1/unmaskings/{id}", "/v1/unmaskings/{id}/approval",
    "/v1/subjects/{id}/looked-up-by", "/v1/screen",
    "/v1/subjects/{id}/ties", "/v1/nodes/{family}/{id}/ties", "/v1/ties/among",
    "/v1/changes", "/v1/watchlists", "/v1/watchlists/{id}", "/v1/watchlists/{id}/subjects",
    "/v1/watchlists/{id}/subjects/{subject}",
    "/v1/screen/jobs", "/v1/screen/jobs/{id}", "/v1/screen/jobs/{id}/rows",
    "/v1/webhooks", "/v1/webhooks/{id}", "/v1/webhooks/{id}/replay",
}  # fmt: skip

FREE = {"get /v1/map", "get /v1/vocabulary"}  # their schemas are GeoJSON's and the vocabulary's


@pytest.fixture
def contract(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def test_it_is_served(get: Get, contract: dict[str, Any]) -> None:
    served = get("/openapi.json").json()
    assert served == contract
    assert served["openapi"].startswith("3.1")
    assert {path for path in served["paths"] if path.startswith("/v1/")} == QUESTIONS


def test_each_example_keeps_its_schema(contract: dict[str, Any]) -> None:
    illustrated = set()
    for path, methods in contract["paths"].items():
        for method, asked in methods.items():
            good = asked["responses"].get("200") or asked["responses"].get("202", {})
            content = good.get("content", {}).get("application/json", {})
            if "example" in content and "$ref" in content["schema"]:
                schema = {**content["schema"], "components": contract["components"]}
                jsonschema.Draft202012Validator(schema).validate(content["example"])
                illustrated.add(f"{method} {path}")
    given = (address for topic in TOPICS for address in topic.EXAMPLES)
    assert illustrated | FREE == {a.lower() if " " in a else f"get {a}" for a in given} | FREE


UNFRAMED = {
    "/v1/session", "/v1/watchlists", "/v1/watchlists/{id}", "/v1/watchlists/{id}/subjects",
    "/v1/watchlists/{id}/subjects/{subject}", "/v1/webhooks", "/v1/webhooks/{id}",
    "/v1/webhooks/{id}/replay", "/v1/changes", "/v1/unmaskings", "/v1/unmaskings/{id}",
    "/v1/unmaskings/{id}/approval", "/v1/screen/jobs", "/v1/screen/jobs/{id}",
    "/v1/screen/jobs/{id}/rows", "/v1/inspections/departments", "/v1/policies", "/v1/catalogue",
    "/v1/files/verify/{code}", "/v1/proof", "/v1/subjects/{id}/proof",
}  # fmt: skip
"""Those docs/api.md names as having no frame, or a part of it."""


def test_the_frame_is_where_the_documentation_says(contract: dict[str, Any]) -> None:
    frame = {"as_of", "revision", "rules", "complete", "truncated"}
    without = set()
    for path, methods in contract["paths"].items():
        for asked in methods.values():
            content = asked["responses"].get("200", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            shape = contract["components"]["schemas"].get(schema.get("$ref", "").split("/")[-1])
            if path.startswith("/v1/") and shape and not frame <= set(shape["properties"]):
                without.add(path)
    assert without == UNFRAMED


@pytest.mark.parametrize(
    ("example", "shape"),
    [
        (examples.SUBJECT_EXAMPLE, shapes.SubjectAnswer),
        (examples.RELATED_EXAMPLE, shapes.RelatedAnswer),
        (examples.PATHS_EXAMPLE, shapes.PathsAnswer),
        (examples.SEARCH_EXAMPLE, shapes.SearchAnswer),
        (examples.STATUS_EXAMPLE, shapes.StatusAnswer),
    ],
)
def test_examples_have_the_declared_fields_and_no_others(example: Any, shape: Any) -> None:
    assert set(example) == set(msgspec.convert(example, shape))
    assert set(example) == set(shape.__annotations__) | set(shape.__required_keys__)


def test_real_answers_keep_their_schema(answers: Answers, contract: dict[str, Any]) -> None:
    for name, answer in (
        ("SubjectAnswer", answers.subject(town.JIA)),
        ("RelatedAnswer", answers.related(town.JIA)),
        ("PathsAnswer", answers.paths(town.JIA, town.BING)),
        ("SearchAnswer", answers.search("公司")),
    ):
        reference = {"$ref": f"#/components/schemas/{name}"}
        schema = {**reference, "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(msgspec.to_builtins(answer))


def test_every_reference_leads_somewhere(contract: dict[str, Any]) -> None:
    text = msgspec.json.encode(contract).decode()
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(contract["components"]["schemas"])
