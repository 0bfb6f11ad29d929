"""Answers as text for people at a terminal. Names from data are printed, never interpreted."""

from __future__ import annotations

import sys
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.errors import XinmaiError


def terminal() -> Console:
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


class Sheet:
    """A table to print: its title, its columns, then row by row."""

    def __init__(self, title: str, *columns: str) -> None:
        self._table = Table(title=Text(title), title_justify="left")
        for column in columns:
            self._table.add_column(column, overflow="fold")

    def row(self, *cells: object) -> None:
        self._table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))

    def show(self) -> None:
        terminal().print(self._table)


def frame(answer: dict[str, Any]) -> None:
    cut = ",结果不完整 / cut short" if answer["truncated"] else ""
    day, revision = answer["as_of"], answer["revision"]
    terminal().print(Text(f"截至 / as of {day},修订 / revision {revision}{cut}", style="dim"))


def brief(node: dict[str, Any]) -> str:
    stub = " (未见登记 / stub)" if node.get("stub") else ""
    return f"{node['name']} [{node['id']}]{stub}"


def walk(steps: list[dict[str, Any]]) -> str:
    """A path in one line; the arrow points the way the tie itself does."""
    if not steps:
        return "同一主体 / the same subject"
    parts = [steps[0]["source_name"]]
    for step in steps:
        forward = step["direction"] == "forward"
        arrow = f"─{step['kind']}→" if forward else f"←{step['kind']}─"
        parts += [arrow, step["target_name"]]
    return " ".join(parts)


def problem(error: XinmaiError) -> None:
    """The refusal as the problem object that HTTP answers."""
    from api.problems import body, refusal_of

    click.echo(msgspec.json.encode(body(refusal_of(error), accept="zh", trace="")))
