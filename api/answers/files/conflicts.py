"""The eligibility conflicts of a project, as files print them."""

from __future__ import annotations

from typing import Final

from analyses.conflicts import Found, project_conflicts
from api.answers.files.records import who
from api.answers.files.sections import section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from api.answers.projects.wording import based

_GRADES: Final = {"void": "无效或禁止", "deemed": "视为串通", "indicators": "仅供核查,无法律效力"}


def conflicts(ground: Ground, project: int) -> Section:
    """Who may not act together here on the day, with the article; indicators are called so."""
    found = project_conflicts(ground.network, ground.views, ground.rules, project, ground.day)
    return section("conflicts", ("资格互斥", "Eligibility conflicts"), (
        ("grade", "性质"), ("rule", "规则"), ("parties", "当事方", "many"),
        ("about", "关联于", "many"), ("answer", "判断"), ("basis", "依据"),
    ), [_row(ground, each) for each in found.found])  # fmt: skip


def _row(ground: Ground, each: Found) -> dict[str, object]:
    basis = based(ground.rules, each.rule.basis)
    return {
        "grade": _GRADES[each.grade],
        "rule": each.rule.zh,
        "parties": [who(ground, party) for party in each.parties],
        "about": [who(ground, node) for node in each.about],
        "answer": "成立" if each.answer == "yes" else f"不能确定:{each.doubt}",
        "basis": ";".join(f"《{one['document']}》{one['article']}" for one in basis),
        "finding": each.grade == "void" and each.answer == "yes",
    }
