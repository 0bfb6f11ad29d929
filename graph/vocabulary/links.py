"""The kinds of link."""

from __future__ import annotations

from typing import Final

from graph.vocabulary.codes import ACTS, CONSORTIUM_PARTS, OFFICES, ROLES, STAKES
from graph.vocabulary.shapes import Field, LinkKind, Type

_SHARE_FIELDS = (
    Field("share_min", "最低份额", Type.PPM),
    Field("share_max", "最高份额", Type.PPM),
)

_BASIS = Field("basis", "依据")
_SUBJECT = ("subject",)
_HANDLED = ("commitment", "sanction", "subject", "project", "works", "declaration")
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
            Field("consortium", "联合体", Type.CODE, codes=CONSORTIUM_PARTS),
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
        "concerns", "涉及", "CONCERNS",
        ("sanction", "licence", "commitment", "commendation", "contract"),
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
    LinkKind("commended_by", "获守信记录", "COMMENDED_BY", _SUBJECT, ("commendation",)),
    LinkKind(
        "enforces_for", "执法检查人员", "ENFORCES_FOR", _SUBJECT, _SUBJECT,
        (Field("certificate", "执法证号"), Field("speciality", "执法专长")),
    ),
    LinkKind("visited", "受检查", "VISITED_IN", _SUBJECT, ("inspection",)),
    LinkKind("visits", "实施检查", "VISITS", _SUBJECT, ("inspection",)),
    LinkKind("carried_out_by", "检查主体", "CARRIED_OUT_BY", ("inspection",), _SUBJECT),
    LinkKind("performs", "履约方", "PERFORMS", _SUBJECT, ("contract",)),
    LinkKind("awarded", "合同相对方", "AWARDED", _SUBJECT, ("contract",)),
    LinkKind("declared", "自愿填报", "DECLARED", _SUBJECT, ("declaration",)),
)  # fmt: skip
