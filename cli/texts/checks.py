"""Checks, measures and cases as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def check(answer: dict[str, Any]) -> None:
    click.echo(f"{brief(answer)}  {answer['item_zh']}({answer['purpose_zh']})")
    click.echo(f"结论 / outcome: {answer['outcome_zh']} {answer['outcome']}")
    _measures(answer["measures"], "from")
    for doubt in answer["doubts"]:
        click.echo(f"  {doubt['zh']} / {doubt['en']}")
    _incentives(answer["incentives"])
    click.echo(f"回执 / receipt {answer['receipt']}")
    frame(answer)


def measures(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))
    _measures(answer["measures"], "since")
    _incentives(answer["incentives"])
    frame(answer)


def _measures(found: list[dict[str, Any]], since: str) -> None:
    if not found:
        click.echo("没有生效的措施 / no measure in force")
        return
    sheet = Sheet("生效的措施 / measures in force", "措施 measure", "依据 basis", "自 from",
                  "至 until", "经由 through")  # fmt: skip
    for each in found:
        cited = ";".join(f"《{b['document']}》{b['article']}" for b in each["basis"])
        unsure = "" if each["sure"] else "(待核实 / unsure)"
        through = each["through"]
        told = f"{brief(through['unit'])} {through['role']}" if through else "自身 / own"
        sheet.row(f"{each['zh']}{unsure}", cited, each[since], each["until"], told)
    sheet.show()


def _incentives(found: list[dict[str, Any]]) -> None:
    for each in found:
        why = each["grade"] or each["commendation"]
        click.echo(f"激励 / incentive: {each['zh']} {each['en']} ({why})")


def items(answer: dict[str, Any]) -> None:
    sheet = Sheet("核查事项 / items", "代码 id", "事项 item", "部门 department", "目的 purposes")
    for item in answer["items"]:
        sheet.row(item["id"], item["zh"], item["department"], ", ".join(item["purposes"]))
    sheet.show()
    for notice in answer["notices"]:
        click.echo(notice)


def receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    click.echo(f"{brief(answer)}  {answer['item']}: {answer['outcome']} {answer['measure'] or ''}")
    frame(answer)


def cases(answer: dict[str, Any]) -> None:
    units = Sheet("联合惩戒任务 / cases", "部门 department", "待办 open", "逾期 overdue",
                  "办结 done", "撤回 recalled")  # fmt: skip
    for of in answer["departments"]:
        units.row(of["department"], of["open"], of["overdue"], of["done"], of["recalled"])
    units.show()
    sheet = Sheet("", "期限 due", "状态 state", "事项 item", "主体 subject", "任务 case")
    for one in answer["cases"]:
        sheet.row(one["due"], one["state"], one["item_zh"], brief(one["subject"]), one["id"])
    sheet.show()
    if answer["omitted"]:
        click.echo(f"另有 {answer['omitted']:,} 项 / {answer['omitted']:,} more; use --limit")
    frame(answer)


def case_receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    one = answer["case"]
    click.echo(f"{one['item_zh']}  {brief(one['subject'])}  {one['state']} {one['acted_on'] or ''}")
    frame(answer)
