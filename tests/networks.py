"""Small networks drawn in a test, and seeded random ones with their networkx twin."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import networkx
import numpy as np

from graph.network import Network
from graph.ties import Walk
from graph.topology import LINK_DTYPE, NO_CODE, Topology, first_day, last_day
from graph.vocabulary import LINK_CODE, LINK_KIND, NODE_CODE

DAY = date(2024, 6, 1)
Row = tuple[int, int, int, int, int, int, int, int, int]


def link(
    number: int,
    kind: str,
    source: int,
    target: int,
    share: int = 0,
    days: tuple[date | None, date | None] = (None, None),
) -> Row:
    """A row of LINK_DTYPE."""
    code = 0 if LINK_KIND[kind].codes else NO_CODE
    first, last = first_day(days[0]), last_day(days[1])
    return number, LINK_CODE[kind], code, source, target, share, share, first, last


def topology(kinds: Iterable[str], rows: Iterable[Row], revision: int = 1) -> Topology:
    codes = np.array([NODE_CODE[kind] for kind in kinds], dtype=np.int8)
    return Topology(revision, codes, np.array(list(rows), dtype=LINK_DTYPE))


def drawn(*ties: str, subjects: int = 10) -> Network:
    """A network of subjects: ``"owns 0 1"`` draws a link, numbered in order."""
    rows = []
    for number, tie in enumerate(ties):
        kind, source, target = tie.split()
        rows.append(link(number, kind, int(source), int(target)))
    return Network.build(topology(["organization"] * subjects, rows))


KINDS = ("owns", "holds_office", "guarantees", "participates", "sanctioned_by")


def random_topology(seed: int, *, size: int = 14, merges: bool = False) -> Topology:
    """A multigraph with intervals of time, parallel links, loops and a hub or two."""
    pick = random.Random(seed)
    nodes = pick.randint(2, size)
    kinds = [pick.choice(("organization", "person", "project")) for _ in range(nodes)]
    rows = []
    for number in range(pick.randint(0, 3 * nodes)):
        source = pick.randrange(nodes) if pick.random() < 0.8 else 0
        kind = "same_as" if merges and pick.random() < 0.1 else pick.choice(KINDS)
        days = (_day(pick), _day(pick)) if pick.random() < 0.3 else (None, None)
        share = pick.choice((0, 250_000, 1_000_000)) if kind == "owns" else 0
        rows.append(link(number, kind, source, pick.randrange(nodes), share, days))
    return topology(kinds, rows)


def _day(pick: random.Random) -> date | None:
    return pick.choice((None, DAY + timedelta(days=pick.randint(-2, 2))))


def twin(topology: Topology, walk: Walk) -> networkx.MultiDiGraph[int]:
    """The ties that may be walked, as arcs, worked out row by row and without merges."""
    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    graph.add_nodes_from(range(len(topology.node_kinds)))
    allowed = {LINK_CODE[kind] for kind in walk.kinds}
    for row in topology.links:
        if row["kind"] not in allowed or not in_force(row, walk.day):
            continue
        source, target = int(row["source"]), int(row["target"])
        said = {
            "kind": int(row["kind"]),
            "link": int(row["number"]),
            "share": int(row["share_max"]),
        }
        if walk.direction != "in":
            graph.add_edge(source, target, **said, forward=True)
        if walk.direction != "out":
            graph.add_edge(target, source, **said, forward=False)
    return graph


def in_force(row: Any, day: date | None) -> bool:
    return day is None or bool(row["valid_from"] <= day.toordinal() <= row["valid_until"])
