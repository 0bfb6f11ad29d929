"""The draw as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame, walk


def departments(answer: dict[str, Any]) -> None:
    sheet = Sheet("部门 / departments", "id", "名称 name", "行业评价 grading")
    for each in answer["departments"]:
        sheet.row(each["id"], each["name"], each["grading"])
    sheet.show()


def drawn(answer: dict[str, Any]) -> None:
    title = f"{answer['department']['name']}  种子 seed {answer['seed']}"
    sheet = Sheet(title, "对象 subject", "等级 grade", "起因 cause", "方式 way", "人员 officers")
    for visit in answer["drawn"]:
        officers = "、".join(visit["officer_names"])
        short = f" (缺 {visit['short']} short)" if visit["short"] else ""
        grade = f"{visit['grade']} / {visit['industry_grade']}"
        named = f"{visit['name']} [{visit['subject']}]"
        sheet.row(named, grade, visit["cause"], visit["way"], officers + short)
    sheet.show()
    for each in answer["recused"]:
        click.echo(f"回避 recused: {each['officer_name']}: {walk(each['path'])}")
    if not answer["drawn"]:
        click.echo("没有抽到对象;请看 --json 的 strata 与 excluded / nobody drawn; see strata")
    frame(answer)


def pool(answer: dict[str, Any]) -> None:
    for row in answer["pool"]:
        click.echo(f"{row['id']}\t{row['grade']}\t{row['industry_grade']}")


def visit(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    click.echo(f"{brief(answer)}  {answer['day']} {answer['result_zh']}")
    click.echo(f"检查 / visits {answer['visits']},待查 / due {answer['due']}")
    frame(answer)
