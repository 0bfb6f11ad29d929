"""What the subject says of itself, apart from every public record and marked so."""

from __future__ import annotations

from typing import Any, Final

from analyses.registrations.declared import Declaration, declared_by
from analyses.rulebook import version
from analyses.work import BUDGETS, Work
from api.answers.files.sections import Columns, section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from api.answers.registrations.looked_up import MARKS

COLUMNS: Final[Columns] = (
    ("title", "名称"), ("kind", "类别"), ("content", "内容"), ("evidence", "证明材料"),
    ("declared", "填报日期", "day"), ("until", "有效期至", "day"), ("marked", "标注"),
)  # fmt: skip


def declared(ground: Ground, number: int) -> Section:
    """The registrations shown on the day: neither withdrawn, nor false, nor past their term."""
    rules = ground.rules.declarations
    work = Work(BUDGETS.records.weighed)
    found = declared_by(ground.network, ground.views, rules, number, ground.day, work)
    rows = [_row(ground, each) for each in found if each.shown]
    title = ("自愿注册(主体自行填报)", "Voluntary registration, self-declared")
    return section("registrations", title, COLUMNS, rows, unread=work.cut_short)


def _row(ground: Ground, each: Declaration) -> dict[str, Any]:
    fields = each.view.fields
    kind = version(ground.rules.declarations.kind, str(fields.get("kind", "")), ground.day)
    days = {name: str(fields[name]) if name in fields else None for name in ("declared", "until")}
    return {
        "title": each.view.name,
        "kind": kind.zh if kind else None,
        "content": fields.get("content"),
        "evidence": fields.get("evidence"),
        **days,
        "marked": MARKS[each.state.id],
        "id": each.view.key.id,
    }
