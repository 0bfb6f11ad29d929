"""Ownership as a user asks it, from a plain delivery to the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import EXIT, exit_code
from cli import xinmai as command
from graph.errors import UnknownId
from tests.commands import loaded_with, xinmai

FILES = {
    "ownership": "owner,company,share_percent,share_min_percent,share_max_percent,stake,held_for,"
    "valid_from,valid_until\n"
    "P,A,60,,,,,,\nA,B,30,,,,,,\nA,B,25,,,,,2020-01-01,\nP,C,20,,,,,,\nB,C,40,,,,,,\nQ,A,40,,,,,,\n"
    "D,E,,,,,,,\nE,F,50,,,,,,\nX,F,33.3333,,,,,,\n"
    "R,S,100,,,,,,2024-12-31\nT,S,100,,,,,2025-01-01,\n"
    "U,V,30,,,,,,\nW,V,30,,,,,,\n",
    "ties": "subject,tie,other\nU,acts_with,W\n",
    "subjects": "id,name,kind\nP,张三丰,自然人\nA,济南甲控股有限公司,组织\n"
    "B,济南乙建设有限公司,组织\n",
}
DAY = ("--as-of", "2026-01-31")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return loaded_with(tmp_path_factory.mktemp("ownership"), FILES)


def said(folder: Path, *words: str) -> str:
    """What the command prints, asked in this process: a process of its own takes a second."""
    store = f"sqlite:///{folder / 'x.db'}"
    done = CliRunner().invoke(command, words, env={"XINMAI_STORE": store}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return str(done.output)


def answer(folder: Path, *words: str) -> Any:
    return json.loads(said(folder, *words, "--json"))


def test_control_both_ways(loaded: Path) -> None:
    found = answer(loaded, "control", "P", *DAY)
    votes = {each["id"]: (each["votes_ppm"], each["votes_max_ppm"]) for each in found["controls"]}
    assert votes == {
        "local:A": (600_000, 600_000),
        "local:B": (550_000, 550_000),
        "local:C": (600_000, 600_000),
    }
    assert {each["answer"] for each in found["controls"]} == {"yes"}
    above = answer(loaded, "control", "C", *DAY)["controlled_by"]
    assert [each["id"] for each in above] == ["local:P"]
    ends = {(step["source"], step["target"]) for step in above[0]["path"]}
    assert ends == {
        ("local:P", "local:A"), ("local:A", "local:B"),
        ("local:P", "local:C"), ("local:B", "local:C"),
    }  # fmt: skip


def test_an_unknown_share_is_neither_control_nor_none(loaded: Path) -> None:
    (item,) = answer(loaded, "control", "D", *DAY)["controls"]
    assert (item["id"], item["votes_ppm"], item["votes_max_ppm"], item["answer"]) == (
        "local:E", 0, 1_000_000, "unknown",
    )  # fmt: skip


def test_concert_is_shown_beside(loaded: Path) -> None:
    found = answer(loaded, "control", "U", *DAY)
    assert found["controls"] == []
    assert [each["id"] for each in found["in_concert"]["controls"]] == ["local:V"]


def test_owners_at_any_distance(loaded: Path) -> None:
    found = {each["id"]: each for each in answer(loaded, "owners", "C", *DAY)["owners"]}
    shares = {o: (each["direct_ppm"], each["integrated_ppm"]) for o, each in found.items()}
    assert shares == {
        "local:P": (200_000, 332_000),
        "local:A": (0, 220_000),
        "local:B": (400_000, 400_000),
        "local:Q": (0, 88_000),
    }
    far = {each["id"]: each for each in answer(loaded, "owners", "F", *DAY)["owners"]}
    assert (far["local:D"]["integrated_ppm"], far["local:D"]["integrated_max_ppm"]) == (0, 500_000)
    assert (far["local:X"]["direct_ppm"], far["local:X"]["integrated_max_ppm"]) == (333_333,) * 2
    assert [step["target"] for step in far["local:D"]["path"]] == ["local:E", "local:F"]


def test_the_day_decides(loaded: Path) -> None:
    for day, owner in (("2024-12-31", "local:R"), ("2025-01-01", "local:T")):
        (only,) = answer(loaded, "owners", "S", "--as-of", day)["owners"]
        assert only["id"] == owner


def test_fifty_of_one_and_of_several(loaded: Path) -> None:
    found = answer(loaded, "fifty", "P", *DAY)
    assert {each["id"]: each["share_ppm"] for each in found["reached"]} == {
        "local:A": 600_000, "local:B": 550_000, "local:C": 600_000,
    }  # fmt: skip
    assert found["legal_effect"] is False
    assert answer(loaded, "fifty", "U", *DAY)["reached"] == []
    (both,) = answer(loaded, "fifty", "U", "W", *DAY)["reached"]
    assert (both["id"], both["share_ppm"]) == ("local:V", 600_000)
    (third,) = answer(loaded, "fifty", "X", "--threshold", "33.3333", *DAY)["reached"]
    assert third["id"] == "local:F"
    unsure = answer(loaded, "fifty", "D", *DAY)
    assert unsure["reached"] == []
    assert [each["id"] for each in unsure["may_be_reached"]] == ["local:E", "local:F"]


def test_beneficial_owners_and_the_controller(loaded: Path) -> None:
    found = answer(loaded, "beneficial-owners", "C", *DAY)
    (person,) = found["beneficial_owners"]
    assert (person["id"], person["name"]) == ("local:P", "张**")
    assert person["criteria"] == ["capital", "income", "votes", "control"]
    grounds = {each["criterion"]: each for each in person["grounds"]}
    assert grounds["capital"]["share_ppm"] == 332_000
    assert grounds["capital"]["basis"][0]["article"] == "第六条第一款第一项"
    assert [len(path) for path in grounds["capital"]["paths"]] == [1, 4]  # A → B in two stakes
    assert (found["complete"], found["may_be"]) == (True, [])
    unsure = answer(loaded, "beneficial-owners", "F", *DAY)
    assert (unsure["beneficial_owners"], unsure["complete"]) == ([], False)
    assert {each["code"] for each in unsure["doubts"]} == {"unknown_share", "undescribed"}
    above = answer(loaded, "controller", "C", *DAY)
    (one,) = above["controllers"]
    assert (one["id"], one["method"], above["status"]) == ("local:P", "votes", "suspected")
    assert answer(loaded, "controller", "V", *DAY)["controllers"][0]["method"] == "concert"
    assert answer(loaded, "controller", "E", *DAY)["answer"] == "unknown"


def test_close_links_by_case(loaded: Path) -> None:
    found = answer(loaded, "close-links", "B", *DAY)
    links = {(each["case"], each["id"]): each["share_ppm"] for each in found["links"]}
    assert links == {
        ("a", "local:C"): 400_000, ("b", "local:A"): 550_000, ("b", "local:P"): 330_000,
        ("b", "local:Q"): 220_000, ("c", "local:A"): 330_000, ("c", "local:C"): 330_000,
    }  # fmt: skip
    thirds = {each["id"]: each["third"]["id"] for each in found["links"] if each["case"] == "c"}
    assert thirds == {"local:A": "local:P", "local:C": "local:P"}
    assert found["legal_effect"] is False


def test_the_tree_up_and_down(loaded: Path) -> None:
    up = answer(loaded, "tree", "C", *DAY)
    shares = {each["id"]: each["direct_ppm"] for each in up["branches"]}
    assert (up["direction"], shares) == ("up", {"local:B": 400_000, "local:P": 200_000})
    (b,) = (each for each in up["branches"] if each["id"] == "local:B")
    (a,) = b["branches"]
    assert (a["id"], a["direct_ppm"], a["path_ppm"], len(a["stakes"])) == (
        "local:A", 550_000, 220_000, 2,
    )  # fmt: skip
    down = answer(loaded, "tree", "P", "--down", "--depth", "1", *DAY)
    assert [(each["id"], each["deeper"]) for each in down["branches"]] == [
        ("local:A", True), ("local:C", False),
    ]  # fmt: skip
    assert (down["truncated"], down["complete"]) == (True, False)


def test_exit_codes_and_problems(loaded: Path) -> None:
    code, output, _ = xinmai(loaded, "control", "NOBODY", "--json")
    assert code == EXIT[UnknownId] == 3
    assert json.loads(output)["type"] == "urn:xinmai:problem:unknown-id"
    assert xinmai(loaded, "fifty", "P", "--threshold", "0")[0] == 2


@pytest.mark.parametrize(
    "words", ["owners", "fifty", "beneficial-owners", "controller", "close-links", "tree"]
)
def test_an_unknown_id_is_said_to_be_one(loaded: Path, words: str) -> None:
    with pytest.raises(UnknownId) as refused:
        said(loaded, words, "NOBODY")
    assert exit_code(refused.value) == 3


@pytest.mark.parametrize(
    "words",
    [("fifty", "P", "--threshold", "x"), ("fifty",), ("tree", "C", "--depth", "0")],
)
def test_wrong_use_is_refused(loaded: Path, words: tuple[str, ...]) -> None:
    assert CliRunner().invoke(command, words).exit_code == 2


def test_sheets_are_readable_and_masked(loaded: Path) -> None:
    for words in (
        ("control", "C"), ("control", "U"), ("control", "D"), ("owners", "C"), ("fifty", "P"),
        ("fifty", "D"), ("beneficial-owners", "C"), ("beneficial-owners", "F"),
        ("controller", "C"), ("controller", "E"), ("close-links", "B"), ("tree", "C"),
    ):  # fmt: skip
        output = said(loaded, *words, *DAY)
        assert "2026-01-31" in output
        assert "张三丰" not in output
    assert "0–100 %" in said(loaded, "control", "D", *DAY)
