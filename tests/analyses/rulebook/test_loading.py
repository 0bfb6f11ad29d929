"""The shipped rules load; a wrong file of each kind stops with file, line and reason."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from analyses.rulebook import SHIPPED, BadRule, Rulebook, in_force, load_rules, version
from analyses.rulebook.loader import SECTIONS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rules"))


def edited(folder: Path, file: str, old: str, new: str) -> BadRule:
    """The refusal of the shipped rules with one place changed."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadRule) as refused:
        load_rules(folder)
    return refused.value


def line_of(folder: Path, file: str, words: str) -> int:
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def every_entry(rules: Rulebook) -> list[object]:
    return [
        entry
        for section in SECTIONS
        for table in getattr(rules, section).__struct_fields__
        for entry in getattr(getattr(rules, section), table)
    ]


def test_every_shipped_rule_cites_a_document_in_force() -> None:
    rules = load_rules()
    known = {document.id for document in rules.documents.document}
    based = [entry for entry in every_entry(rules) if hasattr(entry, "basis")]
    assert len(based) > 60
    for entry in based:
        assert entry.basis
        assert {basis.document for basis in entry.basis} <= known


def test_the_version_is_of_the_content(folder: Path) -> None:
    before = load_rules(folder).version
    assert before == load_rules().version
    file = folder / "lists.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("36", "35", 1), encoding="utf-8")
    assert load_rules(folder).version != before
    (folder / "holidays" / "2019.json").unlink()
    assert 2019 not in load_rules(folder).calendar.years


def test_a_day_selects_its_version() -> None:
    rules = load_rules()
    regimes = rules.repair.regime
    assert [r.id for r in in_force(regimes, date(2026, 3, 31))] == ["order58"]
    assert [r.id for r in in_force(regimes, date(2026, 4, 1))] == ["order36"]
    assert in_force(regimes, date(2020, 1, 1)) == ()
    old = version(rules.reach.reach, "revoked-licence-office", date(2024, 6, 30))
    new = version(rules.reach.reach, "revoked-licence-office", date(2024, 7, 1))
    assert old is not None
    assert new is not None
    assert [old.basis[0].document, new.basis[0].document] == ["company-law-2005", "company-law"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line_has", "reason"),
    [
        ("lists.toml", 'kinds = ["judgment_debtor"]', 'knids = ["judgment_debtor"]',
         "knids", "unknown field `knids`"),
        ("lists.toml", "term_months = 24", 'term_months = "24"', 'term_months = "24"',
         "Expected `int"),
        ("lists.toml", "term_months = 24", "term_months = 0", "term_months = 0", ">= 1"),
        ("repair.toml", 'basis = [{ document = "order36", article = "第二章" }]', "basis = []",
         "basis = []", "length >= 1"),
        ("repair.toml", "from = 2026-04-01", "from = 2026-04-31", "2026-04-31", "not TOML"),
        ("life.toml", "from = 2021-01-01", 'from = "2021-01-01x"', "2021-01-01x", "date"),
        ("lists.toml", 'document = "debtor-rules", article = "第二条"',
         'document = "debtor-rule", article = "第二条"', "basis = [", "has no 'debtor-rule'"),
        ("reach.toml", 'list = ["judgment_debtor"]', 'list = ["judgement_debtor"]',
         "judgement_debtor", "lists.list has no 'judgement_debtor'"),
        ("reach.toml", '"actual_controller"]', '"shareholder"]', "shareholder",
         "there is no office 'shareholder'"),
        ("reach.toml", "until = 2024-06-30", "until = 2024-07-30", "until", "not in force then"),
        ("measures.toml", "from = 2020-05-01", "from = 2019-05-01", "2019-05-01",
         "not in force then"),
        ("conflicts.toml", 'fact = "prepared_by"', 'fact = "prepared"', '"prepared"',
         "not a field of a bid"),
        ("repair.toml", "least_months = 12", "least_months = 40", "least_months = 40",
         "longer than the longest"),
        ("repair.toml", 'exit = "exit-wages"', 'exit = "exit-wage"', "exit-wage",
         "repair.exit has no 'exit-wage'"),
        ("repair.toml", 'exit = "exit-wages"', "", 'test = "duties"', "either a regime or an exit"),
        ("repair.toml", "\nmonths = 36\nbasis", "\nbasis", "[[condition]]", "only"),
        ("procedures.toml", 'act = "marked"', 'act = "waved"', "waved", "there is no act 'waved'"),
        ("procedures.toml", 'after = "repair-granted"', 'after = "repair-done"', "repair-done",
         "procedures.state has no 'repair-done'"),
        ("procedures.toml", 'due = "repair"', 'due = "soon"', '"soon"',
         "life.deadline has no 'soon'"),
        ("procedures.toml", '"severity"]', '"colour"]', "colour", "a record has no 'colour'"),
        ("documents.toml", 'id = "debtor-rules"', 'id = "consumption-rules"',
         'id = "consumption-rules"', "overlap"),
    ],
)  # fmt: skip
def test_a_wrong_file_stops_with_file_line_and_reason(
    folder: Path, file: str, old: str, new: str, line_has: str, reason: str
) -> None:
    refused = edited(folder, file, old, new)
    assert refused.file == file
    assert reason in refused.en
    assert f"规则文件 {file} 第 {refused.line} 行" in refused.zh
    said = (folder / file).read_text(encoding="utf-8").splitlines()[refused.line - 1]
    assert line_has in said


def test_a_missing_basis_points_at_its_entry(folder: Path) -> None:
    at = line_of(folder, "reach.toml", 'id = "wage-arrears-persons"') - 1
    basis = 'basis = [{ document = "wages-regulation", article = "第四十八条" }]\n'
    refused = edited(folder, "reach.toml", basis, "")
    assert (refused.line, "missing required field `basis`" in refused.en) == (at, True)
    assert "缺少“basis”" in refused.zh


def test_overlapping_versions_are_refused(folder: Path) -> None:
    old = 'article = "第一百四十六条第一款第四项" }]\nfrom = 2006-01-01\nuntil = 2024-06-30'
    new = 'article = "第一百四十六条第一款第四项" }]\nfrom = 2006-01-01\nuntil = 2024-06-30'
    text = (folder / "reach.toml").read_text(encoding="utf-8")
    entry = text[text.index('[[reach]]\nid = "revoked-licence-office"') :]
    entry = entry[: entry.index("[[reach]]", 5)]
    assert old in entry
    assert (
        "versions of revoked-licence-office overlap"
        in edited(folder, "reach.toml", entry, entry + "\n" + entry.replace(old, new)).en
    )


def test_files_that_are_missing_unknown_or_no_calendar(folder: Path) -> None:
    (folder / "stray.toml").write_text("", encoding="utf-8")
    with pytest.raises(BadRule, match=r"stray\.toml"):
        load_rules(folder)
    (folder / "stray.toml").unlink()
    (folder / "holidays" / "2019.json").rename(folder / "holidays" / "2018.json")
    with pytest.raises(BadRule, match=r"2018\.json"):
        load_rules(folder)
    with pytest.raises(BadRule, match="no such file"):
        load_rules(folder / "holidays")
    (folder / "holidays" / "2018.json").write_bytes(b'{"year":2018,"papers":["\xff"],"days":[]}')
    with pytest.raises(BadRule, match=r"2018\.json"):
        load_rules(folder)
