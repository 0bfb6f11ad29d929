"""What is there behind a veil is what a reader of the list of facts would leave."""

from __future__ import annotations

import random

import numpy as np
import pytest

from graph.as_delivered import AsDelivered
from graph.network import Network
from graph.topology import LINK_DTYPE, Topology
from graph.veil import Veil, seen
from graph.vocabulary import LINK_CODE, NODE_CODE
from tests.networks import Row, link, topology

SUBJECTS = ("organization", "person", "subject")
DRAWN = (
    ("owns", SUBJECTS, SUBJECTS), ("kin_of", SUBJECTS, SUBJECTS),
    ("participates", SUBJECTS, ("project",)), ("sanctioned_by", SUBJECTS, ("sanction",)),
    ("concerns", ("sanction",), ("project",)), ("about", ("event",), ("sanction", "organization")),
)  # fmt: skip
VEIL = Veil(
    frozenset(NODE_CODE[kind] for kind in ("organization", "project", "sanction", "event")),
    frozenset(LINK_CODE[kind] for kind, _, _ in DRAWN if kind != "kin_of"),
)


def drawn(pick: random.Random) -> Topology:
    kinds = [pick.choice((*SUBJECTS, "project", "sanction", "event")) for _ in range(14)]
    rows: list[Row] = []
    for number in range(30):
        kind, sources, targets = pick.choice(DRAWN)
        ends = [[n for n, k in enumerate(kinds) if k in among] for among in (sources, targets)]
        if all(ends):
            rows.append(link(number, kind, pick.choice(ends[0]), pick.choice(ends[1])))
    return topology(kinds, rows)


def left(given: Topology) -> Topology:
    """Worked out fact by fact: what a reader of the list of facts would strike out."""
    names = {code: kind for kind, code in NODE_CODE.items()}
    kinds = [names[int(code)] for code in given.node_kinds]
    there = {n for n, kind in enumerate(kinds) if kind in ("organization", "project")}
    rows = given.links.tolist()
    there |= {r[4] for r in rows if r[1] == LINK_CODE["sanctioned_by"] and r[3] in there}
    there |= {r[3] for r in rows if r[1] == LINK_CODE["about"] and r[4] in there}
    kept = [r for r in rows if r[1] != LINK_CODE["kin_of"] and {r[3], r[4]} <= there]
    codes = [code if n in there else -1 for n, code in enumerate(given.node_kinds.tolist())]
    return Topology(given.revision, np.array(codes, np.int8), np.array(kept, dtype=LINK_DTYPE))


@pytest.mark.parametrize("seed", range(200))
def test_what_is_there_is_told_at_once_and_one_by_one(seed: int) -> None:
    given = drawn(random.Random(seed))
    kept = left(given)
    there = seen(given.node_kinds, given.links, VEIL)
    assert there.tolist() == (kept.node_kinds >= 0).tolist()
    network = Network.build(given)
    delivered = AsDelivered(network)
    assert there.tolist() == [VEIL.sees(delivered, node) for node in range(network.size)]
