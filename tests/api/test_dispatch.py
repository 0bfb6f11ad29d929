"""Routes are called past FastAPI's machinery, and answer as they would through it."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.routing import iter_route_contexts

from api.dispatch import Dispatch, Table
from tests.api import town
from tests.api.conftest import Get, client_of


def test_every_question_is_called_straight(app: FastAPI) -> None:
    table = Table(iter_route_contexts(app.routes))
    for path, methods in app.openapi()["paths"].items():
        if path.startswith("/v1/"):
            written = re.sub(r"{\w+}", "a", path)
            for method in methods:
                found = table.find(method.upper(), written)
                assert found is not None, path
                assert found[0].route.path_format == path  # type: ignore[attr-defined]


def small() -> FastAPI:
    """Addresses that overlap; those that need something of FastAPI stay with it."""
    app = FastAPI()

    def nobody(x_key: str = Header("")) -> None:
        if not x_key:
            raise HTTPException(403)

    @app.get("/a/b/{id:path}/guarded", dependencies=[Depends(nobody)])
    async def guarded(id: str) -> Response:
        return Response(f"guarded {id}")

    @app.get("/a/b/{id:path}/part")
    async def part(request: Request, id: str) -> Response:
        return Response(f"part {id} {request.url.query}")

    @app.get("/a/b/{id:path}")
    async def whole(id: str) -> Response:
        return Response(f"whole {id}")

    @app.get("/a/{kind}/z/{number}")
    async def wild(kind: str, number: int) -> Response:
        return Response(f"wild {kind} {number + 1}")

    @app.get("/a/b")
    async def bare() -> dict[str, str]:
        return {"said": "by FastAPI"}

    return app


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/a/b/1/part?x=%201", 200, "part 1 x=%201"),
        ("/a/b/1/2%2F3/part", 200, "part 1/2/3 "),
        ("/a/b/part", 200, "whole part"),
        ("/a/b/1/part/", 200, "whole 1/part/"),
        ("/a/b//", 200, "whole /"),
        ("/a/b/1/guarded", 403, '{"detail":"Forbidden"}'),
        ("/a/c/z/4", 200, "wild c 5"),
        ("/a/b/z/4", 200, "whole z/4"),
        ("/a/b", 200, '{"said":"by FastAPI"}'),
        ("/a", 404, '{"detail":"Not Found"}'),
    ],
)
def test_the_same_address_leads_to_the_same_route(path: str, status: int, said: str) -> None:
    plain, quick = small(), small()
    quick.add_middleware(Dispatch, routes=quick.routes, refuse=lambda request, error: None)
    for app in (plain, quick):
        response = asyncio.run(_get(app, path))
        assert (response.status_code, response.text) == (status, said)


async def _get(app: FastAPI, path: str) -> Any:
    async with client_of(app) as client:
        return await client.get(path)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=a&q=b", "q"),
        ("q=a&limit=1&limit=1", "limit"),
        ("q=%FF", "q"),
        ("q=a%00b", "q"),
        ("q=a&%FF=1", "%FF"),
        ("q=a&known_at=" + "9" * 5_000, "known_at"),
        ("q=a&known_at=-1", "known_at"),
        ("q=a&known_at=%EF%BC%91", "known_at"),
    ],
)
def test_a_query_is_read_strictly(get: Get, query: str, field: str) -> None:
    response = get(f"/v1/search?{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_list_may_be_given_more_than_once(get: Get) -> None:
    assert get(f"/v1/ranking?id={town.JIA}&id={town.YI}").status_code == 200
    assert get(f"/v1/ranking?id={town.JIA}&limit=1&limit=2").status_code == 422
