"""The made-up city through the real importers into a real store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.facts import Key
from graph.store import open_store
from ingest.city import CityShape, write_city
from ingest.city.dirt import REFUSED
from ingest.city.write import MANIFEST
from ingest.loader import load
from ingest.persons import PersonKeys
from ingest.report import LoadReport

Loaded = tuple[Path, CityShape, LoadReport, str]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("load")
    shape = write_city(folder / "city", 300, 1)
    url = f"sqlite:///{folder / 'store.db'}"
    keys = PersonKeys.from_env_or_file(folder)
    with open_store(url) as store:
        store.prepare()
        report = load(store, [folder / "city"], source="city", persons=keys, workers=0)
    return folder, shape, report, url


def manifest(loaded: Loaded) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((loaded[0] / "city" / MANIFEST).read_text(encoding="utf-8"))
    return found


def planted(loaded: Loaded, file: str) -> dict[str, int]:
    """Hostile rows of a file, by kind."""
    kinds = manifest(loaded)["dirty"]["files"].get(file, {})
    return {kind: len(lines) for kind, lines in kinds.items()}


def test_every_file_is_recognised(loaded: Loaded) -> None:
    _, shape, report, _ = loaded
    assert [file.file for file in report.files if file.layout is None] == []
    assert {file.layout for file in report.files} == shape.rows.keys()


def test_every_row_is_accounted_for(loaded: Loaded) -> None:
    _, shape, report, _ = loaded
    good, dirty = sum(shape.rows.values()), shape.dirty_rows
    assert sum(file.rows for file in report.files) == good + dirty
    assert sum(file.stored + file.unchanged for file in report.files) >= good


def test_hostile_rows_are_refused_and_no_neighbour_is_lost(loaded: Loaded) -> None:
    for file in loaded[2].files:
        kinds = planted(loaded, file.file)
        least = sum(count for kind, count in kinds.items() if kind in REFUSED)
        assert least <= file.quarantined <= sum(kinds.values()), (file.file, kinds)


def test_the_store_holds_the_links_the_shape_promises(loaded: Loaded) -> None:
    _, shape, _, url = loaded
    with open_store(url) as store:
        counts = store.counts()
    assert {kind: counts.get(kind, 0) for kind in shape.links} == shape.links
    assert (counts["person"], counts["project"]) == (shape.persons, shape.projects)
    assert counts["organization"] == shape.companies + shape.departments


def test_the_planted_chain_is_in_the_store(loaded: Loaded) -> None:
    chain = manifest(loaded)["planted"]["chains"][0]
    keys = [Key("subject", code) for code in chain]
    with open_store(loaded[3]) as store:
        views = store.nodes(keys)
    assert [views[key].stub for key in keys] == [False] * len(keys)
    assert {views[key].kind for key in keys} == {"organization"}


def test_loading_again_changes_nothing(loaded: Loaded) -> None:
    folder, _, report, url = loaded
    with open_store(url) as store:
        again = load(store, [folder / "city"], source="city",
                     persons=PersonKeys.from_env_or_file(folder), workers=0)  # fmt: skip
    assert again.revision == report.revision
    assert sum(file.stored for file in again.files) == 0
