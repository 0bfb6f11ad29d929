"""Compiling what answers need before anybody waits for it."""

from __future__ import annotations

from datetime import date

import numpy as np

from graph.network import Network
from graph.topology import ALWAYS, FOREVER, LINK_DTYPE, NO_CODE, Topology
from graph.vocabulary import LINK_CODE, NODE_CODE


def warm_kernels() -> None:
    """Run every kernel that an answer runs, over two firms that hold each other. Cost: a second
    where the compiled code is found beside the sources, else about half a minute, once."""
    from analyses.alerts.scores import AlertScores, best_keys, passages, unpacked
    from analyses.alerts.weights import CODES, Weights
    from analyses.citywide.holdings import holdings_of
    from analyses.citywide.ultimate import ultimate
    from analyses.structures import kernels
    from analyses.structures.loops import city_loops
    from graph.ties import KINDS

    day = date(2000, 1, 1)
    nothing = np.zeros((KINDS, 2, CODES), np.int64), np.array([[1, 1, 1, 0, 0]], np.int64)
    weights = Weights(day.toordinal(), 1, 1, 1, *nothing)
    for network in (_two_firms(), _unwritable(_two_firms())):  # built, or mapped from a snapshot
        scores = AlertScores(network, weights, {0: 1})
        scores.sanctioned(0, 0)
        unpacked(best_keys(passages(network, weights), weights, scores.strength))
        city_loops(holdings_of(network, day))
        ultimate(holdings_of(network, day, "votes"))
        kernels.sharers(network.bounds, network.halves, day.toordinal(), 0, 0, 0, 1, 1)


def _two_firms() -> Network:
    owns = LINK_CODE["owns"]
    links = np.array(
        [
            (n, owns, NO_CODE, n, 1 - n, 600_000, 600_000, ALWAYS, FOREVER)
            for n in range(2)
        ],
        dtype=LINK_DTYPE,
    )  # fmt: skip
    return Network.build(Topology(1, np.full(2, NODE_CODE["organization"], np.int8), links))


def _unwritable(network: Network) -> Network:
    for array in (network.node_kinds, network.bounds, network.halves):
        array.flags.writeable = False
    return network
