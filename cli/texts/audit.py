"""The audit log as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet, frame


def verify(report: dict[str, Any]) -> None:
    click.echo(
        f"{'、'.join(report['files'])}: {report['lines']:,} 行 / lines, "
        f"{report['look_ups']:,} 次查询 / look-ups, "
        f"签名至 / signed through {report['signed_through']:,}"
    )
    for torn in report["torn"]:
        closed = f"由第 {torn['line']} 行收尾 / closed off by line {torn['line']}"
        said = closed if torn["line"] else "尚未收尾 / not closed off yet"
        click.echo(f"{torn['file']}: {torn['bytes']:,} 字节残行 / bytes torn, {said}")
    for finding in report["findings"]:
        line = "" if finding["line"] is None else f":{finding['line']}"
        click.echo(f"{finding['file']}{line}: {finding['zh']} / {finding['en']}")
    if report["findings_left_out"]:
        more = report["findings_left_out"]
        click.echo(f"另有 {more:,} 处 / {more:,} more")
    click.echo("完整 / whole" if report["whole"] else "不完整 / NOT whole")


def show(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"查询记录 / look-ups of {answer['subject']}", "序号 n", "时间 at", "谁 who",
                  "事项 item", "目的 purpose", "结果 outcome")  # fmt: skip
    for line in answer["lines"]:
        made = line["look_up"]
        sheet.row(line["n"], line["at"], made["who"], made["item"], made["why"], made["outcome"])
    sheet.show()
    if answer["truncated"]:
        click.echo("还有更早的,请加大 --limit / older ones were left out; raise --limit")


def checkpoint(head: dict[str, Any]) -> None:
    place = head["place"]
    click.echo(
        f"分段 / segment {place['segment']}, 第 {place['n']} 行 / line {place['n']}, {head['at']}"
    )
    click.echo(
        f"散列 / hash {place['hash']}\n公钥 / key {head['key']}\n"
        f"签名 / signature {head['signature']}"
    )


def looked_up_by(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"谁查询过 / who looked up {answer['id']}", "时间 at", "谁 who", "事项 item",
                  "目的 purpose", "结果 outcome")  # fmt: skip
    for each in answer["look_ups"]:
        sheet.row(each["at"], each["who"], each["item"], each["purpose"], each["outcome"])
    sheet.show()
    if answer["next"]:
        click.echo(f"更早的 / older ones: --cursor {answer['next']}")
    frame(answer)
