"""The construction market's tables: contracts, units on site, credit records, key projects."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

_PROJECT: Final = column(
    "project", "项目代码", "PRJNUM", required=True, example="2012-370102-04-01-123456"
)
_WORKS: Final = column("works", "工程代码", "GCDM", example="001")
_VALID: Final = column("valid", "SJYXBS", "数据有效标识", example="1")

APPROVAL_COLUMNS: Final = (
    column("division", "XZQHDM", "行政区划代码", example="370102"),
    column("project", "XMDM", "项目代码", example="2012-370102-04-01-123456"),
    column("works", "GCDM", "工程代码", required=True, example="001"),
    column("item_code", "SPSXBM", "审批事项编码", example="SX-0204"),
    column("item", "SPSXMC", "审批事项名称", required=True, example="建设工程规划许可证核发"),
    column(
        "stage", "DYBZSPJDXH", "对应标准审批阶段序号", "审批阶段", required=True, example="2"
    ),
    column("document", "SPSXSLBM", "审批事项实例编码", required=True, example="SL20240201001"),
    column("authority", "SPBMMC", "审批部门名称", example="济南市自然资源和规划局"),
    column("accepted", "SLSJ", "受理时间", example="2024-02-01"),
    column("decided", "BJSJ", "办结时间", example="2024-02-20"),
    column("outcome", "BLZT", "办理状态", required=True, example="11"),
    _VALID,
)  # fmt: skip
CONTRACT_COLUMNS: Final = (
    column("record", "RecordNum", "合同备案编号", example="3701022403010101-HZ-001"),
    _PROJECT,
    _WORKS,
    column("contract", "ContractNum", "合同编号", required=True, example="HT-2024-0015"),
    column("kind", "ContractTypeNum", "合同类别", required=True, example="301"),
    column("money", "ContractMoney", "合同金额(万元)", "合同金额", example="5600"),
    column("signed", "ContractDate", "合同签订日期", example="2024-02-10"),
    column("proprietor", "PropietorCorpName", "发包单位名称", example="济南样例置业有限公司"),
    column("proprietor_code", "PropietorCorpCode", "发包单位代码"),
    column(
        "unit_name", "ContractorCorpName", "承包单位名称", required=True,
        example="济南样例建设有限公司",
    ),
    column("unit", "ContractorCorpCode", "承包单位代码", example="91350100M000100Y43"),
    column("partner_name", "UnionCorpName", "联合体承包单位名称"),
    column("partner", "UnionCorpCode", "联合体承包单位代码"),
    column("leader", "PrjHead", "项目负责人", personal=True),
    column("leader_identity", "IDCard", "项目负责人证件号码", personal=True),
)  # fmt: skip
REAL_NAME_COLUMNS: Final = (
    column(
        "project", "projectCode", "项目编码", "项目代码", required=True,
        example="2012-370102-04-01-123456",
    ),
    column("works", "工程代码"),
    column("unit", "corpCode", "统一社会信用代码", example="91350100M000100Y43"),
    column("unit_name", "corpName", "企业名称", required=True, example="济南样例建设有限公司"),
    column("role", "corpType", "企业类型", required=True, example="009"),
    column("valid_from", "entryTime", "进场时间", required=True, example="2024-03-05"),
    column("valid_until", "exitTime", "退场时间"),
    column("leader", "pmName", "项目经理名称", personal=True, example="王五"),
    column("leader_identity_kind", "pmIDCardType", "项目经理证件类型"),
    column("leader_identity", "pmIDCardNumber", "项目经理证件号码", personal=True),
    column("leader_phone", "pmPhone", "项目经理联系电话", personal=True),
)  # fmt: skip
CONDUCT_COLUMNS: Final = (
    column("name", "企业或个人名称", "企业名称", required=True, example="济南样例建设有限公司"),
    column("uscc", "统一社会信用代码", example="91350100M000100Y43"),
    column("identity", "证件号码", personal=True),
    column("conduct", "信用信息类别", required=True, example="不良"),
    column("item", "行为或荣誉内容", required=True, example="未按图纸施工"),
    column("document", "认定文号", required=True, example="济建信〔2024〕8号"),
    column("authority", "认定部门", required=True, example="济南市住房和城乡建设局"),
    column("basis", "认定依据", example="建市〔2017〕241号"),
    column("project", "项目代码", example="2012-370102-04-01-123456"),
    column("works", "工程代码", example="001"),
    column("behaviour", "行为日期", example="2024-04-20"),
    column("decided", "认定日期", required=True, example="2024-05-01"),
    column("until", "公开截止日期", example="2025-04-30"),
    column("ended", "修复或撤销日期"),
    column("state", "状态", example="有效"),
)  # fmt: skip
KEY_PROJECT_COLUMNS: Final = (
    column(
        "project", "项目代码", required=True, example="2012-370102-04-01-123456"
    ),
    column("name", "重点项目名称", required=True, example="样例小区一期"),
    column("level", "重点项目级别", required=True, example="市"),
    column("year", "年度", example="2024"),
)  # fmt: skip
