"""An unmasking as text."""

from __future__ import annotations

from typing import Any, Final

import click

STATES: Final = {
    "waiting": "待另一人批准 / waits for a second person",
    "open": "已批准 / allowed",
    "ended": "已到期 / over",
}


def one(answer: dict[str, Any]) -> None:
    until = f",至 / until {answer['until']}" if answer["until"] else ""
    click.echo(f"{answer['id']}  {STATES[answer['state']]}{until}")
    click.echo(f"  主体 / subject: {answer['subject']}")
    click.echo(f"  案件 / case: {answer['case']}  {answer['reason']}")
    click.echo(f"  申请 / asked: {answer['asked_by']} {answer['asked']}")
    if answer["approved_by"]:
        click.echo(f"  批准 / allowed: {answer['approved_by']}")
    for name, value in (answer["fields"] or {}).items():
        click.echo(f"  {name}: {value}")
    if answer["state"] == "waiting":
        click.echo(f"  另一人执行 / the second person runs: xinmai unmask approve {answer['id']}")
