"""The networks of a real store: snapshot and overlay after any batches equal a fresh build."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import snapshot
from graph.errors import RefusedInput
from graph.facts import Batch, DeliveredFile, Fact, LinkFact, NodeFact, Row, Withdrawal, subject
from graph.network import Network
from graph.networks import Networks
from graph.overlay import Overlay
from graph.sqlite_store import SqliteStore
from graph.store import Store, open_store
from tests.graph.test_overlay import assert_same

people = st.integers(0, 6).map(lambda n: subject(f"local:{n}"))
kinds = st.sampled_from(["owns", "guarantees", "same_as", "same_as"])
days = st.sampled_from([None, date(2020, 1, 1), date(2021, 2, 3)])
links = st.builds(LinkFact, kinds, people, people, valid_until=days)
gone = st.builds(Withdrawal, kinds, people, people)
described = st.builds(
    NodeFact, people, st.sampled_from(["organization", "person"]), st.just({"name": "甲"})
)
batches = st.lists(st.lists(st.one_of(links, links, gone, described), max_size=8), max_size=6)


@contextmanager
def empty() -> Iterator[tuple[Store, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with open_store(f"sqlite:///{path}/facts.db") as store:
            store.prepare()
            yield store, path / "network"


def apply(store: Store, number: int, facts: list[Fact]) -> None:
    file = DeliveredFile("local", "plain", f"{number}.csv", f"{number:064x}")
    rows = [Row(line, (fact,)) for line, fact in enumerate(facts, start=2)]
    store.apply(Batch(file, rows, through=len(rows), complete=True))


@settings(max_examples=60, deadline=None)
@given(before=batches, after=batches)
def test_snapshot_and_overlay_equal_a_fresh_build(
    before: list[list[Fact]], after: list[list[Fact]]
) -> None:
    with empty() as (store, folder):
        for number, facts in enumerate(before):
            apply(store, number, facts)
        Networks(store, folder).current()
        networks = Networks(store, folder)
        for number, facts in enumerate(after, start=len(before)):
            apply(store, number, facts)
            assert_same(networks.current(), Network.build(store.topology()))
        for revision in range(store.revision() + 1):
            assert_same(networks.at(revision), Network.build(store.topology(known_at=revision)))


def owns(source: int, target: int) -> Fact:
    return LinkFact("owns", subject(f"local:{source}"), subject(f"local:{target}"))


def test_the_snapshot_is_opened_and_later_changes_are_folded_over_it() -> None:
    with empty() as (store, folder):
        apply(store, 1, [owns(0, 1)])
        Networks(store, folder).current()
        apply(store, 2, [owns(1, 2)])
        now = Networks(store, folder).current()
        assert isinstance(now, Overlay)
        assert (now.base.revision, now.revision) == (1, 2)


def test_a_large_overlay_becomes_the_new_snapshot() -> None:
    with empty() as (store, folder):
        apply(store, 1, [owns(0, 1)])
        networks = Networks(store, folder, fold_limit=2)
        networks.current()
        apply(store, 2, [owns(n, n + 1) for n in range(1, 5)])
        networks.current()
        networks.wait()
        assert isinstance(networks.current(), Network)
        assert snapshot.load(folder).revision == 2


def test_a_snapshot_of_another_store_is_not_believed() -> None:
    with empty() as (first, folder), empty() as (second, _):
        apply(first, 1, [owns(0, 1)])
        Networks(first, folder).current()
        apply(second, 1, [LinkFact("guarantees", subject("local:0"), subject("local:1"))])
        assert_same(Networks(second, folder).current(), Network.build(second.topology()))


def test_without_a_folder_nothing_is_written() -> None:
    with empty() as (store, folder):
        apply(store, 1, [owns(0, 1)])
        assert Networks(store, None).current().revision == 1
        assert not folder.exists()


def test_a_folder_that_cannot_be_written_does_not_stop_an_answer() -> None:
    with empty() as (store, folder):
        folder.write_text("a file where the folder should be")
        apply(store, 1, [owns(0, 1)])
        assert Networks(store, folder).current().revision == 1


@pytest.mark.parametrize("revision", [-1, 2])
def test_a_revision_that_is_not_there_is_refused(revision: int) -> None:
    with empty() as (store, folder):
        apply(store, 1, [owns(0, 1)])
        with pytest.raises(RefusedInput):
            Networks(store, folder).at(revision)


@pytest.mark.parametrize("looked", [False, True])
def test_another_store_in_its_place_is_seen_at_the_same_revision(
    tmp_path: Path, looked: bool
) -> None:
    """Restored over the file that a service has open; ``looked``: it did while there was less."""
    path = tmp_path / "s.db"
    with empty() as (other, _), open_store(f"sqlite:///{path}") as store:
        store.prepare()
        for number in range(2):
            apply(store, number, [owns(0, number + 1)])
        networks = Networks(store, None)
        before, touches = networks.current(), networks.touches
        apply(other, 0, [owns(5, 6)])
        for number in range(1, 3):
            laid_over(other, path)
            if looked or number == 2:
                assert_same(networks.current(), Network.build(other.topology()))
            apply(other, number, [owns(6, 6 + number)])
        assert before.revision == networks.current().revision
        assert networks.generation >= 1
        assert networks.touches is not touches


def laid_over(store: Store, path: Path) -> None:
    assert isinstance(store, SqliteStore)
    with sqlite3.connect(store.path) as source, sqlite3.connect(path) as target:
        source.backup(target)
