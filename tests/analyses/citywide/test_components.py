"""Components: 5,000 random graphs against networkx and scipy."""

from __future__ import annotations

import networkx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analyses.citywide.components import strong_components, weak_components
from analyses.citywide.holdings import Stakeholders

GRAPHS = 5_000


def rows(size: int, ties: list[tuple[int, int]]) -> Stakeholders:
    ties = sorted(ties)
    start = np.searchsorted([a for a, _ in ties], np.arange(size + 1)).astype(np.int64)
    none = np.zeros(len(ties), np.int64)
    return Stakeholders(start, np.array([b for _, b in ties], dtype=np.int32), none, none)


def sets(labels: NDArray[np.int32]) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}


def test_drawn() -> None:
    given = rows(6, [(0, 1), (1, 2), (2, 0), (2, 3), (4, 3)])
    assert sets(weak_components(given)) == {frozenset({0, 1, 2, 3, 4}), frozenset({5})}
    strong = strong_components(given)
    assert frozenset({0, 1, 2}) in sets(strong)
    assert strong[3] < strong[0]


def test_random_graphs_agree_with_networkx_and_scipy() -> None:
    draw = np.random.default_rng(1)
    for seed in range(GRAPHS):
        size, count = int(draw.integers(1, 16)), int(draw.integers(0, 32))
        ends = draw.integers(0, size, (count, 2))
        ends[draw.random(count) < 0.2, 0] = 0  # a hub
        ties = [(int(a), int(b)) for a, b in ends]
        graph = networkx.DiGraph(ties)
        graph.add_nodes_from(range(size))
        given = rows(size, ties)
        weak, strong = weak_components(given), strong_components(given)
        assert sets(weak) == {frozenset(c) for c in networkx.weakly_connected_components(graph)}
        assert all(weak[node] <= node for node in range(size)), seed
        assert sets(strong) == {
            frozenset(c) for c in networkx.strongly_connected_components(graph)
        }, seed
        assert all(strong[b] <= strong[a] for a, b in ties), seed
        assert set(strong.tolist()) == set(range(len(sets(strong)))), seed
        matrix = csr_array((np.ones(count), (ends[:, 0], ends[:, 1])), shape=(size, size))
        assert connected_components(matrix, connection="weak")[0] == len(sets(weak))
        assert connected_components(matrix, connection="strong")[0] == len(sets(strong))
