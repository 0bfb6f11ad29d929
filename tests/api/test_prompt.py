"""What was answered before is answered at once, and just as the usual way answers it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

import msgspec
import pytest
from fastapi import FastAPI
from starlette.types import Message, Scope

from api.access.actor import Role
from api.access.keys import Scope as KeyScope
from api.app import create_app
from api.audit import AuditLog
from api.deprecated import Deprecated
from api.limits import Rate, load_limits
from api.prompt import Prompt
from api.serve import straight, through
from graph.facts import Batch, DeliveredFile, Row
from graph.store import Store
from tests.api import town
from tests.api.conftest import look_ups

RISK = f"/v1/subjects/{town.JIA}/risk"
SHOWN = (b"authorization", f"Bearer {town.KEY}".encode())
PARENT = b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01"
OWN = {b"x-trace-id", b"traceresponse"}  # another for each request


class Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


def scope_of(path: str = RISK, *headers: tuple[bytes, bytes], **other: Any) -> Scope:
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "scheme": "http", "server": ("127.0.0.1", 1), "client": ("127.0.0.1", 2),
        "headers": [(b"host", b"test"), *(headers or (SHOWN,))], "state": {}, **other,
    }  # fmt: skip


def answer_of(messages: list[Message]) -> Answer:
    start, *parts = messages
    told, headers = dict(start["headers"]), sorted(start["headers"])
    body = b"".join(part.get("body", b"") for part in parts)
    return Answer(
        start["status"], [each for each in headers if each[0] not in OWN],
        body.replace(told[b"x-trace-id"], b"the request's"),
    )  # fmt: skip


class Service:
    """The application, asked in both ways."""

    def __init__(self, app: FastAPI, prompt: Prompt) -> None:
        self._usual, self._prompt = straight(app), prompt

    async def usually(self, scope: Scope) -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._usual(scope, receive, send)
        return answer_of(sent)

    async def at_once(self, scope: Scope) -> Answer | None:
        """None where it goes the usual way."""
        given: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def give(head: Message, body: Message) -> None:
            given.set_result(answer_of([head, body]))

        return await given if self._prompt(scope, give) else None


class Setting(NamedTuple):
    """What a service is made of."""

    folder: Path
    store: Store

    @asynccontextmanager
    async def open(self, proxy: str | None = None, **options: Any) -> AsyncIterator[Service]:
        audit = AuditLog(self.folder / "audit.jsonl")
        app = create_app(
            town.answers_over(self.store), audit, keeper=town.keeper(self.folder), **options
        )
        service = Service(app, Prompt(app, None if proxy is None else through(proxy)))
        async with app.router.lifespan_context(app):
            assert await service.at_once(scope_of()) is None  # nothing is open yet
            async with asyncio.timeout(180):
                while (await service.usually(scope_of())).status != 200:
                    await asyncio.sleep(0.01)
            yield service
        audit.close()


@pytest.fixture
def setting(tmp_path: Path, store: Store) -> Setting:
    return Setting(tmp_path, store)


def trial(setting: Setting, told: Callable[[Service], Awaitable[None]], **options: Any) -> None:
    async def run() -> None:
        async with setting.open(**options) as service:
            await told(service)

    asyncio.run(run())


ALIKE: list[tuple[str, Scope, bool]] = [
    ("plain", scope_of(), True),
    ("escaped", scope_of(RISK.replace(":", "%3A")), True),
    ("traced", scope_of(RISK, SHOWN, (b"traceparent", PARENT)), True),
    ("in English", scope_of(RISK, SHOWN, (b"accept-language", b"en")), True),
    ("for any tag", scope_of(RISK, SHOWN, (b"if-none-match", b"*")), True),
    ("for another tag", scope_of(RISK, SHOWN, (b"if-none-match", b'"a", W/"b"')), True),
    ("for a purpose", scope_of(RISK, SHOWN, (b"x-purpose", b"supervision")), True),
    ("merged", scope_of(f"/v1/subjects/{quote(town.OLD)}/risk"), False),
    ("of nobody", scope_of("/v1/subjects/t:nobody-at-all/risk"), False),
    ("asked of a day", scope_of(RISK, query_string=b"as_of=2026-01-01"), False),
    ("asked wrongly", scope_of(RISK, query_string=b"as_off=2026-01-01"), False),
    ("with a key in the address", scope_of(RISK, query_string=b"key=" + town.KEY.encode()), False),
    ("by nobody", scope_of(RISK, (b"accept", b"*/*")), False),
    ("by an unknown key", scope_of(RISK, (b"authorization", b"Bearer xk_" + b"n" * 43)), False),
    ("for an unknown purpose", scope_of(RISK, SHOWN, (b"x-purpose", b"curiosity")), False),
    ("of two hosts", scope_of(RISK, SHOWN, (b"host", b"other")), False),
    ("with a body", scope_of(RISK, SHOWN, (b"content-length", b"5")), False),
    ("in parts", scope_of(RISK, SHOWN, (b"transfer-encoding", b"chunked")), False),
    ("with a long head", scope_of(RISK, SHOWN, (b"x-long", b"a" * 20_000)), False),
    ("by another method", scope_of(method="POST"), False),
    ("another address", scope_of(f"/v1/subjects/{town.JIA}"), False),
    ("no address", scope_of("/v1/nothing/at/all"), False),
]  # fmt: skip


def test_both_ways_answer_alike(setting: Setting) -> None:
    async def told(service: Service) -> None:
        for name, scope, prompt in ALIKE:

            def copy(scope: Scope = scope) -> Scope:
                return {**scope, "headers": list(scope["headers"]), "state": {}}

            usual = await service.usually(copy())
            at_once = await service.at_once(copy())
            assert (at_once is not None) == prompt, name
            assert at_once in (None, usual), name
            assert await service.usually(copy()) == usual, name  # though looked at

    trial(setting, told)


def test_who_has_the_answer_is_told_that_it_stands(setting: Setting) -> None:
    async def told(service: Service) -> None:
        tag = dict((await service.usually(scope_of())).headers)[b"etag"]
        again = scope_of(RISK, SHOWN, (b"if-none-match", tag))
        usual = await service.usually({**again, "state": {}})
        assert await service.at_once(again) == usual
        assert (usual.status, usual.body) == (304, b"")

    trial(setting, told)


def test_each_is_on_record_before_it_leaves(setting: Setting) -> None:
    async def told(service: Service) -> None:
        before = len(look_ups(setting.folder / "audit.jsonl"))
        for number in range(1, 6):
            assert await service.at_once(scope_of()) is not None
            lines = look_ups(setting.folder / "audit.jsonl")
            assert len(lines) == before + number
        lines_say = {(line["item"], tuple(line["subjects"])) for line in lines[before:]}
        assert lines_say == {("risk", (town.JIA,))}

    trial(setting, told)


def test_after_a_change_the_new_answer(setting: Setting) -> None:
    async def told(service: Service) -> None:
        file = DeliveredFile("market", "plain_subjects", "later.csv", "1" * 64)
        renamed = town.organization(town.JIA, "改名建设集团有限公司")
        assert await service.at_once(scope_of()) is not None
        setting.store.apply(Batch(file, [Row(2, (renamed,))], through=1, complete=True))
        assert await service.at_once(scope_of()) is None  # it must be worked out
        usual = await service.usually(scope_of())
        assert "改名" in usual.body.decode()
        assert await service.at_once(scope_of()) == usual

    trial(setting, told)


def test_a_rate_counts_what_is_answered_at_once(setting: Setting) -> None:
    rates = {
        "default": Rate(per_second=0.001, burst=40), "unknown": Rate(per_second=99, burst=99),
    }  # fmt: skip
    limits = msgspec.structs.replace(load_limits(), rate=rates)

    async def told(service: Service) -> None:
        kept = 0
        while await service.at_once(scope_of()) is not None:
            kept += 1
        assert 0 < kept < 40
        assert (await service.usually(scope_of())).status == 429

    trial(setting, told, limits=limits)


def test_what_will_go_is_announced_in_the_usual_way(setting: Setting) -> None:
    going = Deprecated(
        route="GET /v1/subjects/{id}/risk", since=date(2026, 1, 1), until=date(2027, 3, 1)
    )

    async def told(service: Service) -> None:
        assert await service.at_once(scope_of()) is None
        assert b"deprecation" in dict((await service.usually(scope_of())).headers)

    trial(setting, told, deprecated=[going])


def test_a_key_counts_where_it_may_be_used_also_behind_a_proxy(setting: Setting) -> None:
    scope = KeyScope(role=Role.BANK, organisation="某银行", networks=("10.1.0.0/16",))
    now = time.time()
    issued = town.keeper(setting.folder).keys.add(scope, now=now, expires=now + 3_600)
    shown = (
        (b"authorization", f"Bearer {issued.token}".encode()),
        (b"x-purpose", b"loan"),
    )

    def through_proxy(address: str) -> Scope:
        return scope_of(RISK, *shown, (b"x-forwarded-for", address.encode()))

    async def told(service: Service) -> None:
        await service.usually(scope_of(RISK, *shown, client=("10.1.2.3", 1)))
        assert await service.at_once(through_proxy("10.1.2.3")) is not None
        assert await service.at_once(through_proxy("10.2.2.3")) is None
        stranger = {**through_proxy("10.1.2.3"), "client": ("10.9.9.9", 1)}
        assert await service.at_once(stranger) is None

    trial(setting, told, proxy="127.0.0.1")
