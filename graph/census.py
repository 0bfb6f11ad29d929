"""All nodes of a kind: for answers about the whole city, and to tell "none" from "no such data"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties


def nodes_of_kind(network: Ties, kind: int) -> NDArray[np.int64]:
    """The nodes of a vocabulary.NODE_CODE, ascending. Cost: one pass over all nodes, on arrays
    1 ms for three million; other networks are asked node by node."""
    if isinstance(network, Network):
        return np.flatnonzero(network.node_kinds == kind)
    if isinstance(network, Overlay):
        latest = network.changed_kinds
        held = set(nodes_of_kind(network.base, kind).tolist()) - latest.keys()
        come = {number for number, code in latest.items() if code == kind}
        return np.array(sorted(held | come), dtype=np.int64)
    return np.array([n for n in range(network.size) if network.kind_of(n) == kind], dtype=np.int64)


def has_kind(network: Ties, kind: int) -> bool:
    """Whether any node of this kind is known: whether such data came at all."""
    if isinstance(network, Network):
        return kind in network.kinds
    if isinstance(network, Overlay):
        return kind in network.base.kinds or kind in network.changed_kinds.values()
    return any(network.kind_of(number) == kind for number in range(network.size))
