"""What the views of roles cost on a city: to make, to hold, to follow a change, to ask.

    python -m bench.views --store sqlite:///var/xinmai.db

Each view is a network of its own, in numbers of its own; the whole needs none. `make` is the first
look: the history read, numbered and laid out. `change` is a delivery of a hundred ties followed, by
the network of the whole first and then by the view; the store is copied beforehand, and the copy
written to. `first` and `again` are `related` of the same firms, asked the first time and once more.
Memory is that of the network's arrays.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
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
from graph.facts import Batch, DeliveredFile, Key, LinkFact, Row
from graph.network import ARRAYS, Network
from graph.networks import Networks
from graph.store import Store, open_store
from graph.ties import Ties
from graph.veiled_store import VeiledStore
from graph.vocabulary import NODE_CODE

CHANGES: Final = 20
BATCH: Final = 100  # ties a change
WHOLE: Final = "whole"
MIB: Final = 2**20


def took(work: Callable[[], object]) -> float:
    """Milliseconds of this process's own time."""
    began = time.process_time()
    work()
    return 1_000 * (time.process_time() - began)


def held(network: Ties) -> float:
    assert isinstance(network, Network)
    return float(sum(getattr(network, name).nbytes for name in ARRAYS)) / MIB


def asked(stand: Ground, ids: list[str]) -> float:
    """Milliseconds a firm."""
    return took(lambda: [related_answer(stand, one, RelatedOptions()) for one in ids]) / len(ids)


def deliver(store: Store, number: int, keys: Sequence[Key], pick: random.Random) -> None:
    pairs = (pick.sample(keys, 2) for _ in range(BATCH))
    ties = [LinkFact("guarantees", one, other) for one, other in pairs]
    rows = [Row(line, (tie,)) for line, tie in enumerate(ties, start=2)]
    file = DeliveredFile("bench", "plain", f"{number}.csv", f"{number:064x}")
    store.apply(Batch(file, rows, through=len(rows), complete=True))


def followed(
    store: Store, whole: Networks, networks: Networks, keys: Sequence[Key]
) -> tuple[float, float]:
    """The median change's cost to the whole, and to the view after it."""
    pick, costs = random.Random(store.revision()), list[tuple[float, float]]()
    for number in range(CHANGES):
        deliver(store, store.revision() + number, keys, pick)
        costs.append((took(whole.current), took(networks.current)))
    of_whole, of_view = zip(*costs, strict=True)
    return statistics.median(of_whole), statistics.median(of_view)


def measured(store: Store, whole: Networks, view: View, firms: list[int]) -> tuple[str, ...]:
    keys = [each.key for each in store.numbered(firms).values()]
    ids = [key.id for key in keys]
    seen = VeiledStore(store, whole, veil_of(view), withheld_of(view))
    own: tuple[Store, Networks] = (store, whole) if view.id == WHOLE else (seen, seen.networks)
    made = took(own[1].current)
    size, rules = held(own[1].current()), load_rules()
    stand = ground(*own, rules, Moment(), datetime.now(tz=UTC).date())
    costs = [made, *followed(store, whole, own[1], keys), asked(stand, ids), asked(stand, ids),
             took(lambda: own[0].search("建设", limit=20))]  # fmt: skip
    return view.id, f"{size:.1f}", *(f"{cost:.2f}" for cost in costs)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--store", required=True, help="sqlite:///…")
    parser.add_argument("--firms", type=int, default=300, help="asked of each view")
    given = parser.parse_args()
    table = Table("view", "MiB", "make ms", "whole ms", "change ms", "first ms", "again ms",
                  "search ms")  # fmt: skip
    with TemporaryDirectory() as place:
        copy = Path(place) / "store.db"
        shutil.copy(given.store.removeprefix("sqlite:///"), copy)
        with open_store(f"sqlite:///{copy}") as store:
            for view in load_rules().access.view:
                whole = Networks(store, None)
                network = whole.current()
                assert isinstance(network, Network)
                firms = np.flatnonzero(network.node_kinds == NODE_CODE["organization"]).tolist()
                chosen = random.Random(1).sample(firms, given.firms)
                table.add_row(*measured(store, whole, view, chosen))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
