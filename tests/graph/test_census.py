"""Nodes of a kind: arrays, overlays and any other network tell the same."""

from __future__ import annotations

import numpy as np
import pytest

from graph.census import has_kind, nodes_of_kind
from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties
from graph.topology import LINK_DTYPE, Changes
from graph.vocabulary import NODE_CODE, NODE_KINDS
from tests.networks import random_topology


class Asked:
    """A network that can only be asked node by node."""

    def __init__(self, network: Ties) -> None:
        self.size, self.kind_of = network.size, network.kind_of


def overlay(network: Network) -> Overlay:
    """Node 0 is a project now, and a lot has come."""
    numbers = np.array([0, network.size], dtype=np.int32)
    kinds = np.array([NODE_CODE["project"], NODE_CODE["lot"]], dtype=np.int8)
    none = np.zeros(0, dtype=LINK_DTYPE)
    revision = network.revision
    return Overlay(
        network,
        Changes(revision, revision + 1, numbers, kinds, none, np.zeros(0, dtype=np.int32)),
    )


@pytest.mark.parametrize("seed", range(20))
def test_each_network_counts_as_asking_every_node_does(seed: int) -> None:
    network = Network.build(random_topology(seed))
    for told in (network, overlay(network)):
        for kind in range(len(NODE_KINDS)):
            plain = [node for node in range(told.size) if told.kind_of(node) == kind]
            assert nodes_of_kind(told, kind).tolist() == plain
            assert has_kind(told, kind) >= bool(plain)
            asked: Ties = Asked(told)  # type: ignore[assignment]
            assert nodes_of_kind(asked, kind).tolist() == plain
            assert has_kind(asked, kind) == bool(plain)
    assert has_kind(overlay(network), NODE_CODE["lot"])
    assert not has_kind(network, NODE_CODE["lot"])
