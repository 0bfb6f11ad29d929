"""The addresses, the one shape of refusal, and what surrounds every answer."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api import problems
from api.access.tokens import digest
from tests.api import town
from tests.api.conftest import Get, client_of, look_ups


def test_questions_answer_as_the_answers_do(get: Get) -> None:
    assert get("/v1/subjects/yi").json()["id"] == town.YI
    assert get(f"/v1/subjects/{town.JIA}/related?hops=1").json()["groups"][0]["kind"] == "owns"
    assert get(f"/v1/paths?from={town.JIA}&to=bing").json()["outcome"] == "found"
    assert get("/v1/search?q=建筑").json()["results"][0]["id"] == town.YI
    assert get("/v1/status").json()["quarantine_open"] == 0
    assert get("/v1/vocabulary").json()["links"]["owns"]["zh"] == "出资持股"


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/v1/subjects/nobody", 404, "unknown-id"),
        ("/v1/subjects/x1", 409, "ambiguous-id"),
        ("/v1/nowhere", 404, "route-not-found"),
        ("/v1/search", 422, "bad-question"),
        ("/v1/search?q=甲&colour=red", 422, "bad-question"),
        ("/v1/search?q=%20", 422, "refused-input"),
        (f"/v1/subjects/{town.JIA}/related?hops=5", 422, "bad-question"),
        (f"/v1/subjects/{town.JIA}/related?hops=1.0", 422, "bad-question"),
        (f"/v1/subjects/{town.JIA}/related?kinds=friends", 422, "refused-input"),
        (f"/v1/subjects/{town.JIA}?as_of=2026-02-30", 422, "refused-input"),
        (f"/v1/subjects/{town.JIA}?as_of=2026-W05-6", 422, "refused-input"),
        (f"/v1/subjects/{town.JIA}?known_at=99", 422, "refused-input"),
        (f"/v1/subjects/{town.JIA}/export?format=pdf", 422, "bad-question"),
        ("/v1/search?q=" + "a" * 9_000, 414, "url-too-long"),
    ],
)
def test_refusals_have_one_shape(get: Get, address: str, status: int, kind: str) -> None:
    response = get(address)
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == f"urn:xinmai:problem:{kind}"
    assert problem["title"] == problem["title_zh"]
    assert problem["detail_zh"] != problem["detail_en"]
    assert problem["trace"] == response.headers["x-trace-id"]


def test_every_field_at_fault_is_named(get: Get) -> None:
    found = get("/v1/paths?from=yi&max_hops=99&mode=fast&x=1").json()["errors"]
    assert {error["field"] for error in found} == {"to", "max_hops", "mode", "x"}
    assert "shortest" in next(error["zh"] for error in found if error["field"] == "mode")


def test_the_language_asked_for_decides_the_title(get: Get) -> None:
    response = get("/v1/subjects/nobody", headers={"Accept-Language": "en;q=0.9, zh;q=0.3"})
    assert response.json()["title"] == response.json()["title_en"]
    assert response.headers["content-language"] == "en"


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/v1/search?q=a", "/v1/subjects/no"])
def test_a_head_is_the_answer_without_its_body(get: Get, path: str) -> None:
    whole, head = get(path), get(path, method="HEAD")
    assert head.status_code == whole.status_code
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers.get("content-length") == whole.headers.get("content-length")


def test_a_wrong_method_names_the_right_ones(get: Get) -> None:
    response = get("/v1/search", method="POST")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"
    assert response.json()["type"] == problems.METHOD_NOT_ALLOWED.type
    assert "GET, HEAD" in response.json()["detail_zh"]
    several = get("/v1/watchlists/wl-1", method="PUT")
    assert several.headers["allow"] == "DELETE, GET, HEAD"


def test_bodies_and_heavy_headers_are_turned_away(get: Get) -> None:
    assert get("/v1/search?q=甲", content=b"{}").status_code == 413
    assert get("/v1/search?q=甲", headers={"X-Long": "a" * 20_000}).status_code == 431


@pytest.mark.parametrize(
    ("path", "options", "status", "said"),
    [
        ("/v1/search?q=甲", {"content": b"{}"}, 413, ("GET 请求不带内容", "GET takes no body")),
        ("/v1/screen", {"method": "POST", "content": b" " * 262_145}, 413, ("262,145", "262,144")),
        ("/v1/search?q=" + "a" * 9_000, {}, 414, ("8,192 字节", "9,012 bytes, 8,192 at most")),
        ("/v1/search?q=甲", {"headers": {"X-Long": "a" * 20_000}}, 431, ("至多 16,384", "16,384")),
        ("/v1/search?q=甲", {"headers": [("Host", "a"), ("Host", "b")]}, 400, ("Host", "once")),
        ("/v1/nowhere", {}, 404, ("/openapi.json", "/openapi.json")),
        ("/v1/ranking?" + "id=a&" * 101, {}, 422, ("至多 100 个", "not 101")),
        ("/v1/search?q=甲&limt=3", {}, 422, ("“limt”;可用的有:limit, ", "'limt'; there")),
    ],
)  # fmt: skip
def test_what_is_turned_away_is_told_what_would_be_right(
    get: Get, path: str, options: dict[str, Any], status: int, said: tuple[str, str]
) -> None:
    response = get(path, **options)
    assert response.status_code == status
    assert said[0] in response.json()["detail_zh"]
    assert said[1] in response.json()["detail_en"]


def test_a_merged_id_moves_permanently_and_keeps_the_question(get: Get) -> None:
    response = get(f"/v1/subjects/{town.OLD}/related?hops=1")
    assert response.status_code == 308
    assert response.headers["location"] == f"/v1/subjects/{town.JIA}/related?hops=1"


def test_an_id_may_hold_any_character(get: Get) -> None:
    problem = get("/v1/subjects/a%2Fb%3Fc%23%F0%9F%9A%80").json()
    assert problem["type"] == "urn:xinmai:problem:unknown-id"
    assert "a/b?c#🚀" in problem["detail"]


def test_every_response_is_dressed(get: Get) -> None:
    for address in ("/v1/search?q=甲", "/v1/nowhere", "/", "/page/app.js", "/healthz"):
        headers = get(address).headers
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers
    assert get("/v1/search?q=甲").headers["cache-control"] == "no-store"


def test_a_callers_trace_is_kept(get: Get) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    sent = {"traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    assert get("/healthz", headers=sent).headers["x-trace-id"] == trace
    for other in (
        "nonsense", f"00-{trace}-{'0' * 16}-01", f"ff-{trace}-b7ad6b7169203331-01",
        f"00-{trace}-b7ad6b7169203331-01-more",
    ):  # fmt: skip
        assert get("/healthz", headers={"traceparent": other}).headers["x-trace-id"] != trace
    zeros = {"traceparent": f"00-{'0' * 32}-b7ad6b7169203331-01"}
    assert get("/healthz", headers=zeros).headers["x-trace-id"] != "0" * 32
    for later in (f"01-{trace}-b7ad6b7169203331-01", f"cc-{trace}-b7ad6b7169203331-01-more"):
        assert get("/healthz", headers={"traceparent": later}).headers["x-trace-id"] == trace


def test_questions_wait_until_the_service_is_ready(app: FastAPI) -> None:
    async def ask(path: str) -> httpx.Response:
        async with client_of(app) as client:  # no lifespan: nothing has been opened
            return await client.get(path)

    assert asyncio.run(ask("/healthz")).status_code == 200
    waiting = asyncio.run(ask("/readyz"))
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "5")
    refused = asyncio.run(ask("/v1/search?q=甲"))
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.json()["type"] == problems.NOT_READY.type


def test_metrics_count_by_route_and_never_by_id(get: Get) -> None:
    get(f"/v1/subjects/{town.JIA}")
    measured = get("/metrics").text
    expected = 'xinmai_requests_total{route="/v1/subjects/{id}",status="200"} 1.0'
    assert expected in measured
    assert town.JIA not in measured
    assert "xinmai_ready 1.0" in measured


@pytest.mark.parametrize(
    ("format", "media_type", "holds"),
    [
        ("graphml", "application/graphml+xml", b"<graphml"),
        ("gexf", "application/gexf+xml", b"<gexf"),
        ("bods", "application/json", b'"statementId"'),
        ("ftm", "application/jsonl", b'"Ownership"'),
        ("csv", "text/csv; charset=utf-8", b"source_name"),
    ],
)
def test_a_neighbourhood_is_a_file_with_persons_masked(
    get: Get, format: str, media_type: str, holds: bytes
) -> None:
    response = get(f"/v1/subjects/{town.JIA}/export?format={format}")
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert "attachment" in response.headers["content-disposition"]
    assert response.headers["x-complete"] == "true"
    assert holds in response.content
    assert "张伟".encode() not in response.content


def test_each_look_up_is_logged_without_names(get: Get, audit_path: Path) -> None:
    get(f"/v1/subjects/{town.ZHANG}")
    lines = look_ups(audit_path)
    assert [(line["who"], line["item"], line["subjects"], line["outcome"]) for line in lines] == [
        (f"dev-{digest(town.KEY).hex()[:8]}@local", "subject", [town.ZHANG], 200)
    ]
    assert "张" not in audit_path.read_text()
    assert stat.S_IMODE(audit_path.stat().st_mode) == 0o600


def test_what_is_refused_is_logged_without_what_was_typed(get: Get, audit_path: Path) -> None:
    response = get("/v1/subjects/110101199003074514")
    assert "19900307" not in response.text
    assert [line["item"] for line in look_ups(audit_path)] == ["refused:unknown-id"]
    assert "19900307" not in audit_path.read_text()
