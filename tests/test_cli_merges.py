"""Merging ids by the command: shapes and exit codes are contracts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import answer, loaded_with, xinmai

SUBJECTS = """id,name,kind
A,济南甲建设有限公司,组织
B,济南甲建设公司,组织
"""
OWNERSHIP = """owner,company,share_percent
B,A,10
"""
UNIT = ("--unit", "济南市大数据局")
MERGE = ("merge", "add", "B", "A", "--reason", "执照与台账一致", *UNIT)
UNDO = ("merge", "undo", "B", "--reason", "系同名的另一家", *UNIT)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merges")
    return loaded_with(folder, {"subjects": SUBJECTS, "ownership": OWNERSHIP})


def test_an_id_is_merged_once_and_separated_again(loaded: Path) -> None:
    told: Any = answer(loaded, *MERGE)
    assert (told["id"], told["merged_from"], told["repeated"]) == ("local:A", ["local:B"], False)
    assert answer(loaded, *MERGE)["repeated"] is True
    code, _, error = xinmai(loaded, *MERGE, "--key", "another")
    assert (code, "local:B" in error) == (4, True), error
    assert answer(loaded, "subject", "B")["redirected_from"] == "local:B"
    code, listed, _ = xinmai(loaded, "merge", "of", "B")
    assert code == 0
    assert "local:B → local:A" in listed
    assert "执照与台账一致" in listed
    back: Any = answer(loaded, *UNDO)
    assert (back["id"], back["merged_from"]) == ("local:B", [])
    assert [one["act"] for one in back["judgements"]] == ["separated", "merged"]
    assert answer(loaded, "subject", "B")["redirected_from"] is None


def test_who_is_unknown_is_not_merged(loaded: Path) -> None:
    code, _, error = xinmai(loaded, "merge", "add", "nobody", "A", "--reason", "x", *UNIT)
    assert (code, "nobody" in error) == (3, True)
