"""Through whom nothing passes: whoever owns several firms for the state ties none of them.

Source: 公司法 article 265(4): firms are not related merely because the state controls them both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

import numpy as np

from analyses.alerts.seeds import PREFETCHED
from analyses.alerts.weights import OWNS
from analyses.rulebook import Rulebook
from analyses.state_capital import owns_for_state
from graph.network import Network
from graph.ties import Ties, walk_of
from graph.topology import first_day
from graph.views import Views
from graph.vocabulary import NODE_CODE

HELD: Final = frozenset({"owns"})
ORGANIZATION: Final = NODE_CODE["organization"]


def stops_among(
    network: Ties, views: Views, rules: Rulebook, nodes: Iterable[int], day: date
) -> frozenset[int]:
    """Those of the nodes. Cost: their ties, and the fields of whoever owns several firms."""
    walk = walk_of(HELD, day, "out")
    several = [
        node for node in nodes
        if network.kind_of(node) == ORGANIZATION and network.degree(node, walk) > 1
        and len({tie[0] for tie in network.foremost(node, walk, "share_max", 2)}) > 1
    ]  # fmt: skip
    return _of_state(views, rules, several, day)


def stops_of(network: Network, views: Views, rules: Rulebook, day: date) -> frozenset[int]:
    """Those of a whole city. Cost: all links, as arrays, and a reading of every owner of several
    firms."""
    halves, asked = network.halves, first_day(day)
    owned = (
        (halves["kind"] == OWNS) & (halves["forward"] == 1)
        & (halves["valid_from"] <= asked) & (halves["valid_until"] >= asked)
    )  # fmt: skip
    owners = np.searchsorted(network.bounds, np.flatnonzero(owned), side="right") - 1
    pairs = np.unique(np.stack([owners, halves["other"][owned]]), axis=1)
    found, firms = np.unique(pairs[0], return_counts=True)
    several = found[(firms > 1) & (network.node_kinds[found] == ORGANIZATION)]
    return _of_state(views, rules, several.tolist(), day)


def _of_state(views: Views, rules: Rulebook, owners: list[int], day: date) -> frozenset[int]:
    found: set[int] = set()
    for first in range(0, len(owners), PREFETCHED):
        part = owners[first : first + PREFETCHED]
        views.nodes(part)
        found |= {owner for owner in part if owns_for_state(views, rules, owner, day)}
    return frozenset(found)
