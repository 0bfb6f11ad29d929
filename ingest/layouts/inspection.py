"""双随机、一公开: the roll of enforcement officers, and what their visits found."""

from __future__ import annotations

import re
from typing import Final

from graph.acts import unit_key
from graph.facts import Fact, LinkFact, NodeFact, Value
from graph.vocabulary import VISIT_CAUSES, VISIT_CAUSES_ZH, VISIT_RESULTS, VISIT_RESULTS_ZH
from ingest.keys import Party, hashed, subject
from ingest.layout import BadField, Cells, Delivery, Layout
from ingest.layouts.columns.inspection import INSPECTION_COLUMNS, OFFICER_COLUMNS
from ingest.layouts.parties import organization, organization_mention
from ingest.layouts.sanctions import texts
from ingest.text import fold
from ingest.values import code, day, required, text, within

_BETWEEN: Final = re.compile(r"[;;、,]")
_CAUSES: Final = {
    **{name: name for name in VISIT_CAUSES},
    **dict(zip(VISIT_CAUSES_ZH, VISIT_CAUSES, strict=True)),
    "双随机": "draw", "抽查": "draw", "投诉": "complaint", "举报": "complaint",
    "监测": "data", "风险监测": "data", "大数据监测": "data", "案件": "case", "办案": "case",
}  # fmt: skip
_RESULTS: Final = {
    **{name: name for name in VISIT_RESULTS},
    **dict(zip(VISIT_RESULTS_ZH, VISIT_RESULTS, strict=True)),
    "合格": "passed", "未发现违法行为": "passed", "责令改正": "corrected", "已改正": "corrected",
    "不合格": "violation", "发现违法": "violation", "无法联系": "unreachable",
    "拒绝检查": "refused",
}  # fmt: skip


def _department(cells: Cells) -> NodeFact:
    name = fold(required(cells, "department"))
    return NodeFact(unit_key(name), "organization", {"name": name}, mention=True)


def read_officer(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A person who inspects for a department, while on its roll (执法检查人员名录库)."""
    unit, who = _department(cells), subject(cells, "id", delivery, "person")
    name = required(cells, "name")
    first, last = day(cells, "valid_from"), day(cells, "valid_until")
    within(first, last)
    said = texts(cells, ("certificate", "speciality"))
    return (
        unit,
        who.mention(name),
        LinkFact("enforces_for", who.key, unit.key, said, "", first, last),
    )


def read_inspection(cells: Cells, delivery: Delivery) -> tuple[Fact, ...]:
    """A visit: ordered, or paid, with what it found. One without a day is still to be paid; its
    result comes as the same number again."""
    unit = _department(cells)
    who = organization_mention(organization(cells, "uscc"), text(cells, "subject_name"))
    number, cause = required(cells, "number"), required(cells, "cause")
    key = hashed("inspection", delivery, unit.key.id, number)
    required(cells, "ordered")
    ordered, paid = day(cells, "ordered"), day(cells, "day")
    within(ordered, paid, "day")
    result = code(cells, "result", _RESULTS)
    if (result is None) != (paid is None):
        raise _half_told(paid is None)
    fields: dict[str, Value] = {
        "name": text(cells, "item") or cause,
        "department": unit.key.id.partition(":")[2],
        "number": number,
        "cause": str(code(cells, "cause", _CAUSES)),
        **texts(cells, ("item", "way", "seed")),
    }
    told = {"ordered": ordered, "day": paid, "result": result}
    fields |= {name: value for name, value in told.items() if value is not None}
    officers = _officers(cells, delivery)
    return (
        unit,
        who,
        NodeFact(key, "inspection", fields),
        *(officer.mention() for officer in officers if officer.fields),
        LinkFact("visited", who.key, key, {}, "", ordered),
        LinkFact("carried_out_by", key, unit.key),
        *(LinkFact("visits", officer.key, key, {}, "", ordered) for officer in officers),
    )


def _officers(cells: Cells, delivery: Delivery) -> list[Party]:
    named = [part.strip() for part in _BETWEEN.split(text(cells, "officers")) if part.strip()]
    return [subject({"officers": name}, "officers", delivery, "person") for name in named]


def _half_told(without_day: bool) -> BadField:
    if without_day:
        return BadField(
            "day", "有检查结果而无检查日期", "a result without the day of the visit",
            "请填写检查日期", "give the day of the visit",
        )  # fmt: skip
    return BadField(
        "result", "有检查日期而无检查结果", "a day of the visit without a result",
        "请填写检查结果;尚未检查的请将两项留空",
        "give the result; leave both empty for a visit still to be paid",
    )  # fmt: skip


LAYOUTS: Final = (
    Layout(
        "inspection_officers", "执法检查人员名录", OFFICER_COLUMNS, read_officer,
        ("department", "id", "name"), "国发〔2019〕5号",
    ),
    Layout(
        "inspections", "检查任务与结果", INSPECTION_COLUMNS, read_inspection,
        ("department", "number", "uscc", "cause", "ordered"), "国发〔2019〕5号",
    ),
)  # fmt: skip
