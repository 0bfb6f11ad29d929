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


def case(answer: dict[str, Any]) -> None:
    about = answer["about"]
    click.echo(f"{answer['id']}  {about['name']} [{about['record']}]  {brief(about['subject'])}")
    sheet = Sheet(answer["state"]["zh"], "日期 day", "办理 act", "单位 unit", "说明 note", "回执")
    for each in answer["timeline"]:
        sheet.row(each["day"], each["act_zh"], each["unit"], each["note"], each["receipt"])
    sheet.show()
    for each in answer["evidence"]:
        click.echo(f"证明 / evidence: {each['act_zh']} {each['day']} {each['document']}")
    for each in answer["promises"]:
        click.echo(_kept(each))
    may = ", ".join(f"{each['zh']} {each['act']}" for each in answer["allowed"])
    click.echo(f"可以办理 / allowed: {may or '无 / nothing'}")
    frame(answer)


def receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    case(answer)


def cases(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"{answer['cases']:,} 项 / cases", "提出 opened", "状态 state", "记录 record",
                  "主体 subject", "期限 due", "id")  # fmt: skip
    for each in answer["items"]:
        late = " 逾期 overdue" if each["overdue"] else ""
        last = each["promises"][-1]["due"] if each["promises"] else ""
        about = each["about"]
        sheet.row(each["opened"], each["state"]["zh"], about["name"], brief(about["subject"]),
                  f"{last or ''}{late}", each["id"])  # fmt: skip
    sheet.show()
    for each in answer["promises"]:
        click.echo(
            f"{each['zh']}: 按期 kept {each['kept']:,},逾期 late {each['late']:,},"
            f"在办 open {each['open']:,},未知 unknown {each['unknown']:,}"
        )
    if answer["next"]:
        click.echo(f"下一页 / next: --cursor {answer['next']}")
    frame(answer)


def _kept(promise: dict[str, Any]) -> str:
    told = {True: "按期 / kept", False: "逾期 / late", None: "在办 / open"}[promise["kept"]]
    return f"{promise['zh']}:应于 / due {promise['due'] or '未知 unknown'},{told}"
