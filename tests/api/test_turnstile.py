"""Rates, turns and the limits at the door."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from api.access.doorkeeper import Doorkeeper
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from api.limits import Limits, Rate, load_limits
from api.turns import Crowded, Turns
from api.turnstile import Bucket, Turnstile
from graph.errors import RefusedInput
from tests.api.conftest import Get, asked_once


def test_a_bucket_lets_a_burst_pass_and_then_its_rate() -> None:
    bucket = Bucket(Rate(per_second=2, burst=3), now=0.0)
    assert [bucket.take(0.0) for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.take(0.25) == 0.25
    assert bucket.take(0.5) == 0
    assert [bucket.take(100.0) for _ in range(4)] == [0, 0, 0, 0.5]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def turnstile(clock: Clock, **rates: Rate) -> Turnstile:
    async def answers(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    limits = msgspec.structs.replace(load_limits(), rate={**load_limits().rate, **rates})
    return Turnstile(answers, limits, clock)


class Actor:
    """As much of one as the turnstile looks at."""

    def __init__(self, id: str, role: str) -> None:
        self.id, self.role = id, type("Role", (), {"value": role})


def ask(gate: Turnstile, actor: Actor | None, path: str = "/v1/search") -> dict[str, Any]:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "client": ("::1", 1),
             "state": {"actor": actor, "trace": "0"}}  # fmt: skip
    asyncio.run(gate(scope, receive, send))
    return sent[0]


def test_each_key_has_a_rate_of_its_own_and_learns_when_to_ask_again() -> None:
    clock = Clock()
    gate = turnstile(clock, bank=Rate(per_second=0.5, burst=2))
    greedy, other = Actor("k1", "bank"), Actor("k2", "bank")
    assert [ask(gate, greedy)["status"] for _ in range(3)] == [200, 200, 429]
    told = {name: value.decode() for name, value in ask(gate, greedy)["headers"]}
    assert told[b"retry-after"] == "2"
    assert told[b"ratelimit"] == '"key";r=0;t=2'
    assert told[b"ratelimit-policy"] == '"key";q=2;w=4'
    assert told[b"content-type"] == "application/problem+json"
    assert ask(gate, other)["status"] == 200
    assert ask(gate, greedy, "/healthz")["status"] == 200
    clock.now = 2.0
    assert [ask(gate, greedy)["status"] for _ in range(2)] == [200, 429]


def test_who_has_no_key_is_counted_by_address() -> None:
    gate = turnstile(Clock(), unknown=Rate(per_second=1, burst=1))
    assert [ask(gate, None)["status"] for _ in range(2)] == [200, 429]
    assert ask(gate, Actor("k", "bank"))["status"] == 200


def test_a_heavy_caller_delays_another_by_one_request_not_by_all_of_its_own() -> None:
    async def served() -> list[str]:
        turns, order = Turns(together=2, each=2, waiting=200), []

        async def one(who: str) -> None:
            await turns.enter(who)
            order.append(who)
            await asyncio.sleep(0)
            turns.leave(who)

        heavy = [asyncio.create_task(one("heavy")) for _ in range(100)]
        await asyncio.sleep(0)
        light = [asyncio.create_task(one("light")) for _ in range(3)]
        await asyncio.gather(*heavy, *light)
        return order

    order = asyncio.run(served())
    assert len(order) == 103
    assert max(place for place, who in enumerate(order) if who == "light") < 12


def test_one_caller_gets_only_its_share_of_the_turns() -> None:
    async def held() -> tuple[bool, bool]:
        turns = Turns(together=4, each=2, waiting=10)
        for _ in range(2):
            await turns.enter("a")
        third = asyncio.create_task(turns.enter("a"))
        await asyncio.sleep(0)
        await asyncio.wait_for(turns.enter("b"), 1)
        waits = not third.done()
        turns.leave("a")
        await asyncio.wait_for(third, 1)
        return waits, third.done()

    assert asyncio.run(held()) == (True, True)


def test_turns_are_kept_whoever_gives_up_waiting() -> None:
    async def given_up() -> None:
        turns = Turns(together=1, each=1, waiting=2)
        await turns.enter("a")
        tired = [asyncio.create_task(turns.enter("a")) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Crowded):
            await turns.enter("a")
        for each in tired:
            each.cancel()
        await asyncio.gather(*tired, return_exceptions=True)
        turns.leave("a")
        await asyncio.wait_for(turns.enter("b"), 1)

    asyncio.run(given_up())


@pytest.mark.parametrize(
    ("path", "headers", "status", "kind"),
    [
        ("/v1/subjects/%FF", {}, 400, "bad-address"),
        ("/v1/subjects/a%00b", {}, 400, "bad-address"),
        ("/v1/subjects/a%0D%0Ab", {}, 400, "bad-address"),
        ("/v1/subjects/%2e%2e", {}, 404, "unknown-id"),
        ("/v1//subjects/yi", {}, 404, "route-not-found"),
        ("//v1/subjects/yi", {}, 404, "route-not-found"),
        ("/page/%2e%2e/%2e%2e/limits.toml", {}, 404, "route-not-found"),
        ("/page/..%5c..%5climits.toml", {}, 404, "route-not-found"),
        ("/v1/subjects/a%5Cb", {}, 404, "unknown-id"),
        ("/healthz", {"Host": "a b"}, 400, "bad-header"),
        ("/healthz", {"Host": "a/../b"}, 400, "bad-header"),
    ],
)
def test_tricks_with_the_address_lead_nowhere(
    get: Get, path: str, headers: dict[str, str], status: int, kind: str
) -> None:
    response = get(path, headers=headers)
    assert (response.status_code, response.json()["type"]) == (
        status, f"urn:xinmai:problem:{kind}",
    )  # fmt: skip


def test_a_header_that_counts_once_is_refused_twice(app: FastAPI) -> None:
    for name in ("Host", "Authorization", "Idempotency-Key"):
        response = asked_once(app, "/healthz", "GET", headers=[(name, "a"), (name, "b")])
        assert response.status_code == 400


def test_no_header_changes_the_method(get: Get) -> None:
    for name in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        assert get("/v1/subjects/yi", headers={name: "DELETE"}).status_code == 200


def test_compressed_bodies_are_not_opened(get: Get) -> None:
    response = get("/v1/what-if", "POST", content=b"\x1f\x8b", headers={
        "Content-Encoding": "gzip", "Content-Type": "application/json"})  # fmt: skip
    assert response.status_code == 415
    assert response.json()["type"] == "urn:xinmai:problem:compressed"


def test_the_limits_are_data(answers: Answers, keeper: Doorkeeper, tmp_path: Path) -> None:
    shipped = load_limits()
    strict = msgspec.structs.replace(shipped, size=msgspec.structs.replace(shipped.size, url=256))
    app = create_app(answers, AuditLog(tmp_path / "a.jsonl"), keeper=keeper, limits=strict)
    response: httpx.Response = asked_once(app, "/v1/search?q=" + "a" * 300, "GET")
    assert response.status_code == 414


@pytest.mark.parametrize(
    "wrong",
    ["", "[size]\nurl = 1", "colour = 'red'", "[size", "[rate]\ndefault = {per_second=0, burst=1}"],
)
def test_a_wrong_file_of_limits_stops_the_start(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(RefusedInput, match=r"limits\.toml"):
        load_limits(file)


def test_the_file_of_limits_says_all_there_is() -> None:
    assert isinstance(load_limits(), Limits)
    assert {"default", "unknown", "public"} <= load_limits().rate.keys()
