"""The heaviest chains: drawn, and on random graphs against all simple paths of networkx."""

from __future__ import annotations

from itertools import pairwise
from math import prod

import networkx
import pytest

from analyses.best_chains import best_chains
from analyses.stakes import Stakes
from analyses.steps import Step
from analyses.upstream import upstream
from graph.network import Network
from tests.networks import DAY
from tests.ownership import WHOLE, drawn, random_stakes


def test_the_heaviest_first_and_whether_there_are_more() -> None:
    network, names = drawn("P 50 A", "A 50 T", "P 10 T", "P 90 B", "B 40 T")
    above = upstream(Stakes(network, DAY), names.index("T"))
    found = best_chains(above, names.index("P"), most=2)
    firms = ["".join(names[step.source] for step in path) for path in found.paths]
    assert (firms, found.more) == (["PB", "PA"], True)
    assert not best_chains(above, names.index("P")).more
    assert best_chains(above, names.index("B")).paths[0][0].target == names.index("T")


def test_random_graphs_agree_with_all_simple_paths() -> None:
    for seed in range(2_000):
        given = random_stakes(seed)
        network, target = Network.build(given), seed % len(given.node_kinds)
        above = upstream(Stakes(network, DAY), target)
        graph = networkx.DiGraph(
            (owner, company, {"part": min(share.most, WHOLE) / WHOLE})
            for company, holding in above.holders.items()
            for owner, share in holding.items()
        )
        for owner in above.owners:
            parts = sorted(
                (
                    prod(graph.edges[ends]["part"] for ends in pairwise(path))
                    for path in networkx.all_simple_paths(graph, owner, target)
                ),
                reverse=True,
            )
            parts = [part for part in parts if part]
            found = best_chains(above, owner)
            assert found.more == (len(parts) > 5), seed
            weights = [_weight(graph, path) for path in found.paths]
            assert weights == pytest.approx(parts[:5]), seed


def _weight(graph: networkx.DiGraph[int], path: tuple[Step, ...]) -> float:
    """Parallel ties follow each other and count once."""
    ends = dict.fromkeys((step.source, step.target) for step in path)
    return float(prod(graph.edges[each]["part"] for each in ends))
