"""Close links: the three cases drawn; random graphs against the exact inverse, pair by pair."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from analyses.close_links import CloseLinks, close_links
from analyses.rulebook import load_rules
from graph.network import Network
from tests import networks
from tests.analyses.test_beneficial_owners import Silent
from tests.analyses.test_integrated import inverted, matrix
from tests.drawing import Drawing
from tests.ownership import random_stakes

RULES = load_rules()
DAY = date(2026, 1, 31)
FIFTH = Fraction(1, 5)


def asked(drawing: Drawing, subject: int) -> CloseLinks:
    return close_links(drawing.network, drawing, RULES, subject, DAY)


def told(found: CloseLinks) -> set[tuple[str, int, Fraction]]:
    return {(each.rule.case, each.other, each.least) for each in found.found if each.certain}


def test_a_fifth_either_way_directly_or_through_others() -> None:
    d = Drawing()
    a, b, c = d.firm(), d.firm(), d.firm()
    d.owns(a, b, 50)
    d.owns(b, c, 40)
    assert told(asked(d, a)) == {("a", b, Fraction(1, 2)), ("a", c, FIFTH)}
    assert told(asked(d, c)) == {("b", b, Fraction(2, 5)), ("b", a, FIFTH),
                                 ("c", b, FIFTH)}  # fmt: skip


def test_a_third_that_holds_both() -> None:
    d = Drawing()
    z, x, y, w = d.person(), d.firm(), d.firm(), d.firm()
    d.owns(z, x, 20)
    d.owns(z, y, 25)
    d.owns(z, w, 19)
    (link,) = (each for each in asked(d, x).found if each.rule.case == "c")
    assert (link.other, link.least, link.third) == (y, FIFTH, z)
    assert [(step.source, step.target) for step in link.steps] == [(z, x), (z, y)]


def test_a_third_that_owns_for_the_state_links_nobody() -> None:
    d = Drawing()
    z, x, y = d.firm(state_capital=True), d.firm(), d.firm()
    d.owns(z, x, 100)
    d.owns(z, y, 100)
    assert told(asked(d, x)) == {("b", z, Fraction(1))}


def test_unknown_shares_are_links_that_may_be() -> None:
    d = Drawing()
    a, b = d.firm(), d.firm()
    d.link("owns", a, b, share_min=100_000, share_max=300_000)
    (link,) = asked(d, a).found
    assert (link.certain, link.least, link.most) == (False, Fraction(1, 10), Fraction(3, 10))


def test_small_stakes_below_a_large_one_add_up() -> None:
    """10 % through a firm held wholly and 10 % through one held to half and directly."""
    d = Drawing()
    a, b, c, t = d.firm(), d.firm(), d.firm(), d.firm()
    d.owns(a, b, 100)
    d.owns(a, c, 10)
    d.owns(b, t, 15)
    d.owns(c, t, 50)
    assert ("a", t, FIFTH) in told(asked(d, a))


def test_random_graphs_agree_with_the_exact_inverse() -> None:
    """5,000 graphs with loops, parallel links, self-loops and hubs."""
    for seed in range(5_000):
        given = random_stakes(seed, unknown=0, fitting=True)
        nodes, inverse = range(len(given.node_kinds)), inverted(matrix(given, 0))
        if inverse is None:
            continue
        held = [[inverse[i][j] / inverse[i][i] for j in nodes] for i in nodes]
        x = seed % len(nodes)
        wanted = {("a", y, held[x][y]) for y in nodes if y != x and held[x][y] >= FIFTH}
        wanted |= {("b", y, held[y][x]) for y in nodes if y != x and held[y][x] >= FIFTH}
        for y in nodes:
            thirds = [min(held[z][x], held[z][y]) for z in nodes if z not in (x, y)]
            if y != x and max(thirds, default=Fraction(0)) >= FIFTH:
                wanted.add(("c", y, max(thirds)))
        found = close_links(Network.build(given), Silent(given), RULES, x, networks.DAY)
        assert told(found) == wanted, seed
