"""Ownership loops and shares beyond the whole: drawn cases, random graphs against networkx."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import prod

import networkx

from analyses.citywide.holdings import holdings_of
from analyses.stakes import Stakes
from analyses.structures.loops import city_loops, described, loop_of
from analyses.structures.overfull import city_overfull, overfull_of
from analyses.work import Work
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY
from tests.ownership import WHOLE, drawn, random_stakes, sums

GRAPHS = 5_000


def test_a_loop_has_its_path_and_its_product() -> None:
    network, names = drawn("A 50 B", "B 40 C", "C 50 A", "A 10 C", "C 60 D")
    found = loop_of(Stakes(network, DAY), names.index("B"))
    assert found is not None
    assert (found.members, found.path) == ((0, 1, 2), (0, 1, 2))
    assert (found.least, found.most, found.closed) == (Fraction(1, 10), Fraction(1, 10), False)
    assert [step.link for step in found.steps] == [0, 1, 2]
    assert loop_of(Stakes(network, DAY), names.index("D")) is None


def test_an_unknown_share_leaves_a_range() -> None:
    network, _ = drawn("A ? B", "B 40 A")
    found = loop_of(Stakes(network, DAY), 0)
    assert found is not None
    assert (found.least, found.most) == (0, Fraction(2, 5))


def test_two_that_hold_each_other_wholly_are_closed() -> None:
    network, _ = drawn("A 100 B", "B 100 A")
    found = loop_of(Stakes(network, DAY), 0)
    assert found is not None
    assert (found.closed, found.least) == (True, 1)


def test_one_that_holds_itself_is_a_loop() -> None:
    network, names = drawn("A 20 A", "B 80 A")
    found = loop_of(Stakes(network, DAY), names.index("A"))
    assert found is not None
    assert (found.path, found.most, [s.link for s in found.steps]) == ((0,), Fraction(1, 5), [0])


def test_a_spent_budget_is_said() -> None:
    network, _ = drawn("A 50 B", "B 40 A")
    stakes = Stakes(network, DAY, work=Work(1))
    assert loop_of(stakes, 0) is None
    assert stakes.cut_short


def strongest(given: Topology, members: frozenset[int], bound: int) -> Fraction:
    """The largest product over every simple circle, one after the other."""
    pairs = sums(given, "capital")
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for (owner, company), share in pairs.items():
        if {owner, company} <= members and share[bound]:
            graph.add_edge(owner, company, share=Fraction(min(share[bound], WHOLE), WHOLE))
    return max(
        (
            prod((graph[a][b]["share"] for a, b in pairwise((*c, c[0]))), start=Fraction(1))
            for c in networkx.simple_cycles(graph)
        ),
        default=Fraction(0),
    )


def test_random_graphs_agree_with_every_simple_circle() -> None:
    loops = 0
    for seed in range(GRAPHS):
        given = random_stakes(seed, size=7)
        network, stakes = Network.build(given), Stakes(Network.build(given), DAY)
        graph: networkx.DiGraph[int] = networkx.DiGraph(list(sums(given, "capital")))
        expected = {
            frozenset(c)
            for c in networkx.strongly_connected_components(graph)
            if len(c) > 1 or graph.has_edge(*list(c) * 2)
        }
        city = city_loops(holdings_of(network, DAY))
        assert {frozenset(members) for members in city} == expected, seed
        for members in city:
            found = described(stakes, members)
            assert found == loop_of(stakes, members[-1]), seed
            least = strongest(given, frozenset(members), 0)
            assert found.least == least, seed
            if not least:
                assert found.most == strongest(given, frozenset(members), 1), seed
            loops += 1
    assert loops > GRAPHS


def test_more_than_the_whole_is_found_by_lowest_shares() -> None:
    network, names = drawn("A 60 C", "B 50 C", "A 60 D", "B ? D", "A 90 E", "E 20 E")
    stakes, full = Stakes(network, DAY), holdings_of(network, DAY)
    found = overfull_of(stakes, names.index("C"))
    assert found is not None
    assert (found.total_ppm, [owner for owner, _ in found.holders]) == (1_100_000, [0, 1])
    assert overfull_of(stakes, names.index("D")) is None
    own = overfull_of(stakes, names.index("E"))
    assert own is not None
    assert (own.total_ppm, own.own.least) == (1_100_000, 200_000)
    assert city_overfull(full) == [names.index("C"), names.index("E")]
    assert city_overfull(full, 100_000) == []


def test_the_city_and_the_look_up_find_the_same_companies_overfull() -> None:
    for seed in range(GRAPHS):
        given = random_stakes(seed)
        network = Network.build(given)
        pairs, totals = sums(given, "capital"), dict.fromkeys(range(network.size), 0)
        for (_, company), (least, _) in pairs.items():
            totals[company] += least
        expected = sorted((-t, n) for n, t in totals.items() if t > WHOLE)
        city = city_overfull(holdings_of(network, DAY))
        assert city == [n for _, n in expected], seed
        stakes = Stakes(network, DAY)
        assert {n for n in totals if overfull_of(stakes, n)} == set(city), seed
