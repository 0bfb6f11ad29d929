"""JSON lines as a delivery: every object is a row, whatever the others look like."""

from __future__ import annotations

import json
from collections.abc import Callable

from graph.store import Store
from ingest.report import FileReport

Deliver = Callable[..., FileReport]


def lines(*objects: object) -> str:
    return "".join(json.dumps(told, ensure_ascii=False) + "\n" for told in objects)


def test_an_object_that_cannot_be_read_before_the_first_that_can(
    deliver: Deliver, store: Store
) -> None:
    told = lines({"id": "c1", "name": {"zh": "甲"}}, {"id": "c2", "name": "乙"})
    report = deliver("not json\n" + told, "file.jsonl")
    assert (report.layout, report.rows, report.stored) == ("subjects", 3, 1)
    assert [entry.row.line for entry in store.quarantine()] == [1, 2]


def test_names_that_come_late(deliver: Deliver, store: Store) -> None:
    early = [{"id": f"c{number}"} for number in range(40)]
    late = [{"编号": "d1", "名称": "甲", "行业": "E4710"}, {"id": "d2", "name": "乙"}]
    report = deliver(lines(*early, *late), "file.jsonl")
    assert (report.layout, report.rows, report.stored) == ("subjects", 42, 2)
    assert {entry.row.field for entry in store.quarantine()} == {"name"}


def test_several_layouts_in_one_file(deliver: Deliver, store: Store) -> None:
    stake = {"owner": "c1", "company": "c2", "share_percent": 10}
    mixed = [stake, *({"id": f"c{n}", "name": "甲"} for n in range(5)), stake, {"what": "ever"}]
    report = deliver(lines(*mixed), "file.jsonl")
    assert (report.layout, report.rows, report.stored) == ("subjects", 8, 5)
    problems = [entry.row.problem_en for entry in store.quarantine()]
    assert problems[:2] == ["this object is of the layout 'ownership', its file of 'subjects'"] * 2


def test_an_object_of_another_layout_is_not_read_as_one_of_this(
    deliver: Deliver, store: Store
) -> None:
    uscc = "91350100M000100Y43"
    known = {"uscc": uscc, "name": "甲", "status": "存续", "industry": "E4710"}
    listed = {"uscc": uscc, "name": "甲", "facts": "失联", "decided": "2024-01-01"}
    report = deliver(lines(known, known | {"industry": "E4720"}, listed), "file.jsonl")
    assert (report.layout, report.stored, report.quarantined) == ("registry_subjects", 1, 2)
    assert "abnormal_operation" in next(iter(store.quarantine())).row.problem_en


def test_one_column_under_two_names(deliver: Deliver) -> None:
    twice = {"id": "c1", "编号": "c2", "name": "甲"}
    report = deliver(lines({"id": "c1", "编号": "c1", "name": "甲"}, twice), "file.jsonl")
    assert (report.stored, report.quarantined) == (1, 1)


def test_objects_of_no_layout(deliver: Deliver) -> None:
    report = deliver(lines({"owner": "a"}, {"what": "ever"}), "file.jsonl")
    assert (report.layout, report.rows) == (None, 0)
    assert "nearest is ownership" in report.reason_en


def test_utf_16(deliver: Deliver) -> None:
    told = lines({"id": "c1", "name": "甲"}, {"id": "c2", "name": "乙"})
    assert deliver(told.encode("utf-16"), "file.jsonl").stored == 2
