"""Answers as text for people at a terminal. Names from data are printed, never interpreted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.errors import XinmaiError


def _console() -> Console:
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _row(table: Table, *cells: object) -> None:
    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def _frame(answer: dict[str, Any]) -> None:
    cut = ",结果不完整 / cut short" if answer["truncated"] else ""
    day, revision = answer["as_of"], answer["revision"]
    _console().print(Text(f"截至 / as of {day},修订 / revision {revision}{cut}", style="dim"))


def load(answer: dict[str, Any]) -> None:
    """One line a file; rows = stored + unchanged + quarantined."""
    counted = ("rows", "stored", "unchanged", "quarantined")
    title = f"装载完毕,修订 / loaded, revision {answer['revision']}"
    table = _table(title, "文件 file", "版式 layout", "行 rows", "入库", "未变", "隔离")
    for file in answer["files"]:
        layout = file["layout"] or file.get("reason") or "—"
        _row(table, file["file"], layout, *(f"{file[name]:,}" for name in counted))
    sums = (f"{sum(file[name] for file in answer['files']):,}" for name in counted)
    _row(table, "合计 total", "", *sums)
    _console().print(table)
    if any(file["quarantined"] for file in answer["files"]):
        click.echo("查看隔离的行 / see the rows set aside: xinmai quarantine list")


def city(shape: dict[str, Any]) -> None:
    table = _table("城市 / city", "项 figure", "值 value")
    for name, value in shape.items():
        text = f"{value:,}" if isinstance(value, int) else msgspec.json.encode(value).decode()
        _row(table, name, text)
    _console().print(table)


def _brief(node: dict[str, Any]) -> str:
    stub = " (未见登记 / stub)" if node.get("stub") else ""
    return f"{node['name']} [{node['id']}]{stub}"


def subject(answer: dict[str, Any]) -> None:
    table = _table(f"{answer['kind_zh']}  {_brief(answer)}", "字段 field", "值 value")
    for name, value in answer["fields"].items():
        _row(table, name, value)
    for group in answer["ties"]:
        _row(table, f"{group['kind_zh']} {group['kind']}", f"{group['count']:,}")
    for sanction in answer["sanctions"]:
        state = "有效 in force" if sanction["in_force"] else "已失效 not in force"
        _row(table, "失信记录 sanction", f"{sanction['name']} ({state})")
    _console().print(table)
    _frame(answer)


def search(answer: dict[str, Any]) -> None:
    if not answer["results"]:
        click.echo("没有找到;换一个更短的词试试 / nothing found; try fewer characters")
    table = _table(f"“{answer['query']}”", "id", "名称 name", "score")
    for result in answer["results"]:
        _row(table, result["id"], result["name"], f"{result['score']:.2f}")
    if answer["results"]:
        _console().print(table)


def _walk(steps: list[dict[str, Any]]) -> str:
    """A path in one line; the arrow points the way the tie itself does."""
    if not steps:
        return "同一主体 / the same subject"
    parts = [steps[0]["source_name"]]
    for step in steps:
        forward = step["direction"] == "forward"
        arrow = f"─{step['kind']}→" if forward else f"←{step['kind']}─"
        parts += [arrow, step["target_name"]]
    return " ".join(parts)


def related(answer: dict[str, Any]) -> None:
    for group in answer["groups"]:
        table = _table(
            f"{group['kind_zh']} {group['kind']}", "id", "名称 name", "步 hops", "路径 path"
        )
        for item in group["items"]:
            _row(table, item["id"], item["name"], item["hops"], _walk(item["path"]))
        _console().print(table)
        if group["omitted"]:
            click.echo(
                f"另有 {group['omitted']:,} 个未列出 / {group['omitted']:,} more; use --limit"
            )
    if not answer["groups"]:
        click.echo("在所问范围内没有关联方 / no related party within the hops asked")
    for hub in answer["hubs"]:
        click.echo(f"枢纽未穿越 / hub, not walked through: {_brief(hub)} ({hub['degree']:,})")
    _frame(answer)


_OUTCOME = {
    "no_path": "在 {hops} 步内没有路径 / no path within {hops} hops",
    "truncated": "搜索被截断,不等于没有关系 / cut short: this does not mean there is no tie",
}


def paths(answer: dict[str, Any]) -> None:
    for number, path in enumerate(answer["paths"], 1):
        hubs = "、".join(hub["name"] for hub in path["via_hub"])
        weak = f"  (经枢纽 / through a hub: {hubs})" if hubs else ""
        click.echo(f"{number}. {_walk(path['steps'])}{weak}")
    if answer["outcome"] in _OUTCOME:
        click.echo(_OUTCOME[answer["outcome"]].format(hops=answer["max_hops"]))
    _frame(answer)


def export(exported: Any, output: Path | None, *, as_json: bool) -> None:
    """The file itself, or with ``--json`` what was written where."""
    if output is not None:
        output.write_bytes(exported.content)
        report = {"file": str(output), "media_type": exported.media_type}
        report["bytes"] = len(exported.content)
        click.echo(msgspec.json.encode(report) if as_json else f"{output}: {report['bytes']:,} B")
    else:
        click.echo(exported.content, nl=False)


def status(answer: dict[str, Any]) -> None:
    table = _table(f"修订 / revision {answer['revision']}", "种类 kind", "数量 count")
    for kind, count in answer["counts"].items():
        _row(table, kind, f"{count:,}")
    _row(table, "隔离待处理 quarantine", f"{answer['quarantine_open']:,}")
    _row(table, "已收文件 files", f"{len(answer['deliveries']):,}")
    _console().print(table)


def quarantine(answer: dict[str, Any]) -> None:
    table = _table(
        "隔离的行 / rows set aside", "号", "文件:行", "字段", "问题 problem", "应为 remedy"
    )
    for row in answer["rows"]:
        told = (f"{row[part]['zh']} / {row[part]['en']}" for part in ("problem", "remedy"))
        _row(table, row["number"], f"{row['file']}:{row['line']}", row["field"], *told)
    _console().print(table)
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


def problem(error: XinmaiError) -> None:
    """The refusal as the problem object that HTTP answers."""
    from api.problems import body, refusal_of

    click.echo(msgspec.json.encode(body(refusal_of(error), accept="zh", trace="")))
