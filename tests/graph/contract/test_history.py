"""As of a day, as known at a revision; merges and what follows from them; changes."""

from __future__ import annotations

from datetime import date

from graph.facts import LinkFact, Withdrawal
from graph.store import Store, in_force
from graph.topology import ALWAYS, FOREVER, NO_CODE
from graph.vocabulary import LINK_CODE, NODE_CODE, OFFICES
from tests.graph.contract.drawing import (
    FIRST,
    A,
    B,
    C,
    D,
    a_batch,
    a_file,
    after,
    company,
    owns,
    rows_of,
    same,
    unmerge,
)


def test_as_known_at_every_revision(store: Store) -> None:
    store.apply(a_batch(company(A, "甲"), owns(A, B, 600_000), file=a_file("1")))
    store.apply(a_batch(owns(A, B, 400_000), owns(C, B, 100_000), file=a_file("2")))
    store.apply(a_batch(Withdrawal("owns", C, B, valid_from=FIRST), file=a_file("3")))
    shares = [
        sorted(store.topology(known_at=known_at).links["share_min"].tolist())
        for known_at in range(4)
    ]
    assert shares == [[], [600_000], [100_000, 400_000], [400_000]]
    assert store.nodes([C], known_at=1) == {}
    assert set(store.nodes([C], known_at=2)) == {C}
    kinds = store.topology(known_at=1).node_kinds.tolist()
    assert kinds[:2] == [NODE_CODE["organization"], NODE_CODE["subject"]]


def test_as_of_a_day_the_last_day_counts(store: Store) -> None:
    until = date(2022, 12, 31)
    store.apply(a_batch(LinkFact("owns", A, B, valid_from=FIRST, valid_until=until)))
    [link] = store.links([0]).values()
    first, last = store.topology().links[["valid_from", "valid_until"]].tolist()[0]
    assert (first, last) == (FIRST.toordinal(), until.toordinal())
    assert in_force(link.valid_from, link.valid_until, until)
    assert not in_force(link.valid_from, link.valid_until, date(2023, 1, 1))


def test_the_topology_is_the_links(store: Store) -> None:
    store.apply(
        a_batch(
            owns(A, B, 250_000, since=None),
            LinkFact("owns", B, C),
            LinkFact("holds_office", D, B, {"office": "director"}, distinct="director"),
            LinkFact("branch_of", C, B, valid_from=FIRST),
            same(D, A),
        )
    )
    topology = store.topology()
    assert [store.links([n])[n].number for n in topology.links["number"].tolist()]
    views = store.links(topology.links["number"].tolist())
    numbers = {key: view.number for key, view in store.nodes([A, B, C, D]).items()}
    for row in topology.links:
        view = views[int(row["number"])]
        assert row["kind"] == LINK_CODE[view.kind]
        assert (row["source"], row["target"]) == (numbers[view.source], numbers[view.target])
        office = view.fields.get("office")
        assert row["code"] == (OFFICES.index(str(office)) if office else NO_CODE)
        low, high = (0, 1_000_000) if view.kind == "owns" else (0, 0)
        assert row["share_min"] == view.fields.get("share_min", low)
        assert row["share_max"] == view.fields.get("share_max", high)
        assert row["valid_from"] == (view.valid_from.toordinal() if view.valid_from else ALWAYS)
        assert row["valid_until"] == FOREVER
    assert store.numbered([numbers[A]])[numbers[A]].key == A


def test_merge_and_unmerge(store: Store) -> None:
    store.apply(a_batch(company(A, "甲"), company(B, "甲公司"), file=a_file("1")))
    store.apply(a_batch(same(A, B), file=a_file("2", "merges")))
    assert store.nodes([A])[A].merged_into == B
    assert store.nodes([B])[B].merged_into is None
    assert store.resolve("a") == [A]  # not redirected here
    undone = store.apply(a_batch(unmerge(A, B), file=a_file("3", "merges")))
    assert undone.stored == 1
    assert store.nodes([A])[A].merged_into is None
    assert store.nodes([A], known_at=2)[A].merged_into == B
    store.apply(a_batch(same(A, B), file=a_file("4", "merges")))
    assert store.nodes([A])[A].merged_into == B


def test_withdrawing_what_is_not_held_changes_nothing(store: Store) -> None:
    applied = store.apply(a_batch(unmerge(A, B)))
    assert (applied.revision, applied.stored, applied.unchanged) == (0, 0, 1)
    assert store.nodes([A]) == {}


def test_changes_since_each_revision(store: Store) -> None:
    store.apply(a_batch(owns(A, B, 1), owns(B, C, 2), file=a_file("1")))
    store.apply(a_batch(owns(A, B, 3), company(C, "丙"), file=a_file("2")))
    store.apply(a_batch(owns(A, B, 4), owns(C, D, 5), file=a_file("3")))
    now = store.topology()
    for since in range(4):
        before, changes = store.topology(known_at=since), store.changes(since)
        assert (changes.since, changes.revision) == (since, 3)
        assert after(before, changes) == rows_of(now)
        kinds = dict(enumerate(before.node_kinds.tolist()))
        kinds |= dict(zip(changes.node_numbers.tolist(), changes.node_kinds.tolist(), strict=True))
        assert {n: k for n, k in kinds.items() if k >= 0} == dict(
            enumerate(now.node_kinds.tolist())
        )


def test_where_a_version_comes_from(store: Store) -> None:
    file = a_file("books", "ownership", "REGISTRY")
    store.apply(a_batch(owns(A, B, 1), owns(B, C, 1), file=file))
    origin = store.links([1])[1].origin
    assert (origin.file, origin.line) == (file, 3)
