"""Contract performance (合同履约)."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

PERFORMANCE_COLUMNS: Final = (
    column("number", "履约合同编号", required=True, example="HT-2024-0099"),
    column("title", "合同名称", example="主体结构劳务分包合同"),
    column("uscc", "履约方统一社会信用代码", required=True, example="91350100M000100Y43"),
    column("name", "履约方名称", example="济南样例建设有限公司"),
    column("other", "相对方统一社会信用代码", example="91110000600037341L"),
    column("other_name", "相对方名称", example="济南样例置业有限公司"),
    column("amount", "履约合同金额(元)", example="560000"),
    column("signed", "合同签订日期", required=True, example="2024-02-10"),
    column("due", "约定履行期限", example="2024-12-31"),
    column("performed", "履行完毕日期", example="2024-12-20"),
    column("state", "合同履约状态", required=True, example="按期履约"),
    column("confirmed_by", "认定依据", example="竣工验收备案"),
    column("project", "项目代码", example="2012-370102-04-01-123456"),
)
