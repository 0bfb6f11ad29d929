"""Voluntary registrations as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def of_subject(answer: dict[str, Any]) -> None:
    sheet = Sheet(brief(answer), "信息 registration", "类别 kind", "名称 title", "填报 declared",
                  "标注 marked")  # fmt: skip
    for each in (*answer["registrations"], *answer["past"]):
        sheet.row(each["id"], each["kind_zh"], each["title"], each["declared"], each["marked"])
    sheet.show()
    frame(answer)


def registration(answer: dict[str, Any]) -> None:
    each = answer["registration"]
    click.echo(f"{each['title']}({each['kind_zh']}) [{each['id']}]  {each['marked']}")
    click.echo(f"  {brief(answer['subject'])}")
    click.echo(f"  证明材料 / evidence: {each['evidence']}")
    for stage in answer["history"]:
        click.echo(f"  {stage['day']} {stage['act_zh']} {stage['unit']}")
    may = ", ".join(one["act"] for one in answer["allowed"])
    click.echo(f"可以办理 / allowed: {may or '无 / nothing'}")
    frame(answer)


def receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    registration(answer)
