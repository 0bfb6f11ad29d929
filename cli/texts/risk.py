"""Risk and conflicts as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame, walk
from cli.texts.alerts import shown as shown_alerts

_GRADES = {
    "void": "无效 / void",
    "deemed": "视为串通 / deemed collusion",
    "indicators": "线索,无法律效力 / indicators, no legal effect",
}
_UNKNOWN = "待查明 unknown"


def risk(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))
    own = Sheet("自身记录 / own record", "名单 list", "文书 document", "决定 decided", "至 until")
    for item in answer["own"]:
        pending = " (异议处理中 / objection pending)" if item["pending"] else ""
        own.row(item["list_zh"] + pending, item["document"], item["decided"], item["until"])
    _shown(own, answer["own"], "没有可用的记录 / no record that may be used")
    statutory = Sheet(
        "法定延伸 / statutory extension",
        "单位 unit", "职务 role", "措施 measure", "依据 basis", "自 from", "至 until", "结论",
    )  # fmt: skip
    for item in answer["statutory"]:
        measures = "、".join(measure["zh"] for measure in item["measures"])
        told = "是 yes" if item["answer"] == "yes" else _UNKNOWN
        statutory.row(item["unit"]["name"], item["role_zh"], measures, _basis(item),
                      item["since"], item["until"], told)  # fmt: skip
    _shown(statutory, answer["statutory"], "没有规定的延伸 / no norm reaches it")
    _conflicts("资格互斥 / eligibility conflicts", answer["conflicts"])
    if answer["indicators"]:
        _conflicts(_GRADES["indicators"], answer["indicators"])
    shown_alerts(answer["alerts"])
    for name, section in answer["sections"].items():
        if not section["complete"]:
            click.echo(f"{name}: {section['reason']}")
    frame(answer)


def conflicts(answer: dict[str, Any]) -> None:
    click.echo(f"{brief(answer['place'])}  {answer['day']}")
    for grade, title in _GRADES.items():
        _conflicts(title, answer[grade])
    frame(answer)


def _conflicts(title: str, items: list[dict[str, Any]]) -> None:
    sheet = Sheet(title, "各方 parties", "规则 rule", "依据 basis", "结论", "事实 facts")
    for item in items:
        told = "是 yes" if item["answer"] == "yes" else _UNKNOWN
        facts = "; ".join(walk([step]) for step in item["path"])
        sheet.row("、".join(item["names"]), item["rule_zh"], _basis(item), told, facts)
    _shown(sheet, items, f"{title}: 没有 / none")


def _shown(sheet: Sheet, items: list[Any], empty: str) -> None:
    if items:
        sheet.show()
    else:
        click.echo(empty)


def _basis(item: dict[str, Any]) -> str:
    return ";".join(f"《{each['document']}》{each['article']}" for each in item["basis"])
