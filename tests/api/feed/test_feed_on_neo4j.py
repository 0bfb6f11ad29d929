"""The feed and the jobs over HTTP where the facts are on a Neo4j server: the same two stories."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.access.doorkeeper import Doorkeeper
from api.answers import Answers
from api.app import create_app
from api.audit import AuditLog
from api.daybook import Daybook
from api.feed.service import Feed
from graph.errors import StoreUnreachable
from graph.store import Store
from tests.api import town
from tests.api.feed.test_feed_http import (
    test_whoever_waits_is_told_within_a_second as test_who_waits_is_told,
)
from tests.api.feed.test_jobs import (
    test_over_http_from_making_to_the_last_row as test_a_job_to_its_last_row,
)

__all__ = ["test_a_job_to_its_last_row", "test_who_waits_is_told"]
pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


@pytest.fixture
def store(tmp_path: Path, neo4j_url: str) -> Iterator[Store]:
    with suppress(StoreUnreachable):  # a cold server on a busy machine plans longer than is waited
        town.build(tmp_path, neo4j_url).close()
    with town.build(tmp_path, neo4j_url) as store:
        yield store


@pytest.fixture
def app(answers: Answers, audit_path: Path, keeper: Doorkeeper, tmp_path: Path) -> FastAPI:
    """Asks in threads, as a service does whose store is remote."""
    book = Daybook(tmp_path / "daybook")
    return create_app(
        answers, AuditLog(audit_path), keeper=keeper, threads=True,
        feed=Feed(book, tmp_path / "turn", town.SEALER),
    )  # fmt: skip
