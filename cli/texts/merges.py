"""Merged ids as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def of_subject(answer: dict[str, Any]) -> None:
    if answer["redirected_from"]:
        click.echo(f"{answer['redirected_from']} → {answer['id']}")
    ids = ", ".join(answer["merged_from"]) or "无 / none"
    click.echo(f"并入此主体的 id / ids merged into it: {ids}")
    sheet = Sheet(
        brief(answer), "日期 day", "行为 act", "id", "归入 into", "单位 unit", "理由 reason"
    )
    for one in answer["judgements"]:
        sheet.row(one["day"], one["act_zh"], one["merged"], one["into"], one["unit"], one["reason"])
    sheet.show()
    frame(answer)


def receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    of_subject(answer)
