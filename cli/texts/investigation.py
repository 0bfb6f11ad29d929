"""Investigations as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def investigations(answer: dict[str, Any]) -> None:
    sheet = Sheet("案卷 / investigations", "编号 number", "名称 title", "状态 state",
                  "主体 subjects", "发现 findings", "最近 last", "id")  # fmt: skip
    for one in answer["investigations"]:
        sheet.row(one["number"], one["title"], one["state_zh"], one["subjects"], one["findings"],
                  one["last_at"][:16], one["id"])  # fmt: skip
    if answer["investigations"]:
        sheet.show()
    else:
        click.echo("没有案卷;用 xinmai investigation open 立卷 / none yet; open one")
    if answer["next"]:
        click.echo(f"下一页 / next page: --cursor {answer['next']}")
    frame(answer)


def investigation(answer: dict[str, Any]) -> None:
    head = answer["investigation"]
    click.echo(f"{head['number']} {head['title']}({head['state_zh']}) [{head['id']}]")
    click.echo(f"  依据 / why: {head['why']}")
    for one in answer["subjects"]:
        click.echo(f"  主体 / subject: {brief(one)} {one['note']}".rstrip())
    for one in answer["findings"]:
        click.echo(f"  发现 / finding {one['finding']}: {one['says']} — {one['question_zh']} "
                   f"{one['day']},{one['standing_zh']} {one['standing_en']}")  # fmt: skip
    for one in answer["notes"]:
        click.echo(f"  记录 / note {one['at'][:16]} {one['by']}: {one['text']}")
    for one in answer["graphs"]:
        click.echo(f"  关系图 / graph: {one['name']} {one['day']}")
    click.echo(f"  末条 / last entry: {head['last']}  {head['digest']}")
    frame(answer)


def written(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['file']}: {answer['bytes']:,} B")
