"""The number of a node among those there are to see, for a number that people read.

The store's own numbers count what a view hides, too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties


def place_of(network: Ties, node: int) -> int:
    """How many nodes there are before it. Cost: a pass over the nodes' kinds."""
    return int(np.count_nonzero(_there(network)[:node]))


def at_place(network: Ties, place: int) -> int | None:
    """The node at that place; None where there are not as many."""
    there = np.flatnonzero(_there(network))
    return int(there[place]) if place < len(there) else None


def _there(network: Ties) -> NDArray[np.bool_]:
    base = network.base if isinstance(network, Overlay) else network
    if not isinstance(base, Network):
        raise TypeError(f"{type(base).__name__} has no places")
    there = np.zeros(network.size, dtype=np.bool_)
    there[: base.size] = base.node_kinds >= 0
    if isinstance(network, Overlay):
        there[list(network.changed_kinds)] = [kind >= 0 for kind in network.changed_kinds.values()]
    return there
