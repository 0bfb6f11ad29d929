"""The written city: the same bytes again, the official headers, the hostile rows where said."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from pathlib import Path

import pytest

from ingest.city import CityShape, write_city
from ingest.city.write import MANIFEST


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CityShape]:
    folder = tmp_path_factory.mktemp("city")
    return folder, write_city(folder, 600, 3)


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_same_seed_same_bytes(city: tuple[Path, CityShape], tmp_path: Path) -> None:
    write_city(tmp_path, 600, 3)
    assert digests(tmp_path) == digests(city[0])


def test_another_seed_differs_in_every_file(city: tuple[Path, CityShape], tmp_path: Path) -> None:
    write_city(tmp_path, 600, 4)
    first, second = digests(city[0]), digests(tmp_path)
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] == second[path]] == []


def test_a_delivery_comes_in_several_forms(city: tuple[Path, CityShape]) -> None:
    paths = [path for path in city[0].rglob("*") if path.is_file()]
    assert {path.suffix for path in paths} == {".csv", ".gz", ".xlsx", ".jsonl", ".json"}
    heads = [path.read_bytes()[:40] for path in paths if path.suffix == ".csv"]
    assert sum(head.startswith(b"\xef\xbb\xbf") for head in heads) == 3
    assert any(head.startswith("统一".encode("gb18030")) for head in heads)


def test_every_kind_of_hostile_row_is_planted(city: tuple[Path, CityShape]) -> None:
    folder, shape = city
    dirty = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["dirty"]
    assert all(dirty["kinds"].values()), dirty["kinds"]
    placed = sum(len(lines) for kinds in dirty["files"].values() for lines in kinds.values())
    assert placed == shape.dirty_rows == sum(dirty["kinds"].values()) >= 20


def test_the_manifest_says_the_line(city: tuple[Path, CityShape]) -> None:
    folder, _ = city
    files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["dirty"]["files"]
    marks = {"impossible_date": b"2021-02-30", "embedded_nul": b"\0", "open_quote": b'"'}
    seen = 0
    for path, kinds in files.items():
        if path.endswith(".csv"):
            lines = (folder / path).read_bytes().split(b"\n")
            for kind in marks.keys() & kinds.keys():
                assert all(marks[kind] in lines[line - 1] for line in kinds[kind])
                seen += 1
    assert seen >= 3


def test_gzip_and_rows_are_whole(city: tuple[Path, CityShape]) -> None:
    folder, shape = city
    dirty = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["dirty"]["files"]
    (packed,) = folder.rglob("*.csv.gz")
    name = str(packed.relative_to(folder))
    planted = sum(len(lines) for lines in dirty.get(name, {}).values())
    with gzip.open(packed, "rt", encoding="utf-8", errors="replace", newline="") as text:
        lines = text.read().splitlines()
    assert next(csv.reader(lines[:1]))[0] == "企业统一社会信用代码"
    assert 1 + planted < len(lines) <= 1 + planted + shape.rows["registry_shareholders"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write_city(tmp_path, 200, 1, lambda *figures: told.append(figures))
    written = [rows for _, rows, _ in told]
    assert written == sorted(written)
    assert told[0][1] == 0 and written[-1] <= told[0][2]
