"""Rows set aside come back corrected."""

from __future__ import annotations

import csv
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import RefusedInput
from graph.facts import Key
from graph.store import Store
from ingest.persons import PersonKeys
from ingest.quarantine import HEAD, described, export, retry
from ingest.reading import WHOLE_ROW
from ingest.report import FileReport

DELIVERED = """owner,company,share_percent
a,c1,101
=cmd,c2,10
b,c3,10
x,"c4,10
"""


@pytest.fixture
def exported(
    deliver: Callable[..., FileReport], store: Store, persons: PersonKeys, tmp_path: Path
) -> Path:
    assert deliver(DELIVERED).quarantined == 3
    assert export(store, persons, tmp_path / "out.csv") == 3
    return tmp_path / "out.csv"


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def rewrite(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_export_is_private_and_harmless(exported: Path, store: Store) -> None:
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    rows = rows_of(exported)
    assert [row["line"] for row in rows] == ["2", "3", "5"]
    assert rows[1]["owner"] == "'=cmd"
    assert set(HEAD) <= rows[0].keys()
    entry = next(iter(store.quarantine()))
    assert described(entry)["field"] == "share_percent"


def test_nothing_is_overwritten(exported: Path, store: Store, persons: PersonKeys) -> None:
    with pytest.raises(RefusedInput):
        export(store, persons, exported)


def test_retry_without_correction_changes_nothing(
    exported: Path, store: Store, persons: PersonKeys
) -> None:
    before = store.revision()
    found = retry(store, persons)
    assert (found.tried, found.stored, found.still_quarantined) == (3, 0, 3)
    assert store.revision() == before
    assert len(list(store.quarantine())) == 3


def test_corrected_rows_are_stored(exported: Path, store: Store, persons: PersonKeys) -> None:
    rows = rows_of(exported)
    rows[0]["share_percent"] = "10.1"
    rows[2] |= {"owner": "x", "company": "c4", "share_percent": "10", "_line": ""}
    rewrite(exported, rows)
    found = retry(store, persons, exported)
    assert (found.tried, found.stored, found.still_quarantined) == (3, 2, 1)
    assert [entry.row.line for entry in store.quarantine()] == [3]
    assert Key("subject", "local:x") in store.nodes([Key("subject", "local:x")])
    again = retry(store, persons, exported)
    assert (again.tried, again.stored) == (1, 0)


def test_corrected_json_lines(exported: Path, store: Store, persons: PersonKeys) -> None:
    number = next(iter(store.quarantine())).number
    exported.write_text(
        f'{{"number": {number}, "owner": "a", "company": "c1", "share_percent": 11}}\n'
    )
    assert retry(store, persons, exported).stored == 1


def test_a_file_that_is_no_correction(tmp_path: Path, store: Store, persons: PersonKeys) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(RefusedInput):
        retry(store, persons, tmp_path / "other.csv")


def test_a_contradiction_waits_for_a_judgement(
    deliver: Callable[..., FileReport], store: Store, persons: PersonKeys
) -> None:
    deliver("id,name\nc1,甲\nc1,乙\n")
    assert retry(store, persons).tried == 0
    key = Key("subject", "local:c1")
    assert store.nodes([key])[key].name == "甲"


def test_a_field_goes_by_its_header_and_a_broken_row_by_itself(
    deliver: Callable[..., FileReport], store: Store
) -> None:
    deliver('编号,名称,成立日期\nc1,甲,2021-02-30\nc2,"乙,2020-01-01\nc3,丙\n')
    fields = [described(entry)["field"] for entry in store.quarantine()]
    assert fields == ["成立日期", WHOLE_ROW, WHOLE_ROW]


def test_a_row_set_aside_again_says_why(exported: Path, store: Store, persons: PersonKeys) -> None:
    rows = rows_of(exported)
    rows[0] |= {"share_percent": "10", "owner": ""}
    rewrite(exported, rows[:1])
    found = retry(store, persons, exported)
    assert (found.tried, found.still_quarantined) == (1, 1)
    (problem,) = found.as_json()["problems"]
    assert (problem["line"], problem["field"]) == (2, "owner")
    assert problem["remedy"]["en"] == "fill it in"


def test_an_unreadable_line_leaves_room_for_its_cells(
    deliver: Callable[..., FileReport], store: Store, persons: PersonKeys, tmp_path: Path
) -> None:
    deliver('id,name\nc1,"甲\nc2,乙\n')
    assert export(store, persons, tmp_path / "out.csv") == 1
    (row,) = rows_of(tmp_path / "out.csv")
    assert row["_line"] == 'c1,"甲'
    rewrite(tmp_path / "out.csv", [row | {"id": "c1", "name": "甲"}])
    assert retry(store, persons, tmp_path / "out.csv").stored == 1
