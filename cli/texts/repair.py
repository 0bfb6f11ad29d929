"""Repair as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame

_MET = {True: "满足 met", False: "未满足 not met", None: "待证明 to be shown"}


def conditions(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['name']} [{answer['record']}]  {brief(answer['subject'])}")
    if answer["regime"] is None:
        click.echo(f"没有关于其修复的规定;{_end(answer)} / no norm provides for its repair")
    else:
        title = f"{answer['regime_zh']}  {_first(answer)}"
        sheet = Sheet(title, "条件 condition", "结论", "自 from", "说明", "依据 basis")
        for each in answer["conditions"]:
            sheet.row(each["name"], _MET[each["met"]], each["from"], each["said_zh"], _basis(each))
        sheet.show()
        click.echo(_end(answer))
    frame(answer)


def due(answer: dict[str, Any]) -> None:
    sheet = Sheet("可申请修复 / may be repaired", "自 from", "主体 subject", "记录 record",
                  "认定部门 authority", "id")  # fmt: skip
    for each in answer["items"]:
        sheet.row(each["may_apply_from"], brief(each["subject"]), each["name"], each["authority"],
                  each["record"])  # fmt: skip
    if answer["items"]:
        sheet.show()
    else:
        click.echo("此页没有 / none on this page")
    if answer["next"]:
        click.echo(f"下一页 / next: --cursor {answer['next']}")
    frame(answer)


def _first(answer: dict[str, Any]) -> str:
    if answer["state"] not in ("active", "objected"):
        return f"{answer['state']},不再使用 / no longer used"
    first = answer["may_apply_from"]
    return f"可申请 / may apply from {first}" if first else "何日可申请未知 / not known yet"


def _end(answer: dict[str, Any]) -> str:
    until = answer["until"]
    return f"至 {until} 自行终止 / ends by itself on {until}" if until else "没有期限 / no term"


def _basis(item: dict[str, Any]) -> str:
    return ";".join(f"《{each['document']}》{each['article']}" for each in item["basis"])
