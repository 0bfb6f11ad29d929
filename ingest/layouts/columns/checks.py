"""The journal of credit checks."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

CHECK_COLUMNS: Final = (
    column("receipt", "receipt", "核查回执号", required=True, example="K20260131-R12-7KQ2M4XD"),
    column("subject", "subject", "主体标识", required=True, example="91350100M000100Y43"),
    column("item", "item", "核查事项", required=True, example="construction-permit"),
    column("department", "department", "事项部门", required=True, example="济南市住房和城乡建设局"),
    column("purpose", "purpose", "核查目的", required=True, example="approval"),
    column("outcome", "outcome", "核查结论", required=True, example="pass"),
    column("day", "day", "核查日期", required=True, example="2026-01-31"),
    column("unit", "unit", "核查单位", example="济南市行政审批服务局"),
)
