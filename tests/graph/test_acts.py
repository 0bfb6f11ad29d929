"""What organisations do through the service becomes facts, once, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from graph.acts import Event, Request, carried_out, carry_out, unit_key
from graph.errors import KeyReused
from graph.facts import LinkFact, NodeFact, subject
from graph.network import Network
from graph.store import Store
from graph.ties import walk_of
from graph.vocabulary import ACTS
from tests.graph.contract.drawing import A, a_batch, company

DAY = date(2026, 3, 2)
ASKED = Request("济南市行政审批服务局", "k-1", b'{"subject":"a"}')


def test_a_request_is_carried_out_once(store: Store) -> None:
    store.apply(a_batch(company(A, "甲")))
    promise = ASKED.new_key("commitment")
    facts = (
        NodeFact(promise, "commitment", {"name": "承诺", "made": DAY}),
        LinkFact("committed", A, promise, valid_from=DAY),
        LinkFact("supervised_by", promise, unit_key("济南市市场监督管理局")),
        *Event("signed", promise, DAY).facts(ASKED),
    )
    assert not carried_out(store, ASKED)
    revision = carry_out(store, ASKED, facts)
    assert carried_out(store, ASKED)
    assert carry_out(store, ASKED, facts) == revision
    with pytest.raises(KeyReused):
        carried_out(store, Request(ASKED.unit, ASKED.key, b"other"))
    assert not carried_out(store, Request("another unit", ASKED.key, b"other"))


def test_the_network_tells_which_acts_were_done_by_a_day(store: Store) -> None:
    store.apply(a_batch(company(A, "甲")))
    about = subject(A.id)
    carry_out(store, ASKED, Event("objected", about, DAY).facts(ASKED))
    network = Network.build(store.topology())
    number = store.nodes([about])[about].number
    found = [
        [ACTS[tie[8]] for tie in network.ties(number, walk_of(frozenset({"about"}), day, "in"))]
        for day in (date(2026, 3, 1), DAY)
    ]
    assert found == [[], ["objected"]]
