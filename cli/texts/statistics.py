"""Statistics as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, brief, frame


def statistics(answer: dict[str, Any]) -> None:
    whole = Sheet("监管闭环统计 / the loop in numbers", "类别 kind", "数量 count", "行为 acts")
    for each in answer["kinds"]:
        acts = "、".join(f"{act} {count:,}" for act, count in each["acts"].items())
        count = f"{each['count']:,}" if each["delivered"] else "没有此类数据 / no such data"
        whole.row(f"{each['zh']} {each['kind']}", count, acts)
    whole.show()
    if answer["by"]:
        present = [each for each in answer["kinds"] if each["count"]]
        sheet = Sheet(f"按 {answer['by']}", answer["by"], *(each["zh"] for each in present))
        for row in answer["rows"]:
            counts = (row["counts"].get(each["kind"], {"count": 0}) for each in present)
            sheet.row(row["name"], *(f"{each['count']:,}" for each in counts))
        sheet.show()
    frame(answer)


def records(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"{answer['kind']} {answer['total']:,}", "日期 day", "记录 record", "行为 act",
                  "部门 department", "主体 subject")  # fmt: skip
    for each in answer["records"]:
        whose = brief(each["subject"]) if each["subject"] else ""
        shown = "不再显示 / withheld" if each["withheld"] else whose
        named = f"{each['name']} [{each['id']}]"
        sheet.row(each["day"], named, each["act_zh"], each["department"], shown)
    sheet.show()
    if answer["next"]:
        click.echo(f"下一页 / next page: --cursor {answer['next']}")
    frame(answer)
