"""Bids by lot, and credit commitments."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

FACT_COLUMNS: Final = (
    column("consortium", "联合体名称"),
    column("prepared_by", "投标文件编制人", personal=True),
    column("handled_by", "投标事宜办理人", "投标代理人", personal=True),
    column("manager", "项目管理成员", "拟派项目经理", personal=True),
    column("alike", "异常一致组号"),
    column("mixed", "混装组号"),
    column("deposit_from", "投标保证金转出账户", "保证金转出账户", personal=True),
    column("device", "投标文件提交设备", "提交设备"),
    column("contact", "投标联系方式", personal=True),
)
BID_COLUMNS: Final = (
    column("project", "项目代码", required=True, example="2012-370102-04-01-123456"),
    column("lot", "标段编号", required=True, example="B01"),
    column("lot_name", "标段名称", example="一标段"),
    column("unit_name", "投标人名称", required=True, example="济南样例建设有限公司"),
    column("unit", "投标人统一社会信用代码", example="91350100M000100Y43"),
    column("opened", "开标日期", example="2024-03-01"),
    column("price", "投标报价(元)", example="12345678.90"),
    column("won", "是否中标", example="是"),
    *FACT_COLUMNS,
)
COMMITMENT_COLUMNS: Final = (
    column("name", "承诺主体名称", required=True, example="济南样例建设有限公司"),
    column("uscc", "统一社会信用代码", example="91350100M000100Y43"),
    column("kind", "承诺类型", required=True, example="审批替代型"),
    column("item", "承诺事项", required=True, example="施工许可证核发"),
    column("project", "项目代码", example="2012-370102-04-01-123456"),
    column("works", "工程代码"),
    column("leader", "项目负责人", personal=True),
    column("leader_identity", "项目负责人证件号码", personal=True),
    column("made", "承诺日期", required=True, example="2024-03-01"),
    column("until", "承诺有效期至"),
    column("accepting_unit", "受理单位", example="济南市行政审批服务局"),
    column("supervising_unit", "监管责任单位", example="济南市住房和城乡建设局"),
    column("verify_by", "核查期限", example="2024-06-01"),
    column("state", "履约状态", example="履约中"),
)
