"""An overlay laid out as arrays answers as the overlay does."""

from __future__ import annotations

import random

import numpy as np

from graph.network import Network
from graph.overlay import Overlay
from graph.topology import Changes, Topology
from tests.networks import random_topology


def test_random_overlays_frozen() -> None:
    for seed in range(600):
        given, pick = random_topology(seed, merges=True), random.Random(seed)
        old = np.array([pick.random() < 0.6 for _ in given.links], dtype=bool)
        retired = np.array([n for n in given.links["number"][old] if pick.random() < 0.2], np.int32)
        size = len(given.node_kinds)
        base = Network.build(Topology(1, given.node_kinds[: size - 1], _within(given, old, size)))
        rest = given.links[~np.isin(given.links["number"], base_numbers(given, old, size))]
        changes = Changes(
            1, 2, np.array([size - 1], np.int32), given.node_kinds[-1:], rest, retired
        )
        overlay = Overlay(base, changes)
        frozen = overlay.frozen()
        assert (frozen.revision, frozen.size) == (2, overlay.size)
        assert frozen.survivor == overlay.survivor, seed
        for node in range(size):
            assert frozen.every_tie(node) == overlay.every_tie(node), (seed, node)
            assert frozen.kind_of(node) == overlay.kind_of(node)


def _within(given: Topology, old: np.ndarray, size: int) -> np.ndarray:
    links: np.ndarray = given.links[np.isin(given.links["number"], base_numbers(given, old, size))]
    return links


def base_numbers(given: Topology, old: np.ndarray, size: int) -> np.ndarray:
    """Numbers of the links that the base has: they name no node that comes later."""
    known = (given.links["source"] < size - 1) & (given.links["target"] < size - 1)
    numbers: np.ndarray = given.links["number"][old & known]
    return numbers
