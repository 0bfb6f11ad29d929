"""`xinmai unmask`: by whose key, for a case, allowed by a second person, each step on record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import answer, xinmai

SUBJECTS = "id,name,kind\nPA,张三丰,自然人\nA,济南甲建设有限公司,组织\n"
CASE = ("--case", "济建调〔2026〕12号", "--reason", "核对负责人身份")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "subjects.csv").write_text(SUBJECTS, encoding="utf-8")
    code, _, error = xinmai(tmp_path, "load", str(tmp_path / "subjects.csv"), "--source", "t")
    assert code == 0, error
    return tmp_path


def key(folder: Path, role: str) -> str:
    added = answer(folder, "keys", "add", "--role", role, "--organisation", "济南市住建局")
    return str(added["token"])


def look_ups(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    return [line["look_up"] for line in map(json.loads, lines) if "look_up" in line]


def test_a_second_person_allows_it_and_each_step_is_on_record(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker, second = key(kept, "investigator"), key(kept, "reviewer")
    monkeypatch.setenv("XINMAI_KEY", asker)
    asked = answer(kept, "unmask", "ask", "t:PA", *CASE)
    assert (asked["state"], asked["fields"]) == ("waiting", None)
    code, _, error = xinmai(kept, "unmask", "approve", asked["id"])
    assert (code, "not permitted" in error or "may" in error) == (4, True)
    monkeypatch.setenv("XINMAI_KEY", second)
    allowed = answer(kept, "unmask", "approve", asked["id"])
    assert (allowed["state"], allowed["fields"]) == ("open", None)
    assert answer(kept, "unmask", "show", asked["id"])["fields"] is None  # not to whoever allowed
    monkeypatch.setenv("XINMAI_KEY", asker)
    code, text, _ = xinmai(kept, "unmask", "show", asked["id"])
    assert (code, "name: 张三丰" in text) == (0, True)
    items = [line["item"].split(":")[1] for line in look_ups(kept)]
    assert items == ["asked", "not-permitted", "approved", "looked-at", "shown"]
    assert {line["subjects"][0] for line in look_ups(kept) if line["subjects"]} == {"t:PA"}
    assert answer(kept, "audit", "verify")["whole"]


@pytest.mark.parametrize(
    ("role", "words", "code", "said"),
    [
        ("officer", ("ask", "t:PA", *CASE), 4, "reviewer"),
        ("reviewer", ("ask", "t:A", *CASE), 4, "natural persons"),
        ("reviewer", ("ask", "t:none", *CASE), 3, "t:none"),
        ("reviewer", ("ask", "t:PA", "--case", "1", "--reason", "核对身份"), 4, "case"),
        ("reviewer", ("show", "um-none"), 3, "um-none"),
        ("", ("show", "um-none"), 4, "XINMAI_KEY"),
    ],
)
def test_each_refusal_says_what_would_be_right(
    kept: Path, monkeypatch: pytest.MonkeyPatch, role: str, words: tuple[str, ...], code: int,
    said: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("XINMAI_KEY", key(kept, role) if role else "")
    found, _, error = xinmai(kept, "unmask", *words)
    assert (found, said in error) == (code, True), error
