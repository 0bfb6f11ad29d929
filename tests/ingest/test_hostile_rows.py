"""Rows that want to do harm cost themselves, and never a neighbour."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.facts import Key
from graph.store import Store
from ingest.delimited import Delimited
from ingest.jsonlines import JsonLines
from ingest.layout import Delivery
from ingest.layouts import LAYOUTS
from ingest.persons import PersonKeys
from ingest.reading import Reading
from ingest.records import Table
from ingest.report import FileReport

Deliver = Callable[..., FileReport]
HEADER = "owner,company,share_percent,valid_from"
BEFORE, AFTER = "a,c1,10,2020-01-01", "b,c2,20,2020-01-02"

HOSTILE = {
    "wrong check digit": "91350100M000100Y44,c3,10,2020-01-01",
    "wrong identity number": "110105194912310021,c3,10,2020-01-01",
    "zero-width space": "x\u200by,c3,10,2020-01-01",
    "bidi override": "x\u202ey,c3,10,2020-01-01",
    "soft hyphen": "x\u00ady,c3,10,2020-01-01",
    "byte order mark": "x\ufeffy,c3,10,2020-01-01",
    "embedded NUL": "x\x00y,c3,10,2020-01-01",
    "never closed quote": 'x,"c3,10,2020-01-01',
    "never closed quote at the end": 'x,c3,10,"2020-01-01',
    "misplaced quote": '"x"y,c3,10,2020-01-01',
    "huge field": "x" * 200_000 + ",c3,10,2020-01-01",
    "huge line": "x" * 10_000_000 + ",c3,10,2020-01-01",
    "too short": "x,c3",
    "too long": "x,c3,10,2020-01-01,what,is,this",
    "no such day": "x,c3,10,2021-02-30",
    "1899": "x,c3,10,1899-12-31",
    "Excel serial": "x,c3,10,44260",
    "negative share": "x,c3,-10,2020-01-01",
    "share above 100": "x,c3,101,2020-01-01",
    "money for a share": "x,c3,10万元,2020-01-01",
    "formula": "=cmd|'/c calc'!A1,c3,10,2020-01-01",
    "formula after a blank": " =1+1,c3,10,2020-01-01",
    "formula by at": "@SUM(A1),c3,10,2020-01-01",
    "formula by minus": "-2+3+cmd,c3,10,2020-01-01",
    "formula by minus after a tab": "\t-2+3+cmd,c3,10,2020-01-01",
    "quoted formula by minus": '"-2+3+cmd",c3,10,2020-01-01',
    "quoted formula": '"=1,2",c3,10,2020-01-01',
    "empty company": "x,,10,2020-01-01",
}


@pytest.mark.parametrize("row", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_row_costs_itself_alone(row: str, deliver: Deliver, store: Store) -> None:
    report = deliver("\n".join((HEADER, BEFORE, row, AFTER)) + "\n")
    assert (report.rows, report.stored, report.quarantined) == (3, 2, 1)
    keys = [Key("subject", f"local:{name}") for name in ("a", "b", "c1", "c2")]
    assert store.nodes(keys).keys() == set(keys)
    (entry,) = store.quarantine()
    assert entry.row.line == 3
    assert entry.row.problem_zh and entry.row.problem_en
    assert entry.row.remedy_zh and entry.row.remedy_en


def test_full_width_digits_are_read(deliver: Deliver, store: Store) -> None:
    report = deliver(
        f"{HEADER}\n９１３５０１００Ｍ０００１００Ｙ４３,c１,５０,２０２０-０１-０１\n"
    )
    assert report.stored == 1
    assert store.resolve("91350100M000100Y43") == [Key("subject", "91350100M000100Y43")]
    assert store.resolve("c1") == [Key("subject", "local:c1")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str, deliver: Deliver, store: Store) -> None:
    report = deliver("编号,名称\nc1,济南样例建设有限公司\n".encode(encoding))
    assert (report.layout, report.stored) == ("subjects", 1)
    key = Key("subject", "local:c1")
    assert store.nodes([key])[key].name == "济南样例建设有限公司"


@pytest.mark.parametrize(("main", "other"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_two_encodings_in_one_file(main: str, other: str, deliver: Deliver) -> None:
    lines = [f"c{number},济南样例建设有限公司".encode(main) for number in range(5)]
    lines.insert(2, "cx,山东样例设计院".encode(other))
    report = deliver(b"\n".join(["编号,名称".encode(main), *lines]))
    assert (report.rows, report.stored, report.quarantined) == (6, 5, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_cells_of_several_lines(end: str, deliver: Deliver, store: Store) -> None:
    lines = ("id,name", 'c1,"甲""乙"', 'c2,"两\n行, 一格"', "", ",", "c3,丙")
    report = deliver(end.join(lines))
    assert (report.rows, report.stored) == (3, 3)
    key = Key("subject", "local:c1")
    assert store.nodes([key])[key].name == '甲"乙'


def test_every_quote_left_open(deliver: Deliver) -> None:
    rows = [f'o{n},c{n},{n},"2020-01-01' if n % 3 == 0 else f"o{n},c{n},{n},2020-01-01"
            for n in range(1, 91)]  # fmt: skip
    report = deliver("\n".join((HEADER, *rows)))
    assert (report.rows, report.stored, report.quarantined) == (90, 60, 30)


def test_truncated_gzip(deliver: Deliver) -> None:
    text = HEADER + "\n" + "".join(f"o{n},c{n},{n % 100},2020-01-01\n" for n in range(50_000))
    packed = gzip.compress(text.encode())
    whole = deliver(packed, "whole.csv.gz")
    assert (whole.rows, whole.stored) == (50_000, 50_000)
    cut = deliver(packed[: len(packed) // 2], "cut.csv.gz")
    assert cut.quarantined == 1
    assert 10_000 < cut.unchanged < 50_000


def test_a_short_truncated_gzip_keeps_its_whole_rows(deliver: Deliver) -> None:
    text = HEADER + "\n" + "".join(f"o{n},c{n * 7919},{n % 100},2020-01-01\n" for n in range(5_000))
    packed = gzip.compress(text.encode())
    cut = deliver(packed[: len(packed) // 2], "cut.csv.gz")
    assert (cut.layout, cut.quarantined) == ("ownership", 1)
    assert 1_000 < cut.stored < 5_000


@pytest.mark.parametrize(
    "line",
    ['{"owner": "x", "owner": "y", "company": "c"}', '{"owner": "x", "company": NaN}',
     '{"owner": {"id": 1}, "company": "c"}', "[1, 2]", "{broken", "[" * 100_000,
     '{"owner": "\\ud800", "company": "c"}', '{"\\ud800": "x", "owner": "a", "company": "c"}',
     '{"owner": "=cmd", "company": "c"}', '"text"'],
    ids=["duplicate key", "NaN", "nested", "array", "broken", "deep", "surrogate",
         "surrogate name", "formula", "text"],
)  # fmt: skip
def test_hostile_json(line: str, deliver: Deliver) -> None:
    good = [json.dumps({"owner": "a", "company": name, "share_percent": 33.3}) for name in "bc"]
    report = deliver("\n".join((good[0], line, good[1])), "file.jsonl")
    assert (report.layout, report.rows, report.stored) == ("ownership", 3, 2)


def test_identity_numbers_are_sealed_in_quarantine(
    deliver: Deliver, store: Store, tmp_path: Path
) -> None:
    deliver(f"{HEADER}\n11010519491231002X,c3,101,2020-01-01\n")
    (entry,) = store.quarantine()
    assert "11010519491231002X" not in repr(entry)
    for file in tmp_path.glob("store.db*"):
        assert b"11010519491231002X" not in file.read_bytes()


def _through(table: Table, persons: PersonKeys) -> int:
    reading = Reading(table, LAYOUTS, Delivery("local", persons))
    return sum(1 for _ in reading.outcomes())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    lines=st.lists(
        st.text(st.sampled_from('a1,"\n\r\t=-\x00\u200b２甲,;'), max_size=40)
        | st.text(max_size=20),
        max_size=8,
    )
)
def test_any_text_between_two_rows(lines: list[str], tmp_path: Path, persons: PersonKeys) -> None:
    file = tmp_path / "any.csv"
    rest = "\n".join(lines).encode("utf-8", errors="surrogatepass")
    file.write_bytes(f"{HEADER}\n{BEFORE}\n".encode() + rest + b"\n")
    with file.open("rb") as stream:
        assert _through(Delimited(stream), persons) >= 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=st.lists(st.text(st.characters(blacklist_characters="\n\r")), max_size=8))
def test_any_lines_between_two_objects(
    lines: list[str], tmp_path: Path, persons: PersonKeys
) -> None:
    file = tmp_path / "any.jsonl"
    good = '{"owner": "a", "company": "b"}'
    rest = "\n".join(lines).encode("utf-8", errors="surrogatepass")
    file.write_bytes(good.encode() + b"\n" + rest + b"\n" + good.encode())
    with file.open("rb") as stream:
        assert _through(JsonLines(stream), persons) == 2 + sum(bool(line.strip()) for line in lines)
