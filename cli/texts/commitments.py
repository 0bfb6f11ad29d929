"""Commitments as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def items(answer: dict[str, Any]) -> None:
    sheet = Sheet("告知承诺事项 / items", "代码 code", "事项 item", "部门 department", "证明 proof")
    for item in answer["items"]:
        sheet.row(item["code"], item["zh"], item["department"], item["proof"])
    sheet.show()
    for notice in answer["notices"]:
        click.echo(notice)


def gate(answer: dict[str, Any]) -> None:
    may = "可以适用 / may commit" if answer["allowed"] else "不得适用 / may not commit"
    click.echo(f"{brief(answer)}  {answer['item_zh']}: {may}")
    for bar in answer["barred_by"]:
        cited = ";".join(f"《{b['document']}》{b['article']}" for b in bar["basis"])
        click.echo(f"  {bar['zh']} / {bar['en']}")
        click.echo(f"    {bar['says']} [{bar['commitment'] or bar['record']}] {bar['since'] or ''}")
        click.echo(f"    {cited}")
    if answer["restored_zh"]:
        click.echo(f"{answer['restored_zh']} / {answer['restored_en']}")
    frame(answer)


def commitment(answer: dict[str, Any]) -> None:
    of = answer["commitment"]
    click.echo(f"{of['item']} [{of['id']}]  {of['state']['zh']} {of['state']['id']}")
    for subject in answer["subjects"]:
        click.echo(f"  {brief(subject)}")
    click.echo(f"  监管责任单位 / supervised by: {of['supervising_unit'] or '未指明 / not named'}")
    click.echo(f"  核查期限 / check due: {of['verify_by'] or '未知 / unknown'}")
    sheet = Sheet(
        "经过 / history", "日期 day", "行为 act", "单位 unit", "状态 state", "回执 receipt"
    )
    for stage in answer["history"]:
        led = stage["led_to"] or "状态不允许 / not allowed"
        sheet.row(stage["day"], stage["act_zh"], stage["unit"], led, stage["receipt"])
    sheet.show()
    may = ", ".join(f"{each['zh']} {each['act']}" for each in answer["allowed"])
    click.echo(f"可以办理 / allowed: {may or '无 / nothing'}")
    frame(answer)


def of_subject(answer: dict[str, Any]) -> None:
    sheet = Sheet(
        brief(answer), "承诺 commitment", "事项 item", "日期 made", "状态 state", "核查期限 due"
    )
    for of in answer["commitments"]:
        over = " 逾期 overdue" if of["overdue"] else ""
        sheet.row(
            of["id"], of["item"], of["made"], of["state"]["zh"], f"{of['verify_by'] or ''}{over}"
        )
    sheet.show()
    frame(answer)


def overdue(answer: dict[str, Any]) -> None:
    units = Sheet("逾期未核查 / overdue checks", "监管责任单位 unit", "项数 checks")
    for unit in answer["units"]:
        units.row(unit["unit"], f"{unit['overdue']:,}")
    units.show()
    sheet = Sheet("", "期限 due", "天数 days", "事项 item", "主体 subject", "承诺 commitment")
    for check in answer["checks"]:
        of, who = check["commitment"], "、".join(brief(each) for each in check["subjects"])
        sheet.row(of["verify_by"], check["days_over"], of["item"], who, of["id"])
    sheet.show()
    if answer["omitted"]:
        click.echo(f"另有 {answer['omitted']:,} 项 / {answer['omitted']:,} more; use --limit")
    frame(answer)


def receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    commitment(answer)
