"""A store behind a veil is one that was never told what is hidden, whenever it is looked at."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import pytest

from analyses.rulebook import load_rules
from analyses.rulebook.access import View
from api.access.sight import veil_of, withheld_of
from graph.facts import Batch, DeliveredFile, Fact, LinkFact, NodeFact, Row, Withdrawal, subject
from graph.networks import Networks
from graph.sqlite_store import SqliteStore
from graph.store import Store, open_store
from graph.ties import Ties
from graph.veiled_store import VeiledStore
from tests.hidden import (
    DESCRIBED,
    EVENTS,
    LOT,
    ORGS,
    PERSONS,
    RECORDS,
    SITE,
    TELEPHONES,
    tie,
    visible,
    withholding,
)

VIEWS: Final = {view.id: view for view in load_rules().access.view if view.id != "whole"}
SEEDS: Final = int(os.environ.get("XINMAI_SEEDS", "2"))  # a view; more by hand
GOING: Final = ("owns", "bids", "sanctioned_by", "about", "same_as")
Delivery = list[tuple[int, Fact]]


ANYBODY: Final = [*ORGS, *PERSONS, subject("t:never-described")]
MAKES: Final[tuple[Callable[[Random], LinkFact], ...]] = (
    lambda pick: tie(
        "owns", pick.choice(ANYBODY), pick.choice(ORGS), share_min=10**5, share_max=10**6
    ),
    lambda pick: tie("holds_office", pick.choice(PERSONS), pick.choice(ORGS), office="director"),
    lambda pick: kin(pick),
    lambda pick: tie("sanctioned_by", pick.choice(ANYBODY), pick.choice(RECORDS)),
    lambda pick: tie("contact_at", pick.choice(ANYBODY), pick.choice(TELEPHONES)),
    lambda pick: tie("about", pick.choice(EVENTS), pick.choice(RECORDS), act="objected"),
    lambda pick: tie("bids", pick.choice(ORGS), LOT),
    lambda pick: tie("participates", pick.choice(ORGS), SITE, role="contractor"),
    lambda pick: tie("guarantees", pick.choice(ANYBODY), pick.choice(ANYBODY)),
    lambda pick: tie("same_as", *pick.sample(ORGS, 2)),
)


def kin(pick: Random) -> LinkFact:
    return tie("kin_of", pick.choice(ANYBODY), pick.choice(ANYBODY), relation=f"{pick.random()}")


def restated(pick: Random) -> NodeFact:
    """One that is described again: what changed may be kept apart, or not, or both."""
    fact = DESCRIBED[pick.choice([*ORGS, *RECORDS])]
    apart, openly = ("facts", "authority") if fact.kind == "sanction" else ("phone", "status")
    changed = {apart: pick.choice(["138", "139", "137"])}
    if pick.random() < 0.3:
        changed[openly] = pick.choice(["存续", "注销"])
    if pick.random() < 0.2:
        changed["name"] = pick.choice(["甲建设公司", "乙建设公司"])
    return NodeFact(fact.key, fact.kind, {**fact.fields, **changed})


def drawn(pick: Random) -> list[Delivery]:
    """Deliveries of a few facts each: parties described late or never or again, ties that go again,
    and at any place some that only few may see."""
    facts: list[Fact] = [*DESCRIBED.values(), *(pick.choice(MAKES)(pick) for _ in range(30))]
    facts += [restated(pick) for _ in range(16)]
    pick.shuffle(facts)
    for link in [f for f in facts if isinstance(f, LinkFact) and f.kind in GOING]:
        if pick.random() < 0.3:
            gone = Withdrawal(link.kind, link.source, link.target, link.distinct)
            facts.insert(pick.randint(facts.index(link) + 1, len(facts)), gone)
    lines = list(enumerate(facts, start=2))
    cuts = sorted(pick.sample(range(1, len(lines)), 10))
    cut = [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    for line in range(len(lines), len(lines) + 4):
        cut.insert(pick.randint(0, len(cut)), [(line, kin(pick))])
    return cut


def left(deliveries: list[Delivery], view: View) -> list[Delivery]:
    facts = [fact for delivery in deliveries for _, fact in delivery]
    stated = [fact for fact in facts if not isinstance(fact, Withdrawal)]
    kept = visible(stated, view)
    ties = {(f.kind, f.source, f.target) for f in kept if isinstance(f, LinkFact)}
    return [
        [(line, withholding(fact, view)) for line, fact in delivery
         if fact in kept or (isinstance(fact, Withdrawal)
                             and (fact.kind, fact.source, fact.target) in ties)]
        for delivery in deliveries
    ]  # fmt: skip


def apply(store: Store, number: int, delivery: Delivery) -> None:
    if delivery:
        source = ("market", "housing")[number % 2]  # two tables, each with its own statements
        file = DeliveredFile(source, "plain", f"{number}.csv", f"{number:064x}")
        rows = [Row(line, (fact,)) for line, fact in delivery]
        store.apply(Batch(file, rows, through=len(rows), complete=True))


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with ExitStack() as held:
        made = [held.enter_context(open_store(f"sqlite:///{tmp_path}/{n}.db")) for n in "ab"]
        for store in made:
            store.prepare()
        yield made[0], made[1]


def sighted(store: Store, view: View) -> VeiledStore:
    return VeiledStore(store, Networks(store, None), veil_of(view), withheld_of(view))


def told(seen: VeiledStore, network: Ties) -> list[object]:
    """Everything that can be read of a store and its network."""
    ties = [network.every_tie(node) for node in range(network.size)]
    links = sorted({tie[1] for each in ties for tie in each})
    found = seen.numbered(range(network.size), known_at=network.revision)
    return [
        network.revision, network.size, [network.kind_of(n) for n in range(network.size)],
        ties, sorted(found.items()), sorted(seen.links(links).items()),
        seen.restated(0), seen.search("建设"), seen.search("张小"), seen.search("t:"),
    ]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_hidden_deliveries_leave_no_trace(
    stores: tuple[Store, Store], view: View, seed: int
) -> None:
    """Looked at after each delivery, now and then, or only in the end: the same, to the number."""
    deliveries, pick = drawn(Random(seed)), Random(seed)
    whole, bare = stores
    each, rarely = sighted(whole, view), sighted(whole, view)
    revisions = []
    for number, (delivery, rest) in enumerate(zip(deliveries, left(deliveries, view), strict=True)):
        apply(whole, number, delivery)
        apply(bare, number, rest)
        own = sighted(bare, view)
        assert told(each, each.networks.current()) == told(own, own.networks.current())
        revisions.append(each.revision())
        if pick.random() < 0.2:
            rarely.networks.current()
    late = sighted(whole, view)
    assert told(rarely, rarely.networks.current()) == told(late, late.networks.current())
    assert told(late, late.networks.current()) == told(each, each.networks.current())
    for known_at in sorted({*revisions}):
        assert told(late, late.networks.at(known_at)) == told(own, own.networks.at(known_at))
    assert whole.revision() > late.revision() > 1


def test_a_hidden_id_stands_in_nobodys_way(stores: tuple[Store, Store]) -> None:
    """An id that a source uses is found though the same, unscoped, is somebody's hidden."""
    whole, _ = stores
    facts = [NodeFact(subject("7"), "person", {"name": "张小一"}), DESCRIBED[ORGS[0]],
             NodeFact(subject("t:7"), "organization", {"name": "七号公司"})]  # fmt: skip
    apply(whole, 1, list(enumerate(facts)))
    assert whole.resolve("7") == [subject("7")]
    assert sighted(whole, VIEWS["published"]).resolve("7") == [subject("t:7")]
    assert sighted(whole, VIEWS["credit"]).resolve("7") == [subject("7")]


