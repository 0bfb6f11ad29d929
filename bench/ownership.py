"""How long the questions of ownership take, of firms drawn at random and of the largest holders.

    python -m bench.ownership --store sqlite:///var/xinmai.db --starts 300 --day 2026-06-30

Whole answers as the command and HTTP give them, in this process and warm: half of the subjects are
firms by lot, half those with most ties. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.table import Table

from analyses.rulebook import load_rules
from api.answers import Answers, Moment
from api.answers import ownership as asked
from api.answers.ground import Ground
from graph.networks import Networks
from graph.store import open_store
from graph.vocabulary import NODE_CODE

QUESTIONS: Final[dict[str, Callable[[Ground, str], Any]]] = {
    "control": asked.control_answer,
    "owners": asked.owners_answer,
    "fifty": asked.subject_fifty_answer,
    "beneficial-owners": asked.beneficial_owners_answer,
    "controller": asked.controller_answer,
    "close-links": asked.close_links_answer,
    "tree up": lambda ground, one: asked.tree_answer(ground, one, asked.TreeOptions("up")),
    "tree down": lambda ground, one: asked.tree_answer(ground, one, asked.TreeOptions("down")),
}
COLUMNS: Final = ("question", "subjects", "p50 ms", "p90 ms", "p99 ms", "max ms", "cut short")


def subjects(ground: Ground, count: int) -> list[str]:
    """Ids: half by lot (seed 1), half of those with most ties."""
    network = ground.network
    firms = [n for n in range(network.size) if network.kind_of(n) == NODE_CODE["organization"]]
    drawn = np.random.default_rng(1).choice(firms, min(count // 2, len(firms)), replace=False)
    largest = sorted(firms, key=lambda n: -network.extent(n))[: count - len(drawn)]
    views = ground.views.nodes([*drawn.tolist(), *largest])
    return [view.key.id for view in views.values() if view.merged_into is None]


def measured(ground: Ground, name: str, ids: list[str]) -> tuple[str, ...]:
    taken, cut = [], 0
    for one in ids:
        began = time.perf_counter()
        answer = QUESTIONS[name](ground, one)
        taken.append((time.perf_counter() - began) * 1000)
        cut += bool(answer["truncated"])
    figures = (*np.quantile(taken, (0.5, 0.9, 0.99)), max(taken))
    return (name, f"{len(ids):,}", *(f"{figure:,.1f}" for figure in figures), f"{cut:,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--starts", type=int, default=300)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 6, 30))
    options = parser.parse_args()
    with open_store(options.store, read_only=True) as store:
        answers = Answers(store, Networks(store, None), lambda: options.day, load_rules())
        ground = answers.on(Moment(options.day))
        ids = subjects(ground, options.starts)
        table = Table(title=f"{ground.network.size:,} nodes, revision {ground.network.revision}")
        for column in COLUMNS:
            table.add_column(column, justify="right")
        for name in QUESTIONS:
            table.add_row(*measured(ground, name, ids))
    Console().print(table)


if __name__ == "__main__":
    main()
