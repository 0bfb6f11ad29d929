"""Neo4j hangs, stops, is restarted amid acts, or is slow: for real, on a server of our own.

The service says so, stops asking for a while, loses nothing it acknowledged, and goes on by itself.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.breaker import FAILURES, SECONDS
from graph.neo4j_connection import ANSWER_SECONDS
from scripts.neo4j_server import Server, ToolsMissing
from tests.faults import Service, audit_findings, running
from tests.wire import Wire

pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j-faults")]
AT_ONCE = 0.5  # seconds: no call was made


class Neo4j:
    """The server, where it is, and whether it runs."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        self.server = Server(home, port)
        self.url = self.server.start()


@pytest.fixture(scope="module")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    try:
        running_one = Neo4j(tmp_path_factory.mktemp("neo4j"))
    except ToolsMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    yield running_one
    running_one.server.kill()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def service(neo4j: Neo4j, folder: Path) -> Iterator[Service]:
    with running(folder, neo4j.url, threads=True) as service:
        yield service


def refused_until_at_once(service: Service, most: float) -> None:
    """Refusals that take their time, then refusals at once: the breaker is open."""
    for _ in range(FAILURES + 3):
        began = time.monotonic()
        refused = service.ask()
        took = time.monotonic() - began
        assert refused.status_code == 503
        assert refused.json()["type"] == "urn:xinmai:problem:store-unreachable"
        assert took < most
        if "next try" in refused.json()["detail_en"]:
            assert took < AT_ONCE
            return
    raise AssertionError("the breaker stays closed")


def test_a_server_that_hangs(neo4j: Neo4j, service: Service) -> None:
    assert service.act("before-hang").status_code == 200
    neo4j.server.signal(signal.SIGSTOP)
    try:
        refused_until_at_once(service, ANSWER_SECONDS + 3)
        service.until("store")
    finally:
        neo4j.server.signal(signal.SIGCONT)
    service.until("ready", SECONDS + 30)
    assert service.ask().status_code == 200
    assert service.act("before-hang").json()["repeated"]


def test_a_server_that_is_restarted_in_the_middle_of_acts(
    neo4j: Neo4j, service: Service, folder: Path
) -> None:
    acknowledged: list[str] = []
    over = threading.Event()

    def act_on() -> None:
        for number in range(100_000):
            if over.is_set():
                return
            if service.act(f"m-{number}", number % 8).status_code == 200:
                acknowledged.append(f"{number}")
            else:
                time.sleep(0.2)

    acting = threading.Thread(target=act_on)
    acting.start()
    while len(acknowledged) < 5:
        time.sleep(0.05)
    neo4j.server.kill()
    service.until("store")
    refused_until_at_once(service, ANSWER_SECONDS + 3)
    neo4j.server.start()
    service.until("ready", SECONDS + 60)
    before = len(acknowledged)
    while len(acknowledged) < before + 3:
        time.sleep(0.05)
    over.set()
    acting.join()
    for number in acknowledged:
        assert service.act(f"m-{number}", int(number) % 8).json()["repeated"], number
    assert service.ask().status_code == 200
    assert audit_findings(folder) == []


def test_a_slow_server(neo4j: Neo4j, tmp_path: Path) -> None:
    """Slow answers are answers; too slow ones are said to be none, and later ones are given."""
    wire = Wire(neo4j.url)
    with running(tmp_path, wire.url, threads=True) as service:
        wire.delay = 0.1
        assert service.ask().status_code == 200
        wire.delay = ANSWER_SECONDS
        refused_until_at_once(service, ANSWER_SECONDS + 3)
        service.until("store", ANSWER_SECONDS + 10)
        wire.delay = 0.0
        service.until("ready", 60)
        assert service.ask().status_code == 200
    wire.close()
