"""The service's own book-keeping: whole or not at all, by many threads and processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.daybook import Daybook
from graph.errors import StoreDamaged, StoreError

STEPS = ["CREATE TABLE seen (number INTEGER PRIMARY KEY) STRICT"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "daybook.db"


@pytest.fixture
def book(path: Path) -> Iterator[Daybook]:
    book = Daybook(path)
    book.prepare("seen", STEPS)
    yield book
    book.close()


def put(book: Daybook, number: int) -> None:
    with book.write() as db:
        db.execute("INSERT INTO seen VALUES (?)", (number,))


def numbers(book: Daybook) -> list[int]:
    with book.read() as db:
        return [row[0] for row in db.execute("SELECT number FROM seen ORDER BY number")]


def test_what_was_written_is_there_for_the_next_start(book: Daybook, path: Path) -> None:
    put(book, 7)
    again = Daybook(path)
    again.prepare("seen", STEPS)
    assert numbers(again) == [7]
    again.close()


def test_each_step_is_taken_once_and_later_ones_are_added(book: Daybook) -> None:
    put(book, 1)
    book.prepare("seen", [*STEPS, "ALTER TABLE seen ADD COLUMN why TEXT"])
    with book.read() as db:
        assert db.execute("SELECT * FROM seen").fetchall() == [(1, None)]
    with pytest.raises(StoreError, match="newer"):
        book.prepare("seen", STEPS)


def test_a_failing_write_leaves_nothing(book: Daybook) -> None:
    def half() -> None:
        with book.write() as db:
            db.execute("INSERT INTO seen VALUES (1)")
            raise KeyError("half way")

    with pytest.raises(KeyError):
        half()
    assert numbers(book) == []
    put(book, 1)
    assert numbers(book) == [1]


def test_a_reader_sees_one_moment(book: Daybook) -> None:
    put(book, 1)
    with book.read() as db:
        before = db.execute("SELECT count(*) FROM seen").fetchone()
        writer = threading.Thread(target=put, args=(book, 2))
        writer.start()
        writer.join()
        assert db.execute("SELECT count(*) FROM seen").fetchone() == before == (1,)
    assert numbers(book) == [1, 2]


def test_the_version_tells_of_writes_here_and_elsewhere(book: Daybook, path: Path) -> None:
    first = book.version()
    assert book.version() == first
    put(book, 1)
    second = book.version()
    assert second != first
    other = Daybook(path)
    put(other, 2)
    other.close()
    assert book.version() != second


def test_closed_under_readers_in_other_threads(book: Daybook) -> None:
    put(book, 1)
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            assert numbers(book) == [1]

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(300):
        book.close()
    stop.set()
    for reader in readers:
        reader.join()


def test_threads_write_one_after_another(book: Daybook) -> None:
    threads = [threading.Thread(target=put, args=(book, number)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers(book) == list(range(40))


def _write_and_tell(path: Path, told: Path) -> None:
    book = Daybook(path)
    for number in range(1_000_000):
        put(book, number)
        with told.open("a") as file:
            file.write(f"{number}\n")


def test_what_was_acknowledged_survives_a_kill(book: Daybook, path: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    writer = multiprocessing.get_context("spawn").Process(target=_write_and_tell, args=(path, told))
    writer.start()
    while not told.exists() or told.stat().st_size < 200:
        assert writer.is_alive()
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    acknowledged = [int(line) for line in told.read_text().splitlines()]
    assert set(acknowledged) <= set(numbers(book))


def test_another_kind_of_file_is_named_as_damaged(tmp_path: Path) -> None:
    other = tmp_path / "daybook.db"
    other.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreDamaged):
        Daybook(other)


def test_only_the_owner_may_read_it(book: Daybook, path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0
