"""The actual controller, drawn: registered, by chains, state capital, loops, ties, doubts."""

from __future__ import annotations

import random
from datetime import date

import networkx

from analyses.controllers import Ultimate, ultimate_controller
from analyses.rulebook import load_rules
from graph.network import Network
from graph.topology import Topology
from graph.vocabulary import LINK_CODE
from tests import networks
from tests.analyses.test_beneficial_owners import Silent
from tests.analyses.test_control import expected
from tests.drawing import Drawing
from tests.networks import in_force, topology
from tests.ownership import random_stakes

RULES = load_rules()
DAY = date(2026, 1, 31)


def asked(drawing: Drawing, company: int) -> Ultimate:
    return ultimate_controller(drawing.network, drawing, RULES, company, DAY)


def who(found: Ultimate) -> list[int]:
    return [one.controller for one in found.found]


def chain_of_firms(drawing: Drawing, top: int, length: int) -> int:
    for _ in range(length):
        below = drawing.firm()
        drawing.owns(top, below, 51)
        top = below
    return top


def test_what_is_registered_wins() -> None:
    d = Drawing()
    p, q = d.person(), d.person()
    t = chain_of_firms(d, p, 1)
    assert (who(asked(d, t)), asked(d, t).registered) == ([p], False)
    d.link("controls", q, t)
    found = asked(d, t)
    assert (who(found), found.registered, found.answer) == ([q], True, "yes")


def test_the_top_of_a_chain_with_method_and_steps() -> None:
    d = Drawing()
    p = d.person()
    t = chain_of_firms(d, p, 40)
    (one,) = asked(d, t).found
    assert (one.controller, one.means, len(one.steps)) == (p, "votes", 40)
    assert one.steps[0].source == p
    assert one.steps[-1].target == t


def test_halves_control_nobody() -> None:
    d = Drawing()
    p, q, t = d.person(), d.person(), d.firm()
    d.owns(p, t, 50)
    d.owns(q, t, 50)
    assert (asked(d, t).answer, who(asked(d, t))) == ("no", [])


def test_nobody_is_looked_for_above_an_organ_of_the_state() -> None:
    d = Drawing()
    government = d.firm(name="济南市人民政府", state_capital=True)
    organ = d.firm(name="济南市国资委", state_capital=True)
    group, t = d.firm(state_capital=True), d.firm()
    for owner, firm in ((government, organ), (organ, group), (group, t)):
        d.owns(owner, firm, 100)
    found = asked(d, t)
    assert (who(found), found.state, found.answer) == ([organ], (organ,), "yes")


def test_a_loop_of_control_has_one_name() -> None:
    d = Drawing()
    a, b, t = d.firm(), d.firm(), d.firm()
    d.owns(a, b, 60)
    d.owns(b, a, 60)
    d.owns(b, t, 60)
    found = asked(d, t)
    assert (who(found), found.loop) == ([a], (a, b))


def test_registered_control_above_a_chain() -> None:
    d = Drawing()
    p, a = d.person(), d.firm()
    d.office(p, a, "actual_controller")
    t = chain_of_firms(d, a, 2)
    found = asked(d, t)
    assert (who(found), found.registered) == ([p], False)
    assert [step.kind for step in found.found[0].steps] == ["holds_office", "owns", "owns"]


def test_concert_only_where_nobody_controls_alone() -> None:
    d = Drawing()
    p, q, t = d.person(), d.person(), d.firm()
    d.owns(p, t, 30)
    d.owns(q, t, 30)
    d.link("acts_with", p, q)
    found = asked(d, t)
    assert [(one.controller, one.means) for one in found.found] == [(p, "concert"), (q, "concert")]
    d.owns(p, t, 25)
    assert [(one.controller, one.means) for one in asked(d, t).found] == [(p, "votes")]


def test_what_cannot_be_told() -> None:
    d = Drawing()
    p, t = d.person(), d.firm()
    d.link("owns", p, t, share_min=0, share_max=1_000_000)
    found = asked(d, t)
    assert (found.answer, who(found)) == ("unknown", [])
    assert [(doubt.code, doubt.about) for doubt in found.doubts] == [("unknown_share", p)]
    d = Drawing()
    abroad = d.firm(country="VG")
    t = chain_of_firms(d, abroad, 2)
    found = asked(d, t)
    assert (found.answer, who(found)) == ("unknown", [abroad])
    assert [doubt.code for doubt in found.doubts] == ["foreign"]


def test_who_is_registered_above_an_ally_controls_jointly_only() -> None:
    d = Drawing()
    a, q, r, t = d.firm(), d.person(), d.person(), d.firm()
    d.owns(a, t, 30)
    d.owns(q, t, 30)
    d.link("acts_with", a, q)
    d.link("controls", r, a)
    assert who(asked(d, t)) == [q, r]


def test_random_graphs_agree_with_a_search_over_everybody() -> None:
    """5,000 graphs with loops, hubs, parallel stakes, allies and registered controllers."""
    for seed in range(5_000):
        given = with_registered(random_stakes(seed, unknown=0, size=7), seed)
        company = seed % len(given.node_kinds)
        found = ultimate_controller(
            Network.build(given), Silent(given), RULES, company, networks.DAY
        )  # fmt: skip
        assert who(found) == wanted(given, company), seed


def with_registered(given: Topology, seed: int) -> Topology:
    pick, size = random.Random(seed), len(given.node_kinds)
    rows = [tuple(row) for row in given.links.tolist()]
    for number in range(pick.randint(0, 2)):
        ends = pick.randrange(size), pick.randrange(size)
        rows.append(networks.link(len(rows) + number, "controls", *ends))
    return topology(["organization"] * size, rows)


def wanted(given: Topology, company: int) -> list[int]:
    """All who control the company by rounds over everybody; then those nobody of them controls."""
    nodes = range(len(given.node_kinds))
    registered = {
        (int(row["source"]), int(row["target"]))
        for row in given.links
        if row["kind"] == LINK_CODE["controls"] and in_force(row, networks.DAY)
        and row["source"] != row["target"]
    }  # fmt: skip
    stated = list(dict.fromkeys(s for s, t in sorted(registered) if t == company))
    if stated:
        order = [int(row["source"]) for row in given.links if row["kind"] == LINK_CODE["controls"]]
        return sorted(stated, key=order.index)
    alone, together = (
        {(x, y) for x in nodes for y, one in expected(given, x, concert).items() if one[0]}
        for concert in (False, True)
    )
    single = ancestors(alone | registered, company)
    joint = single or ancestors(together | registered, company)
    ruled = networkx.DiGraph([(a, b) for a, b in alone | registered if {a, b} <= joint])
    ruled.add_nodes_from(joint)
    whole = networkx.condensation(ruled)
    return sorted(min(whole.nodes[n]["members"]) for n in whole if whole.in_degree(n) == 0)


def ancestors(pairs: set[tuple[int, int]], company: int) -> set[int]:
    graph = networkx.DiGraph([*pairs, (company, company)])
    found: set[int] = networkx.ancestors(graph, company)
    return found
