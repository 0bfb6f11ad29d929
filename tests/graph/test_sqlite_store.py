"""What only the SQLite engine can get wrong: the file, its marker, its durability."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from graph.errors import RefusedInput, StoreBusy, StoreDamaged, StoreError, StoreUnreachable
from graph.facts import subject
from graph.sqlite_schema import check_durable, connect
from graph.sqlite_store import SqliteStore
from graph.store import open_store
from tests.graph.contract.drawing import A, B, a_batch, a_file, company, owns

PAGE = 4_096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one company and one link in it."""
    path = tmp_path / "city.db"
    with open_store(f"sqlite:///{path}") as store:
        store.prepare()
        store.apply(a_batch(company(A, "甲公司"), owns(A, B, 1)))
    return path


def test_a_new_store_is_its_owner_s_alone(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store, closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM node").fetchone() == (2,)
        store.apply(a_batch(company(subject("t:more"), "另一公司")))
        for file in path.parent.glob("city.db*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_connection_is_durable(path: Path) -> None:
    connection = connect(path, "rw", busy_seconds=1, cache_mb=1)
    check_durable(connection)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.execute("PRAGMA synchronous = NORMAL")
    with pytest.raises(StoreError, match="synchronous=FULL"):
        check_durable(connection)
    connection.close()


def test_a_store_taken_out_of_wal_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    with pytest.raises(StoreError, match="WAL"):
        open_store(f"sqlite:///{path}")


def test_durability_is_no_option(path: Path) -> None:
    with pytest.raises(RefusedInput, match="durability"):
        open_store(f"sqlite:///{path}?synchronous=normal")


def test_a_directory(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="directory"):
        open_store(f"sqlite:///{tmp_path}")


def test_not_a_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all" * 100)
    with pytest.raises(StoreDamaged, match="not a Xinmai store"):
        open_store(f"sqlite:///{tmp_path}/notes.txt")


def test_another_applications_database(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    with pytest.raises(StoreDamaged, match="another application"):
        open_store(f"sqlite:///{tmp_path}/other.db")
    assert (tmp_path / "other.db").exists()


def test_another_format(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreDamaged, match="format 99"):
        open_store(f"sqlite:///{path}")


def test_another_order_of_the_vocabulary(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("""UPDATE vocabulary SET kinds = '{"links": ["swapped"]}'""")
    connection.commit()
    connection.close()
    with open_store(f"sqlite:///{path}") as store, pytest.raises(StoreDamaged, match="vocabulary"):
        store.prepare()


def test_a_file_damaged_in_the_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged), open_store(f"sqlite:///{path}") as store:
        store.topology()


def test_a_writer_that_met_damage_writes_again_when_it_is_put_right(path: Path) -> None:
    second = a_batch(company(B, "乙公司"), file=a_file("2"))
    with open_store(f"sqlite:///{path}") as store:
        store.apply(a_batch(company(A, "甲公司"), file=a_file("1")))
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'node'").fetchone()
    with open_store(f"sqlite:///{path}") as store:
        sound = _overwritten(path, root, b"\xff" * PAGE)
        with pytest.raises(StoreDamaged):
            store.apply(second)
        _overwritten(path, root, sound)
        assert store.apply(second).stored == 1


def _overwritten(path: Path, page: int, content: bytes) -> bytes:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        before = file.read(PAGE)
        file.seek((page - 1) * PAGE)
        file.write(content)
    return before


def test_no_store_there_is_not_an_empty_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        open_store(f"sqlite:///{tmp_path}/none.db", read_only=True)
    with open_store(f"sqlite:///{tmp_path}/none.db") as store, pytest.raises(StoreUnreachable):
        store.revision()
    assert not (tmp_path / "none.db").exists()


def test_read_only(path: Path) -> None:
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        store.prepare()
        assert store.revision() == 1
        with pytest.raises(StoreError, match="read-only"):
            store.apply(a_batch(company(B, "乙")))
        with pytest.raises(StoreError, match="read-only"):
            store.settle([1], "retried")


def test_busy(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with SqliteStore(f"sqlite:///{path}", busy_seconds=0.1) as store:
        with pytest.raises(StoreBusy):
            store.apply(a_batch(company(B, "乙"), file=a_file("2")))
        assert store.revision() == 1  # readers go on
        other.execute("ROLLBACK")
        assert store.apply(a_batch(company(B, "乙"), file=a_file("2"))).revision == 2
    other.close()


def test_a_read_connection_a_thread(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        names: list[str] = []
        threads = [
            threading.Thread(target=lambda: names.append(store.nodes([A])[A].name))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert names == ["甲公司"] * 8


def test_close_twice_and_open_again(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    store.close()
    store.close()
    assert store.revision() == 1  # a closed store opens again when it is asked
    store.close()


def test_closed_under_readers_in_other_threads(path: Path) -> None:
    store = open_store(f"sqlite:///{path}")
    names: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            names.update(view.name for view in store.numbered([0, 1] * 200).values())

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(300):
        store.close()  # dies of SIGSEGV where it does not wait for them
    stop.set()
    for reader in readers:
        reader.join()
    store.close()
    assert "甲公司" in names


def handles(path: Path) -> int:
    """How many of this process's are of this store's files."""
    found = 0
    for each in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):
            found += str(each.readlink()).startswith(str(path))
    return found


def test_a_thread_takes_its_connection_with_it(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        store.nodes([A])
        before = handles(path)
        for _ in range(20):
            reader = threading.Thread(target=lambda: store.nodes([A]))
            reader.start()
            reader.join()
        assert handles(path) <= before + 3
    assert handles(path) == 0


def test_a_store_of_before_names_were_indexed_so_is_indexed_when_prepared(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE initial")
        connection.execute("DROP TABLE placed")
    connection.close()
    with open_store(f"sqlite:///{path}") as store:
        assert store.search("jgs") == []
        store.prepare()
        assert [hit.name for hit in store.search("jgs")] == ["甲公司"]
        store.apply(a_batch(company(A, "丁公司"), file=a_file("3")))
        assert store.search("jgs") == []


def test_the_file_is_sound_after_changes(path: Path) -> None:
    with open_store(f"sqlite:///{path}") as store:
        store.apply(a_batch(company(A, "改名公司"), owns(A, B, 2), file=a_file("2")))
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.execute("INSERT INTO bigram (bigram) VALUES ('integrity-check')")
    connection.close()
