"""The client over a real port: what it asks, what it raises, when it asks again."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from api.acting import Acting
from api.answers.investigations.book import Investigations
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.feed.service import Feed
from tests.api import town
from tests.api.browser import running
from xinmai.client import AsyncClient, Client, Problem, Unreachable


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("client")
    with town.build(folder) as store:
        answers, book = town.answers_over(store), Daybook(folder / "daybook")
        app = create_app(
            answers, AuditLog(folder / "audit.jsonl"), keeper=town.keeper(folder),
            acting=Acting(answers), workbench=Investigations(book),
            feed=Feed(book, folder / "turn", town.SEALER),
        )  # fmt: skip
        with running(app) as url:
            until = time.monotonic() + 180
            while httpx.get(f"{url}/readyz").status_code != 200 and time.monotonic() < until:
                time.sleep(0.05)
            yield url


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with Client(address, town.KEY) as opened:
        yield opened


def test_answers_are_the_service_s_own(client: Client) -> None:
    answer = client.subject(town.JIA, as_of="2026-01-31")
    assert answer["name"] == "甲建设集团有限公司"
    assert len(answer.trace) == 32
    assert client.search("乙建筑")["results"][0]["id"] == town.YI
    assert client.paths(town.JIA, town.BING)["outcome"] == "found"
    assert client.related(town.JIA, hops=1)["groups"]
    assert client.risk(town.YI)["own"]
    assert client.owners(town.YI)
    assert client.check(town.YI, "bid-housing", "bidding")["receipt"]
    assert client.project("t:west-lake")["name"] == "西湖改造工程"
    export = client.file(f"/v1/subjects/{town.JIA}/export", format="csv")
    assert export.startswith(b"\xef\xbb\xbfsource")


def test_merged_ids_are_followed(client: Client) -> None:
    assert client.subject(town.OLD)["id"] == town.JIA


def test_refusals_are_problems_with_their_fields(client: Client) -> None:
    with pytest.raises(Problem) as unknown:
        client.risk("91370100MA00000000")
    assert (unknown.value.status, unknown.value.kind) == (404, "unknown-id")
    assert unknown.value.trace
    with pytest.raises(Problem) as malformed:
        client.related(town.JIA, hops=99)
    assert malformed.value.status == 422
    assert [error.field for error in malformed.value.errors] == ["hops"]
    assert malformed.value.errors[0].zh


def test_without_a_key_nothing_is_answered(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XINMAI_KEY", raising=False)
    with Client(address) as nobody, pytest.raises(Problem) as refused:
        nobody.risk(town.JIA)
    assert refused.value.status == 401
    monkeypatch.setenv("XINMAI_KEY", town.KEY)
    monkeypatch.setenv("XINMAI_URL", address)
    with Client() as known:
        assert known.subject(town.JIA)["id"] == town.JIA


def test_lists_are_screened_row_by_row_in_order(client: Client) -> None:
    ids = [town.YI, "nobody", town.JIA] * 400  # more than one screening takes
    rows = list(client.screen(ids))
    assert [row["asked"] for row in rows] == ids
    assert [row["error"] is None for row in rows[:3]] == [True, False, True]
    with pytest.raises(Problem):
        list(client.screen([town.YI], item="no-such-item", purpose="loan"))


def test_names_are_matched(client: Client) -> None:
    results = client.match(["甲建设集团有限公司", "没有这家"])["results"]
    assert results[0]["candidates"][0]["id"] == town.JIA
    assert not results[1]["candidates"]


def test_any_number_of_names_is_matched_in_order(address: str, client: Client) -> None:
    names = [*["没有这一家"] * 50, "甲建設集團有限公司"]
    found = client.match(names, limit=1)
    assert len(found["results"]) == 51
    assert found["results"][50]["candidates"][0]["id"] == town.JIA
    assert found.trace
    assert client.match([])["results"] == []

    async def ask() -> None:
        async with AsyncClient(address, town.KEY) as other:
            assert await other.match(names, limit=1) == found

    asyncio.run(ask())


@pytest.mark.parametrize("said", ["[]", '"x"', '{"errors": [{}]}', '{"errors": 5}', "<html>"])
@pytest.mark.parametrize("status", [502, 200])
def test_what_stands_before_the_service_may_say_anything(status: int, said: str) -> None:
    def answered(_: httpx.Request) -> httpx.Response:
        return httpx.Response(status, text=said)

    def ask() -> object:
        with Client("http://x", "xk_x", transport=httpx.MockTransport(answered)) as client:
            return client.get("/v1/status")

    if status == 200 and said.startswith("{"):
        assert ask() == json.loads(said)
    else:
        with pytest.raises(Problem) as refused:
            ask()
        assert refused.value.status == status


def test_events_may_be_gone_on_with_after_each() -> None:
    pages = [{"events": [{"id": "evt-1", "cursor": "a"}, {"id": "evt-2", "cursor": "b"}],
              "cursor": "b", "more": False}]  # fmt: skip

    def answered(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=pages[0])

    with Client("http://x", "xk_x", transport=httpx.MockTransport(answered)) as client:
        events = client.events()
        assert [next(events)[1], next(events)[1]] == ["a", "b"]


def test_an_act_is_carried_out_once_under_its_key(client: Client) -> None:
    body = {"unit": "济南市行政审批服务局", "subject": town.LONER, "item": "construction-permit"}
    first = client.act("/v1/commitments", body, key="once")
    again = client.act("/v1/commitments", body, key="once")
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["receipt"] == again["receipt"]
    with pytest.raises(Problem) as reused:
        client.act("/v1/commitments", {**body, "note": "another"}, key="once")
    assert reused.value.kind == "key-reused"


def test_pages_are_followed_to_the_end(client: Client) -> None:
    for _ in range(3):
        client.subject(town.BING)
    pages = list(client.pages(f"/v1/subjects/{town.BING}/looked-up-by", limit=2))
    assert len(pages) > 1
    assert all(page["look_ups"] for page in pages)


def test_the_async_client_asks_the_same(address: str) -> None:
    async def ask() -> None:
        async with AsyncClient(address, town.KEY) as client:
            risk, subject = await asyncio.gather(client.risk(town.YI), client.subject(town.OLD))
            assert (risk["id"], subject["id"]) == (town.YI, town.JIA)
            rows = [row async for row in client.screen([town.YI, town.JIA])]
            assert [row["asked"] for row in rows] == [town.YI, town.JIA]
            pages = client.pages(f"/v1/subjects/{town.YI}/looked-up-by", limit=1)
            assert [page async for page in pages]
            with pytest.raises(Problem):
                await client.risk("nobody")
            assert await client.file(f"/v1/subjects/{town.JIA}/export", format="csv")

    asyncio.run(ask())


@contextmanager
def answering(*answers: tuple[int, dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """A server that gives these answers in turn; what it was asked, with its keys and traces."""
    left, asked = list(answers), list[str]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def do_GET(self) -> None:
            asked.append(f"{self.command} {self.headers.get('Idempotency-Key', '')}")
            status, headers = left.pop(0)
            body = json.dumps({"type": "urn:xinmai:problem:store-busy"}).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


BUSY = (503, {"Retry-After": "0"})


def test_busy_is_asked_again_an_act_under_the_same_key() -> None:
    with answering(BUSY, (429, {"Retry-After": "0"}), (200, {})) as (url, asked), \
            Client(url, "xk_x") as client:  # fmt: skip
        client.act("/v1/commitments", {"unit": "某局"})
        assert len(asked) == 3
        assert len(set(asked)) == 1


def test_what_stays_busy_is_a_problem_and_what_is_refused_is_not_asked_again() -> None:
    with answering(BUSY, BUSY) as (url, asked), Client(url, "xk_x", tries=2) as client:
        with pytest.raises(Problem) as busy:
            client.get("/v1/status")
        assert (busy.value.status, busy.value.kind, len(asked)) == (503, "store-busy", 2)
    with answering((422, {})) as (url, asked), Client(url, "xk_x") as client:
        with pytest.raises(Problem):
            client.get("/v1/status")
        assert len(asked) == 1


def test_the_async_client_asks_again_too() -> None:
    async def ask(url: str) -> None:
        async with AsyncClient(url, "xk_x") as client:
            await client.get("/v1/status")

    with answering(BUSY, (200, {})) as (url, asked):
        asyncio.run(ask(url))
    assert len(asked) == 2


def test_rows_that_break_off_are_said() -> None:
    short = {"Content-Length": "9000", "Content-Type": "application/x-ndjson"}

    async def ask(url: str) -> None:
        async with AsyncClient(url, "xk_x") as client:
            async for _ in client.screen(["t:a"]):
                pass

    with answering((200, short), (200, short)) as (url, _):
        with Client(url, "xk_x") as client, pytest.raises(Unreachable, match="broke off"):
            list(client.screen(["t:a"]))
        with pytest.raises(Unreachable, match="broke off"):
            asyncio.run(ask(url))


def test_a_purpose_that_is_none_is_the_services_to_refuse(address: str) -> None:
    with Client(address, town.KEY, purpose="贷款") as client, pytest.raises(Problem) as refused:
        client.risk(town.YI)
    assert refused.value.errors[0].field == "X-Purpose"


def test_a_watch_list_is_kept_with_the_client(client: Client) -> None:
    made = client.act("/v1/watchlists", {"name": "名单", "subjects": [town.YI]})
    place = f"/v1/watchlists/{made['id']}"
    assert client.put(f"{place}/subjects/{town.JIA}")["subjects"] == 2
    assert client.delete(f"{place}/subjects/{town.JIA}")["subjects"] == 1
    assert client.delete(place)["dropped"] == made["id"]


def test_out_of_reach_is_said() -> None:
    with answering() as (url, _):
        pass
    with Client(url, "xk_x", tries=1) as client, pytest.raises(Unreachable):
        client.get("/v1/status")
