"""``xinmai audit …`` as an auditor runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.audit import AuditLog, LookUp
from cli.command import xinmai
from graph.errors import RefusedInput
from tests.api import town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a log of five look-ups beside it."""
    town.build(tmp_path).close()
    log = AuditLog(tmp_path / "audit.jsonl")
    for number in range(5):
        log.record(LookUp("who@bank", "bidding", f"item-{number}", (town.YI,), 200, "")).wait(10)
    log.close()
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(xinmai, ["--store", f"sqlite:///{folder}/town.db", *words])


def test_a_whole_log(folder: Path) -> None:
    done = run(folder, "audit", "verify", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["look_ups"] == 5
    assert "完整 / whole" in run(folder, "audit", "verify").output


def test_a_changed_line_is_named(folder: Path) -> None:
    log = folder / "audit.jsonl"
    log.write_bytes(log.read_bytes().replace(b"item-3", b"item-9"))
    done = run(folder, "audit", "verify", str(log), "--json")
    assert done.exit_code == 1
    lines = log.read_bytes().splitlines()
    (line,) = [n for n, text in enumerate(lines, start=1) if b"item-9" in text]
    assert json.loads(done.output)["findings"][0]["line"] == line
    assert f"audit.jsonl:{line}:" in run(folder, "audit", "verify").output


def test_an_auditor_elsewhere_needs_the_public_key_and_the_head(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("auditor")
    kept = run(folder, "audit", "checkpoint", "--json").output
    (elsewhere / "kept.json").write_text(kept, encoding="utf-8")
    for name in ("audit.jsonl", "audit.head"):
        (elsewhere / name).write_bytes((folder / name).read_bytes())
    log, key = str(elsewhere / "audit.jsonl"), json.loads(kept)["key"]
    runner = CliRunner()
    assert isinstance(runner.invoke(xinmai, ["audit", "verify", log]).exception, RefusedInput)
    saved = ["--checkpoint", str(elsewhere / "kept.json")]
    assert runner.invoke(xinmai, ["audit", "verify", log, "--key", key, *saved]).exit_code == 0
    assert runner.invoke(xinmai, ["audit", "verify", log, "--key", "00" * 32]).exit_code == 1
    no_key = runner.invoke(xinmai, ["audit", "verify", log, "--key", "nonsense"]).exception
    assert isinstance(no_key, RefusedInput)  # not an audit log in which nothing is signed


def test_look_ups_of_a_subject(folder: Path) -> None:
    shown = json.loads(run(folder, "audit", "show", "--subject", town.YI, "--json").output)
    assert [line["look_up"]["item"] for line in shown["lines"]] == [
        f"item-{number}" for number in (4, 3, 2, 1, 0)
    ]
    seen = json.loads(run(folder, "looked-up-by", town.YI, "--limit", "2", "--json").output)
    assert [each["item"] for each in seen["look_ups"]] == ["item-4", "item-3"]
    assert "who@bank" in run(folder, "looked-up-by", town.YI, "--cursor", seen["next"]).output


def test_no_log_yet(tmp_path: Path) -> None:
    town.build(tmp_path).close()
    assert isinstance(run(tmp_path, "audit", "verify").exception, RefusedInput)
