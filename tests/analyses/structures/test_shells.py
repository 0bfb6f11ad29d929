"""Shell clusters: drawn cases; random towns against pairs compared one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import networkx

from analyses.rulebook import load_rules
from analyses.rulebook.structures import Shell
from analyses.structures.shells import Cluster, Shells, clusters_among, suspects
from tests.drawing import Drawing
from tests.networks import DAY

FIRST = date(2024, 1, 10)
GRAPHS = 5_000


(SHIPPED,) = load_rules().structures.shell


def rule(**changes: object) -> Shell:
    said = {name: getattr(SHIPPED, name) for name in SHIPPED.__struct_fields__}
    return Shell(**{**said, **changes})


class Town(Drawing):
    def registered(self, after: int) -> int:
        return self.firm(registered=FIRST + timedelta(days=after))

    def contact(self, kind: str) -> int:
        return self.node("contact", kind=kind)

    def found(self, firm: int, by: Shell | None = None) -> Cluster | None:
        return Shells(self.network, self, by or rule(), DAY).of(firm)


def test_one_week_one_address_one_agent() -> None:
    town = Town()
    address, agent = town.contact("address"), town.person()
    firms = [town.registered(after) for after in (0, 3, 7)]
    late, other = town.registered(40), town.registered(1)
    for firm in (*firms, late):
        town.link("contact_at", firm, address)
        town.office(agent, firm, "agent")
    town.link("contact_at", other, address)
    found = town.found(firms[0])
    assert found is not None
    assert (found.members, found.first) == (tuple(firms), FIRST)
    assert [(s.thing, s.kind, s.users) for s in found.shared] == [
        (agent, "agent", 4), (address, "address", 5),
    ]  # fmt: skip
    assert [town.found(firm) for firm in (late, other)] == [None, None]
    assert suspects(town.network, rule(), DAY) == [*firms, late]
    shells = Shells(town.network, town, rule(), DAY)
    assert clusters_among(shells, suspects(town.network, rule(), DAY)) == [found]


def test_what_many_share_and_ended_ties_count_for_nothing() -> None:
    town = Town()
    address, phone = town.contact("address"), town.contact("phone")
    firms = [town.registered(0) for _ in range(3)]
    for firm in firms:
        town.link("contact_at", firm, address)
        town.link("contact_at", firm, phone)
    assert town.found(firms[0]) is not None
    assert town.found(firms[0], rule(rare={"address": 2, "phone": 50})) is None
    assert town.found(firms[0], rule(least_firms=4)) is None
    ended = Town()
    address, phone = ended.contact("address"), ended.contact("phone")
    for firm in [ended.registered(0) for _ in range(3)]:
        ended.link("contact_at", firm, address, (None, DAY - timedelta(days=1)))
        ended.link("contact_at", firm, phone)
    assert all(ended.found(firm) is None for firm in ended.said)


def test_a_firm_without_a_day_is_in_no_cluster() -> None:
    town = Town()
    address, phone = town.contact("address"), town.contact("phone")
    firms = [town.firm(), town.registered(0), town.registered(0), town.registered(0)]
    for firm in firms:
        town.link("contact_at", firm, address)
        town.link("contact_at", firm, phone)
    assert town.found(firms[0]) is None
    found = town.found(firms[1])
    assert found is not None
    assert found.members == tuple(firms[1:])


def test_a_spent_budget_is_said() -> None:
    town = Town()
    address = town.contact("address")
    firm = town.registered(0)
    town.link("contact_at", firm, address)
    shells = Shells(town.network, town, rule(), DAY, work_budget=0)
    assert shells.of(firm) is None
    assert shells.cut_short


def test_random_towns_agree_with_comparing_pairs() -> None:
    clusters = 0
    for seed in range(GRAPHS):
        pick = random.Random(seed)
        town = Town()
        firms = [town.registered(pick.randint(0, 12)) for _ in range(pick.randint(3, 8))]
        things = {town.contact(pick.choice(("address", "phone"))): "" for _ in range(3)}
        things = {n: str(town.said[n].fields["kind"]) for n in things}
        things |= {town.person(): "agent" for _ in range(2)}
        users: dict[int, set[int]] = {}
        for thing, kind in things.items():
            users[thing] = {f for f in firms if pick.random() < 0.5}
            for firm in users[thing]:
                if kind == "agent":
                    town.office(thing, firm, "agent")
                else:
                    town.link("contact_at", firm, thing)
        by = rule(rare={"address": 5, "phone": 4, "agent": 6}, window_days=5)
        graph: networkx.Graph[int] = networkx.Graph()
        graph.add_nodes_from(firms)
        days: dict[int, Any] = {f: town.said[f].fields["registered"] for f in firms}
        for a in firms:
            for b in firms:
                kinds = {
                    things[t] for t, u in users.items()
                    if {a, b} <= u and len(u) <= by.rare[things[t]]
                }  # fmt: skip
                if a != b and len(kinds) >= 2 and abs((days[a] - days[b]).days) <= 5:
                    graph.add_edge(a, b)
        expected = {
            tuple(sorted(c)) for c in networkx.connected_components(graph) if len(c) >= 3
        }  # fmt: skip
        network = town.network
        found = clusters_among(Shells(network, town, by, DAY), suspects(network, by, DAY))
        assert {each.members for each in found} == expected, seed
        clusters += len(found)
    assert clusters > 500
