"""Merged ids as text."""

from __future__ import annotations

from typing import Any

import click

from cli.console import brief, frame


def of_subject(answer: dict[str, Any]) -> None:
    if answer["redirected_from"]:
        click.echo(f"{answer['redirected_from']} → {answer['id']}")
    click.echo(brief(answer))
    ids = ", ".join(answer["merged_from"]) or "无 / none"
    click.echo(f"并入此主体的 id / ids merged into it: {ids}")
    for one in answer["judgements"]:
        click.echo(
            f"  {one['day']} {one['act_zh']} {one['act']}: {one['merged']} → {one['into']}"
            f"  {one['unit']}  {one['reason']}"
        )
    frame(answer)


def receipt(answer: dict[str, Any]) -> None:
    again = "(此前已办理 / carried out before)" if answer["repeated"] else ""
    click.echo(f"回执 / receipt {answer['receipt']} {again}")
    of_subject(answer)
