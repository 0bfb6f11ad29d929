"""An investigation at the command line, from its opening to the report."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.commands import answer, xinmai

SUBJECTS = "id,name,kind\nA,济南甲建设有限公司,组织\nB,济南乙建设有限公司,组织\n"
OWNERSHIP = "owner,company,share_percent\nA,B,60\n"
UNIT = ("--unit", "济南市住房和城乡建设局")


def test_from_opening_to_report(tmp_path: Path) -> None:
    for name, text in (("subjects", SUBJECTS), ("ownership", OWNERSHIP)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    files = [str(tmp_path / f"{name}.csv") for name in ("subjects", "ownership")]
    assert xinmai(tmp_path, "load", *files)[0] == 0
    opened = answer(tmp_path, "investigation", "open", "围串标", "A", "--why", "投诉", *UNIT)
    made = opened["investigation"]["id"]
    answer(tmp_path, "investigation", "add", made, "B", "--note", "同场投标", *UNIT)
    answer(tmp_path, "investigation", "note", made, "已约谈", *UNIT)
    found = answer(
        tmp_path, "investigation", "find", made, "control", "A", "--says", "甲控制乙", *UNIT
    )
    assert [one["standing"] for one in found["findings"]] == ["stands"]
    assert (
        xinmai(tmp_path, "investigation", "report", made, str(tmp_path / "r.html"), *UNIT)[0] == 0
    )
    assert "甲控制乙" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert xinmai(tmp_path, "investigation", "proofs", made, str(tmp_path / "p.zip"), *UNIT)[0] == 0
    (proof,) = (name for name in zipfile.ZipFile(tmp_path / "p.zip").namelist() if "proof" in name)
    zipfile.ZipFile(tmp_path / "p.zip").extract(proof, tmp_path)
    assert answer(tmp_path, "proof", "check", str(tmp_path / proof))["holds"] is True
    answer(tmp_path, "investigation", "close", made, "--why", "移送", *UNIT)
    assert xinmai(tmp_path, "investigation", "note", made, "再记", *UNIT)[0] == 4
    answer(tmp_path, "investigation", "reopen", made, "--why", "新线索", *UNIT)
    listed = answer(tmp_path, "investigation", "list", "--state", "open", *UNIT)
    assert [one["subjects"] for one in listed["investigations"]] == [2]
    assert xinmai(tmp_path, "investigation", "show", made, "--unit", "别的单位")[0] == 3
