"""Real engines for tests: one Neo4j server a test process, an empty database a test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from neo4j import GraphDatabase

from scripts.neo4j_server import ToolsMissing, running_server

CLEAR = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[str]:
    """The Bolt URL of a running server. Without Java or Maven: skipped, but a failure in CI."""
    try:
        with running_server() as url:
            yield url
    except ToolsMissing as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


@pytest.fixture
def neo4j_url(neo4j_server: str) -> str:
    """The URL of a server whose database holds no data."""
    with GraphDatabase.driver(neo4j_server) as driver, driver.session() as session:
        session.run(CLEAR).consume()
    return neo4j_server
