"""The 50 % cascade: OFAC's own examples, and random graphs against a naive fixpoint."""

from __future__ import annotations

import random

import pytest

from analyses.fifty_percent import Reached, fifty_percent
from analyses.stakes import Stakes
from analyses.work import Work
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY, link, topology
from tests.ownership import bounded, drawn, random_stakes, sums


def owned(*stakes: tuple[int, int, int]) -> Network:
    rows = [link(n, "owns", a, b, percent * 10_000) for n, (a, b, percent) in enumerate(stakes)]
    return Network.build(topology(["organization"] * 6, rows))


def test_stakes_of_reached_owners_count_in_full() -> None:
    """FAQ 401: X holds 50 % of A, A holds 50 % of B: B is reached."""
    found = fifty_percent(owned((0, 1, 50), (1, 2, 50)), [0], DAY)
    assert found == (
        Reached(1, 500_000, 500_000, True, (0,)),
        Reached(2, 500_000, 500_000, True, (1,)),
    )


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


def test_faq_401_as_published() -> None:
    """Blocked X owns 50 % of A, A 50 % of B: B is blocked. X owns 50 % of A and of B, A and B 25 %
    of C each: C is blocked. X owns 50 % of A, and 10 % of B, A 40 % of B: B is blocked. X owns
    50 % of A and 25 % of B, A and B 25 % of C each: C is not, for B is not. X owns 25 % of A and
    of B, which own 50 % of C each: nobody is."""
    for stakes, reached in (
        (("X 50 A", "A 50 B"), "AB"),
        (("X 50 A", "X 50 B", "A 25 C", "B 25 C"), "ABC"),
        (("X 50 A", "X 10 B", "A 40 B"), "AB"),
        (("X 50 A", "X 25 B", "A 25 C", "B 25 C"), "A"),
        (("X 25 A", "X 25 B", "A 50 C", "B 50 C"), ""),
    ):
        network, names = drawn(*stakes)
        found = fifty_percent(network, [names.index("X")], DAY)
        assert "".join(names[each.number] for each in found) == reached


def test_sums_of_links_do_not_count_and_a_budget_is_kept() -> None:
    network, _ = drawn("A 60 B indirect", "A 60 C", "C 60 D")
    stakes = Stakes(network, DAY, work=Work(3))
    assert [each.number for each in fifty_percent(network, [0], DAY, stakes=stakes)] == [2]
    assert stakes.cut_short
    assert [each.number for each in fifty_percent(network, [0], DAY)] == [2, 3]


def test_random_graphs_agree_with_a_naive_fixpoint() -> None:
    for seed in range(5_000):
        given, pick = random_stakes(seed), random.Random(seed)
        nodes = range(len(given.node_kinds))
        listed = {pick.choice(nodes) for _ in range(2)}
        threshold = pick.choice((250_000, 500_000, 1_000_000))
        pairs = sums(given, "capital")
        sure, may = (naive(given, listed, threshold, possible) for possible in (False, True))
        expected = {
            node: (
                node in sure,
                sum(pairs.get((s, node), (0, 0))[0] for s in sure if s != node),
                bounded(given, "capital", node, may),
            )
            for node in may - listed
        }
        found = fifty_percent(Network.build(given), listed, DAY, threshold)
        got = {r.number: (r.certain, r.share_ppm, r.share_max_ppm) for r in found}
        assert got == expected, seed


def naive(given: Topology, listed: set[int], threshold: int, possible: bool) -> set[int]:
    """Who is reached, by rounds over all pairs."""
    pairs, reached = sums(given, "capital"), set(listed)
    while True:
        grown = set(reached)
        for node in range(len(given.node_kinds)):
            held = sum(pairs.get((s, node), (0, 0))[0] for s in reached if s != node)
            if possible:
                held = bounded(given, "capital", node, reached)
            if held >= threshold:
                grown.add(node)
        if grown == reached:
            return reached
        reached = grown
