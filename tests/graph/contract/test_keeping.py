"""What a store keeps beside the facts: whose persons it holds, and how much is set aside."""

from __future__ import annotations

from graph.facts import Batch, Quarantined
from graph.store import Store, open_store
from tests.graph.contract.drawing import A, a_batch, a_file, company


def test_the_first_mark_stays(store: Store, store_url: str) -> None:
    assert store.bind("a" * 32) == "a" * 32
    store.apply(a_batch(company(A, "甲")))
    with open_store(store_url) as again:
        again.prepare()
        assert again.bind("b" * 32) == "a" * 32
        assert again.bind("a" * 32) == "a" * 32


def test_rows_set_aside_are_counted_until_they_are_settled(store: Store) -> None:
    assert store.set_aside() == 0
    rows = [Quarantined(line, "id", "错", "wrong", "改", "mend") for line in range(2, 7)]
    store.apply(Batch(a_file(), (), rows, through=5, complete=True))
    assert store.set_aside() == 5 == len(list(store.quarantine()))
    numbers = [entry.number for entry in store.quarantine()]
    store.settle(numbers[:2], "retried")
    store.settle(numbers[2:3], "dismissed")
    assert store.set_aside() == 2
