"""What is declared: recognised, documented, and each example read end to end."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.header import spellings
from ingest.layout import Layout
from ingest.layouts import LAYOUTS, OFFICIAL_LAYOUTS
from ingest.layouts.page import page
from ingest.report import FileReport

PAGE = Path(__file__).parents[3] / "docs" / "layouts.md"
each_layout = pytest.mark.parametrize("layout", OFFICIAL_LAYOUTS, ids=lambda layout: layout.name)


def test_the_page_is_made_from_the_declarations() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_names_are_unique() -> None:
    names = [layout.name for layout in LAYOUTS]
    assert len(set(names)) == len(names)


@each_layout
def test_no_header_stands_for_two_columns(layout: Layout) -> None:
    told = [header for column in layout.columns for header in spellings(column)]
    assert sorted(set(told)) == sorted(told)


@each_layout
@pytest.mark.parametrize("which", [0, 1, -1], ids=["first", "second", "last"])
def test_the_example_is_recognised_and_stored_once(
    layout: Layout, which: int, deliver: Callable[..., FileReport]
) -> None:
    headers = [_header(column.headers or (column.name,), which) for column in layout.columns]
    out = io.StringIO()
    csv.writer(out).writerows([headers, [column.example for column in layout.columns]])
    report = deliver(out.getvalue())
    assert (report.layout, report.rows, report.stored) == (layout.name, 1, 1)
    assert deliver(out.getvalue() + "\n", "again.csv").unchanged == 1


def _header(headers: tuple[str, ...], which: int) -> str:
    return headers[min(which, len(headers) - 1)]


@each_layout
def test_an_empty_required_cell_is_refused_by_its_name(
    layout: Layout, deliver: Callable[..., FileReport]
) -> None:
    required = [column for column in layout.columns if column.required]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in layout.columns])
    for missing in required:
        writer.writerow(["" if c is missing else c.example for c in layout.columns])
    report = deliver(out.getvalue())
    assert (report.rows, report.quarantined) == (len(required), len(required))
