"""Making sections, and telling "none" from "no such data"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from api.answers.files.shapes import Column, Form, Section
from graph.facts import Origin

MOST: Final = 500  # rows a section prints
NOT_DELIVERED: Final = "本系统尚未收到此类数据,不等于没有。No such data is delivered."
UNREAD: Final = "数据过多,未全部查看,只列最近的。There is too much: only the latest was looked at."
NOTHING: Final = "截至基准日无记录。Nothing on record as of the day."

Columns = Sequence[tuple[str, str] | tuple[str, str, Form]]


def section(
    name: str, title: tuple[str, str], columns: Columns, rows: Sequence[dict[str, Any]],
    *, missing: str = "", unread: bool = False, total: int | None = None,
) -> Section:  # fmt: skip
    """``missing`` says why there is no data at all, if so; rows are then empty. ``unread``: there
    is more than was looked at, which is never nothing. ``total`` counts the rows where only the
    first ``MOST`` were made."""
    missing = UNREAD if unread else missing
    state = "told" if rows else "no_data" if missing else "nothing"
    return {
        "name": name,
        "title": title[0],
        "title_en": title[1],
        "state": state,  # type: ignore[typeddict-item]
        "note": UNREAD if unread else "" if rows else missing or NOTHING,
        "columns": [_column(each) for each in columns],
        "rows": list(rows[:MOST]),
        "omitted": max(0, (len(rows) if total is None else total) - MOST),
    }


def _column(told: tuple[str, str] | tuple[str, str, Form]) -> Column:
    return {"name": told[0], "title": told[1], "form": told[2] if len(told) == 3 else "text"}


def facts(name: str, title: tuple[str, str], told: Sequence[tuple[str, Any]]) -> Section:
    """A section of single facts: item and value; items without a value are left out."""
    rows = [{"item": item, "value": value} for item, value in told if value not in (None, "")]
    return section(name, title, (("item", "项目"), ("value", "内容")), rows)


def source(origin: Origin) -> str:
    """Where a statement stands: source, file and line."""
    return f"{origin.file.source} · {origin.file.name} · 第{origin.line}行"


def percent(ppm: int) -> str:
    """Parts per million as per cent, exact, without the sign."""
    return f"{ppm // 10_000}.{ppm % 10_000:04d}".rstrip("0").rstrip(".")


def yuan(fen: object) -> str | None:
    """Fen as 万元, exact: two decimals or as many as it takes."""
    if not isinstance(fen, int):
        return None
    whole, rest = divmod(abs(fen), 1_000_000)
    decimals = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if fen < 0 else ''}{whole:,}.{decimals} 万元"
