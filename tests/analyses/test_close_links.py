"""Close links: the three cases drawn; random graphs against the exact inverse, pair by pair."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from analyses.close_links import CloseLinks, close_links
from analyses.links_by_control import links_by_control
from analyses.rulebook import load_rules
from graph.network import Network
from tests import networks
from tests.analyses.test_beneficial_owners import Silent
from tests.analyses.test_control import expected
from tests.analyses.test_integrated import inverted, matrix
from tests.drawing import Drawing
from tests.ownership import Ends, Range, random_stakes, sums

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


def test_by_way_of_control_stakes_count_in_full() -> None:
    d = Drawing()
    a, b, c, e = d.firm(), d.firm(), d.firm(), d.firm()
    d.owns(a, b, 60)
    d.owns(b, c, 20)
    d.owns(a, e, 51)
    found, cut_short = links_by_control(d.network, d, RULES, c, DAY)
    assert [(one.case, one.other, one.share_ppm) for one in found] == [
        ("b", a, 200_000), ("b", b, 200_000),
    ]  # fmt: skip
    assert not cut_short
    found, _ = links_by_control(d.network, d, RULES, b, DAY)
    assert [(one.case, one.other, one.third) for one in found] == [
        ("a", c, None), ("b", a, None), ("c", e, a),
    ]  # fmt: skip


def test_links_by_control_agree_with_rounds_over_all_pairs() -> None:
    """5,000 graphs, unknown shares, votes and income stated apart among them."""
    for seed in range(5_000):
        given = random_stakes(seed, size=6)
        nodes, x = range(len(given.node_kinds)), seed % len(given.node_kinds)
        ruled = {n: {y for y, one in expected(given, n, False).items() if one[0]} for n in nodes}
        pairs = sums(given, "capital"), sums(given, "votes")
        others = [y for y in nodes if y != x]
        wanted = {("a", y) for y in others if held(pairs, {x, *ruled[x]}, y) >= 200_000}
        wanted |= {("b", y) for y in others if held(pairs, {y, *ruled[y]}, x) >= 200_000}
        wanted |= {("c", y) for y in others
                   if any({x, y} <= ruled[z] for z in nodes if z not in (x, y))}  # fmt: skip
        network = Network.build(given)
        found, _ = links_by_control(network, Silent(given), RULES, x, networks.DAY)
        assert {(one.case, one.other) for one in found} == wanted, seed


def held(pairs: tuple[dict[Ends, Range], ...], side: set[int], company: int) -> int:
    return max(
        sum(of.get((owner, company), (0, 0))[0] for owner in side - {company}) for of in pairs
    )
