"""Watch lists and the feed over HTTP: shapes, refusals, whose is whose, and waiting."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI

from api.answers.paging import cursor_after
from graph.facts import Batch, DeliveredFile, Key, LinkFact, NodeFact, Row, Value, subject
from graph.store import Store
from tests.api import town
from tests.api.conftest import Get, Post, _until_ready, client_of, look_ups

LISTED = Key("sanction", "t:listed")
WAGES = "拖欠农民工工资失信联合惩戒对象名单"


def list_it(store: Store, who: str) -> None:
    """A record against somebody, delivered now."""
    fields: dict[str, Value] = {
        "name": WAGES, "list": WAGES, "kind": "serious_list", "state": "active",
        "decided": town.TODAY,
    }  # fmt: skip
    facts = (NodeFact(LISTED, "sanction", fields), LinkFact("sanctioned_by", subject(who), LISTED))
    file = DeliveredFile("t", "plain", "late.csv", "8" * 64)
    store.apply(Batch(file, [Row(2, facts)], through=1, complete=True))


def test_a_list_from_its_making_to_its_end(get: Get, post: Post, audit_path: Any) -> None:
    body = {"name": "贷后", "subjects": [town.YI, "nobody", "x1", town.OLD]}
    made = post("/v1/watchlists", body)
    receipt = made.json()
    address = made.headers["location"]
    assert address == f"/v1/watchlists/{receipt['id']}"
    assert [row["subject"] for row in receipt["rows"]] == [town.YI, None, None, town.OLD]
    assert [row["error"] and row["error"]["status"] for row in receipt["rows"]] == [
        None, 404, 409, None,
    ]  # fmt: skip
    assert (receipt["subjects"], receipt["repeated"]) == (2, False)
    assert post("/v1/watchlists", body).json()["repeated"] is True
    for other in ({"name": "另一份"}, {**body, "subjects": [town.JIA]}, {"name": "贷后"}):
        reused = post("/v1/watchlists", other)
        assert reused.json()["type"] == "urn:xinmai:problem:key-reused"
    assert get(address).json()["subjects"] == 2
    added = get(f"{address}/subjects/{town.JIA}", "PUT").json()
    assert added["subjects"] == get(f"{address}/subjects/{town.JIA}", "PUT").json()["subjects"] == 3
    assert get(f"{address}/subjects/nobody", "PUT").status_code == 404
    page = get(f"{address}?limit=2").json()
    rest = get(f"{address}?limit=2&cursor={page['next']}").json()
    assert sorted([*page["watched"], *rest["watched"]]) == sorted([town.YI, town.OLD, town.JIA])
    assert rest["next"] is None
    many = post(f"{address}/subjects", {"add": [town.DING], "remove": [town.YI, town.OLD]}).json()
    assert many["subjects"] == 2
    assert get(f"{address}/subjects/{town.DING}", "DELETE").json()["subjects"] == 1
    late = post("/v1/watchlists", body).json()  # a request that was on its way for long
    assert (late["subjects"], late["repeated"]) == (1, True)
    assert [one["id"] for one in get("/v1/watchlists").json()["watchlists"]] == [receipt["id"]]
    assert get(address, "DELETE").json() == {"dropped": receipt["id"]}
    assert get(address).status_code == 404
    logged = look_ups(audit_path)
    assert logged[0]["item"] == "watchlist:changed"
    assert logged[0]["subjects"] == [town.YI, town.OLD]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/changes?cursor=x", 422), (f"/v1/changes?cursor={cursor_after(10**6)}", 422),
        ("/v1/changes?limit=0", 422), ("/v1/changes?wait=61", 422),
        ("/v1/changes?since=1", 422), ("/v1/watchlists/none", 404),
        ("/v1/watchlists/none?limit=0", 422),
    ],
)  # fmt: skip
def test_refusals(get: Get, path: str, status: int) -> None:
    answer = get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status, "application/problem+json",
    )  # fmt: skip


def test_bodies_are_strict(get: Get, post: Post) -> None:
    assert get("/v1/watchlists", "POST", json={"name": "x"}).status_code == 422
    assert post("/v1/watchlists", {"name": ""}).status_code == 422
    assert post("/v1/watchlists", {"name": "x", "ids": []}).status_code == 422
    assert post("/v1/watchlists", {"name": "x", "subjects": ["y"] * 1_001}).status_code == 422


def test_whoever_waits_is_told_within_a_second(app: FastAPI, store: Store) -> None:
    async def story() -> tuple[Any, Any, float]:
        async with app.router.lifespan_context(app), client_of(app) as client:
            await _until_ready(client)
            made = await client.post(
                "/v1/watchlists", json={"name": "贷后", "subjects": [town.BING]},
                headers={"Idempotency-Key": "1"},
            )  # fmt: skip
            cursor = made.json()["changes"]
            nothing = await client.get("/v1/changes", params={"cursor": cursor})
            waiting = asyncio.create_task(
                client.get("/v1/changes", params={"cursor": cursor, "wait": 30})
            )
            await asyncio.sleep(0.3)
            assert not waiting.done()
            await asyncio.to_thread(list_it, store, town.BING)
            began = time.monotonic()
            told = await waiting
            return nothing.json(), told.json(), time.monotonic() - began

    nothing, told, took = asyncio.run(story())
    assert nothing["events"] == []
    (event,) = told["events"]
    assert (event["subject"], event["after"]["own"]["count"]) == (town.BING, 1)
    assert told["cursor"] != nothing["cursor"]
    assert told["events"][-1]["cursor"] == told["cursor"]
    assert not told["more"]
    assert took < 20
    schema = {"$ref": "#/components/schemas/ChangesAnswer",
              "components": app.openapi()["components"]}  # fmt: skip
    jsonschema.Draft202012Validator(schema).validate(told)
