"""The piece around a node, against networkx."""

from __future__ import annotations

import networkx

from analyses.neighbourhood import NeighbourhoodQuestion, neighbourhood
from analyses.steps import RELATIONS
from graph.network import Network
from graph.ties import Walk
from tests.networks import DAY, drawn, random_topology, twin


def test_ties_among_the_farthest_are_part_of_it() -> None:
    found = neighbourhood(
        drawn("owns 0 1", "owns 0 2", "owns 2 1", "owns 2 3"),
        0,
        NeighbourhoodQuestion(day=DAY, hops=1),
    )
    assert found.hops == {0: 0, 1: 1, 2: 1}
    assert [(step.source, step.target, step.link) for step in found.links] == [
        (0, 1, 0),
        (0, 2, 1),
        (2, 1, 2),
    ]


def test_what_does_not_fit_is_counted() -> None:
    network = drawn("owns 0 1", "owns 0 2", "owns 0 3")
    found = neighbourhood(network, 0, NeighbourhoodQuestion(day=DAY, most_nodes=2))
    assert (found.hops, found.left_out, found.truncated) == ({0: 0, 1: 1}, 2, True)


def test_a_spent_budget_is_said() -> None:
    network = drawn("owns 0 1", "owns 1 2")
    assert neighbourhood(network, 0, NeighbourhoodQuestion(day=DAY, work_budget=1)).cut_short


def test_a_hub_is_part_of_it_and_not_walked_through() -> None:
    network = drawn("contact_at 0 1", "contact_at 2 1", "contact_at 3 1", "owns 0 2")
    found = neighbourhood(network, 0, NeighbourhoodQuestion(day=DAY, hub_degree=2))
    assert found.hops == {0: 0, 1: 1, 2: 1}
    assert [(hub.number, hub.degree) for hub in found.hubs] == [(1, 3)]
    assert [step.link for step in found.links] == [0, 1, 3]


def test_random_graphs_agree_with_networkx() -> None:
    walk = Walk(RELATIONS, DAY)
    for seed in range(500):
        given = random_topology(seed)
        found = neighbourhood(
            Network.build(given), 0, NeighbourhoodQuestion(day=DAY, hub_degree=99)
        )
        graph = twin(given, walk)
        assert found.hops == networkx.single_source_shortest_path_length(graph, 0, cutoff=2), seed
        links = {said["link"] for _, _, said in graph.subgraph(found.hops).edges(data=True)}
        assert [step.link for step in found.links] == sorted(links), seed
