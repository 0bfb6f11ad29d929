"""Closed lists of English names, in their order: stores and networks hold their numbers.

Names may be appended, never moved.
"""

from __future__ import annotations

from typing import Final

ROLES: Final = (
    "construction",  # 建设
    "survey",  # 勘察
    "design",  # 设计
    "supervision",  # 监理
    "contractor",  # 施工
    "epc",  # 工程总承包
    "testing",  # 质量检测
    "subcontract",  # 分包
    "other",
    "supplier",  # 建筑材料、构配件和设备供应
)
ROLES_ZH: Final = (
    "建设", "勘察", "设计", "监理", "施工", "工程总承包", "质量检测", "分包", "其他", "供应",
)  # fmt: skip
ROLE_ZH: Final = dict(zip(ROLES, ROLES_ZH, strict=True))

OFFICES: Final = (
    "legal_representative",  # 法定代表人
    "principal",  # 主要负责人
    "chair",  # 董事长
    "director",  # 董事
    "supervisor",  # 监事
    "executive",  # 高级管理人员
    "manager",  # 经理
    "partner",  # 执行事务合伙人
    "directly_responsible",  # 直接负责的主管人员
    "other_responsible",  # 其他直接责任人员
    "actual_controller",  # 实际控制人
    "agent",  # 登记代理人
    "other",
)
OFFICES_ZH: Final = (
    "法定代表人", "主要负责人", "董事长", "董事", "监事", "高级管理人员", "经理", "执行事务合伙人",
    "直接负责的主管人员", "其他直接责任人员", "实际控制人", "登记代理人", "其他",
)  # fmt: skip
OFFICE_ZH: Final = dict(zip(OFFICES, OFFICES_ZH, strict=True))

STAKES: Final = (
    "plain",  # capital that carries its votes and income; what a stake is when nothing is said
    "votes",  # voting rights alone
    "income",  # a right to profit or income alone
    "indirect",  # the sum of other links: for reading, never for reckoning
    "nominee",  # a part of what the holder is registered with, held for another: carries nothing
    "entrusted",  # the same part on the side of the nominator: carries what a plain stake does
    "treasury",  # a company's own shares: no votes
    "capital_votes",  # capital with its votes; its income is stated apart
    "capital_income",  # capital with its income; votes are stated apart or not granted
    "capital",  # capital alone; votes and income are stated apart
)
STAKES_ZH: Final = (
    "出资", "表决权", "收益权", "间接合计", "代持(名义)", "实际出资(由他人代持)", "库存股",
    "出资及表决权", "出资及收益权", "仅出资",
)  # fmt: skip

SANCTION_KINDS: Final = (
    "penalty",  # 行政处罚
    "serious_list",  # 严重失信主体名单
    "abnormal_operation",  # 经营异常名录
    "judgment_debtor",  # 失信被执行人
    "bad_record",  # 不良行为记录
    "other",
)
SANCTION_KINDS_ZH: Final = (
    "行政处罚", "严重失信主体名单", "经营异常名录", "失信被执行人", "不良行为记录", "其他失信记录",
)  # fmt: skip
SANCTION_STATES: Final = ("active", "repaired", "annulled", "expired", "objected")
SEVERITIES: Final = ("minor", "general", "serious")  # 轻微 一般 严重
STAGES: Final = ("planning", "engineering", "construction", "acceptance")
STAGES_ZH: Final = ("立项用地规划许可", "工程建设许可", "施工许可", "竣工验收")
PARALLEL: Final = "parallel"  # 并行推进: items that go beside the four stages
OUTCOMES: Final = ("passed", "refused", "pending")  # 通过 未通过 办理中
CONSORTIUM_PARTS: Final = ("lead", "member")  # 联合体牵头人 联合体成员
CONTACT_KINDS: Final = ("address", "phone", "email")

ACTS: Final = (
    "signed",  # 作出承诺
    "taken_up",  # 启动核查
    "verified",  # 核查属实
    "fulfilled",  # 履约完毕
    "found_false",  # 认定不实
    "breached",  # 认定违诺
    "correction_ordered",  # 责令整改
    "corrected",  # 整改完成
    "withdrawn",  # 撤销决定
    "recorded",  # 记入失信记录
    "repaired",  # 修复
    "applied",  # 申请
    "granted",  # 准予
    "refused",  # 不予
    "objected",  # 提出异议
    "checked_outside",  # 转外部核查
    "upheld",  # 异议成立
    "rejected",  # 异议不成立
    "acted",  # 实施措施
    "inspected",  # 检查
    "registered",  # 自愿填报
    "retracted",  # 自行撤回
    "checked",  # 信用核查
    "marked",  # 标注异议
    "merged",  # 归并
    "separated",  # 撤销归并
)
ACTS_ZH: Final = (
    "作出承诺", "启动核查", "核查属实", "履约完毕", "认定不实", "认定违诺", "责令整改", "整改完成",
    "撤销决定", "记入失信记录", "修复", "申请", "准予", "不予", "提出异议", "转外部核查",
    "异议成立", "异议不成立", "实施措施", "检查", "自愿填报", "自行撤回", "信用核查",
    "标注异议", "归并", "撤销归并",
)  # fmt: skip

VISIT_CAUSES: Final = ("draw", "complaint", "data", "case")
VISIT_CAUSES_ZH: Final = ("双随机抽查", "投诉举报", "数据监测", "案件线索")
VISIT_RESULTS: Final = ("passed", "corrected", "violation", "unreachable", "refused")
VISIT_RESULTS_ZH: Final = (
    "未发现问题", "发现问题已责令改正", "发现违法待处理", "通过登记住所无法联系", "不配合检查",
)  # fmt: skip

CONTRACT_STATES: Final = ("open", "performed", "late", "broken", "disputed")
CONTRACT_STATES_ZH: Final = ("履行中", "按期履约", "逾期履约", "违约", "有争议")

DECLARATIONS: Final = ("qualification", "operation", "contract", "welfare")
DECLARATIONS_ZH: Final = ("资质", "经营", "合同履约", "公益")
