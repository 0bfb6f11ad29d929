"""What is opened, what is refused, and that a refusal stops nobody."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from graph.errors import RefusedInput
from graph.store import Store
from ingest.loader import load
from ingest.persons import PersonKeys
from ingest.report import FileReport

Loaded = Callable[[], dict[str, FileReport]]
GOOD = "id,name\nc1,甲\nc2,乙\n"


@pytest.fixture
def loaded(store: Store, folder: Path, persons: PersonKeys) -> Loaded:
    def _load() -> dict[str, FileReport]:
        report = load(store, [folder], source="local", persons=persons)
        return {each.file: each for each in report.files}

    return _load


def test_a_folder_of_everything(folder: Path, loaded: Loaded) -> None:
    (folder / "good.csv").write_text(GOOD, "utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "good.jsonl").write_text('{"id": "j1", "name": "丙"}\n', "utf-8")
    (folder / "packed.csv.gz").write_bytes(gzip.compress(GOOD.replace("c", "g").encode()))
    (folder / "folder.csv").mkdir()
    (folder / "empty.csv").touch()
    (folder / "blank.csv").write_text("\n\n\n")
    (folder / "head.csv").write_text("id,name\n")
    (folder / "linked.csv").symlink_to(folder / "good.csv")
    (folder / "linked").symlink_to(folder / "sub")
    os.mkfifo(folder / "pipe.csv")
    (folder / "page.xml").write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    (folder / "notes.txt").write_text("nothing to see")
    (folder / "near.csv").write_text("owner,share_percent\na,1\n")
    (folder / ".hidden").write_text("x")
    reports = loaded()
    stored = {name: each.stored for name, each in reports.items() if each.layout}
    assert stored == {"good.csv": 2, "sub/good.jsonl": 1, "packed.csv.gz": 2, "head.csv": 0}
    refused = {name: each for name, each in reports.items() if each.layout is None}
    assert refused.keys() == {
        "empty.csv", "blank.csv", "linked.csv", "linked", "pipe.csv", "page.xml", "old.xls",
        "notes.txt", "near.csv",
    }  # fmt: skip
    assert all(each.reason_zh and each.reason_en and not each.rows for each in refused.values())
    assert "ownership" in refused["near.csv"].reason_en
    assert "company" in refused["near.csv"].reason_en


def test_a_path_that_is_not_there(store: Store, folder: Path, persons: PersonKeys) -> None:
    with pytest.raises(RefusedInput):
        load(store, [folder / "missing"], source="local", persons=persons)


def test_a_workbook(folder: Path, loaded: Loaded, store: Store) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["济南市主体名册"])
    first.append(["编号", "名称", "成立日期", "行业"])
    first.append(["c1", "甲", date(2015, 6, 1), None])
    first.append(["c2", "乙", "2015-06-31", None])
    first.append(["c3", "=1+1", None, None])
    first.append(["c4", "丁", None, None, None])
    second = book.create_sheet("股权")
    second.append(["owner", "company", "share_percent"])
    second.append(["c1", "c4", 33.3])
    book.create_sheet("空")
    book.save(folder / "book.xlsx")
    reports = loaded()
    one, two = reports["book.xlsx"], reports["book.xlsx#股权"]
    assert (one.layout, one.rows, one.stored, one.quarantined) == ("subjects", 4, 2, 2)
    assert (two.layout, two.stored) == ("ownership", 1)
    assert [entry.row.line for entry in store.quarantine()] == [4, 5]
    assert [each.unchanged for each in loaded().values()] == [2, 1]


def test_what_a_cell_of_a_workbook_shows(folder: Path, loaded: Loaded, store: Store) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["owner", "company", "share_percent", "valid_from"])
    sheet.append(["a", "c1", 0.35, 45296])
    sheet["C2"].number_format, sheet["D2"].number_format = "0.00%", "yyyy/m/d"
    sheet.append(["b", "c2", 0.35, None])
    sheet.append(["c", "c3", 1, None])
    sheet["C4"].number_format = "0%"
    book.save(folder / "book.xlsx")
    assert loaded()["book.xlsx"].stored == 3
    held = store.links(range(3))
    assert [link.fields["share_min"] for link in held.values()] == [350_000, 3_500, 1_000_000]
    assert held[0].valid_from == date(2024, 1, 5)


@pytest.mark.parametrize("number", [3.70102199001011e17, 370102199001011000, 1.5e15])
def test_a_number_that_a_spreadsheet_rounded_is_no_id(
    number: float, folder: Path, loaded: Loaded, store: Store
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["owner", "company"])
    sheet.append([number, "c1"])
    sheet.append(["110105194912310021", "c1"])
    sheet.append([1234567, "c1"])
    book.save(folder / "book.xlsx")
    report = loaded()["book.xlsx"]
    assert (report.rows, report.stored) == (3, 1)
    first, second = store.quarantine()
    assert (first.row.field, first.row.line) == ("owner", 2)
    assert "rounded" in first.row.problem_en
    assert "check character" in second.row.problem_en


def test_a_zip_bomb_is_refused_unopened(folder: Path, loaded: Loaded) -> None:
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    with zipfile.ZipFile(folder / "other.zip", "w") as archive:
        archive.writestr("a.csv", GOOD)
    (folder / "cut.xlsx").write_bytes((folder / "bomb.xlsx").read_bytes()[:500])
    reports = loaded()
    assert "zip bomb" in reports["bomb.xlsx"].reason_en
    assert reports["other.zip"].layout is None
    assert reports["cut.xlsx"].layout is None


def test_entities_in_a_workbook_are_refused(folder: Path, loaded: Loaded) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "name"])
    book.active.append(["c1", "甲"])
    book.save(folder / "plain.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with (
        zipfile.ZipFile(folder / "plain.xlsx") as source,
        zipfile.ZipFile(folder / "entity.xlsx", "w") as target,
    ):
        for part in source.infolist():
            data = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                data = bomb + data
            target.writestr(part, data)
    reports = loaded()
    assert reports["plain.xlsx"].stored == 1
    assert reports["entity.xlsx"].stored == 0
    assert reports["entity.xlsx"].reason_en


def test_a_column_twice_is_refused(folder: Path, loaded: Loaded) -> None:
    (folder / "twice.csv").write_text("id,name,name\nc1,a,b\n")
    assert "twice" in loaded()["twice.csv"].reason_en


@pytest.mark.parametrize("name", ["", " ", "a:b", "a b", "a\nb", "../x", "-x", "x" * 65])
def test_a_source_that_is_no_name(
    name: str, store: Store, folder: Path, persons: PersonKeys
) -> None:
    (folder / "good.csv").write_text(GOOD, "utf-8")
    with pytest.raises(RefusedInput) as caught:
        load(store, [folder], source=name, persons=persons)
    assert caught.value.field == "source"
    assert store.revision() == 0


def test_a_folder_without_files_says_so(store: Store, folder: Path, persons: PersonKeys) -> None:
    (report,) = load(store, [folder], source="local", persons=persons).files
    assert (report.file, report.layout, report.rows) == (folder.name, None, 0)
    assert report.reason_en == "the folder holds no file"


def test_files_of_one_name_are_told_apart(store: Store, folder: Path, persons: PersonKeys) -> None:
    for number, place in enumerate(("a", "b")):
        (folder / place).mkdir()
        (folder / place / "subjects.csv").write_text(f"id,name\nc{number},甲\n", "utf-8")
    paths = [folder / "a", folder / "b", folder / "a" / "subjects.csv"]
    reports = load(store, paths, source="local", persons=persons).files
    assert [(each.file, each.stored, each.unchanged) for each in reports] == [
        ("subjects.csv", 1, 0), ("b/subjects.csv", 1, 0), ("a/subjects.csv", 0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [("f.csv", "id,name,颜色,重量\nc1,甲,红,3\n"),
     ("f.jsonl", '{"id": "c1", "name": "甲", "颜色": 1}\n{"id": "c2", "name": "乙", "重量": 3}\n')],
)  # fmt: skip
def test_columns_that_are_not_read_are_said(
    name: str, content: str, deliver: Callable[..., FileReport]
) -> None:
    told = deliver(content, name).as_json()
    assert (told["quarantined"], told["unread"]) == (0, ["颜色", "重量"])
    assert "unread" not in deliver("id,name\nc3,丙\n", "plain.csv").as_json()
