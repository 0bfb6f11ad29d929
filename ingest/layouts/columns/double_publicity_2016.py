"""双公示 as first published: the 2016 columns of a licence and of a penalty."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column, with_prefix

_PARTY_CODES: Final = (
    (
        column(
            "uscc",
            "行政相对人代码_1(统一社会信用代码)",
            "统一社会信用代码",
            example="91350100M000100Y43",
        ),
        "XDR_SHXYM",
    ),
    (column("organization_code", "行政相对人代码_2(组织机构代码)", "组织机构代码"), "XDR_ZDM"),
    (column("registration_number", "行政相对人代码_3(工商登记码)", "工商登记码"), "XDR_GSDJ"),
    (column("tax_number", "行政相对人代码_4(税务登记号)", "税务登记号"), "XDR_SWDJ"),
    (
        column("identity", "行政相对人代码_5(居民身份证号)", "居民身份证号", personal=True),
        "XDR_SFZ",
    ),
    (column("legal_representative", "法定代表人姓名", "法定代表人", personal=True), "FR"),
)
_CLOSING: Final = (
    column("place", "DFBM", "地方编码"),
    column("updated", "SJC", "数据更新时间戳"),
    column("remark", "BZ", "备注"),
)

_LICENCE: Final = (
    (column("document", "行政许可决定书文号", required=True, example="济建许〔2016〕12号"), "WSH"),
    (column("document_name", "项目名称", required=True, example="施工许可证核发"), "XMMC"),
    (column("category", "审批类别"), "SPLB"),
    (column("content", "许可内容"), "NR"),
    (column("subject_name", "行政相对人名称", required=True, example="济南样例建设公司"), "XDR"),
    *_PARTY_CODES,
    (column("decided", "许可决定日期", required=True, example="2016-03-01"), "JDRQ"),
    (column("until", "许可截止期"), "JZQ"),
    (column("authority", "许可机关", required=True, example="济南市城乡建设委"), "XZJG"),
    (column("state", "当前状态"), "ZT"),
)
_PENALTY: Final = (
    (column("document", "行政处罚决定书文号", required=True, example="济建罚〔2016〕8号"), "WSH"),
    (column("title", "处罚名称", "案件名称", required=True, example="未批先建案"), "CFMC"),
    (column("penalty_kinds", "处罚类别1", "处罚类别", required=True, example="罚款"), "CFLB1"),
    (column("penalty_kinds_2", "处罚类别2"), "CFLB2"),
    (column("facts", "处罚事由"), "SY"),
    (column("basis", "处罚依据"), "YJ"),
    (column("subject_name", "行政相对人名称", required=True, example="济南样例建设公司"), "XDR_MC"),
    *_PARTY_CODES,
    (column("content", "处罚结果", required=True, example="罚款三万元"), "JG"),
    (column("decided", "处罚决定日期", required=True, example="2016-03-01"), "JDRQ"),
    (column("authority", "处罚机关", required=True, example="济南市城乡建设委"), "XZJG"),
    (column("state", "当前状态"), "ZT"),
)

LICENCE_2016_COLUMNS: Final = (*with_prefix("XK_", _LICENCE), *_CLOSING)
PENALTY_2016_COLUMNS: Final = (
    *with_prefix("CF_", _PENALTY),
    column("published_until", "GSQX", "公示期限"),
    *_CLOSING,
)
