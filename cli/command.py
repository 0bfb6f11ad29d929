"""``xinmai …``: the one place where all layers meet. One module a topic, each with its commands."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from cli import console
from cli.exits import exit_code
from cli.session import common
from graph import errors

TOPICS: Final[Mapping[str, tuple[str, ...]]] = {
    "deliveries": ("load", "city", "quarantine"),
    "lookups": ("subject", "search", "related", "paths", "export"),
    "projects": ("project", "participant"),
    "files": ("file", "verify"),
    "credit_map": ("map",),
    "service": ("status", "serve"),
    "risk": ("risk", "conflicts"),
    "screen": ("screen",),
    "feed": ("watch", "changes", "webhook"),
    "alerts": ("alerts",),
    "ownership": (
        "control",
        "owners",
        "tree",
        "fifty",
        "beneficial-owners",
        "close-links",
        "controller",
    ),
    "evaluation": ("evaluate", "evaluations"),
    "inspection": ("draw", "visit"),
    "policies": ("policies",),
    "repair": ("repair",),
    "objections": ("objection",),
    "commitments": ("commitment",),
    "statistics": ("stats",),
    "explanation": ("proof", "diff", "what-if", "why-not"),
    "checks": ("check", "checks", "measures", "cases"),
    "registrations": ("register",),
    "merges": ("merge",),
    "catalogue": ("catalogue",),
    "investigation": ("investigation",),
    "structures": ("loops", "overfull", "groups", "shells", "ranking", "debtrank"),
    "keys": ("keys",),
    "unmasking": ("unmask",),
    "audit": ("audit",),
    "looked_up": ("looked-up-by",),
    "backup": ("backup", "restore"),
}
"""The modules of this folder and their commands. A module is imported when one of them is asked
for: who asks one question does not wait for all that Xinmai can do."""


class Topics(click.Group):
    """The group of all commands, each found in its topic."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for names in TOPICS.values() for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for topic, names in TOPICS.items():
            if cmd_name in names:
                commands: tuple[click.Command, ...] = import_module(f"cli.{topic}").COMMANDS
                return next(command for command in commands if command.name == cmd_name)
        return None


@click.group(
    cls=Topics, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="xinmai", message="%(prog)s %(version)s")
@common
def xinmai() -> None:
    """信脉 Xinmai: relationship analysis for public credit supervision.

    \b
    xinmai city var/city --companies 2000 --seed 1
    xinmai --store sqlite:///xinmai.db load var/city --source jinan
    xinmai --store sqlite:///xinmai.db search 建设
    """


def main() -> None:
    """Run the command; a refusal is said in both languages and ends with its exit code."""
    try:
        xinmai(prog_name="xinmai")
    except errors.XinmaiError as error:
        if "--json" in sys.argv:
            console.problem(error)
        click.echo(f"错误:{error.zh}\nError: {error.en}", err=True)
        raise SystemExit(exit_code(error)) from None
