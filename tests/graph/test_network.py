"""The frozen network answers what its links say."""

from __future__ import annotations

import networkx
import numpy as np
import pytest

from graph.merges import survivors
from graph.network import FEW, Network
from graph.ties import SAME_AS, Walk
from graph.topology import LINK_DTYPE, Topology
from graph.vocabulary import LINK_KIND
from tests.networks import DAY, drawn, link, random_topology, topology, twin

ALL = frozenset(LINK_KIND)


def test_a_link_is_seen_from_both_ends() -> None:
    network = drawn("owns 0 1")
    assert [tie[:2] + tie[6:8] for tie in network.every_tie(0)] == [(1, 0, 0, 1)]
    assert [tie[:2] + tie[6:8] for tie in network.every_tie(1)] == [(0, 0, 0, 0)]


def test_ties_come_by_kind_then_forward_then_link_number() -> None:
    network = drawn("holds_office 0 1", "owns 2 0", "owns 0 3", "owns 0 1")
    assert [tie[1] for tie in network.every_tie(0)] == [2, 3, 1, 0]


def test_links_in_any_order_give_the_same_network() -> None:
    given = random_topology(7)
    shuffled = Topology(given.revision, given.node_kinds, given.links[::-1])
    assert (Network.build(given).halves == Network.build(shuffled).halves).all()


def test_the_last_day_in_force_is_included() -> None:
    rows = [link(0, "owns", 0, 1, 1, (DAY, DAY))]
    network = Network.build(topology(["person", "organization"], rows))
    assert network.degree(0, Walk(ALL, DAY)) == 1
    assert network.degree(0, Walk(ALL, DAY.replace(day=2))) == 0


def test_a_merged_node_stands_at_its_survivor() -> None:
    network = drawn("owns 0 1", "same_as 1 2", "owns 2 3")
    assert network.canonical(1) == 2
    assert [tie[0] for tie in network.every_tie(2)] == [3, 0]
    assert network.every_tie(1) == []
    assert network.links == 2


def test_a_link_beyond_the_nodes_is_refused() -> None:
    with pytest.raises(IndexError, match="does not have"):
        Network.build(topology(["person"], [link(0, "owns", 0, 1)]))


def test_an_empty_topology_is_a_network() -> None:
    empty = Topology(0, np.zeros(0, dtype=np.int8), np.zeros(0, dtype=LINK_DTYPE))
    assert Network.build(empty).every_tie(0) == []


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        Walk(frozenset({"befriends"}), DAY)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(1, 2)], {1: 2}),
        ([(1, 2), (2, 3)], {1: 3, 2: 3}),
        ([(1, 2), (2, 1)], {2: 1}),
        ([(5, 3), (5, 4)], {5: 3, 4: 3}),
        ([(7, 7)], {}),
    ],
)
def test_survivors(pairs: list[tuple[int, int]], expected: dict[int, int]) -> None:
    assert survivors(pairs) == expected


@pytest.mark.parametrize("direction", ["both", "out", "in"])
@pytest.mark.parametrize("size", [14, 3 * FEW])
def test_filtered_ties_are_those_of_networkx(direction: str, size: int) -> None:
    for seed in range(40):
        given = random_topology(seed, size=size)
        walk = Walk(frozenset({"owns", "participates"}), DAY, direction)  # type: ignore[arg-type]
        network, graph = Network.build(given), twin(given, walk)
        for node in graph:
            ties = sorted((t[0], t[1], bool(t[7])) for t in network.ties(node, walk))
            arcs = graph.out_edges(node, data=True)
            assert ties == sorted((v, said["link"], said["forward"]) for _, v, said in arcs)
            assert network.degree(node, walk) == len(ties)


@pytest.mark.parametrize("seed", range(60))
def test_merged_nodes_are_those_networkx_finds_connected(seed: int) -> None:
    given = random_topology(seed, merges=True)
    same = given.links["kind"] == SAME_AS
    judged = [(int(row["source"]), int(row["target"])) for row in given.links[same]]
    stands = np.arange(len(given.node_kinds))
    for group in networkx.connected_components(networkx.Graph(judged)):
        away = {source for source, target in judged if source != target}
        stands[list(group)] = min(group - away or group)
    moved = given.links[~same].copy()
    moved["source"], moved["target"] = stands[moved["source"]], stands[moved["target"]]
    network = Network.build(given)
    assert [network.canonical(node) for node in range(network.size)] == stands.tolist()
    expected = Network.build(Topology(given.revision, given.node_kinds, moved))
    assert (network.halves == expected.halves).all()


@pytest.mark.parametrize("seed", range(30))
def test_the_foremost_ties_are_all_those_with_whoever_has_the_greatest(seed: int) -> None:
    network, walk = Network.build(random_topology(seed, merges=True)), Walk(ALL, None)
    for node in range(network.size):
        ties = network.ties(node, walk)
        greatest: dict[int, int] = {}
        for tie in ties:
            greatest[tie[0]] = max(greatest.get(tie[0], 0), tie[3])
        ranked = sorted(greatest, key=lambda other: (-greatest[other], other))
        for most in (0, 1, 3, len(ranked)):
            wanted = [tie for tie in ties if tie[0] in ranked[:most]]
            assert network.foremost(node, walk, "share_max", most) == wanted


def test_a_walk_without_a_day_leads_to_what_was_ever_in_force() -> None:
    rows = [link(0, "owns", 0, 1, 1, (DAY, DAY)), link(1, "owns", 0, 1, 1, (None, None))]
    network = Network.build(topology(["person", "organization"], rows))
    assert network.degree(0, Walk(ALL, None, "out")) == 2
    assert network.degree(0, Walk(ALL, None, "in")) == 0
    assert [tie[1] for tie in network.ties(1, Walk(ALL, None))] == [0, 1]
