"""Several processes on one store, and processes that are killed."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter

from graph.facts import subject
from graph.store import Store
from tests.graph.contract.drawing import company
from tests.graph.contract.writer import batch, start


def acknowledged(process: subprocess.Popen[str], batches: int) -> list[tuple[int, int]]:
    """Wait for so many acknowledgements: pairs of batch number and revision."""
    assert process.stdout is not None
    lines = [process.stdout.readline().split() for _ in range(batches)]
    return [(int(number), int(revision)) for number, revision in lines]


def stop(process: subprocess.Popen[str]) -> list[tuple[int, int]]:
    """kill -9; what it had still acknowledged. A line cut short acknowledges nothing."""
    process.kill()
    rest, _ = process.communicate()
    lines = [line.split() for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return [(int(number), int(revision)) for number, revision in lines]


def batch_sizes(store: Store) -> Counter[int]:
    """How many links each batch's owner has."""
    return Counter(store.topology().links["source"].tolist())


def test_two_writing_processes(store: Store, store_url: str) -> None:
    writers = [start(store_url, name, 50) for name in ("ONE", "TWO")]
    told = [pair for writer in writers for pair in acknowledged(writer, 6)]
    told += [pair for writer in writers for pair in stop(writer)]
    revisions = [revision for _, revision in told]
    assert len(set(revisions)) == len(revisions)
    assert store.revision() >= max(revisions)
    assert set(batch_sizes(store).values()) == {50}


def test_a_reader_beside_a_writer_sees_whole_batches(store: Store, store_url: str) -> None:
    writer, seen = start(store_url, "ONE", 200), set[int]()
    try:
        acknowledged(writer, 1)
        for _ in range(30):
            topology = store.topology()
            assert set(Counter(topology.links["source"].tolist()).values()) == {200}
            seen.add(topology.revision)
            time.sleep(0.02)
        acknowledged(writer, 2)
        seen.add(store.revision())
    finally:
        stop(writer)
    assert len(seen) > 1


def test_a_killed_writer_leaves_whole_batches(store: Store, store_url: str) -> None:
    chance, told = random.Random(20), dict[int, int]()
    for _ in range(5):
        writer = start(store_url, "ONE", 500, first=max(told, default=-1) + 1)
        told |= dict(acknowledged(writer, chance.randint(1, 3)))
        time.sleep(chance.uniform(0, 0.05))
        told |= dict(stop(writer))
    sizes = batch_sizes(store)
    assert set(sizes.values()) == {500}
    owners = store.nodes([subject(f"ONE:{number}") for number in told])
    assert {sizes[view.number] for view in owners.values()} == {500}
    assert len(owners) == len(told)
    assert store.revision() >= max(told.values())


def test_a_killed_load_is_finished_with_nothing_doubled(store: Store, store_url: str) -> None:
    writer = start(store_url, "ONE", 300)
    told = acknowledged(writer, 2) + stop(writer)
    for number in range(len(told) + 2):
        again = store.apply(batch("ONE", number, 300))
        assert again.stored + again.unchanged == 300
        assert again.stored == 0 or number >= len(told)
    assert store.counts()["owns"] == 300 * (len(told) + 2)
    assert (
        company(subject("ONE:0-1"), "第1公司").fields
        == store.nodes([subject("ONE:0-1")])[subject("ONE:0-1")].fields
    )
