"""What the tests of the official layouts share: rows by canonical name, and third-party data."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.layout import Delivery
from ingest.persons import PersonKeys
from tests.ingest.official.readings import LAYOUT, SHARED, Facts, Read


@pytest.fixture
def delivery(persons: PersonKeys) -> Delivery:
    return Delivery("local", persons)


@pytest.fixture
def row(delivery: Delivery) -> Read:
    """Reads a row of a layout: its example, with these cells instead."""

    def _row(layout: str, /, **cells: str) -> Facts:
        told = {column.name: column.example for column in LAYOUT[layout].columns}
        return Facts(LAYOUT[layout].read({**told, **cells}, delivery))

    return _row


@pytest.fixture
def shared() -> Path:
    """The third-party data of the tests; see its README for origins and licences."""
    if not SHARED.is_dir():
        pytest.skip("third-party data is not here; name its folder in XINMAI_SHARED")
    return SHARED
