"""The catalogue as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, frame

_STATES = {
    "fresh": "按期 fresh", "late": "逾期 late", "never": "未报 never",
    "elsewhere": "由他源报送 elsewhere", "no_layout": "尚无版式 no layout",
}  # fmt: skip


def catalogue(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"公共信用信息目录 / catalogue, {answer['as_of']}", "事项 item", "类别 category",
                  "性质 nature", "部门 departments", "披露 disclosure", "周期 days")  # fmt: skip
    for each in answer["items"]:
        who = each["departments"]
        named = "、".join(each["name"] for each in who[:3]) + (f" 等 {len(who)}" if who[3:] else "")
        sheet.row(each["title"], each["category"], each["nature_zh"], named,
                  each["disclosure_zh"], each["every_days"])  # fmt: skip
    sheet.show()
    for notice in answer["notices"]:
        click.echo(notice)


def coverage(answer: dict[str, Any]) -> None:
    sheet = Sheet("报送情况 / coverage", "部门 department", "事项 item", "状态 state", "最近 last",
                  "逾期(天) late", "行 rows", "隔离 quarantined")  # fmt: skip
    for each in answer["owed"]:
        rows, bad = (_sum(each["feeds"], name) for name in ("rows", "quarantined"))
        sheet.row(each["department"]["name"], each["title"], _STATES[each["state"]], each["last"],
                  each["late_days"] or "", rows, bad)  # fmt: skip
    sheet.show()
    told = ",".join(f"{_STATES[state]} {count:,}" for state, count in answer["states"].items())
    click.echo(f"共 {len(answer['owed']):,} 项:{told}")
    for feed in answer["unassigned"]:
        click.echo(
            f"不属任何部门的来源 / no department's: {feed['source']} "
            f"{feed['rows']:,} 行 rows, 隔离 quarantined {feed['quarantined']:,}"
        )
    frame(answer)


def _sum(feeds: list[dict[str, Any]], name: str) -> str:
    return f"{sum(feed[name] for feed in feeds):,}" if feeds else ""
