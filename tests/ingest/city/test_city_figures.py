"""The documented figures are the city's."""

from __future__ import annotations

from pathlib import Path

from ingest.city import write_city

PAGE = Path(__file__).parents[3] / "docs" / "city.md"


def test_the_page_gives_the_figures_of_20_000_companies(tmp_path: Path) -> None:
    shape = write_city(tmp_path, 20_000, 1)
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    figures = dict(line.split(" | ")[:2] for line in lines if line.count(" | ") == 2)
    expected = {
        "| rows": sum(shape.rows.values()),
        "| links": shape.total_links,
        "| hostile rows": shape.dirty_rows,
        "| persons on its papers": shape.persons,
        **{f"| rows, {layout}": rows for layout, rows in shape.rows.items()},
        **{f"| links, {kind}": links for kind, links in shape.links.items()},
    }
    assert {name: figures[name] for name in expected} == {
        name: f"{figure:,}" for name, figure in expected.items()
    }


def test_hostile_rows_are_half_a_percent(tmp_path: Path) -> None:
    shape = write_city(tmp_path, 20_000, 2)
    assert 0.0045 < shape.dirty_rows / sum(shape.rows.values()) < 0.0055
