"""The pulse of a SQLite file: another after every commit, whoever committed, and only then."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graph.sqlite_pulse import Pulse, pulse_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "some.db"


def opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS said (what TEXT)")
    return connection


def test_every_commit_changes_the_beat_and_nothing_else_does(file: Path) -> None:
    ours = opened(file)
    pulse, beats = Pulse(file), set()
    for number in range(50):
        ours.execute("INSERT INTO said VALUES (?)", (str(number),))
        first = pulse.beat()
        ours.execute("SELECT count(*) FROM said").fetchone()
        ours.execute("BEGIN IMMEDIATE")
        ours.execute("INSERT INTO said VALUES ('withdrawn')")
        ours.execute("ROLLBACK")
        assert pulse.beat() == first is not None
        beats.add(first)
    assert len(beats) == 50


def test_a_commit_of_another_process_is_seen_at_once(file: Path) -> None:
    ours = opened(file)
    pulse = Pulse(file)
    before = pulse.beat()
    said = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
        " c.execute(\"INSERT INTO said VALUES ('elsewhere')\"); c.commit()"
    )
    subprocess.run([sys.executable, "-c", said, str(file)], check=True)
    assert pulse.beat() != before
    assert ours.execute("SELECT what FROM said").fetchall() == [("elsewhere",)]


@pytest.mark.parametrize("mode", ["PASSIVE", "RESTART", "TRUNCATE"])
def test_commits_after_a_checkpoint_are_seen_and_locks_are_kept(file: Path, mode: str) -> None:
    ours, other = opened(file), opened(file)
    pulse, beats = Pulse(file), []
    for number in range(20):
        ours.execute("INSERT INTO said VALUES (?)", (str(number),))
        beats.append(pulse.beat())
        other.execute(f"PRAGMA wal_checkpoint({mode})")
    assert len(set(beats)) == 20
    assert other.execute("SELECT count(*) FROM said").fetchone() == (20,)


def test_where_there_is_no_index_there_is_no_pulse(file: Path) -> None:
    assert pulse_of(file) is None
    Path(f"{file}-shm").write_bytes(b"short")
    assert pulse_of(file) is None
    Path(f"{file}-shm").write_bytes(bytes(32_768))
    pulse = pulse_of(file)
    assert pulse is not None
    assert pulse.beat() is None  # not initialised
