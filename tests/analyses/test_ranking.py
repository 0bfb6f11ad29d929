"""Ranking an investigation: drawn cases, and random graphs against networkx."""

from __future__ import annotations

import networkx
import pytest

from analyses.ranking import ranking
from analyses.rulebook import in_force, load_rules
from analyses.rulebook.investigation import Investigation
from graph.network import Network
from graph.ties import Walk
from graph.vocabulary import LINK_KINDS
from tests.networks import DAY, drawn, random_topology, twin

GRAPHS = 5_000


def rules(most_neighbours: int = 500) -> Investigation:
    shipped = load_rules().investigation
    (spread,) = shipped.ranking
    said = {name: getattr(spread, name) for name in spread.__struct_fields__}
    changed = type(spread)(**{**said, "most_neighbours": most_neighbours})
    return Investigation(ranking=(changed,), weight=shipped.weight, guarantees=shipped.guarantees)


RULES = {most: rules(most) for most in (2, 500)}


def test_stronger_ties_rank_higher() -> None:
    network = drawn("owns 0 1", "holds_office 2 0", "owns 1 3", "sanctioned_by 0 4")
    found = ranking(network, RULES[500], DAY, [0])
    assert [item.number for item in found.items] == [1, 3, 2]
    assert [(s.source, s.target, s.kind) for s in found.items[1].steps] == [
        (0, 1, "owns"), (1, 3, "owns"),
    ]  # fmt: skip
    assert found.residual < 1e-4


def test_a_hub_ends_the_walk_and_is_named() -> None:
    network = drawn("owns 0 1", "owns 1 2", "owns 1 3")
    found = ranking(network, RULES[2], DAY, [0])
    assert ([item.number for item in found.items], found.hubs) == ([1], (1,))


def test_a_spent_budget_is_said_and_bounds_the_scores() -> None:
    network = drawn("owns 0 1", "owns 1 2")
    found = ranking(network, RULES[500], DAY, [0], work_budget=1)
    assert found.cut_short
    assert found.residual > 0.5


def test_random_graphs_agree_with_networkx() -> None:
    weights = {each.kind: each.weight for each in in_force(RULES[500].weight, DAY)}
    walk = Walk(frozenset(weights), DAY)
    for seed in range(GRAPHS):
        given = random_topology(seed, size=10)
        network, most = Network.build(given), 2 if seed % 3 == 0 else 500
        graph: networkx.DiGraph[int] = networkx.DiGraph()
        graph.add_nodes_from(range(network.size))
        for a, b, said in twin(given, walk).edges(data=True):
            if a != b:
                weight = weights[LINK_KINDS[said["kind"]].name]
                held = graph.get_edge_data(a, b, {"weight": 0})["weight"]
                graph.add_edge(a, b, weight=held + weight)
        hubs = [n for n in graph if graph.out_degree(n) > most]
        graph.remove_edges_from([(a, b) for a in hubs for b in list(graph.successors(a))])
        starts = sorted({seed % network.size, (seed // 7) % network.size})
        found = ranking(network, RULES[most], DAY, starts, small=1e-9)
        home = {n: float(n in starts) for n in graph}
        exact = networkx.pagerank(graph, 0.85, home, max_iter=500, tol=1e-13, weight="weight")
        for item in found.items:
            assert item.score == pytest.approx(exact[item.number], abs=1e-7), seed
            assert item.score <= exact[item.number] + 1e-9, seed
            ends = [(s.source, s.target) for s in item.steps]
            assert ends[0][0] in starts
            assert ends[-1][1] == item.number
        reached = {item.number for item in found.items} | set(starts)
        assert all(exact[n] < 1e-7 for n in graph if n not in reached), seed
        assert set(found.hubs) <= set(hubs), seed
