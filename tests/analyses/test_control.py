"""Company control: drawn cases, and random graphs against rounds over all links."""

from __future__ import annotations

import random

import networkx

from analyses.control import Controlled, controlled_by, controls
from graph.network import Network
from graph.topology import Topology
from graph.vocabulary import LINK_CODE
from tests.networks import DAY, Row, in_force, link, random_topology, topology


def owned(*stakes: tuple[int, int, int], allies: tuple[tuple[int, int], ...] = ()) -> Network:
    rows = [link(n, "owns", a, b, percent * 10_000) for n, (a, b, percent) in enumerate(stakes)]
    rows += [link(90 + n, "acts_with", a, b) for n, (a, b) in enumerate(allies)]
    return Network.build(topology(["organization"] * 6, rows))


def test_a_company_and_what_it_controls_vote_together() -> None:
    found = controls(owned((0, 1, 60), (0, 2, 30), (1, 2, 25)), 0, DAY)
    assert found == (
        Controlled(1, 600_000, 600_000, True, (0,)),
        Controlled(2, 550_000, 550_000, True, (0, 1)),
    )


def test_half_is_no_control_and_own_shares_give_no_vote() -> None:
    assert controls(owned((0, 1, 30), (0, 1, 20), (1, 1, 40)), 0, DAY) == ()


def test_those_in_concert_vote_together_when_asked() -> None:
    network = owned((0, 2, 30), (1, 2, 30), allies=((1, 0),))
    assert controls(network, 0, DAY) == ()
    assert controls(network, 0, DAY, concert=True)[0].holders == (0, 1)
    assert list(controlled_by(network, 2, DAY, concert=True)) == [0, 1]


def test_random_graphs_agree_with_rounds_over_all_links() -> None:
    for seed in range(500):
        given = with_unknown(seed)
        network, nodes, concert = Network.build(given), range(len(given.node_kinds)), seed % 2 == 1
        answers = {node: controls(network, node, DAY, concert=concert) for node in nodes}
        for node in nodes:
            least = naive(given, node, concert, "share_min")
            most = naive(given, node, concert, "share_max")
            got = {c.number: (c.certain, c.votes_ppm, c.votes_max_ppm) for c in answers[node]}
            assert got == {
                y: (y in least[1], least[0][y], min(most[0][y], 10**6)) for y in most[1]
            }, seed
            upwards = {x for x in nodes if any(c.number == node for c in answers[x])}
            assert set(controlled_by(network, node, DAY, concert=concert)) == upwards, seed


def with_unknown(seed: int) -> Topology:
    """Stakes of several sizes and unknown ones; guarantees turned into acting in concert."""
    given, pick = random_topology(seed, size=9), random.Random(seed)
    rows: list[Row] = []
    for row in given.links.tolist():
        number, kind, code, source, target, low, high, *days = row
        if kind == LINK_CODE["owns"]:
            low, high = pick.choice(((0, 10**6), (300_000,) * 2, (500_000,) * 2, (510_000,) * 2))
        elif kind == LINK_CODE["guarantees"]:
            kind, code = LINK_CODE["acts_with"], -1
        rows.append((number, kind, code, source, target, low, high, days[0], days[1]))
    given.links[:] = rows
    return given


def naive(given: Topology, x: int, concert: bool, field: str) -> tuple[dict[int, int], set[int]]:
    """Votes of x's side in each node, and whom it controls."""
    held = [r for r in given.links if in_force(r, DAY)]
    allies: networkx.Graph[int] = networkx.Graph()
    allies.add_node(x)
    pairs = [(int(r["source"]), int(r["target"])) for r in held if r["kind"] == ALLIED]
    allies.add_edges_from(pairs if concert else [])
    side = set(networkx.node_connected_component(allies, x))
    stakes = [
        (int(r["source"]), int(r["target"]), int(r[field]))
        for r in held
        if r["kind"] == LINK_CODE["owns"] and r["source"] != r["target"]
    ]
    members = set(side)
    while True:
        votes = dict.fromkeys(range(len(given.node_kinds)), 0)
        for source, target, share in stakes:
            votes[target] += share if source in members else 0
        grown = members | {y for y, share in votes.items() if share > 500_000}
        if grown == members:
            return votes, members - side
        members = grown


ALLIED = LINK_CODE["acts_with"]
