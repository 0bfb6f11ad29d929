"""双公示: the columns of a licence and of a penalty, under their codes and their Chinese names."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.course import COURSE_COLUMNS
from ingest.layouts.columns.declare import column, with_prefix

_PARTY: Final = (
    (
        column("subject_name", "行政相对人名称", required=True, example="济南样例建设有限公司"),
        "XDR_MC",
    ),
    (column("subject_kind", "行政相对人类别", required=True, example="法人及非法人组织"), "XDR_LB"),
    (
        column(
            "uscc", "行政相对人代码_1(统一社会信用代码)", "行政相对人代码_1", "统一社会信用代码",
            example="91350100M000100Y43",
        ),
        "XDR_SHXYM",
    ),
    (
        column(
            "registration_number", "行政相对人代码_2(工商注册号)", "行政相对人代码_2",
            "工商注册号",
        ),
        "XDR_GSZC",
    ),
    (
        column(
            "organization_code", "行政相对人代码_3(组织机构代码)", "行政相对人代码_3",
            "组织机构代码",
        ),
        "XDR_ZZJG",
    ),
    (
        column("tax_number", "行政相对人代码_4(税务登记号)", "行政相对人代码_4", "税务登记号"),
        "XDR_SWDJ",
    ),
    (
        column(
            "institution_number", "行政相对人代码_5(事业单位证书号)", "行政相对人代码_5",
            "事业单位证书号",
        ),
        "XDR_SYDW",
    ),
    (
        column(
            "social_body_number", "行政相对人代码_6(社会组织登记证号)", "行政相对人代码_6",
            "社会组织登记证号",
        ),
        "XDR_SHZZ",
    ),
    (
        column(
            "legal_representative", "法定代表人", "法定代表人姓名", "XK_FDDB", "CF_FDDB",
            personal=True,
        ),
        "FRDB",
    ),
    (column("legal_representative_identity_kind", "法定代表人证件类型"), "FR_ZJLX"),
    (column("legal_representative_identity", "法定代表人证件号码", personal=True), "FR_SFZH"),
    (column("identity_kind", "证件类型", "自然人证件类型"), "XDR_ZJLX"),
    (column("identity", "证件号码", "自然人证件号码", personal=True), "XDR_ZJHM"),
)  # fmt: skip

_LICENCE: Final = (
    (column("document_name", "行政许可决定文书名称", example="建筑业企业资质许可"), "XKWS"),
    (column("document", "行政许可决定文书号", required=True, example="济建许〔2024〕12号"), "WSH"),
    (column("category", "许可类别", example="普通"), "XKLB"),
    (column("certificate", "许可证书名称"), "XKZS"),
    (column("certificate_number", "许可编号", "许可证书编号"), "XKBH"),
    (column("content", "许可内容", example="建筑工程施工总承包二级"), "NR"),
    (column("decided", "许可决定日期", required=True, example="2024-03-01"), "JDRQ"),
    (column("valid_from", "有效期自"), "YXQZ"),
    (column("until", "有效期至", example="2029-02-28"), "YXQZI"),
    (column("authority", "许可机关", required=True, example="济南市住房和城乡建设局"), "XKJG"),
    (column("authority_code", "许可机关统一社会信用代码", "许可机关代码"), "XKJGDM"),
    (column("state", "当前状态", example="1"), "ZT"),
    (column("department", "数据来源单位"), "LYDW"),
    (column("department_code", "数据来源单位统一社会信用代码", "数据来源单位代码"), "LYDWDM"),
)

_PENALTY: Final = (
    (column("document", "行政处罚决定书文号", required=True, example="济建罚〔2024〕8号"), "WSH"),
    (column("violation", "违法行为类型", required=True, example="违反建筑法"), "WFXW"),
    (column("facts", "违法事实", required=True, example="未取得施工许可证擅自施工"), "SY"),
    (column("basis", "处罚依据", required=True, example="《建筑法》第六十四条"), "YJ"),
    (column("penalty_kinds", "处罚类别", required=True, example="警告;罚款"), "CFLB"),
    (column("content", "处罚内容", required=True, example="罚款三万元"), "NR"),
    (column("fine", "罚款金额(万元)", "罚款金额", example="3"), "NR_FK"),
    (
        column(
            "confiscated",
            "没收违法所得、没收非法财物的金额(万元)",
            "没收违法所得没收非法财物的金额(万元)",
            "没收违法所得、没收非法财物的金额",
        ),
        "NR_WFFF",
    ),
    (column("revoked", "暂扣或吊销证照名称及编号"), "NR_ZKDX"),
    (column("decided", "处罚决定日期", required=True, example="2024-03-01"), "JDRQ"),
    (column("until", "处罚有效期", example="2025-03-01"), "YXQ"),
    (column("published_until", "公示截止期", example="2027-03-01"), "GSJZQ"),
    (column("authority", "处罚机关", required=True, example="济南市住房和城乡建设局"), "CFJG"),
    (column("authority_code", "处罚机关统一社会信用代码", "处罚机关代码"), "CFJGDM"),
    (column("department", "数据来源单位"), "SJLY"),
    (column("department_code", "数据来源单位统一社会信用代码", "数据来源单位代码"), "SJLYDM"),
)
_PROCEDURE: Final = column("procedure", "处罚程序", "适用程序", "程序类型", example="普通程序")
_REMARK: Final = column("remark", "BZ", "备注")

LICENCE_COLUMNS: Final = (*with_prefix("XK_", (*_PARTY, *_LICENCE)), _REMARK)
PENALTY_COLUMNS: Final = (
    *with_prefix("CF_", (*_PARTY, *_PENALTY)), _PROCEDURE, *COURSE_COLUMNS, _REMARK,
)  # fmt: skip
