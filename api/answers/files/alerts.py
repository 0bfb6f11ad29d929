"""Related-party alerts as files print them: a hint, its best path, and that it binds nobody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from analyses.alerts.spread import Alert
from analyses.rulebook import in_force
from api.answers.files.records import who
from api.answers.files.sections import Columns, section
from api.answers.files.shapes import Section
from api.answers.ground import Ground
from graph.facts import NodeView

NO_RULE: Final = "当日尚无提示规则。There was no rule for alerts on the day."
_TITLE: Final = ("关联风险提示(无法律效力)", "Related-party alerts (no legal effect)")
_CUT: Final = "关联方过多,未全部查完"
_COLUMNS: Final[Columns] = (
    ("party", "主体"), ("score_ppm", "提示分值", "ppm"), ("source", "来源主体"),
    ("record", "来源记录"), ("path", "最强路径"), ("note", "说明"),
)  # fmt: skip


def alerts(ground: Ground, subjects: Iterable[int]) -> Section:
    """The best alert of each subject that has one; whose search was cut short is said."""
    if not in_force(ground.rules.alerts.spread, ground.day):
        return section("alerts", _TITLE, _COLUMNS, [], missing=NO_RULE)
    rows = [row for one in subjects for row in _rows(ground, one)]
    return section("alerts", _TITLE, _COLUMNS, rows)


def _rows(ground: Ground, subject: int) -> list[dict[str, Any]]:
    found = ground.judged.alerts(ground, subject)
    note = _CUT if found.cut_short else None
    if found.paths:
        return [{**_row(ground, subject, found.paths[0]), "note": note}]
    return [{"party": who(ground, subject), "note": note}] if note else []


def _row(ground: Ground, subject: int, best: Alert) -> dict[str, Any]:
    return {
        "party": who(ground, subject),
        "score_ppm": best.score_ppm,
        "source": who(ground, best.nodes[0]),
        "record": _record(ground.views.nodes([best.seed.record])[best.seed.record]),
        "path": " → ".join(who(ground, node) for node in best.nodes),
    }


def _record(view: NodeView) -> str:
    return str(view.fields.get("list") or view.name)
