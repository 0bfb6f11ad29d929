"""Subjects, related parties, paths and search results as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from cli.console import Sheet, brief, frame, walk


def subject(answer: dict[str, Any]) -> None:
    sheet = Sheet(f"{answer['kind_zh']}  {brief(answer)}", "字段 field", "值 value")
    for name, value in answer["fields"].items():
        sheet.row(name, value)
    for group in answer["ties"]:
        sheet.row(f"{group['kind_zh']} {group['kind']}", f"{group['count']:,}")
    for sanction in answer["sanctions"]:
        state = "有效 in force" if sanction["in_force"] else "已失效 not in force"
        sheet.row("失信记录 sanction", f"{sanction['name']} ({state})")
    sheet.show()
    frame(answer)


def search(answer: dict[str, Any]) -> None:
    if not answer["results"]:
        click.echo("没有找到;换一个更短的词试试 / nothing found; try fewer characters")
    sheet = Sheet(f"“{answer['query']}”", "id", "名称 name", "kind", "score")
    for result in answer["results"]:
        sheet.row(result["id"], result["name"], result["kind"], f"{result['score']:.2f}")
    if answer["results"]:
        sheet.show()


def related(answer: dict[str, Any]) -> None:
    for group in answer["groups"]:
        sheet = Sheet(
            f"{group['kind_zh']} {group['kind']}", "id", "名称 name", "步 hops", "路径 path"
        )
        for item in group["items"]:
            sheet.row(item["id"], item["name"], item["hops"], walk(item["path"]))
        sheet.show()
        if group["omitted"]:
            click.echo(
                f"另有 {group['omitted']:,} 个未列出 / {group['omitted']:,} more; use --limit"
            )
    if not answer["groups"]:
        click.echo("在所问范围内没有关联方 / no related party within the hops asked")
    for hub in answer["hubs"]:
        click.echo(f"枢纽未穿越 / hub, not walked through: {brief(hub)} ({hub['degree']:,})")
    frame(answer)


_OUTCOME = {
    "no_path": "在 {hops} 步内没有路径 / no path within {hops} hops",
    "truncated": "搜索被截断,不等于没有关系 / cut short: this does not mean there is no tie",
}


def paths(answer: dict[str, Any]) -> None:
    for number, path in enumerate(answer["paths"], 1):
        hubs = "、".join(hub["name"] for hub in path["via_hub"])
        weak = f"  (经枢纽 / through a hub: {hubs})" if hubs else ""
        click.echo(f"{number}. {walk(path['steps'])}{weak}")
    if answer["outcome"] in _OUTCOME:
        click.echo(_OUTCOME[answer["outcome"]].format(hops=answer["max_hops"]))
    frame(answer)


def export(exported: Any, output: Path | None, *, as_json: bool) -> None:
    """The file itself, or with ``--json`` what was written where."""
    if output is not None:
        output.write_bytes(exported.content)
        report = {"file": str(output), "media_type": exported.media_type}
        report["bytes"] = len(exported.content)
        click.echo(msgspec.json.encode(report) if as_json else f"{output}: {report['bytes']:,} B")
    else:
        click.echo(exported.content, nl=False)
