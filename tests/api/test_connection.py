"""What a client may send, and how slowly, on a real socket of the real server."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.audit import AuditLog
from api.connection import bounded
from api.limits import load_limits
from api.serve import Place, configured
from tests.api import town

SHOWN = f"Authorization: Bearer {town.KEY}\r\n"
QUICK = msgspec.structs.replace(
    load_limits(),
    seconds=msgspec.structs.replace(
        load_limits().seconds, head=0.5, body=0.5, take=1.0, silent=1.5
    ),
)


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """The application behind the real server with short patience; its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=4_096) as listener:
        server = uvicorn.Server(configured(app, limits=QUICK))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        port = listener.getsockname()[1]
        until = time.monotonic() + 180
        while time.monotonic() < until:
            if server.started and b" 200 " in ask(port, b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n"):
                break
            time.sleep(0.05)
        yield port
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("served")
    with town.build(folder) as store, closing(AuditLog(folder / "audit.jsonl")) as audit:
        app = create_app(town.answers_over(store), audit, keeper=town.keeper(folder))
        with served(app) as port:
            yield port


def ask(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """Everything that comes back until the server closes, or says nothing for a while."""
    with socket.create_connection(("127.0.0.1", port), 5) as sent:
        for part in parts:
            sent.sendall(part)
            time.sleep(pause)
        return answered(sent)


def answered(sent: socket.socket, patience: float = 4.0) -> bytes:
    """One answer, by its length."""
    sent.settimeout(patience)
    found = b""
    while True:
        head, ended, body = found.partition(b"\r\n\r\n")
        if ended and len(body) >= int(head.lower().partition(b"content-length: ")[2].split()[0]):
            return found
        read = sent.recv(65_536)
        if not read:
            return found
        found += read


def problem(found: bytes) -> dict[str, Any]:
    head, _, body = found.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head.lower()
    assert b"content-security-policy" in head.lower()
    told: dict[str, Any] = json.loads(body)
    assert int(head.split()[1]) == told["status"]
    return told


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (b"nonsense\r\n\r\n", "malformed-http"),
        (b"GET /v1/subjects/\xff HTTP/1.1\r\nHost: a\r\n\r\n", "bad-address"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", "malformed-http"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
         "malformed-http"),
        (b"POST /v1/what-if HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
         b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "malformed-http"),
        (b"GET /v1/search?q=" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", "url-too-long"),
        (b"GET /v1/search?q=" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", "url-too-long"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 101 + b"\r\n", "headers-too-large"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", "headers-too-large"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000, "headers-too-large"),
        (b"POST /v1/what-if HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\n\r\n",
         "body-too-large"),
        (b"POST /v1/what-if HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
         "length-required"),
        (b"GET /" + b"a" * 90_000, "url-too-long"),
        (b"GET /healthz HTTP/1.1\r\n\r\n", "bad-header"),
    ],
)  # fmt: skip
def test_what_is_too_much_or_malformed_is_refused_in_words(
    port: int, sent: bytes, kind: str
) -> None:
    assert problem(ask(port, sent))["type"] == f"urn:xinmai:problem:{kind}"


def test_an_address_that_is_not_encoded_is_told_how(port: int) -> None:
    said = ask(port, "GET /v1/search?q=信脉 HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    problem = json.loads(said.partition(b"\r\n\r\n")[2])
    assert "percent-encode it (UTF-8)" in problem["detail_en"]
    assert "百分号编码" in problem["detail_zh"]


@pytest.mark.parametrize(
    ("sent", "right"),
    [
        (b"POST /v1/what-if HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
         "say in the header Content-Length"),
        (b"POST /v1/what-if HTTP/1.1\r\nHost: a\r\nContent-Encoding: br\r\n"
         b"Content-Length: 1\r\n\r\n", "without the header Content-Encoding (here br)"),
        (b"GET /healthz HTTP/1.1\r\n\r\n", "each request has the header Host"),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\n", "the head must be sent within 0.5 s"),
        (f"POST /v1/what-if HTTP/1.1\r\nHost: a\r\n{SHOWN}Content-Type: application/json\r\n"
         "Content-Length: 50\r\n\r\n".encode(), "the body must be sent within 0.5 s"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_would_be_right(port: int, sent: bytes, right: str) -> None:
    assert right in problem(ask(port, sent))["detail_en"]


def test_blanks_around_what_a_header_says_are_none_of_it(port: int) -> None:
    head = f"GET /v1/subjects/{town.YI} HTTP/1.1\r\nHost: a\r\n{SHOWN}"
    assert b" 200 " in ask(port, f"{head}X-Purpose:  loan \t\r\n\r\n".encode())


def test_a_head_that_never_ends_is_cut_off(port: int) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as sent:
        sent.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        for _ in range(6):  # slowloris: a header now and then
            sent.sendall(b"X: a\r\n")
            time.sleep(0.1)
        told = problem(answered(sent))
        assert sent.recv(1) == b""
    assert told["type"] == "urn:xinmai:problem:too-slow"
    assert time.monotonic() - began < 5


def test_a_body_that_never_comes_is_not_waited_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as sent:
        head = f"POST /v1/what-if HTTP/1.1\r\nHost: a\r\n{SHOWN}Content-Type: application/json\r\n"
        sent.sendall(f"{head}Content-Length: 50\r\n\r\n{{".encode())
        told = problem(answered(sent))
        assert sent.recv(1) == b""
    assert told["type"] == "urn:xinmai:problem:too-slow"


def test_who_says_nothing_is_let_go(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as silent:
        assert silent.recv(1) == b""
    with socket.create_connection(("127.0.0.1", port), 5) as kept:
        kept.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b" 200 " in answered(kept)
        kept.settimeout(5)
        assert kept.recv(1) == b""


def test_who_hangs_up_halfway_is_forgotten(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as half:
        half.sendall(b"GET /v1/search?q=a HTTP/1.1\r\nHost: a\r\nX: ")
        half.shutdown(socket.SHUT_WR)
        assert half.recv(65_536) == b""
    assert b" 200 " in ask(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")


def test_who_takes_no_answer_is_let_go(port: int) -> None:
    request = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 5) as sent:
        sent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        sent.sendall(request * 50)  # more than the buffers between hold
        time.sleep(4)
        with pytest.raises(ConnectionError):
            for _ in range(1_000):
                sent.sendall(request)
                time.sleep(0.01)


def test_requests_sent_ahead_are_answered_in_order(port: int) -> None:
    asked = (b"/healthz", b"/v1/subjects/yi", b"/v1/nowhere")
    with socket.create_connection(("127.0.0.1", port), 5) as sent:
        sent.sendall(
            b"".join(
                b"GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n" % (path, SHOWN.encode()) for path in asked
            )
        )
        found = b""
        while found.count(b"HTTP/1.1 ") < 3 or not found.endswith(b"}"):
            found += sent.recv(65_536)
    statuses = [part.split()[0] for part in found.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"200", b"200", b"404"]


def test_two_thousand_idle_connections_do_not_keep_others_waiting(port: int) -> None:
    idle = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(2_000)]
    try:
        found = ask(port, f"GET /v1/subjects/{town.YI} HTTP/1.1\r\nHost: a\r\n{SHOWN}\r\n".encode())
        assert found.startswith(b"HTTP/1.1 200")
    finally:
        for each in idle:
            each.close()


def test_no_banner(port: int) -> None:
    head = ask(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").partition(b"\r\n\r\n")[0].lower()
    assert b"\r\nserver:" not in head
    assert b"uvicorn" not in head


@pytest.mark.parametrize(
    ("proxy", "peer", "welcome"),
    [
        (None, "203.0.113.9", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3", "::ffff:10.1.2.3", True),
        ("10.1.2.3", "10.1.2.4", False),
        ("10.1.2.3", "127.0.0.1", True),
        ("10.1.0.0/16, 2001:db8::/32", "10.1.9.9", True),
        ("10.1.0.0/16, 2001:db8::/32", "2001:db8::7", True),
        ("10.1.0.0/16, 2001:db8::/32", "2001:db9::7", False),
    ],
)
def test_only_the_declared_proxy_is_answered(proxy: str | None, peer: str, welcome: bool) -> None:
    assert Place(proxy=proxy).welcomes(peer) == welcome


def test_who_comes_past_the_proxy_is_told_so(tmp_path: Path) -> None:
    async def never(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError

    with socket.create_server(("127.0.0.1", 0)) as listener:
        strict = bounded(QUICK, None, lambda peer: False)
        server = uvicorn.Server(uvicorn.Config(never, http=strict, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        told = problem(ask(listener.getsockname()[1], b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        assert (told["status"], "proxy" in told["detail_en"]) == (403, True)
        server.should_exit = True
        thread.join(10)
