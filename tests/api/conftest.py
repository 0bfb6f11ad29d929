from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.access.doorkeeper import Doorkeeper
from api.acting import Acting
from api.answers import Answers
from api.answers.investigations.book import Investigations
from api.answers.reconcile.judged import Judgements
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.feed.service import Feed
from api.limits import Limits, load_limits
from graph.store import Store
from tests.api import town

Get = Callable[..., httpx.Response]
Post = Callable[..., httpx.Response]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with town.build(tmp_path) as store:
        yield store


@pytest.fixture
def answers(store: Store) -> Answers:
    return town.answers_over(store)


@pytest.fixture
def audit_path(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


@pytest.fixture
def keeper(tmp_path: Path) -> Doorkeeper:
    return town.keeper(tmp_path)


@pytest.fixture
def limits() -> Limits:
    return load_limits()


@pytest.fixture
def app(
    answers: Answers, audit_path: Path, keeper: Doorkeeper, tmp_path: Path, limits: Limits
) -> FastAPI:
    book = Daybook(tmp_path / "daybook")
    return create_app(
        answers, AuditLog(audit_path), keeper=keeper, acting=Acting(answers), limits=limits,
        workbench=Investigations(book), feed=Feed(book, tmp_path / "turn", town.SEALER),
        judgements=Judgements(book),
    )  # fmt: skip


@pytest.fixture
def get(app: FastAPI) -> Get:
    """Asks the running, ready application once, under the tests' key; ``method`` and ``headers``
    may be given."""

    def ask(path: str, method: str = "GET", **options: Any) -> httpx.Response:
        return asked_once(app, path, method, **options)

    return ask


@pytest.fixture
def post(get: Get) -> Post:
    """Sends one act: a JSON body, under an idempotency key."""

    def send(path: str, body: object, key: str = "k-1", **headers: str) -> httpx.Response:
        return get(path, "POST", json=body, headers={"Idempotency-Key": key, **headers})

    return send


def look_ups(path: Path) -> list[dict[str, Any]]:
    """What an audit log tells of look-ups, without its openings and checkpoints."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [line["look_up"] for line in lines if "look_up" in line]


def asked_once(
    app: FastAPI, path: str, method: str, key: str = town.KEY, **options: object
) -> httpx.Response:
    async def once() -> httpx.Response:
        async with app.router.lifespan_context(app), client_of(app, key) as client:
            await _until_ready(client)
            return await client.request(method, path, **options)  # type: ignore[arg-type]

    return asyncio.run(once())


def client_of(app: FastAPI, key: str = town.KEY) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    shown = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers=shown)


async def _until_ready(client: httpx.AsyncClient) -> None:
    async with asyncio.timeout(180):  # a clean clone compiles the kernels first
        while (await client.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.01)
