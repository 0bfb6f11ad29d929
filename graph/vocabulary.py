"""The kinds of the credit graph, declared once.

Stores derive their schemas, importers their checks and the API its models from this module.
Adding a kind is one declaration. A *family* is an id space: a subject and a project may carry
the same local id without being the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Type(StrEnum):
    """What a field holds. All are exact."""

    TEXT = "text"
    DATE = "date"  # a real calendar day, ISO 8601 in storage
    INTEGER = "integer"
    PPM = "ppm"  # a share, in parts per million
    FEN = "fen"  # money, in hundredths of a yuan
    MICRODEGREE = "microdegree"  # WGS-84, millionths of a degree
    BOOLEAN = "boolean"
    CODE = "code"  # one of a closed list of English names
    SEALED = "sealed"  # encrypted at rest


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    zh: str
    type: Type = Type.TEXT
    personal: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node. ``label`` is its Neo4j label; ``family`` its id space."""

    name: str
    zh: str
    label: str
    family: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link. ``code_field`` is the field the network carries as a small integer."""

    name: str
    zh: str
    type: str
    source: tuple[str, ...]  # families
    target: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    code_field: str | None = None

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    @property
    def codes(self) -> tuple[str, ...]:
        return self.field(self.code_field).codes if self.code_field else ()


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
SANCTION_STATES: Final = ("active", "repaired", "annulled", "expired", "objected")
SEVERITIES: Final = ("minor", "general", "serious")  # 轻微 一般 严重
STAGES: Final = ("planning", "engineering", "construction", "acceptance")
STAGES_ZH: Final = ("立项用地规划许可", "工程建设许可", "施工许可", "竣工验收")
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
)
ACTS_ZH: Final = (
    "作出承诺", "启动核查", "核查属实", "履约完毕", "认定不实", "认定违诺", "责令整改", "整改完成",
    "撤销决定", "记入失信记录", "修复", "申请", "准予", "不予", "提出异议", "转外部核查",
    "异议成立", "异议不成立", "实施措施", "检查", "自愿填报", "自行撤回",
)  # fmt: skip

_NAME = Field("name", "名称")
_SHARE_FIELDS = (
    Field("share_min", "最低份额", Type.PPM),
    Field("share_max", "最高份额", Type.PPM),
)

NODE_KINDS: Final[tuple[NodeKind, ...]] = (
    NodeKind("subject", "信用主体", "Subject", "subject", (_NAME,)),
    NodeKind(
        "organization", "组织", "Organization", "subject",
        (
            _NAME,
            Field("uscc", "统一社会信用代码"),
            Field("organization_code", "组织机构代码"),
            Field("registration_number", "注册号"),
            Field("lei", "法人机构识别编码"),
            Field("organization_type", "类型"),
            Field("status", "登记状态"),
            Field("registered", "成立日期", Type.DATE),
            Field("dissolved", "注销日期", Type.DATE),
            Field("registered_capital", "注册资本", Type.FEN),
            Field("division", "行政区划"),
            Field("industry", "行业"),
            Field("address", "住所"),
            Field("phone", "联系电话", personal=True),
            Field("scope", "经营范围"),
            Field("former_names", "曾用名"),
            Field("qualification", "资质等级"),
            Field("country", "国家或地区"),
            Field("state_capital", "国有资本", Type.BOOLEAN),
            Field("restructured", "重整计划批准日期", Type.DATE),
        ),
    ),
    NodeKind(
        "person", "自然人", "Person", "subject",
        (
            Field("name", "姓名", personal=True),
            Field("identity_kind", "证件类型"),
            Field("identity_masked", "证件号码(脱敏)", personal=True),
            Field("identity_sealed", "证件号码(密文)", Type.SEALED, personal=True),
            Field("phone", "联系电话", personal=True),
            Field("status", "状态"),
            Field("division", "行政区划"),
            Field("country", "国家或地区"),
        ),
    ),
    NodeKind(
        "project", "建设项目", "Project", "project",
        (
            _NAME,
            Field("code", "项目代码"),
            Field("stage", "阶段", Type.CODE, codes=STAGES),
            Field("division", "行政区划"),
            Field("longitude", "经度", Type.MICRODEGREE),
            Field("latitude", "纬度", Type.MICRODEGREE),
            Field("datum", "坐标系"),
            Field("investment", "总投资", Type.FEN),
            Field("started", "开工日期", Type.DATE),
            Field("completed", "竣工日期", Type.DATE),
            Field("category", "工程分类"),
            Field("nature", "建设性质"),
            Field("address", "建设地点"),
            Field("scale", "建设规模"),
        ),
    ),
    NodeKind(
        "works", "工程", "Works", "works",
        (
            _NAME,
            Field("code", "工程代码"),
            Field("stage", "阶段", Type.CODE, codes=STAGES),
            Field("category", "工程分类"),
            Field("investment", "总投资", Type.FEN),
            Field("started", "开工日期", Type.DATE),
            Field("completed", "竣工日期", Type.DATE),
        ),
    ),
    NodeKind(
        "building", "单体", "Building", "building",
        (
            _NAME,
            Field("code", "单体编码"),
            Field("use", "工程用途"),
            Field("structure", "结构体系"),
            Field("cost", "单体工程总造价", Type.FEN),
            Field("area", "建筑面积"),
            Field("longitude", "经度", Type.MICRODEGREE),
            Field("latitude", "纬度", Type.MICRODEGREE),
        ),
    ),
    NodeKind(
        "lot", "标段", "Lot", "lot",
        (_NAME, Field("code", "标段编号"), Field("opened", "开标日期", Type.DATE)),
    ),
    NodeKind(
        "sanction", "失信记录", "Sanction", "sanction",
        (
            _NAME,
            Field("kind", "类别", Type.CODE, codes=SANCTION_KINDS),
            Field("list", "名单"),
            Field("document", "文书号"),
            Field("authority", "决定机关"),
            Field("authority_code", "决定机关代码"),
            Field("basis", "依据"),
            Field("violation", "违法行为类型"),
            Field("facts", "违法事实"),
            Field("content", "决定内容"),
            Field("penalty_kinds", "处罚类别"),
            Field("fine", "罚款金额", Type.FEN),
            Field("confiscated", "没收金额", Type.FEN),
            Field("revoked", "暂扣或吊销证照"),
            Field("behaviour", "行为日期", Type.DATE),
            Field("decided", "决定日期", Type.DATE),
            Field("until", "有效期至", Type.DATE),
            Field("published_until", "公示截止期", Type.DATE),
            Field("ended", "移出或修复日期", Type.DATE),
            Field("state", "状态", Type.CODE, codes=SANCTION_STATES),
            Field("department", "数据来源单位"),
            Field("behaviour_ended", "行为终止日期", Type.DATE),
            Field("repaired", "修复日期", Type.DATE),
            Field("annulled", "撤销日期", Type.DATE),
            Field("objected", "异议受理日期", Type.DATE),
            Field("regime", "修复适用办法"),
            Field("severity", "失信程度", Type.CODE, codes=SEVERITIES),
        ),
    ),
    NodeKind(
        "licence", "行政许可", "Licence", "licence",
        (
            _NAME,
            Field("document", "许可文书号"),
            Field("category", "许可类别"),
            Field("certificate", "许可证书名称"),
            Field("certificate_number", "许可编号"),
            Field("content", "许可内容"),
            Field("decided", "许可决定日期", Type.DATE),
            Field("until", "有效期至", Type.DATE),
            Field("authority", "许可机关"),
            Field("authority_code", "许可机关代码"),
            Field("state", "当前状态"),
            Field("department", "数据来源单位"),
        ),
    ),
    NodeKind(
        "milestone", "审批节点", "Milestone", "milestone",
        (
            _NAME,
            Field("stage", "阶段", Type.CODE, codes=STAGES),
            Field("document", "证书或备案编号"),
            Field("decided", "办结日期", Type.DATE),
            Field("authority", "审批部门"),
        ),
    ),
    NodeKind(
        "commitment", "信用承诺", "Commitment", "commitment",
        (
            _NAME,
            Field("kind", "承诺类型"),
            Field("item", "承诺事项"),
            Field("made", "承诺日期", Type.DATE),
            Field("until", "承诺有效期", Type.DATE),
            Field("accepting_unit", "受理单位"),
            Field("supervising_unit", "监管责任单位"),
            Field("verify_by", "核查期限", Type.DATE),
            Field("state", "履约状态"),
        ),
    ),
    NodeKind(
        "change", "变更登记", "Change", "change",
        (
            _NAME,
            Field("item", "变更事项"),
            Field("before", "变更前", personal=True),
            Field("after", "变更后", personal=True),
            Field("changed", "变更日期", Type.DATE),
        ),
    ),
    NodeKind(
        "contact", "联系方式", "Contact", "contact",
        (_NAME, Field("kind", "类别", Type.CODE, codes=CONTACT_KINDS)),
    ),
    NodeKind(
        "event", "办理", "Event", "event",
        (
            _NAME,
            Field("act", "行为", Type.CODE, codes=ACTS),
            Field("day", "日期", Type.DATE),
            Field("unit", "办理单位"),
            Field("officer", "经办人", personal=True),
            Field("basis", "依据"),
            Field("note", "说明"),
            Field("receipt", "回执号"),
        ),
    ),
)  # fmt: skip

_BASIS = Field("basis", "依据")
_SUBJECT = ("subject",)
_HANDLED = ("commitment", "sanction", "subject", "project", "works")
_SITE = ("project", "works", "building")

LINK_KINDS: Final[tuple[LinkKind, ...]] = (
    LinkKind(
        "owns", "出资持股", "OWNS", _SUBJECT, _SUBJECT,
        (
            *_SHARE_FIELDS,
            Field("amount", "认缴出资额", Type.FEN),
            Field("means", "出资方式"),
            Field("interest", "权益类型"),
            Field("stake", "权益类别", Type.CODE, codes=STAKES),
            Field("nominee", "名义持有人"),
            Field("nominator", "实际出资人"),
        ),
        code_field="stake",
    ),
    LinkKind(
        "holds_office", "任职", "HOLDS_OFFICE", _SUBJECT, _SUBJECT,
        (Field("office", "职务", Type.CODE, codes=OFFICES), Field("title", "职务名称")),
        code_field="office",
    ),
    LinkKind(
        "participates", "参建", "PARTICIPATES_IN", _SUBJECT, _SITE,
        (
            Field("role", "参建角色", Type.CODE, codes=ROLES),
            Field("contract", "合同编号"),
            Field("permit", "施工许可证编号"),
            Field("qualification", "资质等级"),
        ),
        code_field="role",
    ),
    LinkKind(
        "leads", "项目负责人", "LEADS", _SUBJECT, _SITE,
        (
            Field("role", "参建角色", Type.CODE, codes=ROLES),
            Field("unit", "代表单位"),
            Field("permit", "施工许可证编号"),
        ),
        code_field="role",
    ),
    LinkKind(
        "bids", "投标", "BIDS_IN", _SUBJECT, ("lot",),
        (
            Field("won", "中标", Type.BOOLEAN),
            Field("price", "投标报价", Type.FEN),
            Field("consortium", "联合体"),
            Field("prepared_by", "投标文件编制人", personal=True),
            Field("handled_by", "投标事宜办理人", personal=True),
            Field("manager", "项目管理成员", personal=True),
            Field("alike", "异常一致组号"),
            Field("mixed", "混装组号"),
            Field("deposit_from", "保证金转出账户", personal=True),
            Field("device", "提交设备"),
            Field("contact", "投标联系方式", personal=True),
        ),
    ),
    LinkKind("branch_of", "分支机构", "BRANCH_OF", _SUBJECT, _SUBJECT, (_BASIS,)),
    LinkKind("acts_with", "一致行动", "ACTS_WITH", _SUBJECT, _SUBJECT, (_BASIS,)),
    LinkKind(
        "guarantees", "担保", "GUARANTEES", _SUBJECT, _SUBJECT,
        (Field("amount", "担保金额", Type.FEN), Field("relation", "关系")),
    ),
    LinkKind(
        "controls", "登记的实际控制", "CONTROLS", _SUBJECT, _SUBJECT,
        (Field("means", "控制方式"),),
    ),
    LinkKind("managed_by", "受托管理", "MANAGED_BY", _SUBJECT, _SUBJECT, (_BASIS,)),
    LinkKind("kin_of", "亲属", "KIN_OF", _SUBJECT, _SUBJECT, (Field("relation", "关系"),)),
    LinkKind("associate_of", "关联人", "ASSOCIATE_OF", _SUBJECT, _SUBJECT,
             (Field("relation", "关系"),)),
    LinkKind("contact_at", "使用联系方式", "CONTACT_AT", _SUBJECT, ("contact",)),
    LinkKind("sanctioned_by", "受惩戒", "SANCTIONED_BY", _SUBJECT, ("sanction",),
             (Field("part", "当事人身份"),)),
    LinkKind("licensed_by", "获许可", "LICENSED_BY", _SUBJECT, ("licence",)),
    LinkKind("committed", "作出承诺", "COMMITTED", _SUBJECT, ("commitment",)),
    LinkKind("changed", "变更", "CHANGED", _SUBJECT, ("change",)),
    LinkKind(
        "part_of", "属于", "PART_OF", ("works", "building", "lot", "milestone"),
        ("project", "works"),
    ),
    LinkKind(
        "concerns", "涉及", "CONCERNS", ("sanction", "licence", "commitment"),
        ("project", "works", "lot"),
    ),
    LinkKind(
        "same_as", "归并", "SAME_AS", _SUBJECT, _SUBJECT,
        (Field("judge", "认定人"), Field("reason", "理由")),
    ),
    LinkKind(
        "about", "办理对象", "ABOUT", ("event",), _HANDLED,
        (Field("act", "行为", Type.CODE, codes=ACTS),),
        code_field="act",
    ),
    LinkKind("supervised_by", "监管责任", "SUPERVISED_BY", ("commitment",), _SUBJECT),
)  # fmt: skip

NODE_KIND: Final = {kind.name: kind for kind in NODE_KINDS}
LINK_KIND: Final = {kind.name: kind for kind in LINK_KINDS}
NODE_CODE: Final = {kind.name: code for code, kind in enumerate(NODE_KINDS)}
LINK_CODE: Final = {kind.name: code for code, kind in enumerate(LINK_KINDS)}
FAMILIES: Final = tuple(dict.fromkeys(kind.family for kind in NODE_KINDS))
