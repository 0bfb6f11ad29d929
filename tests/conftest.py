"""Every test of the store contract runs on both real engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store

pytest_plugins = ["tests.engines"]

ENGINES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("neo4j", id="neo4j", marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]),
]


@pytest.fixture(params=ENGINES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty, unprepared store of the engine is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    url: str = request.getfixturevalue("neo4j_url")
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, prepared."""
    with open_store(store_url) as opened:
        opened.prepare()
        yield opened
