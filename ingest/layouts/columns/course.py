"""Columns by which the life of a record is reckoned, as registers of repair carry them."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

COURSE_COLUMNS: Final = (
    column("behaviour", "违法行为发生日期", "失信行为发生日期", "行为日期"),
    column("behaviour_ended", "违法行为终止日期", "失信行为终止日期", "行为终止日期"),
    column("severity", "失信程度", "失信严重程度", "失信行为分类"),
    column("objected", "异议受理日期"),
    column("repaired", "信用修复日期", "修复日期"),
    column("annulled", "文书撤销日期", "撤销日期"),
    column("regime", "修复适用办法"),
)
