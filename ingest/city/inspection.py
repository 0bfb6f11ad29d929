"""Double-random inspection: thirty-three departments, their officers, and the visits they paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.city import names
from ingest.city.arrays import NO_DAY, TODAY, Ints, Streams, day_texts, listed, words
from ingest.city.companies import Companies, years
from ingest.city.table import Cells, Table
from ingest.layouts.columns.inspection import INSPECTION_COLUMNS, OFFICER_COLUMNS

if TYPE_CHECKING:
    from ingest.city.city import City

DEPARTMENTS: Final = "济南市" + listed(
    "市场监督管理局 住房和城乡建设局 人力资源和社会保障局 应急管理局 生态环境局 交通运输局 "
    "卫生健康委员会 教育局 民政局 司法局 财政局 自然资源和规划局 城乡水务局 农业农村局 商务局 "
    "文化和旅游局 退役军人事务局 审计局 城市管理局 园林和林业绿化局 统计局 医疗保障局 体育局 "
    "消防救援支队 税务局 公安局 科学技术局 工业和信息化局 发展和改革委员会 地方金融监督管理局 "
    "气象局 烟草专卖局 邮政管理局"
)  # fmt: skip
_LEAST: Final = 6  # officers of a department
_PER_OFFICER: Final = 1_500  # companies
_VISITS: Final = 0.03  # a company
_PENDING: Final = 0.04  # of the visits
_CAUSES: Final = words(["双随机抽查", "投诉举报", "数据监测", "案件线索"])
_ITEMS: Final = words([
    "登记事项检查", "施工现场质量安全检查", "劳动用工检查", "安全生产检查", "排污许可检查",
    "道路运输经营检查", "公共场所卫生检查",
])  # fmt: skip
_RESULTS: Final = words([
    "", "未发现问题", "发现问题已责令改正", "发现违法待处理", "通过登记住所无法联系",
])  # fmt: skip
_WAYS: Final = words(["现场检查", "书面检查"])


@dataclass(frozen=True, slots=True)
class Inspections:
    """Officers by department, and visits; ``paid`` is NO_DAY for one that is still due."""

    officer: Ints  # person
    serves: Ints  # department
    since: Ints
    company: Ints
    by: Ints  # department
    ordered: Ints
    paid: Ints
    cause: Ints
    result: Ints

    def pair(self, rows: Ints) -> tuple[Ints, Ints]:
        """The two officers of each visit: neighbours on the department's roll."""
        size = len(self.officer) // len(DEPARTMENTS)
        place = rows * 7_919 % size
        first = self.by[rows] * size
        return self.officer[first + place], self.officer[first + (place + 1) % size]


def make_inspections(companies: Companies, streams: Streams) -> Inspections:
    """Each department has its own officers, some of whom own firms or sit on boards."""
    rng = streams("inspections")
    size = max(_LEAST, companies.count // _PER_OFFICER)
    count = max(12, round(companies.count * _VISITS))
    numbers = np.flatnonzero(companies.kind != names.ORGAN)
    company = numbers[rng.integers(0, len(numbers), count)]
    first = np.maximum(TODAY - 900, companies.registered[company].astype(np.int64) + 3)
    ordered = first + (rng.random(count) * np.maximum(1, TODAY - 40 - first)).astype(np.int64)
    pending = rng.random(count) < _PENDING
    ordered[pending] = TODAY - rng.integers(1, 20, int(pending.sum()))
    paid = np.where(pending, NO_DAY, np.minimum(TODAY, ordered + rng.integers(0, 20, count)))
    return Inspections(
        officer=np.resize(rng.permutation(companies.persons), size * len(DEPARTMENTS)),
        serves=np.repeat(np.arange(len(DEPARTMENTS)), size),
        since=TODAY - rng.integers(100, 2_000, size * len(DEPARTMENTS)),
        company=company, by=rng.integers(0, len(DEPARTMENTS), count),
        ordered=ordered, paid=paid,
        cause=rng.choice(4, count, p=[0.8, 0.1, 0.06, 0.04]),
        result=np.where(pending, 0, rng.choice([1, 2, 3, 4], count, p=[0.8, 0.13, 0.04, 0.03])),
    )  # fmt: skip


def inspection_tables(city: City) -> Iterator[Table]:
    """The roll of officers, and the visits."""
    made = city.inspections
    yield Table("司法局/执法检查人员名录.csv", "inspection_officers", OFFICER_COLUMNS,
                np.arange(len(made.officer)), partial(_officers, city))  # fmt: skip
    yield Table("市场监督管理局/抽查任务与结果.csv", "inspections", INSPECTION_COLUMNS,
                np.arange(len(made.company)), partial(_visits, city))  # fmt: skip


def _officers(city: City, rows: Ints) -> Cells:
    made = city.inspections
    return {
        "department": DEPARTMENTS[made.serves[rows]],
        "id": city.persons.identities(made.officer[rows]),
        "name": city.persons.names(made.officer[rows]),
        "certificate": words([f"1501{n:07d}" for n in rows.tolist()]),
        "valid_from": day_texts(made.since[rows]),
    }


def _visits(city: City, rows: Ints) -> Cells:
    made = city.inspections
    one, other = (city.persons.identities(officer) for officer in made.pair(rows))
    year = years(made.ordered[rows]).tolist()
    return {
        "department": DEPARTMENTS[made.by[rows]],
        "number": words([f"JC{y}-{n:07d}" for y, n in zip(year, rows.tolist(), strict=True)]),
        "uscc": city.companies.codes(made.company[rows]),
        "subject_name": city.companies.names(made.company[rows]),
        "item": _ITEMS[made.by[rows] % len(_ITEMS)],
        "cause": _CAUSES[made.cause[rows]],
        "ordered": day_texts(made.ordered[rows]),
        "day": day_texts(made.paid[rows]),
        "way": np.where(made.paid[rows] == NO_DAY, "", _WAYS[rows % 2]),
        "result": _RESULTS[made.result[rows]],
        "officers": one + ";" + other,
    }
