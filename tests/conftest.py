"""Tests that share one costly engine run in one worker, so that it is started once."""

from __future__ import annotations

import pytest

ENGINES = ("neo4j", "browser")


def engine_of(item: pytest.Item) -> str | None:
    """By mark, by fixture (``neo4j_url`` …) or by parameter (``test_x[neo4j]``)."""
    fixtures = " ".join(getattr(item, "fixturenames", ()))
    for engine in ENGINES:
        if item.get_closest_marker(engine) or engine in fixtures or f"[{engine}" in item.name:
            return engine
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        engine = engine_of(item)
        if engine:
            item.add_marker(engine)
            item.add_marker(pytest.mark.xdist_group(engine))
