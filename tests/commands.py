"""The command as tests run it, and the commands of a group."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).parent.parent


def xinmai(folder: Path, *words: str, store: str | None = None) -> tuple[int, str, str]:
    """Exit code, output and errors of a command run as one, over the store of this folder."""
    url = store or f"sqlite:///{folder / 'x.db'}"
    done = subprocess.run(
        [sys.executable, "-m", "cli", *words],
        cwd=ROOT,
        env={**os.environ, "XINMAI_STORE": url},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def answer(folder: Path, *words: str) -> Any:
    """What a command that must succeed answers as JSON."""
    code, output, error = xinmai(folder, *words, "--json")
    assert code == 0, error
    return json.loads(output)


def loaded_with(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder, its store loaded with these files of the plain layout, by name."""
    delivery = folder / "in"
    delivery.mkdir()
    for name, text in files.items():
        (delivery / f"{name}.csv").write_text(text, encoding="utf-8")
    code, _, error = xinmai(folder, "load", str(delivery))
    assert code == 0, error
    return folder


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """They are found as they are asked for."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}
