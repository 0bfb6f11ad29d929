"""Lists: 严重失信主体名单, 经营异常名录, 失信被执行人."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.course import COURSE_COLUMNS
from ingest.layouts.columns.declare import column

SERIOUS_COLUMNS: Final = (
    column("name", "失信主体名称", required=True, example="济南样例建设有限公司"),
    column("uscc", "统一社会信用代码", example="91350100M000100Y43"),
    column("list", "名单名称", required=True, example="拖欠农民工工资失信联合惩戒对象名单"),
    column("document", "列入决定书文号", example="济人社列〔2024〕1号"),
    column("authority", "列入机关", required=True, example="济南市人力资源和社会保障局"),
    column("basis", "列入依据", example="《保障农民工工资支付条例》第四十八条"),
    column("facts", "列入事由", example="拖欠农民工工资"),
    column("decided", "列入日期", required=True, example="2024-03-01"),
    column("ended", "移出日期"),
    column("until", "有效期至", example="2027-02-28"),
    column("state", "状态", example="列入"),
    column("legal_representative", "法定代表人", personal=True),
    column("identity", "证件号码", personal=True),
    *COURSE_COLUMNS,
)
ABNORMAL_COLUMNS: Final = (
    column("name", "企业名称", required=True, example="济南样例建设有限公司"),
    column("uscc", "统一社会信用代码", example="91350100M000100Y43"),
    column(
        "facts", "列入经营异常名录原因", required=True,
        example="通过登记的住所或者经营场所无法联系",
    ),
    column("decided", "列入日期", required=True, example="2024-03-01"),
    column("authority", "作出决定机关(列入)", example="济南市历下区市场监督管理局"),
    column("removal_reason", "移出经营异常名录原因"),
    column("ended", "移出日期"),
    column("removal_authority", "作出决定机关(移出)"),
    *COURSE_COLUMNS,
)  # fmt: skip
DEBTOR_COLUMNS: Final = (
    column(
        "name", "被执行人姓名/名称", required=True, personal=True, example="济南样例建设有限公司"
    ),
    column("identity", "身份证号码/组织机构代码", personal=True, example="91350100M000100Y43"),
    column("legal_representative", "法定代表人或负责人姓名", personal=True),
    column("authority", "执行法院", required=True, example="济南市历下区人民法院"),
    column("basis", "执行依据文号", example="(2023)鲁0102民初1234号"),
    column("document", "案号", required=True, example="(2024)鲁0102执567号"),
    column("filed", "立案时间", example="2024-01-10"),
    column("decided", "发布时间", example="2024-03-01"),
    column("duty", "生效法律文书确定的义务", example="支付工程款"),
    column("performance", "履行情况", "被执行人的履行情况", example="全部未履行"),
    column("facts", "失信行为具体情形", "失信被执行人行为具体情形", example="违反财产报告制度"),
    column("ended", "屏蔽或撤销日期"),
    *COURSE_COLUMNS,
)  # fmt: skip
