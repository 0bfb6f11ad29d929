"""What the tests of loading share: a real store, persons' keys, and a folder to deliver from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.site_key import SiteKey
from graph.store import Store, open_store
from ingest.loader import load
from ingest.persons import PersonKeys
from ingest.report import FileReport


@pytest.fixture(scope="session")
def persons() -> PersonKeys:
    return PersonKeys(SiteKey(b"a site key of the tests, 32 bytes"[:32]))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        opened.prepare()
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "delivery"
    made.mkdir()
    return made


@pytest.fixture
def deliver(store: Store, folder: Path, persons: PersonKeys) -> Callable[..., FileReport]:
    """Writes one file, loads it, and gives its report."""

    def _deliver(content: str | bytes, name: str = "file.csv", **options: Any) -> FileReport:
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
        report = load(store, [folder / name], source="local", persons=persons, **options)
        assert all(
            each.rows == each.stored + each.unchanged + each.quarantined for each in report.files
        )
        return report.files[0]

    return _deliver
