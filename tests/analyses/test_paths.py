"""Paths between two parties, against networkx."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import networkx
import pytest

from analyses.paths import FoundPath, PathQuestion, Paths, paths
from analyses.steps import RELATIONS
from graph.network import Network
from graph.ties import Direction, Walk
from tests.networks import DAY, drawn, random_topology, twin

Graph = networkx.MultiDiGraph


def nodes(path: FoundPath) -> list[int]:
    return [path.steps[0].source, *(step.target for step in path.steps)]


def walked(found: Paths) -> list[list[int]]:
    return [nodes(path) for path in found.paths]


def test_a_party_and_itself() -> None:
    found = paths(drawn("owns 0 1"), 1, 1, PathQuestion(day=DAY))
    assert (found.outcome, [path.steps for path in found.paths]) == ("found", [()])


def test_no_path_within_the_hops_asked() -> None:
    network = drawn("owns 0 1", "owns 1 2", "owns 2 3")
    assert paths(network, 0, 3, PathQuestion(day=DAY, max_hops=2)).outcome == "no_path"
    assert paths(network, 0, 3, PathQuestion(day=DAY, max_hops=3)).outcome == "found"


def test_cut_short_is_not_no_path() -> None:
    network = drawn("owns 0 1", "owns 1 2", "owns 2 3", "owns 3 4")
    found = paths(network, 0, 4, PathQuestion(day=DAY, work_budget=2))
    assert (found.outcome, found.paths, found.truncated) == ("truncated", (), True)


def test_steps_say_which_way_a_link_points_and_what_lies_beside() -> None:
    found = paths(drawn("owns 1 0", "holds_office 1 0"), 0, 1, PathQuestion(day=DAY))
    path = found.paths[0]
    assert [(step.kind, step.forward, step.link) for step in path.steps] == [("owns", False, 0)]
    assert [[step.kind for step in hop] for hop in path.beside] == [["holds_office"]]


def test_direction_is_respected() -> None:
    network = drawn("owns 0 1", "owns 2 1")
    assert paths(network, 0, 2, PathQuestion(day=DAY, direction="out")).outcome == "no_path"
    assert paths(network, 1, 0, PathQuestion(day=DAY, direction="in")).outcome == "found"


def test_a_pivot_through_a_hub_is_offered_and_marked() -> None:
    network = drawn("contact_at 0 1", "contact_at 2 1", "contact_at 3 1")
    found = paths(network, 0, 2, PathQuestion(day=DAY, hub_degree=2))
    assert [(nodes(path), path.via_hub) for path in found.paths] == [([0, 1, 2], (1,))]


def test_a_shorter_pivot_comes_after_the_path_without_hubs() -> None:
    ties = ("contact_at 0 1", "contact_at 2 1", "contact_at 3 1")
    network = drawn(*ties, "owns 0 4", "owns 4 5", "owns 5 2")
    found = paths(network, 0, 2, PathQuestion(day=DAY, hub_degree=2))
    assert [(nodes(path), path.via_hub) for path in found.paths] == [
        ([0, 4, 5, 2], ()),
        ([0, 1, 2], (1,)),
    ]


def test_all_shortest_in_order_and_the_limit_said() -> None:
    network = drawn("owns 0 3", "owns 0 1", "owns 0 2", "owns 1 4", "owns 2 4", "owns 3 4")
    found = paths(network, 0, 4, PathQuestion(day=DAY, mode="all_shortest", limit=2))
    assert walked(found) == [[0, 1, 4], [0, 2, 4]]
    assert found.truncated
    whole = paths(network, 0, 4, PathQuestion(day=DAY, mode="all_shortest", limit=3))
    assert (len(whole.paths), whole.truncated) == (3, False)


def test_disjoint_paths_give_up_the_shortest_where_it_stands_in_the_way() -> None:
    # The shortest, 0-1-4-5, uses both ways out: two disjoint ones avoid the tie 1-4.
    ties = ("owns 0 1", "owns 1 4", "owns 4 5", "owns 0 2", "owns 2 4", "owns 1 3", "owns 3 5")
    question = PathQuestion(day=DAY, mode="disjoint", disjoint=2, direction="out")
    found = paths(drawn(*ties), 0, 5, question)
    assert walked(found) == [[0, 1, 3, 5], [0, 2, 4, 5]]


def _open(graph: Graph[int], a: int, b: int, hub_degree: int) -> Graph[int]:
    """The graph without its inner hubs."""
    hubs = [n for n in graph if n not in (a, b) and graph.out_degree(n) > hub_degree]
    return networkx.MultiDiGraph(networkx.restricted_view(graph, hubs, []))


@pytest.mark.parametrize("direction", get_args(Direction))
def test_all_shortest_agree_with_networkx(direction: Direction) -> None:
    for seed in range(200):
        given = random_topology(seed)
        graph, network = twin(given, Walk(RELATIONS, DAY, direction)), Network.build(given)
        a, b = 0, len(graph) - 1
        question = PathQuestion(
            day=DAY, max_hops=5, direction=direction, mode="all_shortest", limit=999, hub_degree=5
        )
        found = paths(network, a, b, question)
        free = _shortest(_open(graph, a, b, 5), a, b, 5)
        longest = len(free[0]) - 2 if free else 5
        pivots = _shortest(graph, a, b, longest)
        assert walked(found) == free + pivots, seed
        assert found.outcome == ("found" if free or pivots else "no_path")
        for path in found.paths:
            hubs = [n for n in nodes(path)[1:-1] if graph.out_degree(n) > 5]
            assert list(path.via_hub) == hubs
        one = paths(network, a, b, PathQuestion(
            day=DAY, max_hops=5, direction=direction, hub_degree=5))  # fmt: skip
        assert walked(one) == free[:1] + pivots[:1]


def _shortest(graph: Graph[int], a: int, b: int, max_hops: int) -> list[list[int]]:
    simple = networkx.DiGraph(graph)
    if not networkx.has_path(simple, a, b):
        return []
    found = sorted(networkx.all_shortest_paths(simple, a, b))
    return found if len(found[0]) - 1 <= max_hops else []


@pytest.mark.parametrize("direction", get_args(Direction))
def test_disjoint_paths_agree_with_min_cost_flow(direction: Direction) -> None:
    for seed in range(200):
        given = random_topology(seed, size=10)
        graph, network = twin(given, Walk(RELATIONS, DAY, direction)), Network.build(given)
        a, b = 0, len(graph) - 1
        question = PathQuestion(
            day=DAY, max_hops=5, direction=direction, mode="disjoint", disjoint=4, hub_degree=999
        )
        found = walked(paths(network, a, b, question))
        inner = [node for path in found for node in path[1:-1]]
        assert len(inner) == len(set(inner))
        arcs = _region(networkx.DiGraph(graph), a, b, 5)
        assert all(arcs.has_edge(u, v) for path in found for u, v in pairwise(path))
        assert (len(found), sum(len(path) - 1 for path in found)) == _flow(arcs, a, b, 4), seed


def _region(graph: networkx.DiGraph[int], a: int, b: int, far: int) -> networkx.DiGraph[int]:
    """Arcs on some walk of at most ``far`` hops that leaves a and enters b once."""
    graph.remove_edges_from([*graph.in_edges(a), *graph.out_edges(b)])
    ahead = networkx.single_source_shortest_path_length(graph, a)
    back = networkx.single_source_shortest_path_length(graph.reverse(), b)
    return networkx.DiGraph(
        (u, v) for u, v in graph.edges if ahead.get(u, 99) + 1 + back.get(v, 99) <= far
    )


def _flow(arcs: networkx.DiGraph[int], a: int, b: int, wanted: int) -> tuple[int, int]:
    """How many disjoint paths there are, up to ``wanted``, and their least total length."""
    split: networkx.DiGraph[object] = networkx.DiGraph()
    split.add_edge("start", (a, "out"), capacity=wanted, weight=0)
    split.add_node((b, "in"))
    for node in arcs:
        split.add_edge((node, "in"), (node, "out"), capacity=1, weight=0)
    for u, v in arcs.edges:
        split.add_edge((u, "out"), (v, "in"), capacity=1, weight=1)
    flow = networkx.max_flow_min_cost(split, "start", (b, "in"))
    return sum(flow["start"].values()), int(networkx.cost_of_flow(split, flow))
