"""What every address keeps: its documented request is answered as documented; tags, merged ids,
what will go, traces."""

from __future__ import annotations

from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import httpx
import jsonschema
import msgspec
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.audit import AuditLog
from api.deprecated import Deprecated, load_deprecated
from api.examples.requests import AFTER_AN_ACT
from api.unchanged import matches
from tests.api import town
from tests.api.conftest import Get
from tests.api.roles import shown, while_serving

OF_SUBJECTS = (
    "/v1/subjects/{id}", "/v1/evaluations/{id}", "/v1/participants/{id}", "/v1/files/{kind}/{id}",
)  # fmt: skip
UNSIGNED = {"GET /v1/subjects/{id}/proof", "GET /v1/proof"}  # the town has no key to sign with
HEADERS = shown(town.KEY)


AS_THE_TOWN_IS = {
    "POST /v1/session": (401, "not-signed-in"), "POST /v1/checks/feedback": (422, "refused-input"),
}  # fmt: skip
"""The town gave no such key and no such receipt: the body is read, and refused for that."""


def filled(path: str, operation: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The address with its documented values, and the documented query; what is not documented, as
    an act has to make it first, is nobody's."""
    query = {}
    for parameter in operation.get("parameters", ()):
        if parameter.get("required") and parameter["in"] != "header":
            value = parameter.get("example", "nobody")
            if parameter["in"] == "path":
                path = path.replace("{" + parameter["name"] + "}", quote(value, safe=""))
            else:
                query[parameter["name"]] = value
    return path, query


def headers_of(address: str) -> dict[str, str]:
    """Each address under an idempotency key of its own."""
    return {**HEADERS, "Idempotency-Key": address.replace(" ", "")}


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return {"json": content["example"]} if "example" in content else {}


def test_documented_requests_are_answered_as_documented(app: FastAPI) -> None:
    contract = app.openapi()

    async def walk(client: httpx.AsyncClient) -> dict[str, httpx.Response]:
        found = {}
        for path, methods in contract["paths"].items():
            for method, operation in methods.items():
                address, sent = f"{method.upper()} {path}", body_of(operation)
                if address not in AFTER_AN_ACT | UNSIGNED and (sent or method == "get"):
                    place, query = filled(path, operation)
                    found[address] = await client.request(
                        method, place, params=query, headers=headers_of(address), **sent
                    )
        return found

    answered = while_serving(app, walk)
    assert len(answered) > 85
    wrong = {
        address: (answer.status_code, answer.text[:300])
        for address, answer in answered.items()
        if answer.status_code not in (200, 202) and address not in AS_THE_TOWN_IS
    }
    assert wrong == {}
    for address, (status, kind) in AS_THE_TOWN_IS.items():
        answer = answered.pop(address)
        assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (status, kind)
    for address, answer in answered.items():
        method, path = address.split(" ")
        keeps(contract, contract["paths"][path][method.lower()], answer)


def test_documented_bodies_are_read_where_an_act_has_to_come_first(app: FastAPI) -> None:
    contract = app.openapi()

    async def walk(client: httpx.AsyncClient) -> dict[str, tuple[int, str]]:
        found = {}
        for path, methods in contract["paths"].items():
            for method, operation in methods.items():
                address, sent = f"{method.upper()} {path}", body_of(operation)
                if address in AFTER_AN_ACT and sent:
                    place, _ = filled(path, operation)
                    told = await client.request(method, place, headers=headers_of(address), **sent)
                    found[address] = (told.status_code, told.json()["type"].rpartition(":")[2])
        return found

    found = while_serving(app, walk)
    assert len(found) > 8
    assert set(found.values()) == {(404, "unknown-id")}, found


def test_every_body_has_an_example(app: FastAPI) -> None:
    bodies = {
        f"{method} {path}": operation["requestBody"]["content"]
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if "requestBody" in operation
    }
    assert {
        address for address, content in bodies.items()
        if "application/json" in content and "example" not in content["application/json"]
    } == set()  # fmt: skip


def test_headers_are_declared_where_they_occur(going: FastAPI) -> None:
    paths = going.openapi()["paths"]
    status = paths["/v1/status"]["get"]
    asked = {one["name"] for one in status["parameters"] if one["in"] == "header"}
    assert asked == {"Accept-Language", "traceparent", "X-Purpose", "If-None-Match"}
    assert set(status["responses"]["200"]["headers"]) == {
        "ETag", "X-Trace-Id", "traceresponse", "Deprecation", "Sunset",
    }  # fmt: skip
    assert set(status["responses"]["304"]["headers"]) == {"ETag", "Deprecation", "Sunset"}
    assert "Retry-After" in status["responses"]["503"]["headers"]
    assert "Location" in paths["/v1/subjects/{id}"]["get"]["responses"]["308"]["headers"]
    assert "Location" in paths["/v1/screen/jobs"]["post"]["responses"]["202"]["headers"]
    listed = next(p for p in paths["/v1/fifty"]["get"]["parameters"] if p["name"] == "id")
    assert listed["example"] == ["91330100MA27XYZ34T"]


def keeps(contract: dict[str, Any], operation: dict[str, Any], answer: httpx.Response) -> None:
    """The answer has its documented type, its schema, and the fields of its example."""
    media = answer.headers["content-type"].partition(";")[0]
    content = operation["responses"][str(answer.status_code)].get("content", {})
    if media == "application/json" and media in content:
        schema = {**content[media].get("schema", {}), "components": contract["components"]}
        jsonschema.Draft202012Validator(schema).validate(answer.json())
        example = content[media].get("example")
        if isinstance(example, dict) and "$ref" in content[media].get("schema", {}):
            assert set(example) >= set(answer.json()), answer.url


def test_merged_ids_lead_to_their_survivor_everywhere(app: FastAPI) -> None:
    contract = app.openapi()

    async def walk(client: httpx.AsyncClient) -> dict[str, tuple[int, str]]:
        found = {}
        for path, methods in contract["paths"].items():
            asks = path.startswith(OF_SUBJECTS) and f"GET {path}" not in UNSIGNED
            if asks and "get" in methods:
                place, query = filled(path.replace("{id}", town.OLD), methods["get"])
                told = await client.get(place, params=query, headers=HEADERS)
                found[path] = (told.status_code, told.headers.get("location", ""))
        return found

    found = while_serving(app, walk)
    assert len(found) > 20
    wrong = {
        path: told for path, told in found.items() if told[0] != 308 or town.JIA not in told[1]
    }
    assert wrong == {}


def test_what_the_reader_has_is_not_sent_again(get: Get) -> None:
    path = f"/v1/subjects/{town.JIA}/risk?as_of=2026-01-31"
    first = get(path)
    tag = first.headers["etag"]
    again = get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(path, headers={"If-None-Match": '"other"'}).content == first.content
    assert get(f"{path}&known_at=0", headers={"If-None-Match": tag}).status_code != 304
    assert "etag" not in get("/v1/subjects/nobody").headers


@pytest.mark.parametrize(
    ("asked", "same"),
    [(b'"a"', True), (b'W/"a"', True), (b'"b", "a"', True), (b"*", True), (b'"b"', False),
     (b"", False), (b"a", False)],
)  # fmt: skip
def test_tags_compare_weakly(asked: bytes, same: bool) -> None:
    assert matches(asked, b'"a"') is same


def test_an_answer_carries_the_trace_it_was_asked_under(get: Get) -> None:
    asked = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    answer = get("/v1/status", headers={"traceparent": asked})
    version, trace, span, flags = answer.headers["traceresponse"].split("-")
    assert (version, trace, flags) == ("00", asked.split("-")[1], "00")
    assert len(span) == 16
    assert answer.headers["x-trace-id"] == trace


GOING = (
    Deprecated(route="GET /v1/status", since=date(2026, 1, 1), until=date(2027, 3, 1),
               successor="/v1/catalogue/coverage"),
    Deprecated(route="GET /v1/search", parameter="limit", since=date(2026, 1, 1),
               until=date(2027, 3, 1)),
)  # fmt: skip


@pytest.fixture
def going(answers: Any, audit_path: Any, keeper: Any) -> FastAPI:
    return create_app(answers, AuditLog(audit_path), keeper=keeper, deprecated=GOING)


def test_what_will_go_says_so(going: FastAPI) -> None:
    async def walk(client: httpx.AsyncClient) -> list[httpx.Response]:
        paths = ("/v1/status", "/v1/search?q=甲&limit=3", "/v1/search?q=甲", "/v1/search?limit=x")
        return [await client.get(path, headers=HEADERS) for path in paths]

    status, limited, free, refused = while_serving(going, walk)
    assert status.headers["deprecation"] == "@1767225600"
    assert parsedate_to_datetime(status.headers["sunset"]).date() == date(2027, 3, 1)
    assert status.headers["link"] == '</v1/catalogue/coverage>; rel="successor-version"'
    assert "deprecation" in limited.headers
    assert "deprecation" not in free.headers
    assert "deprecation" in refused.headers
    paths = going.openapi()["paths"]
    assert paths["/v1/status"]["get"]["deprecated"] is True
    named = {p["name"]: p.get("deprecated") for p in paths["/v1/search"]["get"]["parameters"]}
    assert (named["limit"], named["q"]) == (True, None)


def test_the_shipped_list_names_addresses_there_are(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    for entry in load_deprecated():
        method, path = entry.route.split(" ")
        assert method.lower() in paths[path]


def test_nothing_goes_within_a_year() -> None:
    with pytest.raises(ValueError, match="365"):
        Deprecated(route="GET /v1/status", since=date(2026, 1, 1), until=date(2026, 6, 1))
    told = {"route": "GET /v1/status", "since": "2026-01-01", "until": "2026-06-01"}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(told, Deprecated)
