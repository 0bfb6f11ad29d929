"""Webhooks against a receiver that fails, hangs and comes back: in order, signed, never lost."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from analyses.rulebook.access import Role
from api.access.doorkeeper import Doorkeeper
from api.access.keys import Scope
from api.answers.paging import cursor_after
from api.audit import AuditLog, AuditUnavailable
from api.daybook import Daybook
from api.feed.book import FeedBook, Owner, Told
from api.feed.courier import DEAD_AFTER, FIRST_WAIT, LONGEST_WAIT, Courier, Send
from api.feed.hooks import HookBook
from api.feed.sending import send, signature
from api.feed.targets import Forbidden, address_of, target_of
from api.feed.webhooks import NewWebhook, add_webhook, webhook_log
from graph.errors import RefusedInput
from graph.store import Store
from tests.api import town
from tests.api.conftest import Post, _until_ready, client_of, look_ups
from tests.api.feed.receivers import Receiver, receiver, verified
from tests.api.feed.test_feed_http import list_it
from tests.api.roles import shown, while_serving

UNIT = Owner("某银行", "whole")


class Office:
    """A daybook with one webhook, events made by hand, and a clock that is set."""

    def __init__(self, folder: Path, receiver: Receiver, *, near: bool = True) -> None:
        book = Daybook(folder / "daybook")
        self.clock = 1_800_000_000.0
        self.receiver = receiver
        self.lists = FeedBook(book)
        self.hooks = HookBook(book, lambda: self.clock, town.SEALER)
        self.audit = AuditLog(folder / "audit.jsonl")
        self.courier = self.another()
        listed, _ = self.lists.make(UNIT, "名单", "k")
        day = town.TODAY
        self.lists.watch(UNIT, listed, {s: Told(1, day, "r", "d", b"{}") for s in ("a", "b")})
        asked = msgspec.json.encode(NewWebhook(url=receiver.url))
        self.hook, _ = self.hooks.add(UNIT, receiver.url, 0, "k", near=near, body=asked)

    def another(self, *sending: Send) -> Courier:
        record = partial(self.audit.recorded, seconds=5)
        return Courier(self.hooks, self.lists, record, lambda: self.clock, Random(1), *sending)

    def happen(self, *subjects: str) -> None:
        for number, subject in enumerate(subjects):
            self.lists.tell("whole", {}, {subject: json.dumps({"number": number}).encode()})

    def turn(self) -> int:
        return sum(self.courier.serve(hook) for hook in self.hooks.due())

    @property
    def state(self) -> Any:
        return webhook_log(self.hooks, UNIT, self.hook.id, 100)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with receiver() as opened:
        yield Office(tmp_path, opened)


def test_events_come_in_order_and_signed(office: Office) -> None:
    office.happen("a", "b", "a")
    assert office.turn() == 3
    assert [event["id"] for event in office.receiver.events()] == ["evt-1", "evt-2", "evt-3"]
    assert [event["subject"] for event in office.receiver.events()] == ["a", "b", "a"]
    for headers, body in office.receiver.taken:
        assert verified(office.hooks.secret(office.hook), headers, body)
        assert not verified(office.hooks.secret(office.hook), headers, body + b" ")
        assert headers["webhook-timestamp"] == str(int(office.clock))
        assert headers["webhook-id"] == json.loads(body)["data"]["id"]
    assert office.turn() == 0
    assert office.state["cursor"] == cursor_after(3)


def test_what_is_refused_is_tried_again_and_holds_back_the_rest(office: Office) -> None:
    office.happen("a", "a")
    office.receiver.answers = 500
    waits = []
    for _ in range(12):
        assert office.turn() == 0
        hook = office.hooks.one(UNIT, office.hook.id)
        waits.append(hook.next_try - office.clock)
        assert office.turn() == 0  # not before its time
        office.clock = hook.next_try
    assert {json.loads(body)["data"]["id"] for _, body in office.receiver.asked} == {"evt-1"}
    for tries, wait in enumerate(waits):
        least = min(FIRST_WAIT * 2**tries, LONGEST_WAIT) / 2
        assert least <= wait <= 3 * least
    assert (office.state["state"], office.state["error"]) == ("failing", "HTTP 500")
    office.receiver.answers = 200
    assert office.turn() == 2
    assert [event["id"] for event in office.receiver.events()] == ["evt-1", "evt-2"]
    assert (office.state["state"], office.state["tries"], office.state["error"]) == (
        "active",
        0,
        None,
    )
    assert [each["status"] for each in office.state["deliveries"]] == [200, 200, *[500] * 12]
    paged, cursor = list[object](), None
    while True:
        page = webhook_log(office.hooks, UNIT, office.hook.id, 5, cursor)
        paged += page["deliveries"]
        cursor = page["next"]
        if cursor is None:
            break
    assert paged == office.state["deliveries"]


def test_after_days_it_is_dead_and_a_replay_revives_it(office: Office) -> None:
    office.happen("a", "b")
    office.turn()
    office.happen("a")
    office.receiver.answers = 503
    office.turn()
    office.clock += DEAD_AFTER
    office.turn()
    assert (office.state["state"], office.state["next_try"]) == ("dead", None)
    office.clock += 10 * DEAD_AFTER
    office.receiver.answers = 200
    assert office.turn() == 0
    office.hooks.replay(UNIT, office.hook.id, 1)
    assert office.turn() == 2
    ids = [event["id"] for event in office.receiver.events()]
    assert (ids[:2], ids[-2:]) == (["evt-1", "evt-2"], ["evt-2", "evt-3"])


def test_whoever_says_gone_is_dead_at_once(office: Office) -> None:
    office.happen("a")
    office.receiver.answers = 410
    office.turn()
    assert office.state["state"] == "dead"


def test_redirects_are_not_followed(office: Office) -> None:
    with receiver() as other:
        office.receiver.answers, office.receiver.elsewhere = 307, other.url
        office.happen("a")
        assert office.turn() == 0
        assert other.asked == []
    assert office.state["error"] == "HTTP 307"


def test_what_is_told_is_on_record_before_it_leaves(office: Office, tmp_path: Path) -> None:
    recorded: list[list[Any]] = []

    def looking(*asked: Any) -> Any:
        recorded.append(look_ups(tmp_path / "audit.jsonl"))
        return send(*asked)

    office.happen("a", "b")
    assert office.another(looking).serve(office.hook) == 2
    assert [len(lines) for lines in recorded] == [1, 2]
    assert [line["subjects"] for line in recorded[-1]] == [["a"], ["b"]]
    assert {(line["who"], line["item"]) for line in recorded[-1]} == {
        (f"{office.hook.id}@某银行", "webhook")
    }


def test_without_the_record_nothing_leaves(office: Office) -> None:
    office.audit.close()
    office.happen("a")
    with pytest.raises(AuditUnavailable):
        office.turn()
    assert office.receiver.asked == []


def test_one_that_hangs_keeps_no_other_waiting(tmp_path: Path) -> None:
    with receiver() as hangs, receiver() as takes:
        office = Office(tmp_path, hangs)
        office.hooks.add(UNIT, takes.url, 0, "k2", near=True)
        hangs.answers = 0

        def patient(*asked: Any) -> Any:
            return send(*asked, seconds=1.0)

        courier = office.another(patient)
        office.happen("a", "b")
        courier.go()
        until = time.monotonic() + 20
        while len(takes.taken) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        courier.close()
        assert [event["id"] for event in takes.events()] == ["evt-1", "evt-2"]
        assert office.state["error"] == "no answer in time"
        hangs.answers = 200
        office.clock += 60
        assert office.turn() == 2


def test_a_stop_between_sending_and_writing_sends_again_under_the_same_id(tmp_path: Path) -> None:
    with receiver() as opened:
        office = Office(tmp_path, opened)
        office.happen("a")

        class PowerCut(Exception):
            pass

        def cut(*asked: Any) -> Any:
            send(*asked)
            raise PowerCut

        with pytest.raises(PowerCut):
            office.another(cut).serve(office.hook)
        assert office.turn() == 1
        assert [headers["webhook-id"] for headers, _ in opened.taken] == ["evt-1", "evt-1"]


def dripping() -> Iterator[int]:
    """A server that sends a letter every tenth of a second, and never a whole line."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                for _ in range(100):
                    connection.sendall(b"H")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        yield server.getsockname()[1]


