"""Registry of market subjects: 主体, 股东, 主要人员, 分支机构, 变更."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

SUBJECT_COLUMNS: Final = (
    column("uscc", "统一社会信用代码", example="91350100M000100Y43"),
    column("registration_number", "注册号", "工商注册号"),
    column("name", "企业名称", "主体名称", "名称", required=True, example="济南样例建设有限公司"),
    column("organization_type", "类型", "企业类型", "主体类型", example="有限责任公司"),
    column("status", "登记状态", "经营状态", example="存续"),
    column("registered", "成立日期", example="2015-06-01"),
    column("registered_capital", "注册资本(万元)", "注册资本(万元人民币)", example="1000"),
    column("legal_representative", "法定代表人", "负责人", personal=True, example="张三"),
    column("legal_representative_identity", "法定代表人证件号码", personal=True),
    column("address", "住所", "经营场所", example="济南市历下区样例路1号"),
    column("phone", "联系电话", personal=True),
    column("industry", "所属行业", "行业代码", example="E4710"),
    column("division", "行政区划代码", "行政区划", example="370102"),
    column("scope", "经营范围"),
    column("state_capital", "国有资本", example="否"),
    column("restructured", "重整计划批准日期"),
)
SHAREHOLDER_COLUMNS: Final = (
    column("company", "企业统一社会信用代码", required=True, example="91350100M000100Y43"),
    column("company_name", "企业名称", example="济南样例建设有限公司"),
    column("owner_name", "股东名称", "股东", required=True, example="张三"),
    column("owner_kind", "股东类型", example="自然人股东"),
    column("owner_identity", "股东证件号码", personal=True),
    column("amount", "认缴出资额(万元)", "认缴额(万元)", example="600"),
    column("share_percent", "出资比例(%)", "出资比例", "持股比例(%)", "持股比例", example="60"),
    column("means", "出资方式", example="货币"),
    column("valid_from", "出资日期", "认缴出资日期", example="2015-06-01"),
    column("valid_until", "退出日期"),
)
OFFICER_COLUMNS: Final = (
    column("company", "企业统一社会信用代码", required=True, example="91350100M000100Y43"),
    column("company_name", "企业名称", example="济南样例建设有限公司"),
    column("person_name", "姓名", required=True, personal=True, example="李四"),
    column("person_identity", "证件号码", personal=True),
    column("office", "职务", required=True, example="监事"),
    column("valid_from", "任职起始日期", example="2015-06-01"),
    column("valid_until", "任职截止日期"),
)
BRANCH_COLUMNS: Final = (
    column("head", "总机构统一社会信用代码", required=True, example="91350100M000100Y43"),
    column("branch", "分支机构统一社会信用代码", required=True, example="91370102MA3C0002X7"),
    column("branch_name", "分支机构名称", required=True, example="济南样例建设有限公司历下分公司"),
    column("valid_from", "成立日期", example="2018-01-01"),
    column("valid_until", "注销日期"),
)
CHANGE_COLUMNS: Final = (
    column("uscc", "统一社会信用代码", required=True, example="91350100M000100Y43"),
    column("name", "企业名称", example="济南样例建设有限公司"),
    column("item", "变更事项", required=True, example="法定代表人变更"),
    column("before", "变更前内容", "变更前", personal=True),
    column("after", "变更后内容", "变更后", personal=True),
    column("changed", "变更日期", required=True, example="2020-05-01"),
)
