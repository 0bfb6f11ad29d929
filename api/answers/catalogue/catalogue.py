"""The catalogue as of a day: item, nature, department, disclosure, term, frequency."""

from __future__ import annotations

from datetime import date
from typing import Final, get_args

from analyses.rulebook import Rulebook, in_force
from analyses.rulebook.catalogue import Department, Disclosure, Item, Nature
from api.answers.catalogue import shapes
from api.answers.describe import iso
from api.answers.risk.wording import basis
from graph.errors import UnknownId

NATURES_ZH: Final = dict(zip(get_args(Nature), ("基础", "守信", "失信", "其他"), strict=True))
DISCLOSURES_ZH: Final = dict(
    zip(get_args(Disclosure), ("公开", "政务共享", "授权查询"), strict=True)
)


def catalogue_answer(
    rules: Rulebook, day: date, department: str | None = None
) -> shapes.CatalogueAnswer:
    """All items in force on the day, or those a department owes. Raises UnknownId."""
    asked = department_of(rules, department, day) if department else None
    departments = in_force(rules.catalogue.department, day)
    return {
        "as_of": day.isoformat(),
        "version": rules.version,
        "items": [
            _item(rules, item, departments)
            for item in in_force(rules.catalogue.item, day)
            if asked is None or item.owed_by(asked)
        ],
        "departments": [department_brief(each) for each in departments],
        "notices": notices(rules, day),
    }


def department_of(rules: Rulebook, name: str, day: date) -> Department:
    """A department by id or full name. Raises UnknownId."""
    for each in in_force(rules.catalogue.department, day):
        if name in (each.id, each.zh):
            return each
    raise UnknownId(
        f"目录中没有部门“{name[:60]}”;可用 xinmai catalogue --json 查看",
        f"the catalogue has no department {name[:60]!r}; see xinmai catalogue --json",
        field="department",
    )


def department_brief(department: Department) -> shapes.DepartmentBrief:
    return {
        "id": department.id,
        "name": department.zh,
        "channel": department.channel,
        "division": department.division,
    }


def notices(rules: Rulebook, day: date) -> list[str]:
    return [f"{each.zh} / {each.en}" for each in in_force(rules.catalogue.notice, day)]


def _item(rules: Rulebook, item: Item, departments: tuple[Department, ...]) -> shapes.CatalogueItem:
    return {
        "item": item.id,
        "title": item.zh,
        "title_en": item.en,
        "category": item.category,
        "nature": item.nature,
        "nature_zh": NATURES_ZH[item.nature],
        "departments": [department_brief(each) for each in departments if item.owed_by(each)],
        "disclosure": item.disclosure,
        "disclosure_zh": DISCLOSURES_ZH[item.disclosure],
        "term_months": item.term_months,
        "every_days": item.every_days,
        "layouts": [
            {"layout": each.layout, "column": each.column, "told": list(each.told)}
            for each in item.carried
        ],
        "accompanying": item.accompanying,
        "since": item.since.isoformat(),
        "until": iso(item.until),
        "basis": basis(rules, item),
    }