def test_a_slow_answer_is_cut_off() -> None:
    for port in dripping():
        target = target_of(f"http://127.0.0.1:{port}/", near=True)
        began = time.monotonic()
        outcome = send(target, "whsec_AAAA", "evt-1", b"{}", 0, seconds=0.5)
        assert outcome.error == "no answer in time"
        assert time.monotonic() - began < 5


def test_the_signature_is_that_of_the_specification() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    assert signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "ftp://example.com/", "https://10.0.0.1/", "https://192.168.1.1/x",
        "https://169.254.169.254/latest", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://0.0.0.0/",
        "https://user:word@example.com/", "https://example.com/#x", "https:///x", "nonsense",
        "https://exa mple.com/", "https://例子.cn/", "https://example.com:0/", "https://[::1/",
        "http://127.0.0.1:22/", "http://localhost:22/", "https://localhost/", "https://a.localhost/",
        "https://127.0.0.1:8443/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/", "https://224.0.0.1/", "https://100.64.0.1/", "https://" + "a" * 600,
    ],
)  # fmt: skip
def test_addresses_no_webhook_may_have(url: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        target_of(url)
    assert refused.value.field == "url"


@pytest.mark.parametrize(
    ("url", "port", "path", "named"),
    [
        ("https://example.com", 443, "/", "example.com"),
        ("https://example.com:8443/a?b=c", 8443, "/a?b=c", "example.com:8443"),
        ("http://127.0.0.1:9000/x", 9000, "/x", "127.0.0.1:9000"),
        ("http://localhost:80/", 80, "/", "localhost"),
        ("http://[::1]:9000/", 9000, "/", "[::1]:9000"),
    ],
)
def test_addresses_a_webhook_may_have(url: str, port: int, path: str, named: str) -> None:
    near = not url.startswith("https://example")
    target = target_of(url, near=near)
    assert (target.port, target.path, target.named) == (port, path, named)


def test_a_name_that_leads_inside_is_forbidden_when_sending() -> None:
    """This machine's own name leads to loopback or to a private address; the latter is refused."""
    name = socket.gethostname()
    try:
        address = socket.getaddrinfo(name, 443)[0][4][0]
    except OSError:
        pytest.skip("this machine's name has no address")
    target = target_of(f"https://{name}/", near=True)
    with pytest.raises(Forbidden):
        address_of(replace(target, near=False))
    if str(address).startswith("127.") or address == "::1":
        assert address_of(target) == address
    else:
        with pytest.raises(Forbidden):
            address_of(target)


def test_the_secret_is_told_again_until_an_event_is_taken(office: Office) -> None:
    def again() -> str | None:
        body = NewWebhook(url=office.receiver.url)
        return add_webhook(office.hooks, office.lists, UNIT, body, "k", near=True)["secret"]

    assert again() == office.hooks.secret(office.hook)
    office.receiver.answers = 500
    office.happen("a")
    office.turn()
    assert again() is not None
    office.receiver.answers, office.clock = 200, office.clock + 60
    office.turn()
    assert again() is None


def test_one_that_may_no_longer_lead_here_is_not_sent_to(tmp_path: Path) -> None:
    with receiver() as opened:
        office = Office(tmp_path, opened, near=False)
        office.happen("a")
        assert office.turn() == 0
        assert (opened.asked, office.state["error"]) == ([], "address not allowed")


def test_only_the_development_key_may_name_this_machine(app: FastAPI, keeper: Doorkeeper) -> None:
    bank = keeper.keys.add(
        Scope(Role.BANK, "某银行", items=("*",), purposes=("*",)), now=0.0, expires=4e9
    ).token

    async def ask(client: httpx.AsyncClient) -> list[int]:
        body = {"url": "http://127.0.0.1:22/"}
        worn = [shown(key) | {"Idempotency-Key": "1"} for key in (bank, town.KEY)]
        told = [await client.post("/v1/webhooks", json=body, headers=one) for one in worn]
        return [one.status_code for one in told]

    assert while_serving(app, ask) == [422, 200]


def test_over_http_the_secret_is_not_shown_later(post: Post, get: Any) -> None:
    body = {"url": "https://hooks.example.com/x"}
    made = post("/v1/webhooks", body)
    again = post("/v1/webhooks", body).json()
    assert made.json()["secret"].startswith("whsec_")
    assert (again["secret"], again["repeated"]) == (made.json()["secret"], True)  # not confirmed
    from_elsewhere = post("/v1/webhooks", {**body, "cursor": cursor_after(0)}).json()
    assert from_elsewhere["type"] == "urn:xinmai:problem:key-reused"
    address = made.headers["location"]
    assert made.json()["secret"] not in get(address).text + get("/v1/webhooks").text
    assert get(address).json()["deliveries"] == []
    assert post(f"{address}/replay", {}).json()["cursor"] == cursor_after(0)
    assert post("/v1/webhooks", {"url": "http://10.0.0.1/"}, "k2").status_code == 422
    assert post(f"{address}/replay", {"cursor": "x"}).status_code == 422
    assert get(address, "DELETE").json() == {"dropped": made.json()["id"]}
    assert get(address).status_code == 404


def test_a_change_reaches_the_receiver(app: FastAPI, store: Store) -> None:
    async def story(opened: Receiver) -> str:
        async with app.router.lifespan_context(app), client_of(app) as client:
            await _until_ready(client)
            keyed = {"Idempotency-Key": "1"}
            body: Any = {"name": "贷后", "subjects": [town.BING]}
            await client.post("/v1/watchlists", json=body, headers=keyed)
            made = await client.post("/v1/webhooks", json={"url": opened.url}, headers=keyed)
            await asyncio.to_thread(list_it, store, town.BING)
            async with asyncio.timeout(30):
                while not opened.taken:
                    await asyncio.sleep(0.02)
            return str(made.json()["secret"])

    with receiver() as opened:
        secret = asyncio.run(story(opened))
        ((headers, sent),) = opened.taken
        assert verified(secret, headers, sent)
        event = json.loads(sent)
        assert (event["type"], event["data"]["subject"]) == ("answer.changed", town.BING)
        assert event["data"]["after"]["own"]["count"] == 1
