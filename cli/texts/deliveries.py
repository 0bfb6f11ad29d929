"""Loads, cities and quarantined rows as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import Sheet


def load(answer: dict[str, Any]) -> None:
    """One line a file; rows = stored + unchanged + quarantined."""
    counted = ("rows", "stored", "unchanged", "quarantined")
    title = f"装载完毕,修订 / loaded, revision {answer['revision']}"
    sheet = Sheet(title, "文件 file", "版式 layout", "行 rows", "入库", "未变", "隔离")
    for file in answer["files"]:
        sheet.row(
            file["file"], file["layout"] or _reason(file), *(f"{file[name]:,}" for name in counted)
        )
    sums = (f"{sum(file[name] for file in answer['files']):,}" for name in counted)
    sheet.row("合计 total", "", *sums)
    sheet.show()
    for file in answer["files"]:
        if unread := file.get("unread"):
            click.echo(f"{file['file']}:未读的列 / columns not read: {'、'.join(unread)}")
    if any(file["quarantined"] for file in answer["files"]):
        click.echo("查看隔离的行 / see the rows set aside: xinmai quarantine list")


def _reason(file: dict[str, Any]) -> str:
    """Why a file could not be read."""
    reason = file.get("reason")
    return f"{reason['zh']} / {reason['en']}" if reason else "—"


def city(shape: dict[str, Any]) -> None:
    sheet = Sheet("城市 / city", "项 figure", "值 value")
    for name, value in shape.items():
        sheet.row(name, _figure(value))
    sheet.show()


def _figure(value: Any) -> str:
    """A count, several, or counts by name a line."""
    if isinstance(value, dict):
        return "\n".join(f"{name} {_figure(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_figure, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def quarantine(answer: dict[str, Any]) -> None:
    sheet = Sheet(
        "隔离的行 / rows set aside", "号", "文件:行", "字段", "问题 problem", "应为 remedy"
    )
    for row in answer["rows"]:
        told = (f"{row[part]['zh']} / {row[part]['en']}" for part in ("problem", "remedy"))
        sheet.row(row["number"], f"{row['file']}:{row['line']}", row["field"], *told)
    sheet.show()
    if answer["omitted"]:
        click.echo(f"另有 {answer['omitted']:,} 行 / {answer['omitted']:,} more; use --limit")


def quarantine_exported(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['file']}: {answer['rows']:,} 行 / rows")
    click.echo(f"改正后 / once corrected: xinmai quarantine retry {answer['file']}")


def quarantine_retried(answer: dict[str, Any]) -> None:
    click.echo(
        f"重试 {answer['tried']:,} 行:入库 {answer['stored']:,},未变 {answer['unchanged']:,},"
        f"仍隔离 {answer['quarantined']:,} / tried, stored, unchanged, still set aside"
    )
    for row in answer["problems"]:
        told = "; ".join(f"{row[part]['zh']} / {row[part]['en']}" for part in ("problem", "remedy"))
        click.echo(f"  {row['number']} {row['file']}:{row['line']} {row['field']}: {told}")
