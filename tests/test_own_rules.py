"""A city's own rules: a folder named by ``XINMAI_RULES``, and what a wrong file in it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analyses.rulebook import SHIPPED
from tests.commands import answer, xinmai

SANCTIONS = (
    "subject,list,kind,decided\nA,拖欠农民工工资失信联合惩戒对象名单,serious_list,2025-03-01\n"
)
TERM = "term_months = 36\nexit_after_months = 6\n"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    (tmp_path / "sanctions.csv").write_text(SANCTIONS, encoding="utf-8")
    assert xinmai(tmp_path, "load", str(tmp_path / "sanctions.csv"))[0] == 0
    return tmp_path


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped rules that the command is told to use."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "rules"))
    monkeypatch.setenv("XINMAI_RULES", str(folder))
    return folder


def edit(file: Path, old: str, new: str) -> int:
    """Change one place; its line, as an editor counts."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_own_rules_decide_and_name_themselves(city: Path, rules: Path) -> None:
    shipped = answer(city, "risk", "A", "--as-of", "2026-01-31")
    edit(rules / "lists.toml", TERM, TERM.replace("36", "24"))
    own = answer(city, "risk", "A", "--as-of", "2026-01-31")
    assert [each["own"][0]["until"] for each in (shipped, own)] == ["2028-02-29", "2027-02-28"]
    assert shipped["rules"] != own["rules"]


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("lists.toml", "term_months = 36", 'term_months = "36"', "Expected `int | null`"),
        ("reach.toml", 'effect = "listed"', 'effect = "hanged"', "Invalid enum value 'hanged'"),
        ("alerts.toml", "hops = 4", "hops = 40", "`int` <= 6"),
        ("reach.toml", '"consumption-rules"', '"law-of-mine"', "has no 'law-of-mine'"),
        ("measures.toml", 'bars = "bidding"', "bars = ", "Invalid value"),
    ],
)  # fmt: skip
def test_a_wrong_file_stops_the_start_with_file_line_and_reason(
    city: Path, rules: Path, file: str, old: str, new: str, reason: str
) -> None:
    line = edit(rules / file, old, new)
    code, output, error = xinmai(city, "serve", "--port", "0")
    assert (code, output) == (4, "")
    assert f"规则文件 {file} 第 {line} 行" in error
    assert f"rule file {file}, line {line}: " in error
    assert reason in error


def test_a_folder_without_rules_is_refused(city: Path, rules: Path) -> None:
    shutil.rmtree(rules)
    code, _, error = xinmai(city, "risk", "A")
    assert code == 4
    assert "rule file" in error
