"""A network with changes folded in answers as one built anew."""

from __future__ import annotations

import random

import numpy as np
import pytest

from graph.network import Network
from graph.overlay import Overlay, combined
from graph.ties import Ties, Walk
from graph.topology import LINK_DTYPE, Changes, Topology
from graph.vocabulary import LINK_KIND, NODE_CODE
from tests.networks import DAY, KINDS, Row, link, topology

ALL = Walk(frozenset(LINK_KIND), DAY)
SOME = Walk(frozenset({"owns", "participates"}), DAY, "out")


class World:
    """Links that come and go, merges among them, as a store would tell of them."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed)
        self.kinds: list[str] = ["organization"]
        self.rows: dict[int, Row] = {}
        self.recorded = 0
        self.revision = 0
        self.merging = 0.3  # of the links
        self.change()

    def change(self) -> Changes:
        pick, since = self.pick, self.revision
        came = ["person"] * pick.randint(0, 3)
        first = len(self.kinds)
        self.kinds += came
        retired = pick.sample(sorted(self.rows), pick.randint(0, min(3, len(self.rows))))
        for number in retired:
            del self.rows[number]
        new = [self._link() for _ in range(pick.randint(0, 6))]
        self.rows.update((row[0], row) for row in new)
        self.revision += 1
        return Changes(
            since,
            self.revision,
            np.arange(first, first + len(came), dtype=np.int32),
            np.full(len(came), NODE_CODE["person"], dtype=np.int8),
            np.array(new, dtype=LINK_DTYPE),
            np.array(retired, dtype=np.int32),
        )

    def _link(self) -> Row:
        self.recorded += 1
        kind = "same_as" if self.pick.random() < self.merging else self.pick.choice(KINDS)
        source, target = (self.pick.randrange(len(self.kinds)) for _ in range(2))
        return link(self.recorded - 1, kind, source, target)

    def topology(self) -> Topology:
        return topology(self.kinds, self.rows.values(), self.revision)


def assert_same(one: Ties, two: Ties) -> None:
    assert (one.revision, one.size) == (two.revision, two.size)
    for node in range(one.size):
        assert one.kind_of(node) == two.kind_of(node)
        assert one.canonical(node) == two.canonical(node)
        assert one.every_tie(node) == two.every_tie(node)
        assert one.every_half(node).tolist() == two.every_half(node).tolist() == two.every_tie(node)
        assert one.extent(node) >= len(one.every_tie(node))
        for walk in (ALL, SOME):
            assert one.ties(node, walk) == two.ties(node, walk)
            assert one.degree(node, walk) == two.degree(node, walk)
            assert one.foremost(node, walk, "valid_from", 2) == two.foremost(
                node, walk, "valid_from", 2
            )


@pytest.mark.parametrize("seed", range(150))
def test_any_changes_with_merges_equal_a_fresh_build(seed: int) -> None:
    world = World(seed)
    for _ in range(seed % 5):
        world.change()
    base = Network.build(world.topology())
    changes = world.change()
    for _ in range(4):
        assert_same(Overlay(base, changes), Network.build(world.topology()))
        changes = combined(changes, world.change())


@pytest.mark.parametrize("seed", range(150))
def test_an_overlay_that_follows_equals_a_fresh_build(seed: int) -> None:
    world = World(seed)
    world.merging = 0.3 if seed % 3 else 0.03
    for _ in range(seed % 5):
        world.change()
    overlay = Overlay(Network.build(world.topology()), world.change())
    for _ in range(6):
        earlier, before = overlay, [overlay.every_tie(node) for node in range(overlay.size)]
        overlay = earlier.followed(world.change())
        assert_same(overlay, Network.build(world.topology()))
        assert [earlier.every_tie(node) for node in range(earlier.size)] == before


def test_a_withdrawn_merge_puts_each_link_back() -> None:
    rows = [link(0, "owns", 0, 1), link(1, "same_as", 1, 2), link(2, "owns", 2, 3)]
    base = Network.build(topology(["organization"] * 4, rows))
    none = np.zeros(0, dtype=LINK_DTYPE)
    ids, kinds = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int8)
    after = Overlay(base, Changes(1, 2, ids, kinds, none, np.array([1], dtype=np.int32)))
    assert [tie[0] for tie in after.every_tie(1)] == [0]
    assert [tie[0] for tie in after.every_tie(2)] == [3]


def test_changes_that_do_not_follow_are_refused() -> None:
    world = World(1)
    base = Network.build(world.topology())
    first = world.change()
    world.change()
    gap = world.change()
    with pytest.raises(ValueError, match="do not follow"):
        Overlay(base, gap)
    with pytest.raises(ValueError, match="do not follow"):
        combined(first, gap)
