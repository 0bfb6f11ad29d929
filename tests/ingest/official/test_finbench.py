"""FinBench: dated investments and guarantees, exact ratios."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingest.layout import BadField
from ingest.report import FileReport
from tests.ingest.official.readings import Read


def test_an_investment(row: Read) -> None:
    owns = row("finbench_investments").link("owns")
    assert owns.fields == {"share_min": 145_798, "share_max": 145_798}
    assert owns.valid_from == date(2022, 11, 29)


@pytest.mark.parametrize("cells", [{"ratio": "1.5"}, {"ratio": "x"}, {"created": "2022-11-29"}])
def test_what_cannot_be(row: Read, cells: dict[str, str]) -> None:
    with pytest.raises(BadField) as caught:
        row("finbench_investments", **cells)
    assert caught.value.field_name in cells


@pytest.mark.parametrize(
    ("file", "layout", "rows"),
    [
        ("AddCompanyInvestCompanyWrite9.csv", "finbench_investments", 515),
        ("AddPersonInvestCompanyWrite8.csv", "finbench_investments", 1031),
        ("AddCompanyGuaranteeCompanyWrite11.csv", "finbench_guarantees", 136),
        ("AddPersonGuaranteePersonWrite10.csv", "finbench_guarantees", 211),
    ],
)
def test_the_streams_are_loaded(
    shared: Path, deliver: Callable[..., FileReport], file: str, layout: str, rows: int
) -> None:
    report = deliver((shared / "finbench-invest" / file).read_bytes(), file)
    assert (report.layout, report.rows) == (layout, rows)
    assert report.stored + report.unchanged + report.quarantined == rows
    assert report.quarantined == 0
