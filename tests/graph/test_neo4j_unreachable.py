"""A store that does not answer is said so, soon, without credentials; on real sockets."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from graph.errors import RefusedInput, StoreUnreachable
from graph.store import open_store
from tests.wire import Wire

PASSWORD = "s3cret-word"


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A socket that accepts connections (by its backlog) and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield listening.getsockname()[1]


@pytest.fixture
def refused_port() -> int:
    with socket.socket() as gone:
        gone.bind(("127.0.0.1", 0))
        port: int = gone.getsockname()[1]
    return port


def refusal(scheme: str, port: int) -> tuple[StoreUnreachable, float]:
    started = time.monotonic()
    with pytest.raises(StoreUnreachable) as caught:
        open_store(f"{scheme}://reader:{PASSWORD}@127.0.0.1:{port}")
    return caught.value, time.monotonic() - started


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_refused_port_is_said_within_two_seconds(scheme: str, refused_port: int) -> None:
    error, seconds = refusal(scheme, refused_port)
    assert seconds < 2
    assert f"{scheme}://127.0.0.1:{refused_port}" in error.zh
    assert f"{scheme}://127.0.0.1:{refused_port}" in error.en
    assert "XINMAI_NEO4J_PASSWORD" in error.en
    assert PASSWORD not in str(error)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_silent_port_is_said_within_five_seconds(scheme: str, silent_port: int) -> None:
    error, seconds = refusal(scheme, silent_port)
    assert seconds < 5
    assert f"{scheme}://127.0.0.1:{silent_port}" in error.en
    assert PASSWORD not in str(error)


def test_a_host_that_is_not_there() -> None:
    with pytest.raises(StoreUnreachable, match=r"nowhere\.invalid"):
        open_store("bolt://nowhere.invalid:7687")


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_a_server_that_freezes_meanwhile_is_said_within_five_seconds(neo4j_url: str) -> None:
    wire = Wire(neo4j_url)
    with open_store(wire.url) as store:
        store.prepare()
        wire.cut()
        started = time.monotonic()
        with pytest.raises(StoreUnreachable):
            store.revision()
        assert time.monotonic() - started < 5
    wire.close()


@pytest.mark.parametrize("url", ["bolt://", "neo4j://:7687", "bolt://host:port"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(RefusedInput, match="host:port"):
        open_store(url)
