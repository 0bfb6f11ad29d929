"""The 50 % cascade and the control closure of a whole city: random graphs against rounds over all
links, and against the look-up of one subject."""

from __future__ import annotations

import random

import numpy as np
import pytest

from analyses.citywide.cascade import reach
from analyses.citywide.closure import closure
from analyses.citywide.holdings import holdings_of
from analyses.control import controls
from analyses.fifty_percent import fifty_percent
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY
from tests.ownership import WHOLE, bounded, drawn, random_stakes, sums

GRAPHS = 5_000


def test_full_stakes_of_the_reached_add_up() -> None:
    network, names = drawn("A 50 B", "B 25 C", "A 25 C", "C 49 D")
    found = reach(holdings_of(network, DAY), [names.index("A")])
    assert found.certain.tolist() == [True, True, True, False]
    assert found.share_ppm.tolist() == [0, 500_000, 500_000, 490_000]


def test_an_unknown_share_may_reach() -> None:
    network, _ = drawn("A ? B", "C 30 B")
    found = reach(holdings_of(network, DAY), [0])
    assert (found.certain[1], found.may[1], found.share_max_ppm[1]) == (False, True, 700_000)


def test_a_threshold_beyond_the_whole_is_refused() -> None:
    network, _ = drawn("A 50 B")
    with pytest.raises(ValueError, match="threshold"):
        reach(holdings_of(network, DAY), [0], WHOLE + 1)


def reached_in_rounds(
    given: Topology, listed: set[int], threshold: int, possible: bool
) -> set[int]:
    pairs = sums(given, "capital")
    found = set(listed)
    while True:
        grown = set(found)
        for y in range(len(given.node_kinds)):
            ours = [share for (s, t), share in pairs.items() if t == y != s and s in found]
            held = bounded(given, "capital", y, found) if possible else sum(s[0] for s in ours)
            if ours and held >= threshold:
                grown.add(y)
        if grown == found:
            return found
        found = grown


def test_cascades_agree_with_rounds_and_with_the_look_up() -> None:
    for seed in range(GRAPHS):
        given = random_stakes(seed)
        network, pick = Network.build(given), random.Random(seed)
        listed = {pick.randrange(network.size) for _ in range(2)}
        threshold = pick.choice((500_000, 500_000, 250_000, 1, WHOLE))
        found = reach(holdings_of(network, DAY), sorted(listed), threshold)
        for mask, possible in ((found.certain, False), (found.may, True)):
            expected = reached_in_rounds(given, listed, threshold, possible)
            assert set(np.flatnonzero(mask).tolist()) == expected, seed
        for each in fifty_percent(network, listed, DAY, threshold):
            assert found.share_ppm[each.number] == each.share_ppm, seed
            assert found.share_max_ppm[each.number] == each.share_max_ppm, seed


def controlled_in_rounds(given: Topology, x: int, possible: bool) -> dict[int, int]:
    pairs, own = sums(given, "votes"), sums(given, "capital")
    ruled: set[int] = set()
    while True:
        grown, side = set(ruled), {x, *ruled}
        held: dict[int, int] = {}
        for y in set(range(len(given.node_kinds))) - {x}:
            ours = [share for (s, t), share in pairs.items() if t == y != s and s in side]
            held[y] = bounded(given, "votes", y, side) if possible else sum(s[0] for s in ours)
            whole = WHOLE - min(own.get((y, y), (0, 0))[1], WHOLE) if possible else WHOLE
            if ours and 2 * held[y] > whole:
                grown.add(y)
        if grown == ruled:
            return {y: held[y] for y in ruled}
        ruled = grown


def test_closures_agree_with_rounds_and_with_the_look_up() -> None:
    for seed in range(GRAPHS):
        given = random_stakes(seed)
        network = Network.build(given)
        votes = holdings_of(network, DAY, "votes")
        sure, may = closure(votes), closure(votes, possible=True)
        assert set(sure.starts.tolist()) == {s for s, t in sums(given, "votes") if s != t}
        for turn, x in enumerate(sure.starts.tolist()):
            for each, possible in ((sure, False), (may, True)):
                part = slice(each.first[turn], each.first[turn + 1])
                numbers, share = each.controlled[part].tolist(), each.votes_ppm[part].tolist()
                told = dict(zip(numbers, share, strict=True))
                assert told == controlled_in_rounds(given, x, possible), seed
        if seed % 10 == 0:
            pairs = set(zip(*(side.tolist() for side in sure.pairs()), strict=True))
            nodes = range(network.size)
            assert pairs == {(x, c.number) for x in nodes for c in controls(network, x, DAY)
                             if c.certain}  # fmt: skip
