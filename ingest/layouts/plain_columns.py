"""The columns of the plain layouts, with the headers they go by and an example row each."""

from __future__ import annotations

from typing import Final

from ingest.layout import Column
from ingest.layouts.columns.course import COURSE_COLUMNS


def _column(name: str, *headers: str, example: str = "", required: bool = False) -> Column:
    return Column(name, headers, required=required, example=example)


def _needed(name: str, *headers: str, example: str) -> Column:
    return _column(name, *headers, example=example, required=True)


_FROM: Final = _column("valid_from", "起始日期", "开始日期", "自", example="2020-01-01")
_UNTIL: Final = _column("valid_until", "截止日期", "终止日期", "结束日期", "至")
_COMPANY: Final = _needed("company", "企业", "企业编号", "公司", example="91350100M000100Y43")
_PROJECT: Final = _needed("project", "项目", "项目代码", example="2012-370102-04-01-123456")
_UNIT: Final = _needed("unit", "单位", "单位编号", "投标单位", "参建单位",
                       example="91350100M000100Y43")  # fmt: skip

SUBJECTS: Final = (
    _needed("id", "编号", "主体编号", "主体代码", example="91350100M000100Y43"),
    _needed("name", "名称", "主体名称", "姓名", example="济南样例建设有限公司"),
    _column("kind", "类别", "主体类别", "主体类型", example="组织"),
    _column("status", "状态", "登记状态", example="存续"),
    _column("registered", "成立日期", "注册日期", example="2015-06-01"),
    _column("division", "行政区划", "行政区划代码", example="370102"),
    _column("industry", "行业", "所属行业", example="E4710"),
    _column("state_capital", "国有资本", example="否"),
    _column("restructured", "重整计划批准日期"),
)
OWNERSHIP: Final = (
    _needed("owner", "出资人", "股东", "股东编号", "持有人", example="shareholder-7"),
    _COMPANY,
    _column(
        "share_percent", "持股比例", "持股比例(%)", "出资比例", "出资比例(%)", example="33.3333"
    ),
    _column("share_min_percent", "最低比例", "最低持股比例", "最低持股比例(%)"),
    _column("share_max_percent", "最高比例", "最高持股比例", "最高持股比例(%)"),
    _column("stake", "权益类别", "股权类别", example="出资"),
    _column("held_for", "实际出资人", "被代持人", "代持委托人"),
    _FROM,
    _UNTIL,
)
TIES: Final = (
    _needed("subject", "主体", "主体编号", example="91350100M000100Y43"),
    _needed("tie", "关系", "关系类型", example="一致行动"),
    _needed("other", "对方", "对方编号", "对方主体", example="shareholder-7"),
    _column("detail", "说明", "关系说明", example="一致行动协议"),
    _column("amount_yuan", "金额(元)", "担保金额(元)"),
    _FROM,
    _UNTIL,
)
OFFICES: Final = (
    _needed("person", "人员", "人员编号", "任职人员", example="person-12"),
    _COMPANY,
    _needed("office", "职务", example="法定代表人"),
    _FROM,
    _UNTIL,
)
SANCTIONS: Final = (
    _needed("subject", "主体", "失信主体", "当事人", example="91350100M000100Y43"),
    _column("list", "名单", "名单名称", example="拖欠农民工工资失信联合惩戒对象名单"),
    _column("kind", "类别", "种类", example="serious_list"),
    _column("document", "文书号", "文号", "决定书文号", example="济人社列字〔2023〕5号"),
    _column("authority", "决定机关", "列入机关", example="济南市人力资源和社会保障局"),
    _column("basis", "依据", "列入依据", example="保障农民工工资支付条例第四十八条"),
    _column("decided", "决定日期", "列入日期", example="2023-05-06"),
    _column("until", "有效期至", "截止日期", example="2026-05-05"),
    _column("state", "状态", example="active"),
    _column("project", "涉及项目", "项目", "项目代码"),
    _column("works", "涉及工程", "工程", "工程代码"),
    _column("facts", "事由", "违法事实"),
    _column("content", "决定内容", "处罚内容"),
    _column("penalty_kinds", "处罚类别"),
    _column("published_until", "公示截止期"),
    _column("ended", "移出日期"),
    *COURSE_COLUMNS,
)
PROJECTS: Final = (
    _needed("code", "项目代码", example="2012-370102-04-01-123456"),
    _column("works", "工程代码", "工程", example=""),
    _column("name", "项目名称", "名称", "工程名称", example="样例中学教学楼"),
    _column("stage", "阶段", "审批阶段", example="施工许可"),
    _column("division", "行政区划", "行政区划代码", example="370102"),
    _column("longitude", "经度", example="117.024967"),
    _column("latitude", "纬度", example="36.682785"),
    _column("investment_yuan", "总投资(元)", "投资额(元)", "总投资", example="12000000"),
    _column("started", "开工日期", example="2021-03-05"),
    _column("completed", "竣工日期"),
    _column("datum", "坐标系", example="WGS-84"),
    _column("key_level", "重点项目级别", "重点项目"),
    _column("design_life", "设计使用年限", "设计使用年限(年)"),
)
PARTICIPATIONS: Final = (
    _UNIT,
    _PROJECT,
    _column("works", "工程", "工程代码", example="G01"),
    _needed("role", "角色", "参建角色", example="施工"),
    _column("leader", "负责人", "项目负责人", example="person-12"),
    _column("contract", "合同编号"),
    _column("permit", "施工许可证编号"),
    _column("consortium", "联合体"),
    _FROM,
    _UNTIL,
)
BIDS: Final = (
    _UNIT,
    _PROJECT,
    _needed("lot", "标段", "标段编号", example="B01"),
    _column("opened", "开标日期", example="2020-11-20"),
    _column("won", "中标", "是否中标", example="是"),
    _column("price_yuan", "投标报价(元)", "报价(元)", example="11850000"),
    _column("consortium", "联合体", "联合体名称"),
    _column("prepared_by", "投标文件编制人", "标书编制人"),
    _column("handled_by", "投标事宜办理人", "投标代理人"),
    _column("manager", "项目管理成员", "拟派项目经理"),
    _column("alike", "异常一致组号"),
    _column("mixed", "混装组号"),
    _column("deposit_from", "保证金转出账户"),
    _column("device", "提交设备"),
    _column("contact", "投标联系方式"),
)
