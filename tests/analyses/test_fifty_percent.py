"""The 50 % cascade: OFAC's own examples, and random graphs against a naive fixpoint."""

from __future__ import annotations

import random

import pytest

from analyses.fifty_percent import Reached, fifty_percent
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY, Row, in_force, link, random_topology, topology


def owned(*stakes: tuple[int, int, int]) -> Network:
    rows = [link(n, "owns", a, b, percent * 10_000) for n, (a, b, percent) in enumerate(stakes)]
    return Network.build(topology(["organization"] * 6, rows))


def test_stakes_of_reached_owners_count_in_full() -> None:
    """FAQ 401: X holds 50 % of A, A holds 50 % of B: B is reached."""
    found = fifty_percent(owned((0, 1, 50), (1, 2, 50)), [0], DAY)
    assert found == (Reached(1, 500_000, 500_000, True), Reached(2, 500_000, 500_000, True))


def test_an_owner_below_half_passes_nothing_on() -> None:
    """FAQ 401: X holds 50 % of A and 10 % of B; A holds 40 % of B: reached.

    The second is our own variant: A is held to a quarter only."""
    assert [
        r.number for r in fifty_percent(owned((0, 1, 50), (0, 2, 10), (1, 2, 40)), [0], DAY)
    ] == [1, 2]
    assert fifty_percent(owned((0, 1, 25), (0, 2, 10), (1, 2, 40)), [0], DAY) == ()


def test_listed_owners_are_added_up() -> None:
    """FAQ 399: 25 % held by each of two listed persons make 50 %."""
    assert len(fifty_percent(owned((0, 2, 25), (1, 2, 25)), [0, 1], DAY)) == 1


def test_a_company_does_not_count_in_itself() -> None:
    assert fifty_percent(owned((0, 1, 40), (1, 1, 30)), [0], DAY) == ()


def test_a_threshold_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold"):
        fifty_percent(owned(), [0], DAY, 0)


def test_random_graphs_agree_with_a_naive_fixpoint() -> None:
    for seed in range(600):
        given, pick = with_unknown(seed)
        listed = {pick.randrange(len(given.node_kinds)) for _ in range(2)}
        threshold = pick.choice((250_000, 500_000, 1_000_000))
        least, most = (naive(given, listed, threshold, f) for f in ("share_min", "share_max"))
        expected = {
            node: (least.get(node, (0, False))[1], least.get(node, (0, False))[0], min(held, 10**6))
            for node, (held, reached) in most.items()
            if reached and node not in listed
        }
        found = fifty_percent(Network.build(given), listed, DAY, threshold)
        got = {r.number: (r.certain, r.share_ppm, r.share_max_ppm) for r in found}
        assert got == expected, seed


def with_unknown(seed: int) -> tuple[Topology, random.Random]:
    given, pick = random_topology(seed), random.Random(seed)
    rows: list[Row] = given.links.tolist()
    for place in range(len(rows)):
        if given.links["kind"][place] == link(0, "owns", 0, 0)[1] and pick.random() < 0.3:
            given.links["share_min"][place], given.links["share_max"][place] = 0, 10**6
    return given, pick


def naive(
    given: Topology, listed: set[int], threshold: int, field: str
) -> dict[int, tuple[int, bool]]:
    """Each node's holding and whether it is reached, by rounds over all links."""
    owns = link(0, "owns", 0, 0)[1]
    rows = [r for r in given.links if r["kind"] == owns and in_force(r, DAY)]
    rows = [r for r in rows if r["source"] != r["target"]]
    reached = set(listed)
    while True:
        held = {
            node: sum(int(r[field]) for r in rows if r["target"] == node and r["source"] in reached)
            for node in range(len(given.node_kinds))
        }
        grown = reached | {node for node, share in held.items() if share >= threshold}
        if grown == reached:
            return {node: (share, node in reached) for node, share in held.items()}
        reached = grown
