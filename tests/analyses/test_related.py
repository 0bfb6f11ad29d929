"""Related parties, against networkx."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import networkx
import pytest

from analyses.related import IS_SUBJECT, Related, RelatedQuestion, related
from analyses.steps import RELATIONS
from graph.network import Network
from graph.ties import Direction, Walk
from graph.vocabulary import LINK_KINDS
from tests.networks import DAY, drawn, link, random_topology, topology, twin

Listed = dict[tuple[str, int], int]


def listed(found: Related) -> Listed:
    return {(group.kind, item.number): item.hops for group in found.groups for item in group.items}


def test_someone_tied_in_two_ways_is_listed_under_both() -> None:
    found = related(drawn("owns 0 1", "holds_office 0 1"), 0, RelatedQuestion(day=DAY))
    assert listed(found) == {("owns", 1): 1, ("holds_office", 1): 1}


def test_a_path_tells_the_ties_in_walking_order() -> None:
    found = related(drawn("owns 0 1", "holds_office 2 1"), 0, RelatedQuestion(day=DAY))
    item = found.groups[1].items[0]
    assert [(s.source, s.target, s.kind, s.link, s.forward) for s in item.path] == [
        (0, 1, "owns", 0, True),
        (1, 2, "holds_office", 1, False),
    ]


def test_the_larger_share_comes_first() -> None:
    rows = [link(0, "owns", 0, 1, 100), link(1, "owns", 0, 2, 900), link(2, "owns", 0, 3, 100)]
    network = Network.build(topology(["organization"] * 4, rows))
    items = related(network, 0, RelatedQuestion(day=DAY)).groups[0].items
    assert [(item.number, item.share) for item in items] == [(2, 900), (1, 100), (3, 100)]


def test_projects_are_walked_through_and_not_listed() -> None:
    kinds = ["organization", "project", "organization"]
    rows = [link(0, "participates", 0, 1), link(1, "participates", 2, 1)]
    network = Network.build(topology(kinds, rows))
    assert listed(related(network, 0, RelatedQuestion(day=DAY))) == {("participates", 2): 2}
    everything = RelatedQuestion(day=DAY, everything=True)
    assert listed(related(network, 0, everything))["participates", 1] == 1


def test_a_hub_is_named_and_not_walked_through() -> None:
    network = drawn("contact_at 0 1", "contact_at 2 1", "contact_at 3 1")
    found = related(network, 0, RelatedQuestion(day=DAY, hub_degree=2))
    assert listed(found) == {("contact_at", 1): 1}
    assert [(hub.number, hub.degree) for hub in found.hubs] == [(1, 3)]
    assert not found.truncated


def test_only_ties_in_force_make_a_hub() -> None:
    ended = (None, DAY.replace(year=2020))
    rows = [link(n, "owns", n, 3, 1, ended) for n in range(2)] + [link(2, "owns", 2, 3)]
    network = Network.build(topology(["organization"] * 4, rows))
    assert related(network, 2, RelatedQuestion(day=DAY, hub_degree=2)).hubs == ()


def test_what_a_limit_leaves_out_is_counted() -> None:
    network = drawn("owns 0 1", "owns 0 2", "owns 0 3")
    found = related(network, 0, RelatedQuestion(day=DAY, limit=1))
    assert [item.number for item in found.groups[0].items] == [1]
    assert (found.groups[0].omitted, found.truncated, found.cut_short) == (2, True, False)


def test_a_spent_budget_is_said() -> None:
    network = drawn("owns 0 1", "owns 1 2", "owns 2 3")
    found = related(network, 0, RelatedQuestion(day=DAY, hops=3, work_budget=3))
    assert listed(found) == {("owns", 1): 1, ("owns", 2): 2}
    assert found.truncated
    assert found.cut_short


def test_sanctions_tie_nobody_unless_asked() -> None:
    network = drawn("sanctioned_by 0 1")
    assert related(network, 0, RelatedQuestion(day=DAY)).groups == ()
    asked = RelatedQuestion(day=DAY, kinds=frozenset({"sanctioned_by"}))
    assert listed(related(network, 0, asked)) == {("sanctioned_by", 1): 1}


def test_a_merged_start_is_answered_for_its_survivor() -> None:
    network = drawn("same_as 0 1", "owns 1 2")
    assert listed(related(network, 0, RelatedQuestion(day=DAY))) == {("owns", 2): 1}


@pytest.mark.parametrize("direction", get_args(Direction))
def test_random_graphs_agree_with_networkx(direction: Direction) -> None:
    for seed in range(200):
        given = random_topology(seed)
        graph = twin(given, Walk(RELATIONS, DAY, direction))
        question = RelatedQuestion(day=DAY, hops=3, direction=direction, hub_degree=6, limit=99)
        found = related(Network.build(given), 0, question)
        assert listed(found) == _expected(graph, given.node_kinds.tolist(), 3, 6), seed
        hubs = {hub.number for hub in found.hubs}
        for group in found.groups:
            for item in group.items:
                inner = [step.target for step in item.path[:-1]]
                assert hubs.isdisjoint(inner)
                assert item.path[0].source == 0
                assert item.path[-1].kind == group.kind
                assert all(one.target == two.source for one, two in pairwise(item.path))
                assert len(item.path) == item.hops


def _expected(
    graph: networkx.MultiDiGraph[int], kinds: list[int], hops: int, hub_degree: int
) -> Listed:
    walked: networkx.MultiDiGraph[int] = networkx.MultiDiGraph(graph)
    for node in graph:
        if node != 0 and graph.out_degree(node) > hub_degree:
            walked.remove_edges_from(list(graph.out_edges(node)))
    far = networkx.single_source_shortest_path_length(walked, 0, cutoff=hops)
    return {
        (LINK_KINDS[said["kind"]].name, v): far[v]
        for u, v, said in walked.edges(data=True)
        if u in far and v in far and far[v] == far[u] + 1 and IS_SUBJECT[kinds[v]]
    }
