"""``xinmai backup`` while acts go on, ``xinmai restore`` with proof, and what neither overlooks."""

from __future__ import annotations

import json
import sqlite3
import threading
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result

from bench import small_service
from bench.small_service import FIRMS
from cli.command import xinmai
from graph.acts import Request
from graph.errors import RefusedInput
from graph.signing_key import SigningKey
from graph.site_key import SiteKey
from graph.store import open_store
from tests.faults import Service, audit_findings, running


def run(*words: str) -> Result:
    return CliRunner().invoke(xinmai, list(words))


def backed_up(folder: Path, target: Path) -> Result:
    return run("--store", small_service.store_url(folder), "backup", str(target), "--json",
               "--keys", f"{target}.keys")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small service's folder, with a site key, a log and a daybook."""
    place = tmp_path / "service"
    place.mkdir()
    SiteKey.from_env_or_file(place)
    small_service.found(small_service.store_url(place))
    return place


@pytest.fixture
def daybook_beside_the_store(folder: Path) -> Path:
    return folder / "store.db.daybook"


def act_on(service: Service, acknowledged: list[str], over: threading.Event) -> None:
    number = 0
    while not over.is_set():
        number += 1
        try:
            if service.act(f"b-{number}").status_code == 200:
                acknowledged.append(f"k-b-{number}")
        except httpx.HTTPError:
            return


def test_a_backup_made_amid_acts_holds_all_that_was_acknowledged(
    folder: Path, tmp_path: Path
) -> None:
    target, there = tmp_path / "backup", tmp_path / "restored"
    acknowledged: list[str] = []
    over = threading.Event()
    with running(folder) as service:
        acting = threading.Thread(target=act_on, args=(service, acknowledged, over))
        acting.start()
        while len(acknowledged) < 10:
            over.wait(0.01)
        before = list(acknowledged)
        done = backed_up(folder, target)
        assert done.exit_code == 0, done.output
        over.set()
        acting.join()
    assert len(acknowledged) > len(before)  # acts went on meanwhile
    restored = run("restore", str(target), "--to", str(there), "--keys", f"{target}.keys")
    assert restored.exit_code == 0, restored.output
    with open_store(f"sqlite:///{there}/xinmai.db", read_only=True) as store:
        held = [key for key in acknowledged
                if store.delivered(digest=Request(FIRMS[0], key, b"").file.digest)]  # fmt: skip
        assert store.revision() >= json.loads(done.output)["revision"]
    assert set(before) <= set(held)
    logged = (there / "audit.jsonl").read_text(encoding="utf-8")
    assert logged.count("registration:registered") >= len(held) - 1  # one was under way
    assert audit_findings(there) == []
    assert SigningKey.from_file(there).public == SigningKey.from_file(folder).public
    assert (there / "site.key").read_text() == (folder / "site.key").read_text()
    run_again = run("restore", str(target), "--to", str(there))
    assert isinstance(run_again.exception, RefusedInput)


def test_secrets_are_not_in_it(folder: Path, tmp_path: Path) -> None:
    SigningKey.from_file(folder)
    done = run("--store", small_service.store_url(folder), "backup", str(tmp_path / "b"))
    assert "--keys" in done.output
    secrets = [(folder / name).read_text().strip() for name in ("site.key", "proof.key")]
    kept = b"".join(file.read_bytes() for file in (tmp_path / "b").rglob("*") if file.is_file())
    assert not any(secret.encode() in kept for secret in secrets)


def test_the_daybook_is_in_it(folder: Path, tmp_path: Path, daybook_beside_the_store: Path) -> None:
    with sqlite3.connect(daybook_beside_the_store) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE kept (what TEXT)")
        db.execute("INSERT INTO kept VALUES ('a watch list')")
        db.commit()
        assert backed_up(folder, tmp_path / "b").exit_code == 0
    there = tmp_path / "there" / "town.db"
    assert run("restore", str(tmp_path / "b"), "--to", f"sqlite:///{there}").exit_code == 0
    with sqlite3.connect(f"{there}.daybook") as db:
        assert db.execute("SELECT what FROM kept").fetchall() == [("a watch list",)]


def test_every_change_of_a_backup_is_found(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "b"
    with running(folder) as service:
        assert service.act("one").status_code == 200
        assert backed_up(folder, target).exit_code == 0
    assert run("restore", str(target)).exit_code == 0  # only checked
    for file in sorted(each for each in target.rglob("*") if each.is_file()):
        whole = file.read_bytes()
        middle = len(whole) // 2
        for changed in (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
                        whole[:-1], None):  # fmt: skip
            file.unlink()
            if changed is not None:
                file.write_bytes(changed)
            done = run("restore", str(target), "--to", str(tmp_path / "never"))
            assert done.exit_code == 1, (file.name, done.output)
        file.write_bytes(whole)
    assert not (tmp_path / "never").exists()
    assert run("restore", str(target), "--key", "00" * 32).exit_code == 1


@pytest.mark.parametrize("damaged", [b"", b"{", b'{"format":1,"made":"\xff"}', b"[1]", b"\x00"])
def test_a_folder_with_a_damaged_manifest_is_no_backup(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "backup.json").write_bytes(damaged)
    refused = run("restore", str(tmp_path))
    assert isinstance(refused.exception, RefusedInput)


def test_a_folder_that_holds_something_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("")
    assert isinstance(backed_up(folder, tmp_path / "other").exception, RefusedInput)
    assert isinstance(run("restore", str(tmp_path / "other")).exception, RefusedInput)
