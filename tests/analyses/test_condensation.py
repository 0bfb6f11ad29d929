"""Small graphs condensed: 2,000 of them against networkx."""

from __future__ import annotations

import networkx
import numpy as np

from analyses.condensation import condensed


def test_what_leads_to_a_loop_comes_before_it() -> None:
    assert condensed({3, 8, 9}, [(9, 3), (3, 8), (8, 3), (8, 8)]) == [[9], [3, 8]]


def test_nothing_and_no_ties() -> None:
    assert condensed([], []) == []
    assert sorted(condensed({4, 2}, [])) == [[2], [4]]


def test_random_graphs_agree_with_networkx() -> None:
    draw = np.random.default_rng(1)
    for seed in range(2_000):
        nodes = sorted(draw.choice(1_000, int(draw.integers(1, 14)), replace=False).tolist())
        pairs = [(int(a), int(b)) for a, b in draw.choice(nodes, (int(draw.integers(0, 30)), 2))]
        graph = networkx.DiGraph(pairs)
        graph.add_nodes_from(nodes)
        found = condensed(nodes, pairs)
        expected = {frozenset(each) for each in networkx.strongly_connected_components(graph)}
        assert {frozenset(each) for each in found} == expected, seed
        place = {node: i for i, each in enumerate(found) for node in each}
        assert all(place[a] <= place[b] for a, b in pairs), seed
