"""Double-random inspection (双随机、一公开): the roll of officers, and what visits found."""

from __future__ import annotations

from typing import Final

from ingest.layouts.columns.declare import column

OFFICER_COLUMNS: Final = (
    column(
        "department", "所属部门", "执法主体", required=True, example="济南市住房和城乡建设局"
    ),
    column(
        "id", "执法人员证件号码", "执法人员编号", required=True, personal=True,
        example="officer-12",
    ),
    column("name", "执法人员姓名", required=True, personal=True, example="赵六"),
    column("certificate", "执法证号", "行政执法证号", example="15010012345"),
    column("speciality", "执法专长", "专业领域"),
    column("valid_from", "入库日期", example="2023-01-01"),
    column("valid_until", "出库日期"),
)  # fmt: skip
INSPECTION_COLUMNS: Final = (
    column("department", "检查部门", "检查主体", required=True, example="济南市住房和城乡建设局"),
    column("number", "检查编号", "检查任务编号", required=True, example="JC2024-0001"),
    column("uscc", "检查对象统一社会信用代码", required=True, example="91350100M000100Y43"),
    column("subject_name", "检查对象名称", example="济南样例建设有限公司"),
    column("item", "抽查事项", example="施工现场质量安全检查"),
    column("cause", "检查起因", "任务来源", required=True, example="双随机抽查"),
    column("ordered", "派发日期", required=True, example="2024-03-01"),
    column("day", "检查日期", example="2024-03-12"),
    column("way", "检查方式", example="现场检查"),
    column("result", "检查结果", example="未发现问题"),
    column("seed", "抽取种子", example="2024-03"),
    column("officers", "检查人员编号", personal=True, example="officer-12;officer-13"),
)
