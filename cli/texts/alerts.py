"""Alerts as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame, walk


def alerts(answer: dict[str, Any]) -> None:
    click.echo(brief(answer))
    shown(answer["alerts"])
    if answer["reason"]:
        click.echo(answer["reason"])
    _notice(answer)


def shown(items: list[dict[str, Any]]) -> None:
    sheet = Sheet(
        "关联风险提示 / related-party alerts",
        "分值 score", "来自 source", "记录 record", "至 until", "路径 path",
    )  # fmt: skip
    for item in items:
        record = item["record"]
        sheet.row(score(item), item["source"]["name"], record["list_zh"] or record["name"],
                  record["until"], walk(item["path"]))  # fmt: skip
    if items:
        sheet.show()
    else:
        click.echo("没有关联风险提示 / no alert")


def city(answer: dict[str, Any]) -> None:
    sheet = Sheet(
        f"关联风险提示 / alerts: {answer['total']:,}",
        "分值 score", "id", "名称 name", "来自 source",
    )  # fmt: skip
    for item in answer["items"]:
        sheet.row(score(item), item["id"], item["name"], brief(item["source"]))
    if answer["items"]:
        sheet.show()
    else:
        click.echo("全市没有关联风险提示 / no alert in the city")
    if answer["omitted"]:
        omitted = answer["omitted"]
        click.echo(f"另有 {omitted:,} 个未列出 / {omitted:,} more; use --limit")
    _notice(answer)


def score(item: dict[str, Any]) -> str:
    return f"{item['score_ppm'] / 10_000:.2f} %"


def _notice(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['notice_zh']}\n{answer['notice_en']}")
    frame(answer)
