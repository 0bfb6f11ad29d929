"""Watch lists, changes and webhooks as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet
from cli.texts.screen import changed


def lists(answer: dict[str, Any]) -> None:
    sheet = Sheet("监测名单 / watch lists", "id", "名称 name", "主体 subjects", "建立 made")
    for one in answer["watchlists"]:
        sheet.row(one["id"], one["name"], one["subjects"], one["made"])
    sheet.show()


def on_list(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['name']} [{answer['id']}]  {answer['subjects']:,}")
    for subject in answer["watched"]:
        click.echo(f"  {subject}")


def watched(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['name']} [{answer['id']}]  主体 / subjects: {answer['subjects']:,}")
    for row in answer["rows"]:
        if row["error"]:
            click.echo(f"  {row['asked']}: {row['error']['zh']} / {row['error']['en']}")
    click.echo(f"此后的变动 / what changes from now on: --cursor {answer['changes']}")


def dropped(answer: dict[str, Any]) -> None:
    click.echo(f"已删除 / dropped: {answer['dropped']}")


def changes(answer: dict[str, Any]) -> None:
    for event in answer["events"]:
        changed(event)
    if not answer["events"]:
        click.echo("没有变动 / nothing changed")
    click.echo(f"--cursor {answer['cursor']}")


def hooked(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['id']}  {answer['url']}")
    click.echo(f"密钥,请即保存 / secret, to be kept now: {answer['secret'] or '—'}")


def hooks(answer: dict[str, Any]) -> None:
    sheet = Sheet("推送 / webhooks", "id", "url", "状态 state", "错误 error", "下次 next try")
    for one in answer["webhooks"]:
        sheet.row(one["id"], one["url"], one["state"], one["error"], one["next_try"])
    sheet.show()