def test_what_was_changed_since_any_revision_is_the_difference(stores: tuple[Store, Store]) -> None:
    whole, _ = stores
    view, deliveries = VIEWS["credit"], drawn(Random(5))
    seen = sighted(whole, view)
    seen.revision()
    for number, delivery in enumerate(deliveries):
        apply(whole, number, delivery)
        seen.revision()
    late = sighted(whole, view)
    for since in range(seen.revision() + 1):
        one, other = seen.changes(since), late.changes(since)
        assert (one.since, one.revision) == (other.since, other.revision)
        assert np.array_equal(
            np.setdiff1d(one.recorded["number"], one.retired), other.recorded["number"]
        )


def test_another_store_in_its_place_is_numbered_anew(stores: tuple[Store, Store]) -> None:
    whole, other = stores
    view = VIEWS["credit"]
    for store, seed in ((whole, 1), (other, 2)):
        for number, delivery in enumerate(drawn(Random(seed))[:5]):
            apply(store, number, delivery)
    seen = sighted(whole, view)
    seen.networks.current()
    assert isinstance(whole, SqliteStore)
    assert isinstance(other, SqliteStore)
    with sqlite3.connect(other.path) as source, sqlite3.connect(whole.path) as target:
        source.backup(target)
    anew = sighted(other, view)
    assert told(seen, seen.networks.current()) == told(anew, anew.networks.current())
