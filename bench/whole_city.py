"""Whole-city ownership and alerts beside plain dicts, scipy and rustworkx, in one process.

    pip install rustworkx                    # a peer only; the product does not need it
    python -m bench.whole_city --store sqlite:///var/bench/facts.db --day 2026-06-30

All get the same stakes and ties of one day, laid out beforehand for each in its own form, and must
come to the same result. Kernels are warm and timed best of several runs, peers best of two. Laying
out the stakes is measured apart: the kernels share one layout. Times are those of the processor, so
that a busy machine does not tell.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import rustworkx
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analyses.alerts.scores import AlertScores, passages, score_all, strengths
from analyses.alerts.seeds import sanctioned, seeds_among
from analyses.alerts.weights import Weights, weights_of
from analyses.citywide.closure import closure
from analyses.citywide.components import strong_components, weak_components
from analyses.citywide.holdings import Holdings, Stakeholders, holdings_of
from analyses.citywide.integrated import integrated_ownership
from analyses.citywide.kernels.cascade import cascade
from analyses.citywide.ultimate import ultimate
from analyses.rulebook import load_rules
from analyses.steps import RELATIONS
from bench import whole_city_peers as peers
from graph.network import Network
from graph.networks import Networks
from graph.overlay import Overlay
from graph.store import open_store
from graph.ties import Ties, Walk
from graph.topology import LINK_DTYPE, Changes
from graph.views import StoreViews

T = TypeVar("T")
RUNS: Final = 5
CHANGES: Final = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    job: str
    ours: float
    peer: str
    theirs: float
    aim: str
    agree: str


def best(work: Callable[[], T], runs: int) -> tuple[float, T]:
    found, least = work(), float("inf")
    for _ in range(runs):
        began = time.process_time()
        found = work()
        least = min(least, time.process_time() - began)
    return least, found


def once(work: Callable[[], T]) -> tuple[float, T]:
    """Best of two, without a run to warm up."""
    least, found = float("inf"), None
    for _ in range(2):
        began = time.process_time()
        found = work()
        least = min(least, time.process_time() - began)
    assert found is not None
    return least, found


def ownership_rows(capital: Holdings, votes: Holdings, listed: list[int]) -> list[Row]:
    held, vote, holders = (
        peers.in_dicts(each) for each in (capital.held, votes.held, votes.holders)
    )
    ours, reached = best(lambda: _reached(capital, listed), RUNS)
    theirs, dicts = once(lambda: peers.cascade(held, listed))
    same = set(np.flatnonzero(reached).tolist()) == dicts
    rows = [Row(f"50 % cascade from {len(listed):,} listed", ours, "plain dicts", theirs, "15",
                _same(same))]  # fmt: skip
    ours, tops = best(lambda: ultimate(votes), RUNS)
    theirs, tops_of = once(lambda: peers.ultimate(vote, holders))
    differ = sum(tops.head[firm] != top for firm, top in tops_of.items())
    rows.append(Row("ultimate controller of every firm", ours, "plain dicts", theirs, "40",
                    f"{differ} of {len(tops_of):,} differ: circles, several"))  # fmt: skip
    ours, closed = best(lambda: closure(votes), RUNS)
    theirs, ruled = once(lambda: peers.closure(vote))
    same = len(closed.controlled) == sum(len(each) for each in ruled.values())
    rows.append(Row(f"control closure, {len(closed.controlled):,} pairs", ours, "plain dicts",
                    theirs, "40", _same(same)))  # fmt: skip
    return rows


def _reached(capital: Holdings, listed: list[int]) -> NDArray[np.bool_]:
    """Who is certainly reached: half of what ``reach`` answers, and what the peer does."""
    held, size = capital.held, capital.size
    reached, loose = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    low, high = np.zeros(size, np.int64), np.zeros(size, np.int64)
    cascade(
        held.start, held.other, held.least, held.most, capital.certain, capital.bounded,
        np.array(listed, dtype=np.int64), peers.HALF, False, reached, low, high, loose,
    )  # fmt: skip
    return reached


def integrated_row(capital: Holdings) -> Row:
    """Closed loops, which have no solution, are opened beforehand for both."""
    opened = _opened(capital)
    ours, found = best(lambda: integrated_ownership(opened), RUNS)
    theirs, (matrix, rounds) = once(lambda: peers.jacobi(opened))
    sums = np.array([found.share[a:b].sum() for a, b in
                     zip(found.begin.tolist(), found.end.tolist(), strict=True)])  # fmt: skip
    turns = matrix.diagonal() + 1
    matrix.data /= np.repeat(turns, np.diff(matrix.indptr))
    columns = np.asarray(matrix.sum(axis=0)).ravel() - matrix.diagonal()
    same = bool(np.allclose(sums, columns, atol=1e-6))
    return Row(f"integrated ownership, {len(found.share):,} shares", ours,
               f"scipy Jacobi, {rounds} rounds", theirs, "25", _same(same))  # fmt: skip


def _opened(capital: Holdings) -> Holdings:
    unsolved = integrated_ownership(capital).unsolved
    if not unsolved.any():
        return capital
    held, holders = capital.held, capital.holders
    gone = np.repeat(unsolved, np.diff(held.start)) & unsolved[held.other]
    back = np.repeat(unsolved, np.diff(holders.start)) & unsolved[holders.other]
    return replace(
        capital,
        held=Stakeholders(held.start, held.other, np.where(gone, 0, held.least), held.most),
        holders=Stakeholders(
            holders.start, holders.other, np.where(back, 0, holders.least), holders.most
        ),
        own=np.zeros_like(capital.own),
    )


def component_rows(network: Network, capital: Holdings, day: date) -> list[Row]:
    ties = _ties(network, day)
    rows = []
    for name, given, ours_of, connection in (
        ("components", ties, weak_components, "weak"),
        ("strongly connected components", capital.held, strong_components, "strong"),
    ):
        ours, labels = best(lambda of=ours_of, g=given: of(g), RUNS)  # type: ignore[misc]
        size, count = len(given.start) - 1, len(np.unique(labels))
        graph: Any = rustworkx.PyDiGraph()
        graph.add_nodes_from(range(size))
        ends = np.repeat(np.arange(size), np.diff(given.start)).tolist()
        graph.add_edges_from_no_data(list(zip(ends, given.other.tolist(), strict=True)))
        find = getattr(rustworkx, f"{connection}ly_connected_components")
        theirs, parts = once(lambda find=find, graph=graph: find(graph))  # type: ignore[misc]
        job = f"{name}, {len(given.other):,} ties"
        rows.append(Row(job, ours, "rustworkx", theirs, "4", _same(len(parts) == count)))
        del graph, parts
        matrix = csr_array(
            (np.ones(len(given.other), np.int8), given.other, given.start), shape=(size, size)
        )
        theirs, (found, _) = once(
            lambda m=matrix, c=connection: connected_components(m, connection=c)  # type: ignore[misc]
        )
        rows.append(Row(job, ours, "scipy", theirs, "2.5", _same(found == count)))
    return rows


def _ties(network: Network, day: date) -> Stakeholders:
    """All relations in force, each from the node it starts at."""
    halves = network.halves
    kept = Walk(RELATIONS, day, "out").keeps(halves)
    start = np.concatenate([[0], np.cumsum(kept)])[network.bounds]
    none = np.zeros(0, np.int64)
    return Stakeholders(start, np.ascontiguousarray(halves["other"][kept]), none, none)


def alert_rows(network: Network, weights: Weights, seeds: dict[int, int]) -> list[Row]:
    laid, strength = passages(network, weights), strengths(network.size, seeds)
    ours, scores = best(lambda: score_all(laid, weights, strength), RUNS)
    matrix = peers.by_neighbour(laid)
    job = f"alert scores, {len(laid.other):,} passages, {weights.hops} hops"
    rows = []
    for peer, work in (("scipy", peers.scipy_scores), ("numpy by hand", peers.numpy_scores)):
        theirs, floats = once(lambda work=work: work(matrix, weights, strength))  # type: ignore[misc]
        off = np.abs(floats * 1e6 - scores)[(strength == 0) & (scores > 0)].max(initial=0)
        aim = "4" if peer == "scipy" else ""
        rows.append(Row(job, ours, peer, theirs, aim, f"within {off:.0f} ppm"))
    whole, kept = once(lambda: AlertScores(network, weights, seeds))
    times = np.array(_changes(network, kept, seeds))
    fresh = AlertScores(network, weights, seeds)
    same = np.array_equal(kept.keys, fresh.keys)
    middle, slow = np.quantile(times, [0.5, 0.99]).tolist()
    rows.append(Row(f"one change, p50 of {len(times):,}", middle, "all anew", whole, "10,000",
                    _same(same)))  # fmt: skip
    rows.append(Row("one change, p99", slow, "all anew", whole, "≤ 1 ms", _same(same)))
    return rows


def _changes(network: Network, scores: AlertScores, seeds: dict[int, int]) -> list[float]:
    """Ties that end and come back, records repaired and put back; each way is timed."""
    pick, times = random.Random(1), []
    none = np.zeros(0, np.int32)

    def timed(change: Callable[[], object]) -> None:
        began = time.process_time()
        change()
        times.append(time.process_time() - began)

    marked = sorted(seeds)
    for _ in range(CHANGES // 4):
        node = pick.choice(marked)
        timed(lambda n=node: scores.sanctioned(n, 0))  # type: ignore[misc]
        timed(lambda n=node: scores.sanctioned(n, seeds[n]))  # type: ignore[misc]
        place = pick.randrange(len(network.halves))
        near = int(np.searchsorted(network.bounds, place, side="right")) - 1
        half = network.halves[place]
        gone = np.array([half["link"]], dtype=np.int32)
        none_yet = np.zeros(0, LINK_DTYPE)
        changes = Changes(network.revision, network.revision + 1, none, none.astype(np.int8),
                          none_yet, gone)  # fmt: skip
        without: Ties = Overlay(network, changes)
        far = int(half["other"])
        timed(lambda a=near, b=far, w=without: scores.tied(w, a, b))  # type: ignore[misc]
        timed(lambda a=near, b=far: scores.tied(network, a, b))  # type: ignore[misc]
    return times


def _same(agree: bool) -> str:
    return "agree" if agree else "DIFFER"


def shown(console: Console, rows: list[Row]) -> None:
    table = Table("job", "ms", "peer", "its ms", "×", "aim ×", "results")
    for row in rows:
        times = f"{row.theirs / row.ours:,.1f}"
        table.add_row(row.job, f"{row.ours * 1e3:,.3f}", row.peer, f"{row.theirs * 1e3:,.1f}",
                      times, row.aim, row.agree)  # fmt: skip
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--store", required=True)
    parser.add_argument("--day", type=date.fromisoformat, default=date(2026, 6, 30))
    parser.add_argument("--snapshot", type=Path, help="folder of the network's snapshot")
    asked = parser.parse_args()
    console, rules = Console(), load_rules()
    with open_store(asked.store, read_only=True) as store:
        network = Networks(store, asked.snapshot).current()
        assert isinstance(network, Network)
        views = StoreViews(store, None)
        listed = sanctioned(network)
        seeds = seeds_among(network, views, rules, listed, asked.day)
    laying, capital = best(lambda: holdings_of(network, asked.day), RUNS)
    votes = holdings_of(network, asked.day, "votes")
    console.print(
        f"{network.size:,} nodes, {network.links:,} links, {len(capital.held.other):,} stakes, "
        f"{len(seeds):,} subjects with an active record; stakes laid out in {laying * 1e3:.0f} ms"
    )
    weights = weights_of(rules.alerts, asked.day)
    assert weights is not None
    strong = {node: seed.strength for node, seed in seeds.items()}
    rows = ownership_rows(capital, votes, sorted(seeds))
    rows.append(integrated_row(capital))
    rows += component_rows(network, capital, asked.day)
    rows += alert_rows(network, weights, strong)
    shown(console, rows)


if __name__ == "__main__":
    main()
