"""What the pages say is so: links lead somewhere, settings and commands are the program's own."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from cli.command import xinmai
from tests.commands import commands_of

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
PACKAGES: Final = ("graph", "ingest", "analyses", "api", "cli")
_LINK: Final = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
_SETTING: Final = re.compile(r"XINMAI_[A-Z0-9_]+")
_COMMAND: Final = re.compile(r"^\$ xinmai (.+?)(?:\s+#.*)?$", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [to for to in _LINK.findall(page.read_text("utf-8"))
              if not (page.parent / to).exists()]  # fmt: skip
    assert broken == []


def test_every_page_is_linked_from_the_first() -> None:
    linked = set(_LINK.findall((ROOT / "README.md").read_text("utf-8")))
    assert {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} <= linked


def test_each_defence_names_a_test_that_is_there() -> None:
    rows = [line for line in (ROOT / "docs" / "security.md").read_text("utf-8").splitlines()
            if line.startswith("| ") and not line.startswith("| threat")]  # fmt: skip
    assert len(rows) > 30
    for row in rows:
        (named,) = re.findall(r"`(tests/[\w/.]+)::(\w+)` \|$", row)
        file, test = named
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), row


def test_settings_are_told() -> None:
    sources = [file for name in PACKAGES for file in (ROOT / name).rglob("*.py")]
    used = {name for file in sources for name in _SETTING.findall(file.read_text("utf-8"))}
    assert used <= set(_SETTING.findall((ROOT / "README.md").read_text("utf-8")))


def _found(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and what follows it."""
    command: click.Command = xinmai
    while isinstance(command, click.Group) and words and words[0] in commands_of(command):
        command, words = commands_of(command)[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("line", _COMMAND.findall((ROOT / "README.md").read_text("utf-8")))
def test_commands_exist_with_their_options(line: str) -> None:
    command, words = _found(shlex.split(line))
    assert command is not xinmai
    if isinstance(command, click.Group):
        assert command.invoke_without_command, f"xinmai {line}: no such command in the group"
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    assert {word for word in words if word.startswith("-")} <= known


def _leaves(command: click.Command) -> Iterator[click.Command]:
    if isinstance(command, click.Group):
        for each in commands_of(command).values():
            yield from _leaves(each)
    else:
        yield command


def test_every_command_answers_in_json() -> None:
    without = [each.name for each in _leaves(xinmai)
               if not any("--json" in param.opts for param in each.params)]  # fmt: skip
    assert without == []


def test_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence
