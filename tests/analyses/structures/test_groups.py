"""Groups: drawn cases; the city's against the look-up of everybody, on random graphs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analyses.citywide.holdings import holdings_of
from analyses.rulebook import load_rules
from analyses.stakes import Stakes
from analyses.structures.groups import Group, city_groups, group_of, organs_among
from graph.network import Network
from tests.drawing import Drawing
from tests.networks import DAY
from tests.ownership import drawn, random_stakes

GRAPHS = 5_000


def nobody(numbers: Iterable[int]) -> set[int]:
    return set()


def asked(network: Network, subject: int) -> Group:
    found = group_of(network, subject, DAY, nobody, Stakes(network, DAY, "votes"))
    assert found is not None
    return found


def test_all_under_one_controller_are_a_group_whoever_is_asked() -> None:
    network, names = drawn("P 60 A", "A 60 B", "A 30 C", "B 30 C", "D 40 C", persons="P")
    group = asked(network, names.index("A"))
    assert group.head == names.index("P")
    assert [(names[m.number], m.votes_ppm) for m in group.members] == [
        ("A", 600_000), ("B", 600_000), ("C", 600_000),
    ]  # fmt: skip
    assert {asked(network, names.index(name)) for name in "PABC"} == {group}
    assert asked(network, names.index("D")) == Group(names.index("D"), (), ())


def test_the_state_makes_no_group() -> None:
    town = Drawing()
    organ = town.firm(name="济南市人民政府国有资产监督管理委员会")
    one, other, below = town.firm(), town.firm(), town.firm()
    town.owns(organ, one, 100)
    town.owns(organ, other, 100)
    town.owns(one, below, 60)
    organs = organs_among(town, load_rules(), DAY)
    network = town.network
    group = group_of(network, below, DAY, organs, Stakes(network, DAY, "votes"))
    assert group is not None
    assert (group.head, [m.number for m in group.members]) == (one, [below])
    assert group.organs == (organ,)
    city = city_groups(holdings_of(network, DAY, "votes"), network.node_kinds, organs)
    assert (city.heads.tolist(), city.sizes.tolist()) == ([one], [1])


def test_two_majorities_of_one_firm_leave_its_group_open() -> None:
    network, names = drawn("A 60 C", "B 60 C")
    assert asked(network, names.index("C")) == Group(None, (), ())


def test_the_city_and_the_look_up_find_the_same_groups() -> None:
    for seed in range(GRAPHS):
        network = Network.build(random_stakes(seed, size=7, fitting=seed % 2 == 0))
        pick = np.random.default_rng(seed)
        state = set(np.flatnonzero(pick.random(network.size) < 0.1).tolist()) if seed % 2 else set()

        def organs(numbers: Iterable[int], state: set[int] = state) -> set[int]:
            return state & set(numbers)

        city = city_groups(holdings_of(network, DAY, "votes"), network.node_kinds, nobody)
        heads = city.controlled.head.tolist()
        stakes = Stakes(network, DAY, "votes")
        for node in {seed % network.size, network.size - 1}:
            group = group_of(network, node, DAY, nobody, stakes)
            assert group is not None
            assert (-1 if group.head is None else group.head) == heads[node], seed
            if group.head is not None and -1 not in heads:
                members = [n for n, head in enumerate(heads) if head == group.head != n]
                assert [m.number for m in group.members] == members, seed
        sizes = dict(zip(city.heads.tolist(), city.sizes.tolist(), strict=True))
        assert sizes == {h: sum(x == h != n for n, x in enumerate(heads)) for h in sizes}, seed
        under = city_groups(holdings_of(network, DAY, "votes"), network.node_kinds, organs)
        assert state.isdisjoint(under.heads.tolist()), seed
