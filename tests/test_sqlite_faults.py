"""SQLite fails for real: its disk full, locked, read-only, a page corrupted. The service says so,
loses nothing it acknowledged, and goes on by itself when the fault is gone."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.power_loss import CompilerMissing, recording
from bench.small_service import AUDIT
from tests.faults import GIVEN, Service, audit_findings, running, running_apart

PAGE = 4096


def problem(answer: object) -> str:
    kind: str = answer.json()["type"]  # type: ignore[attr-defined]
    return kind.rpartition(":")[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("service")


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    with running(folder, busy_seconds=0.3) as service:
        yield service


def test_locked_by_another_process(folder: Path, service: Service) -> None:
    """Acts are refused soon, then at once; questions go on; later acts are carried out."""
    assert service.act("before").status_code == 200
    other = sqlite3.connect(folder / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for number in range(3):
        refused = service.act(f"locked-{number}")
        assert (refused.status_code, problem(refused)) == (503, "store-busy")
    began = time.monotonic()
    assert "the next try is in" in service.act("locked-3").json()["detail_en"]
    assert time.monotonic() - began < 0.3  # no wait for the lock: refused at once
    assert service.ask().status_code == 200
    assert service.state() == "ready"
    other.execute("ROLLBACK")
    other.close()
    time.sleep(5.2)  # the breaker's time
    assert service.act("after").status_code == 200
    again = service.act("before").json()
    assert again["repeated"]


def test_a_corrupted_page(folder: Path, service: Service) -> None:
    """Said as damage, without a stack; answered again once the page is put right."""
    assert service.act("sound", 1).status_code == 200
    store = folder / "store.db"
    with sqlite3.connect(store) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'node'").fetchone()
    with store.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        sound = file.read(PAGE)
        file.seek((root - 1) * PAGE)
        file.write(b"\xff" * PAGE)
    damaged = [service.ask(f"/v1/search?q={word}") for word in ("公司", "firm", "firm:3")]
    damaged.append(service.act("on-damage", 2))
    assert {answer.status_code for answer in damaged} <= {200, 503}
    assert "store-damaged" in {problem(a) for a in damaged if a.status_code == 503}
    with store.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(sound)
    assert service.act("put-right", 3).status_code == 200
    assert service.ask("/v1/search?q=firm").status_code == 200
    assert service.act("sound", 1).json()["repeated"]


@pytest.mark.skipif(shutil.which("chattr") is None, reason="needs chattr")
def test_read_only(tmp_path: Path) -> None:
    """A store that became read-only: acts are refused, clearly, and carried out when it is not."""
    with running(tmp_path) as service:
        assert service.act("before").status_code == 200
        files = [str(file) for file in tmp_path.glob("store.db*") if "daybook" not in file.name]
        if subprocess.run(["chattr", "+i", *files], check=False, capture_output=True).returncode:
            pytest.skip("the file system cannot make a file immutable")
        try:
            with running(tmp_path) as started_then:
                refused = started_then.act("now")
                assert refused.status_code == 503
                assert started_then.ask().status_code == 200
        finally:
            subprocess.run(["chattr", "-i", *files], check=True)
        assert service.act("after").status_code == 200


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with few megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system is not allowed here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_the_disk_is_full(small_disk: Path) -> None:
    """Store and audit log on one full disk: nothing is answered, and /readyz says why; with room
    again all goes on without a restart, and every act acknowledged is there."""
    with running(small_disk) as service:
        assert service.act("before").status_code == 200
        assert [service.ask(GIVEN).status_code for _ in range(2)] == [200, 200]
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(PAGE))
        answers = [service.ask() for _ in range(20)] + [service.act(f"f-{n}") for n in range(4)]
        last = answers[-1]
        assert last.status_code == 503
        assert {problem(a) for a in answers if a.status_code == 503} <= {
            "audit-unavailable", "store-failed", "store-unreachable",
        }  # fmt: skip
        assert service.ask().status_code == 503
        refused = service.ask(GIVEN)
        assert (refused.status_code, problem(refused)) == (503, "audit-unavailable")
        service.until("audit")
        ballast.unlink()
        service.until("ready")
        assert service.ask().status_code == 200
        assert service.act("after").status_code == 200
        for number, answer in enumerate(answers[20:]):
            if answer.status_code == 200:
                assert service.act(f"f-{number}").json()["repeated"]
    assert audit_findings(small_disk) == []


def test_only_the_store_is_not_forced(tmp_path: Path) -> None:
    """Its disk fails, the audit log's does not: questions are answered, acts are refused and none
    is done by half; afterwards they are carried out without a restart, and all holds after one."""
    folder, broken = tmp_path / "service", tmp_path / "broken"
    folder.mkdir()
    try:
        surroundings = recording(folder, tmp_path / "record")
    except CompilerMissing as missing:
        pytest.skip(str(missing))
    refusing = {"RECORD_REFUSES_WHILE": str(broken), "RECORD_REFUSES_OF": "store.db"}
    with running_apart(folder, {**surroundings, **refusing}) as service:
        assert service.act("before").status_code == 200
        asked = service.ask().json()
        broken.touch()
        for number in range(5):
            refused = service.act(f"r-{number}")
            assert (refused.status_code, problem(refused)) == (503, "store-unreachable")
        assert service.ask().json() == asked
        assert service.state() == "ready"
        broken.unlink()
        time.sleep(5.2)  # the breaker's time
        assert service.act("after").status_code == 200
        assert [service.act(name).json()["repeated"] for name in ("before", "after")] == [True] * 2
        again = [service.act(f"r-{number}") for number in range(5)]
        assert {answer.status_code for answer in again} == {200}
    with running(folder) as service:
        held = ("before", "after", *(f"r-{number}" for number in range(5)))
        assert all(service.act(name).json()["repeated"] for name in held)
    assert audit_findings(folder) == []


def test_the_disk_fails_to_force_what_was_written(tmp_path: Path) -> None:
    """Every fsync says EIO for a while: nothing is answered on what may never reach the disk, and
    /readyz says why; afterwards all goes on without a restart, from files that were not refused."""
    folder, broken = tmp_path / "service", tmp_path / "broken"
    folder.mkdir()
    try:
        surroundings = recording(folder, tmp_path / "record")
    except CompilerMissing as missing:
        pytest.skip(str(missing))
    with running_apart(folder, {**surroundings, "RECORD_REFUSES_WHILE": str(broken)}) as service:
        assert service.act("before").status_code == 200
        written = (folder / AUDIT).stat().st_ino
        broken.touch()
        answers = [service.ask() for _ in range(3)] + [service.act(f"e-{n}") for n in range(3)]
        assert {answer.status_code for answer in answers} == {503}
        assert {problem(answer) for answer in answers} <= {"audit-unavailable", "store-unreachable"}
        service.until("audit")
        broken.unlink()
        service.until("ready")
        assert service.ask().status_code == 200
        assert (folder / AUDIT).stat().st_ino != written
        assert service.act("before").json()["repeated"]
        assert service.act("after").status_code == 200
        assert service.act("after").json()["repeated"]
    assert audit_findings(folder) == []
