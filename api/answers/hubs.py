"""Who has so many ties that to read them takes longer than others should wait for an answer."""

from __future__ import annotations

from typing import Final

import numpy as np

from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties
from graph.views import Views

MANY: Final = 5_000  # ties


class Hubs:
    """Their ``ids``, as of the network that was last laid out: what was told since makes no hub
    before the next. Owned by whoever answers. Safe for many threads: finding them twice does no
    harm."""

    def __init__(self) -> None:
        self.ids: frozenset[str] = frozenset()
        self._base: Ties | None = None

    def note(self, network: Ties, views: Views) -> None:
        """Find them, unless it is done. Cost: the nodes, once."""
        base = network.base if isinstance(network, Overlay) else network
        if base is self._base or not isinstance(base, Network):
            return
        numbers = np.flatnonzero(np.diff(base.bounds) > MANY).tolist()
        self.ids = frozenset(view.key.id for view in views.nodes(numbers).values())
        self._base = base
