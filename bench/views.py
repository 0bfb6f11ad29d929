"""What the views of roles cost on a city: to make, to hold, to follow a change, to ask.

    python -m bench.views --store sqlite:///var/xinmai.db

Each view is a network of its own (the whole needs none: its row says what a view of everything
would cost). `make` is a new base; `change` the overlay that a thousand retired ties make over it;
`first` and `again` are `related` of the same firms, asked the first time and once more. Memory is
that of the arrays.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from analyses.rulebook.access import View
from api.access.sight import veil_of, withheld_of
from api.answers.asking import Moment, RelatedOptions
from api.answers.ground import Ground, ground
from api.answers.related import related_answer
from graph.network import ARRAYS, Network
from graph.networks import Networks
from graph.overlay import Overlay
from graph.store import Store, open_store
from graph.topology import LINK_DTYPE, Changes
from graph.veil import veiled, veiled_overlay
from graph.veiled_store import VeiledNetworks, VeiledStore
from graph.vocabulary import NODE_CODE

TRIALS: Final = 5
BATCH: Final = 1_000  # links retired
WHOLE: Final = "whole"
MIB: Final = 2**20


def took(work: Callable[[], object], trials: int = TRIALS) -> float:
    """Milliseconds of this process's own time, the median."""
    found = []
    for _ in range(trials):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return 1_000 * statistics.median(found)


def held(network: Network) -> float:
    return float(sum(getattr(network, name).nbytes for name in ARRAYS)) / MIB


def retired(network: Network, links: int) -> Overlay:
    """The network without some of its links."""
    numbers = np.unique(network.halves["link"])[-links:].astype(np.int32)
    none = np.zeros(0, dtype=np.int32)
    return Overlay(network, Changes(
        network.revision, network.revision, none, none.astype(np.int8),
        np.zeros(0, dtype=LINK_DTYPE), numbers,
    ))  # fmt: skip


def asked(stand: Ground, ids: list[str]) -> float:
    """Milliseconds a firm."""
    return took(lambda: [related_answer(stand, one, RelatedOptions()) for one in ids], 1) / len(ids)


def over(store: Store, networks: Networks, view: View) -> Ground:
    rules, today = load_rules(), datetime.now(tz=UTC).date()
    if view.id == WHOLE:
        return ground(store, networks, rules, Moment(), today)
    veil, withheld = veil_of(view), withheld_of(view)
    seen = VeiledNetworks(networks, store, veil, withheld)
    sighted = VeiledStore(store, seen, veil, withheld)
    return ground(sighted, seen, rules, Moment(), today)


def measured(store: Store, networks: Networks, view: View, ids: list[str]) -> tuple[str, ...]:
    whole = networks.current()
    assert isinstance(whole, Network)
    veil, later = veil_of(view), retired(whole, BATCH)
    seen = whole if view.id == WHOLE else veiled(whole, veil)
    stand = over(store, networks, view)
    costs = [
        took(lambda: veiled(whole, veil)), took(lambda: veiled_overlay(seen, later, veil)),
        asked(stand, ids), asked(stand, ids),
        took(lambda: stand.store.search("建设", limit=20)),
    ]  # fmt: skip
    nodes = int((seen.node_kinds >= 0).sum())
    return (view.id, f"{nodes:,}", f"{seen.links:,}", f"{held(seen):.1f}",
            *(f"{cost:.1f}" for cost in costs))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--store", required=True)
    parser.add_argument("--firms", type=int, default=300, help="asked of each view")
    given = parser.parse_args()
    table = Table("view", "nodes", "links", "MiB", "make ms", "change ms", "first ms", "again ms",
                  "search ms")  # fmt: skip
    with open_store(given.store, read_only=True) as store:
        networks = Networks(store, None)
        whole = networks.current()
        assert isinstance(whole, Network)
        firms = np.flatnonzero(whole.node_kinds == NODE_CODE["organization"]).tolist()
        chosen = random.Random(1).sample(firms, given.firms)
        ids = [view.key.id for view in store.numbered(chosen).values()]
        for view in load_rules().access.view:
            table.add_row(*measured(store, networks, view, ids))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
