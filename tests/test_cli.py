"""The command as a user runs it: names, shapes and exit codes are contracts."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click
import pytest

import cli as xinmai_commands
from cli.command import TOPICS
from tests.commands import ROOT, answer, commands_of, loaded_with, xinmai

OWNERSHIP = """owner,company,share_percent,valid_from,valid_until
PA,A,100,,
A,B,60,2020-01-01,
B,C,55.5,,2024-06-30
X,C,150,,
"""
SUBJECTS = """id,name,kind,status,registered
A,济南甲建设有限公司,组织,存续,2015-01-01
B,济南乙建设有限公司,组织,存续,2016-01-01
Z,济南无关商贸有限公司,组织,存续,2016-01-01
PA,张三丰,自然人,,
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"ownership": OWNERSHIP, "subjects": SUBJECTS}
    return loaded_with(tmp_path_factory.mktemp("cli"), files)


def test_load_again_changes_nothing_and_the_counts_add_up(loaded: Path) -> None:
    report = answer(loaded, "load", str(loaded / "in"))
    by_name = {file["file"]: file for file in report["files"]}
    assert by_name["ownership.csv"]["layout"] == "ownership"
    counts = ("rows", "stored", "unchanged", "quarantined")
    assert [by_name["ownership.csv"][name] for name in counts] == [4, 0, 3, 1]
    assert by_name["subjects.csv"]["unchanged"] == 4


def test_related_groups_by_kind_and_explains_each(loaded: Path) -> None:
    found = answer(loaded, "related", "A", "--hops", "2", "--as-of", "2024-06-30")
    assert found["id"] == "local:A"
    assert found["truncated"] is False
    (group,) = found["groups"]
    assert (group["kind"], group["omitted"]) == ("owns", 0)
    hops = {item["id"]: item["hops"] for item in group["items"]}
    assert hops == {"local:PA": 1, "local:B": 1, "local:C": 2}
    assert all(len(item["path"]) == item["hops"] for item in group["items"])


def test_a_tie_ends_after_its_last_day(loaded: Path) -> None:
    on_the_day = answer(loaded, "paths", "A", "C", "--as-of", "2024-06-30")
    day_after = answer(loaded, "paths", "A", "C", "--as-of", "2024-07-01")
    assert (on_the_day["outcome"], day_after["outcome"]) == ("found", "no_path")
    steps = on_the_day["paths"][0]["steps"]
    assert [(s["source"], s["target"], s["kind"]) for s in steps] == [
        ("local:A", "local:B", "owns"),
        ("local:B", "local:C", "owns"),
    ]
    assert day_after["paths"] == []


def test_search_needs_two_characters(loaded: Path) -> None:
    found = answer(loaded, "search", "建设")
    assert {r["id"] for r in found["results"]} == {"local:A", "local:B"}
    assert all(0 < r["score"] <= 1 for r in found["results"])


def test_persons_are_masked(loaded: Path) -> None:
    assert answer(loaded, "subject", "PA")["name"] == "张**"
    for words in (["subject", "PA"], ["related", "A"], ["paths", "PA", "B"], ["search", "张三"]):
        code, output, error = xinmai(loaded, *words)
        assert code == 0, error
        assert "张三丰" not in output + error


def test_exit_codes(loaded: Path) -> None:
    empty = loaded / "empty.csv"
    empty.write_text("这不是,任何版式\n1,2\n", encoding="utf-8")
    assert xinmai(loaded, "subject", "NOBODY")[0] == 3
    assert xinmai(loaded, "related", "A", "--as-of", "2021-02-30")[0] == 2
    assert xinmai(loaded, "load", str(loaded / "nothing-here"))[0] == 2
    assert xinmai(loaded, "load", str(empty))[0] == 4
    assert xinmai(loaded, "status", store="mysql://here")[0] == 4
    assert xinmai(loaded, "status", store=f"sqlite:///{loaded}/none.db")[0] == 5


def test_a_refusal_is_said_in_both_languages_and_as_a_problem(loaded: Path) -> None:
    code, output, error = xinmai(loaded, "subject", "NOBODY", "--json")
    assert code == 3
    assert "错误:" in error
    assert "Error:" in error
    assert json.loads(output)["type"] == "urn:xinmai:problem:unknown-id"


def test_store_and_json_may_stand_before_or_after_the_command(loaded: Path) -> None:
    url = f"sqlite:///{loaded / 'x.db'}"
    before = xinmai(loaded, "--store", url, "--json", "status", store="mysql://no")
    after = xinmai(loaded, "status", "--store", url, "--json", store="mysql://no")
    assert before == after
    assert before[0] == 0


def test_a_quarantined_row_is_corrected_and_retried(loaded: Path, tmp_path: Path) -> None:
    listed = answer(loaded, "quarantine", "list")
    (row,) = [r for r in listed["rows"] if r["file"] == "ownership.csv"]
    assert (row["line"], row["field"]) == (5, "share_percent")
    wrong = tmp_path / "wrong.csv"
    answer(loaded, "quarantine", "export", str(wrong))
    text = wrong.read_text(encoding="utf-8-sig")
    right = tmp_path / "right.csv"
    right.write_text(text.replace(",150,", ",15,"), encoding="utf-8")
    retried = answer(loaded, "quarantine", "retry", str(right))
    assert (retried["stored"], retried["quarantined"]) == (1, 0)
    assert answer(loaded, "paths", "X", "C", "--as-of", "2024-01-01")["outcome"] == "found"


def test_every_command_shows_an_example() -> None:
    named = {"serve", "load", "city", "subject", "search", "related", "paths", "export"}
    commands = commands_of(xinmai_commands.xinmai)
    assert named | {"status", "quarantine"} <= set(commands)
    for name, command in commands.items():
        shown = command.get_help(click.Context(command, info_name=f"xinmai {name}"))
        usage, _, told = shown.partition("\n\n")
        assert usage.startswith(f"Usage: xinmai {name}")
        assert f"xinmai {name}" in told


def test_every_command_of_a_topic_is_found_and_no_other() -> None:
    for topic, names in TOPICS.items():
        module = import_module(f"cli.{topic}")
        assert tuple(command.name for command in module.COMMANDS) == names
    listed = [name for names in TOPICS.values() for name in names]
    assert len(set(listed)) == len(listed)
    modules = {file.stem for file in Path(xinmai_commands.__file__).parent.glob("*.py")
               if "\nCOMMANDS: " in file.read_text("utf-8")}  # fmt: skip
    assert modules == set(TOPICS)


def test_the_version_is_told(tmp_path: Path) -> None:
    code, told, _ = xinmai(tmp_path, "--version")
    assert (code, told.split()) == (0, ["xinmai", version("xinmai")])


def test_who_asks_for_little_loads_little() -> None:
    """The analyses and the service take a second to load; help and keys do without them."""
    said = (
        "import sys; from cli import main; sys.argv = ['xinmai', *{words!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m in {heavy!r}))"
    )
    heavy = ["networkx", "numba", "fastapi", "api.answers"]
    for words in (["keys", "--help"], ["load", "--help"], ["audit", "--help"]):
        code = said.format(words=words, heavy=heavy)
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                              check=True, cwd=ROOT).stdout  # fmt: skip
        assert told.splitlines()[-1] == "[]", (words, told)
