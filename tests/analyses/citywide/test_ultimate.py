"""Ultimate controllers: drawn cases, and 5,000 random graphs against the definition."""

from __future__ import annotations

from analyses.citywide.holdings import holdings_of
from analyses.citywide.ultimate import ultimate
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY
from tests.ownership import drawn, random_stakes, sums

GRAPHS = 5_000


def tops(*stakes: str) -> str:
    """By name, in their order: who controls each in the end; ``*`` for several."""
    network, names = drawn(*stakes)
    head = ultimate(holdings_of(network, DAY, "votes")).head.tolist()
    return "".join("*" if top < 0 else names[top] for top in head)


def test_chains_and_joint_majorities_lead_to_the_top() -> None:
    assert tops("A 60 B", "B 60 C") == "AAA"
    assert tops("A 60 B", "A 60 C", "B 30 D", "C 30 D", "E 40 D") == "AAAAE"
    assert tops("A 50 B", "C 50 B") == "ABC"


def test_a_circle_goes_by_its_lowest_number() -> None:
    network, names = drawn("A 51 B", "B 51 C", "C 51 A", "C 60 D")
    found = ultimate(holdings_of(network, DAY, "votes"))
    assert [names[top] for top in found.head.tolist()] == list("AAAA")
    assert found.circles == {0}


def test_held_by_its_own_subsidiaries_it_stays_its_own() -> None:
    assert tops("B 60 A", "A 30 B", "C 30 B", "B 100 C") == "BBB"


def test_two_majorities_of_one_firm_leave_none_named() -> None:
    assert tops("A 60 C", "B 60 C", "C 60 D", "A 70 E") == "AB**A"


def by_definition(given: Topology) -> tuple[list[int], set[int]]:
    """Each one's ultimate controller, and who stands for a circle at the top."""
    pairs = sums(given, "votes")
    nodes = range(len(given.node_kinds))
    below = {x: _controlled(pairs, x) for x in nodes}
    over = {y: {x for x in nodes if y in below[x]} for y in nodes}
    found = []
    for node in nodes:
        above = [x for x in over[node] if over[x] <= below[x]]
        named = {min({x, *over[x]}) for x in above}
        found.append(node if not over[node] else named.pop() if len(named) == 1 else -1)
    return found, {min({x, *over[x]}) for x in nodes if over[x] and over[x] <= below[x]}


def _controlled(pairs: dict[tuple[int, int], tuple[int, int]], x: int) -> set[int]:
    found: set[int] = set()
    while True:
        held: dict[int, int] = {}
        for (owner, firm), (least, _) in pairs.items():
            if owner != firm and firm != x and owner in {x, *found}:
                held[firm] = held.get(firm, 0) + least
        grown = {firm for firm, votes in held.items() if votes > 500_000}
        if grown == found:
            return found
        found = grown


def test_random_graphs_agree_with_the_definition() -> None:
    several = circles = 0
    for seed in range(GRAPHS):
        given = random_stakes(seed, fitting=seed % 2 == 0)
        found = ultimate(holdings_of(Network.build(given), DAY, "votes"))
        expected, round_ = by_definition(given)
        assert found.head.tolist() == expected, seed
        assert found.circles == round_, seed
        several += -1 in expected
        circles += bool(round_)
    assert several > 20
    assert circles > 5
