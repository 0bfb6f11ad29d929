"""``xinmai …``: the one place where all layers meet. One module a topic, each with its commands."""

from __future__ import annotations

import sys
from typing import Final

import click

from cli import (
    alerts,
    audit,
    backup,
    catalogue,
    checks,
    commitments,
    console,
    credit_map,
    deliveries,
    evaluation,
    explanation,
    feed,
    files,
    inspection,
    investigation,
    keys,
    lookups,
    objections,
    ownership,
    policies,
    projects,
    registrations,
    repair,
    risk,
    screen,
    service,
    statistics,
    structures,
    unmasking,
)
from cli.exits import exit_code
from cli.session import common
from graph import errors

TOPICS: Final = (
    deliveries,
    lookups,
    projects,
    files,
    credit_map,
    service,
    risk,
    screen,
    feed,
    alerts,
    ownership,
    evaluation,
    inspection,
    policies,
    repair,
    objections,
    commitments,
    statistics,
    explanation,
    checks,
    registrations,
    catalogue,
    investigation,
    structures,
    keys,
    unmasking,
    audit,
    backup,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@common
def xinmai() -> None:
    """信脉 Xinmai: relationship analysis for public credit supervision.

    \b
    xinmai city var/city --companies 2000 --seed 1
    xinmai --store sqlite:///xinmai.db load var/city --source jinan
    xinmai --store sqlite:///xinmai.db search 建设
    """


for topic in TOPICS:
    for command in topic.COMMANDS:
        xinmai.add_command(command)


def main() -> None:
    """Run the command; a refusal is said in both languages and ends with its exit code."""
    try:
        xinmai(prog_name="xinmai")
    except errors.XinmaiError as error:
        if "--json" in sys.argv:
            console.problem(error)
        click.echo(f"错误:{error.zh}\nError: {error.en}", err=True)
        raise SystemExit(exit_code(error)) from None
