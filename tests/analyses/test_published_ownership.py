"""Worked examples that others published, restated as data with their source."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import pytest

from analyses.close_links import close_links
from analyses.control import controls
from analyses.fifty_percent import fifty_percent
from analyses.rulebook import load_rules
from graph.network import Network
from graph.topology import Topology
from tests.analyses.test_beneficial_owners import Silent
from tests.networks import DAY, topology
from tests.ownership import stake

Example = dict[tuple[int, int], int]

# Vadalog's manual, Company control: own(X, Y, share). More than the whole is held of some firms.
VADALOG: Final[Example] = {
    (1, 2): 90, (2, 3): 100, (3, 2): 10, (3, 4): 90, (4, 5): 100, (5, 1): 10, (1, 6): 90,
    (6, 5): 100, (5, 10): 90, (10, 20): 100, (20, 1): 50, (1, 10): 90, (19, 5): 100, (10, 19): 50,
}  # fmt: skip
_ALL: Final = {1: 60, 2: 100, 3: 100, 4: 90, 5: 200, 6: 90, 10: 180, 20: 100}
VADALOG_CONTROL: Final[dict[int, dict[int, int]]] = {
    **{x: {y: votes for y, votes in _ALL.items() if y != x} for x in (1, 2, 3, 4, 5, 6)},
    10: {20: 100},
    19: {**_ALL, 5: 300},
    20: {},
}
# USACO, Controlling Companies (concom), as reprinted widely.
CONCOM: Final[Example] = {(1, 2): 80, (2, 3): 80, (3, 1): 20}


def drawn(given: Example) -> Topology:
    size = max(max(ends) for ends in given) + 1
    rows = [stake(n, *ends, share * 10_000) for n, (ends, share) in enumerate(given.items())]
    return topology(["organization"] * size, rows)


def network(given: Example) -> Network:
    return Network.build(drawn(given))


def controlled(given: Example, x: int) -> dict[int, int]:
    found = controls(network(given), x, DAY)
    return {each.number: each.votes_ppm // 10_000 for each in found if each.certain}


@pytest.mark.parametrize("x", VADALOG_CONTROL)
def test_company_control_of_vadalogs_manual(x: int) -> None:
    assert controlled(VADALOG, x) == VADALOG_CONTROL[x]


def test_controlling_companies_of_the_usaco() -> None:
    assert {x: set(controlled(CONCOM, x)) for x in (1, 2, 3)} == {1: {2, 3}, 2: {3}, 3: set()}


# Vadalog's manual, Close Link Detection; A B C D are 0 1 2 3. It adds up chains that meet no firm
# twice; we solve the loops, so where a chain leads round a loop we count a little more.
CLOSE: Final[Example] = {(0, 1): 20, (1, 0): 80, (1, 2): 20, (2, 3): 60, (3, 0): 90, (0, 2): 20}
CLOSE_PUBLISHED: Final = {
    (0, 2): "0.24", (1, 3): "0.216", (3, 2): "0.216", (1, 0): "0.908", (2, 3): "0.6",
    (0, 1): "0.2", (1, 2): "0.36", (2, 0): "0.54", (3, 0): "0.9",
}  # fmt: skip
BY_LOOPS_ONLY: Final = {(3, 1)}  # .18 without a repeated firm, .18 / (1 − .16) round A and B


def test_close_links_of_vadalogs_manual() -> None:
    rules, views = load_rules(), Silent(drawn(CLOSE))
    held = {
        (x, each.other): each.least
        for x in range(4)
        for each in close_links(network(CLOSE), views, rules, x, DAY).found
        if each.rule.case == "a" and each.certain
    }
    assert held.keys() == CLOSE_PUBLISHED.keys() | BY_LOOPS_ONLY
    for ends, share in CLOSE_PUBLISHED.items():
        assert held[ends] >= Fraction(share), ends
    assert held[3, 1] == Fraction(18, 100) / (1 - Fraction(16, 100))


# OFAC's FAQ 398 to 401: who is blocked, X and Y being listed. 0 1 are X Y, 2 3 4 are A B C.
FAQ: Final = [
    ("399: 25 % of A each", {(0, 2): 25, (1, 2): 25}, {2}),
    ("401: A 50 % by X, B 50 % by A", {(0, 2): 50, (2, 3): 50}, {2, 3}),
    ("401: half of A and B, which hold a quarter of C each",
     {(0, 2): 50, (0, 3): 50, (2, 4): 25, (3, 4): 25}, {2, 3, 4}),
    ("401: half of A, a tenth of B; A holds 40 % of B", {(0, 2): 50, (0, 3): 10, (2, 3): 40},
     {2, 3}),
    ("401: half of A, a quarter of B, a quarter of C each",
     {(0, 2): 50, (0, 3): 25, (2, 4): 25, (3, 4): 25}, {2}),
    ("401: a quarter of A and B, half of C each",
     {(0, 2): 25, (0, 3): 25, (2, 4): 50, (3, 4): 50}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("said", "given", "blocked"), FAQ, ids=[each[0] for each in FAQ])
def test_the_fifty_percent_rule_of_the_faq(said: str, given: Example, blocked: set[int]) -> None:
    assert {each.number for each in fifty_percent(network(given), [0, 1], DAY)} == blocked
