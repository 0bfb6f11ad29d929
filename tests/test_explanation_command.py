"""Proof, difference, supposition and reason why not as a user asks them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import cli as xinmai_commands
from tests.commands import answer, loaded_with, xinmai

FILES = {
    "ownership": "owner,company,share_percent,valid_from,valid_until\n"
    "P,A,100,,\nA,B,60,2020-01-01,\nB,C,55.5,,2024-06-30\nD,B,40,,\nB,E,,,\n",
    "subjects": "id,name,kind\nA,济南甲建设有限公司,组织\nP,张三丰,自然人\n",
}
DAY = ("--as-of", "2026-01-31")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded_with(tmp_path_factory.mktemp("explanation"), FILES)


def test_a_proof_holds_without_the_store_until_a_byte_is_changed(
    loaded: Path, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "control.proof", tmp_path / "nothing"
    written = answer(loaded, "proof", "control", "A", "-o", str(file), *DAY)
    assert (written["id"], written["bytes"]) == ("local:A", file.stat().st_size)
    held = answer(elsewhere, "proof", "check", str(file))
    assert (held["question"], held["as_of"], held["pinned"]) == ("control", "2026-01-31", False)
    assert {(said["parties"][0]["id"], said["answer"]) for said in held["statements"]} == {
        ("local:P", "yes"), ("local:B", "yes"), ("local:E", "unknown"),
    }  # fmt: skip
    assert "张三丰" not in file.read_text(encoding="utf-8")
    assert answer(elsewhere, "proof", "check", str(file), "--key", written["key"])["pinned"]
    assert xinmai(elsewhere, "proof", "check", str(file), "--key", "0" * 64)[0] == 4
    changed = tmp_path / "changed.proof"
    changed.write_bytes(file.read_bytes().replace(b"local:D", b"local:F"))
    code, _, error = xinmai(elsewhere, "proof", "check", str(changed))
    assert code == 4
    assert "条事实被改动" in error


def test_who_was_released_between_two_days_and_by_which_fact(loaded: Path) -> None:
    found = answer(loaded, "diff", "control", "A", "--from", "2024-06-30", "--to", "2024-07-01")
    assert (found["outcome"], found["became"], found["changed"]) == ("changed", [], [])
    (gone,) = found["released"]
    assert [party["id"] for party in gone["parties"]] == ["local:C"]
    (cause,) = gone["causes"]
    assert (cause["event"], cause["kind"], gone["alone"]) == ("went", "owns", True)
    assert cause["before"][0]["valid_until"] == "2024-06-30"
    back = xinmai(loaded, "diff", "control", "A", "--from", "2024-07-01", "--to", "2024-06-30")
    assert back[0] == 4


def test_what_if_changes_the_answer_and_not_the_store(loaded: Path) -> None:
    suppose = ("--suppose", "transfer company=B from=A to=D percent=20 on=2025-01-01")
    found = answer(loaded, "what-if", "control", "A", *suppose, *DAY)
    before = {party["id"] for said in found["before"] for party in said["parties"]}
    after = {party["id"] for said in found["after"] for party in said["parties"]}
    assert before - after == {"local:B", "local:E"}
    assert found["suppose"][0]["share_ppm"] == 200_000
    assert [fact["event"] for fact in found["released"][0]["causes"]] == ["changed"]
    other = answer(loaded, "what-if", "control", "D", *suppose, *DAY)
    assert {said["parties"][0]["id"] for said in other["became"]} == {"local:B", "local:E"}
    again = answer(loaded, "what-if", "control", "A", *suppose, "--as-of", "2024-12-31")
    assert again["outcome"] == "unchanged"
    assert answer(loaded, "status")["revision"] == found["revision"]


def test_why_not_names_the_first_missing_condition(loaded: Path) -> None:
    def told(question: str, one: str, other: str, *more: str) -> tuple[str, str | None]:
        found = answer(loaded, "why-not", question, one, other, *DAY, *more)
        return found["outcome"], found["reason"] and found["reason"]["code"]

    assert told("control", "A", "B") == ("yes", None)
    assert told("control", "D", "B") == ("no", "share_below")
    assert told("control", "B", "C") == ("no", "ended")
    assert told("control", "B", "E") == ("unknown", "unknown_share")
    assert told("fifty", "D", "B") == ("no", "share_below")
    assert told("fifty", "D", "B", "--threshold-ppm", "400000") == ("yes", None)
    assert xinmai(loaded, "why-not", "control", "A", "NOBODY")[0] == 3
    assert xinmai(loaded, "why-not", "unheard-of", "A", "B")[0] == 2


def test_each_verb_lists_the_questions_with_an_example(loaded: Path) -> None:
    for verb in ("proof", "diff", "what-if", "why-not"):
        listed = CliRunner().invoke(xinmai_commands.xinmai, [verb, "--help"]).output
        shown = CliRunner().invoke(xinmai_commands.xinmai, [verb, "control", "--help"]).output
        assert f"xinmai {verb} control" in shown
        assert {"control", "fifty"} <= set(listed.split())
