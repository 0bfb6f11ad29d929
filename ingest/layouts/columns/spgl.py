"""工程建设项目审批管理系统数据共享交换标准: the tables, versions 1/2 and 3."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

_DIVISION: Final = column("division", "XZQHDM", "行政区划代码", example="370102")
_PROJECT: Final = column("project", "XMDM", "项目代码", example="2012-370102-04-01-123456")
_NEEDED_PROJECT: Final = column(
    "project", "XMDM", "项目代码", required=True, example="2012-370102-04-01-123456"
)
_WORKS: Final = column("works", "GCDM", "工程代码", required=True, example="001")
_VALID: Final = column("valid", "SJYXBS", "数据有效标识", example="1")
_DATUM: Final = column("datum", "SJZBXT", "坐标系", example="CGCS2000")
_INSTANCE: Final = column("instance", "SPSXSLBM", "审批事项实例编码")

PROJECT_COLUMNS: Final = (
    _DIVISION,
    _NEEDED_PROJECT,
    _WORKS,
    column("previous_works", "QJDGCDM", "前阶段关联工程代码"),
    column("name", "XMMC", "项目名称", required=True, example="样例小区一期"),
    column("category", "GCFL", "工程分类", example="房屋建筑"),
    column("approval", "LXLX", "立项类型"),
    column("nature", "JSXZ", "建设性质", example="新建"),
    column("funding", "XMTZLY", "项目投资来源", "项目资金来源"),
    column("industry", "GBHY", "国标行业"),
    column("started", "NKGSJ", "拟开工时间", example="2024-03-01"),
    column("planned_end", "NJCSJ", "拟建成时间", example="2026-03-01"),
    column("investment", "ZTZE", "总投资额(万元)", "总投资额", example="12000.50"),
    column("address", "JSDD", "建设地点", example="济南市历下区"),
    column("address_division", "JSDDXZQH", "建设地点行政区划"),
    column("coordinates", "XMJWDZB", "项目建设地点经纬度坐标", example="117.0201,36.6683"),
    _DATUM,
    column("scale", "JSGMJNR", "建设规模及内容"),
    column("land_area", "YDMJ", "用地面积(平方米)", "用地面积"),
    column("floor_area", "JZMJ", "建筑面积(平方米)", "建筑面积"),
    column("declared", "SBSJ", "申报时间", example="2023-12-01"),
    column("process", "SPLCLX", "审批流程类型"),
    column("unit_name", "JSDW", "建设单位", example="济南样例置业有限公司"),
    column("unit", "JSDWDM", "建设单位代码", example="91350100M000100Y43"),
    column("unit_kind", "JSDWLX", "建设单位类型"),
    column("finished", "XMSFWQBJ", "项目是否完全办结"),
    column("finished_on", "XMWQBJSJ", "项目完全办结时间"),
    _VALID,
)
UNIT_COLUMNS: Final = (
    _DIVISION,
    _NEEDED_PROJECT,
    _WORKS,
    column("unit", "DWTYSHXYDM", "单位统一社会信用代码", example="91350100M000100Y43"),
    column("unit_name", "DWMC", "单位名称", required=True, example="济南样例建设有限公司"),
    column("role", "DWLX", "单位类型", required=True, example="2"),
    _VALID,
)
PARTY_V3_COLUMNS: Final = (
    _DIVISION,
    _PROJECT,
    _WORKS,
    _INSTANCE,
    column("unit", "DWTYSHXYDM", "单位统一社会信用代码", example="91350100M000100Y43"),
    column("unit_name", "DWMC", "单位名称", required=True, example="济南样例建设有限公司"),
    column("role", "DWLX", "单位类型", required=True, example="3"),
    column("qualification", "ZZDJ", "资质等级", example="建筑工程施工总承包二级"),
    column("legal_representative", "FDDBR", "法定代表人", personal=True),
    column("legal_representative_identity_kind", "FRZJLX", "法人证件类型"),
    column("legal_representative_identity", "FRZJHM", "法人证件号码", personal=True),
    column("leader", "FZRXM", "负责人姓名", personal=True, example="王五"),
    column("leader_identity_kind", "FZRZJLX", "负责人证件类型"),
    column("leader_identity", "FZRZJHM", "负责人证件号码", personal=True),
    column("leader_phone", "FZRLXDH", "负责人联系电话", personal=True),
    _VALID,
)
BUILDING_V3_COLUMNS: Final = (
    _DIVISION,
    _PROJECT,
    _WORKS,
    _INSTANCE,
    column("name", "DTMC", "单体名称", required=True, example="1号楼"),
    column("code", "DTBM", "单体编码", required=True, example="001"),
    column("use", "GCYT", "工程用途", example="住宅"),
    column("structure", "JGTX", "结构体系", example="剪力墙"),
    column("coordinates", "DTJWDZB", "单体经纬度坐标", example="117.0201,36.6683"),
    _DATUM,
    column("cost", "DTGCZZJ", "单体工程总造价(万元)", "单体工程总造价", example="1200"),
    column("area", "JZMJ", "建筑面积(平方米)", "建筑面积", example="8000"),
    _VALID,
)
_CONSTRUCTION_UNIT: Final = (
    column("unit_name", "JSDW", "建设单位", example="济南样例置业有限公司"),
    column("unit", "JSDWDM", "建设单位代码", example="91350100M000100Y43"),
)
_CONSTRUCTION_LEADER: Final = (
    column("leader", "JSDWXMFZR", "建设单位项目负责人", personal=True, example="赵六"),
    column("leader_identity_kind", "JSFZRZJLX", "建设单位项目负责人身份证件类型"),
    column(
        "leader_identity", "JSFZRZJHM", "建设单位项目负责人身份证件号码", personal=True
    ),
)  # fmt: skip

_PERMIT: Final = (
    column(
        "document", "SGXKZBH", "施工许可证编号", required=True, example="370102202403010101"
    ),
    column("authority", "FZJG", "发证机关", example="济南市行政审批服务局"),
    column("decided", "FZRQ", "发证日期", example="2024-03-01"),
)  # fmt: skip
_PERMIT_DATES: Final = (
    column("planned_start", "JHKGRQ", "计划开工日期"),
    column("planned_end", "JHJGRQ", "计划竣工日期"),
    column("contract_price", "HTJG", "合同价格(万元)", "合同价格"),
)
_ACCEPTANCE: Final = (
    column("permit", "SGXKZBH", "施工许可证编号", example="370102202403010101"),
    column(
        "document", "JGYSBABH", "竣工验收备案编号", required=True, example="37010220260301BA01"
    ),
    column("authority", "BAJG", "备案机关", example="济南市住房和城乡建设局"),
    column("decided", "BARQ", "备案日期", example="2026-03-01"),
    column("started", "KGRQ", "开工日期", example="2024-03-05"),
    column("completed", "JGRQ", "竣工日期", example="2026-02-01"),
    column("cost", "SJZJ", "实际造价(万元)", "实际造价"),
)  # fmt: skip

PERMIT_COLUMNS: Final = (
    _DIVISION, _NEEDED_PROJECT, _WORKS, *_PERMIT, *_CONSTRUCTION_UNIT, *_PERMIT_DATES, _VALID,
)  # fmt: skip
ACCEPTANCE_COLUMNS: Final = (
    _DIVISION, _NEEDED_PROJECT, _WORKS, *_ACCEPTANCE, *_CONSTRUCTION_UNIT, _VALID,
)  # fmt: skip
_V3_HEAD: Final = (_DIVISION, _PROJECT, _WORKS, _INSTANCE)
_V3_TAIL: Final = (
    column("works_name", "GCMC", "工程名称", example="样例小区一期1标"),
    column("address", "JSDZ", "建设地址"),
    column("coordinates", "XMJWDZB", "项目经纬度坐标"),
    _DATUM,
    column("scale", "JSGM", "建设规模"),
    column("area", "ZJZMJ", "总建筑面积(平方米)", "总建筑面积"),
    _VALID,
)
PERMIT_V3_COLUMNS: Final = (
    *_V3_HEAD,
    *_PERMIT,
    column("authority_code", "FZJGTYSHXYDM", "发证机关统一社会信用代码"),
    column("drawing_review", "SCHGSBH", "施工图审查合格书编号"),
    column("award", "ZBTZSBH", "中标通知书编号"),
    *_CONSTRUCTION_UNIT,
    *_CONSTRUCTION_LEADER,
    *_PERMIT_DATES,
    *_V3_TAIL,
)
ACCEPTANCE_V3_COLUMNS: Final = (
    *_V3_HEAD,
    *_ACCEPTANCE,
    column("authority_code", "BAJGXYDM", "备案机关统一社会信用代码"),
    column("drawing_review", "SCHGSBH", "施工图审查合格书编号"),
    *_CONSTRUCTION_UNIT,
    *_CONSTRUCTION_LEADER,
    *_V3_TAIL,
)
