"""Alerts: drawn cases; random graphs against every simple path; the city's form, and its repair."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import networkx
import numpy as np
from numpy.typing import NDArray

from analyses.alerts.scores import AlertScores, passages, score_all, strengths
from analyses.alerts.seeds import Seed, sanctioned, seeds_among
from analyses.alerts.spread import AlertsFound, alerts_of, spread
from analyses.alerts.stops import stops_of
from analyses.alerts.weights import Weights, weights_of
from analyses.rulebook import Rulebook, load_rules
from graph.network import Network
from graph.overlay import Overlay
from graph.topology import LINK_DTYPE, Changes, Topology
from graph.vocabulary import LINK_CODE, OFFICES, STAKES
from tests.drawing import Drawing
from tests.networks import DAY, Row, in_force, link, topology

WHOLE = 1_000_000
DECAY = 900_000


@cache
def rules() -> Rulebook:
    return load_rules()


def weights(hub: int = 100) -> Weights:
    found = weights_of(rules().alerts, DAY)
    assert found is not None
    return replace(found, most_neighbours=hub)


def asked(drawing: Drawing, subject: int, day: date = DAY) -> AlertsFound:
    return alerts_of(drawing.network, drawing, rules(), day, subject)


def test_a_record_is_a_strong_hint_downwards_and_a_weak_one_upwards() -> None:
    town = Drawing()
    parent, child, grandchild = town.firm(), town.firm(), town.firm()
    town.owns(parent, child, 60)
    town.owns(child, grandchild, 100)
    town.record(child, DAY - timedelta(days=100))
    assert asked(town, grandchild).score_ppm == 810_000
    assert asked(town, parent).score_ppm == 360_000
    assert asked(town, child).paths == ()


def test_the_best_path_and_two_that_share_no_middle() -> None:
    town = Drawing()
    bad, target = town.firm(), town.firm()
    middles = [town.firm() for _ in range(4)]
    for percent, middle in zip((80, 70, 40, 20), middles, strict=True):
        town.owns(bad, middle, percent)
        town.owns(middle, target, 15)
    town.record(bad, DAY - timedelta(days=100))
    found = asked(town, target).paths
    assert [path.nodes for path in found] == [(bad, middle, target) for middle in middles[:3]]
    assert [path.score_ppm for path in found] == [364_500, 364_500, 283_500]
    assert [step.kind for step in found[0].steps] == ["owns", "owns"]
    assert all(step.forward for step in found[0].steps)


def test_small_stakes_ended_ties_repaired_and_expired_records_give_none() -> None:
    town = Drawing()
    bad, small, ended, repaired, below, old, under = (town.firm() for _ in range(7))
    town.owns(bad, small, 9)
    town.owns(bad, ended, 90, (None, DAY - timedelta(days=1)))
    town.record(bad, DAY - timedelta(days=100))
    town.record(repaired, DAY - timedelta(days=100), repaired=DAY - timedelta(days=1))
    town.owns(repaired, below, 90)
    town.record(old, DAY - timedelta(days=4_000))
    town.owns(old, under, 90)
    assert [asked(town, each).score_ppm for each in (small, ended, below, under)] == [0, 0, 0, 0]
    before = DAY - timedelta(days=2)
    assert [asked(town, each, before).score_ppm for each in (ended, below)] == [810_000, 810_000]


def test_links_of_a_pair_add_up_and_an_unknown_share_is_not_none() -> None:
    town = Drawing()
    bad, halves, unknown = town.firm(), town.firm(), town.firm()
    town.owns(bad, halves, 6)
    town.link("owns", bad, halves, (None, None), share_min=40_000, share_max=40_000)
    town.link("owns", bad, unknown, share_min=0, share_max=WHOLE)
    town.record(bad, DAY - timedelta(days=100))
    found = asked(town, halves)
    assert found.score_ppm == 450_000
    assert len(found.paths[0].steps) == 2
    assert asked(town, unknown).score_ppm == 270_000


def test_a_hub_passes_nothing_on_but_its_own_record() -> None:
    town = Drawing()
    bad, hub, target = town.firm(), town.firm(), town.firm()
    town.owns(bad, hub, 60)
    town.owns(hub, target, 60)
    for _ in range(99):
        town.owns(hub, town.firm(), 60)
    town.record(bad, DAY - timedelta(days=100))
    assert asked(town, hub).score_ppm == 810_000
    assert asked(town, target).score_ppm == 0
    town.record(hub, DAY - timedelta(days=100))
    assert asked(town, target).score_ppm == 810_000


def test_an_owner_for_the_state_ties_nobody() -> None:
    for state, expected in ((True, 0), (False, 291_600)):
        town = Drawing()
        bad, owner, target = town.firm(), town.firm(state_capital=state), town.firm()
        town.owns(owner, bad, 60)
        town.owns(owner, target, 60)
        town.record(bad, DAY - timedelta(days=100))
        assert asked(town, owner).score_ppm == 360_000
        assert asked(town, target).score_ppm == expected
        assert city_scores(town)[[owner, target]].tolist() == [360_000, expected]
        town.record(owner, DAY - timedelta(days=100))
        assert asked(town, target).score_ppm == city_scores(town)[target] == 810_000


def city_scores(town: Drawing) -> NDArray[np.int32]:
    """The same asked of the whole city, fresh and mended."""
    network, table = town.network, weights()
    seeds = seeds_among(network, town, rules(), sanctioned(network), DAY)
    strength = {node: seed.strength for node, seed in seeds.items()}
    stops = stops_of(network, town, rules(), DAY)
    found = score_all(passages(network, table), table, strengths(network.size, strength), stops)
    mended = AlertScores(network, table, {}, stops=stops)
    for node, ppm in strength.items():
        mended.sanctioned(node, ppm)
    assert mended.all().tolist() == found.tolist()
    return found


def test_a_spent_budget_is_said() -> None:
    town = Drawing()
    bad, target = town.firm(), town.firm()
    town.owns(bad, target, 60)
    town.record(bad, DAY - timedelta(days=100))
    found = alerts_of(town.network, town, rules(), DAY, target, work_budget=0)
    assert (found.cut_short, found.paths) == (True, ())


# Random graphs.

KINDS = ("owns", "owns", "owns", "holds_office", "participates", "guarantees", "acts_with",
         "sanctioned_by", "same_as")  # fmt: skip


def random_ties(pick: random.Random, nodes: int, numbers: Iterable[int]) -> list[Row]:
    rows = []
    for number in numbers:
        kind = pick.choice(KINDS[:-1])
        source = pick.randrange(nodes) if pick.random() < 0.8 else 0
        row = list(link(number, kind, source, pick.randrange(nodes)))
        if kind == "owns":
            row[2] = pick.choice((-1, -1, -1, STAKES.index("nominee"), STAKES.index("indirect")))
            row[5] = row[6] = pick.choice((60_000, 100_000, 350_000, 600_000))
            if pick.random() < 0.2:
                row[5], row[6] = pick.choice(((0, WHOLE), (0, 90_000), (200_000, 700_000)))
        if kind == "holds_office":
            row[2] = pick.randrange(len(OFFICES))
        if pick.random() < 0.1:
            row[8] = (DAY - timedelta(days=pick.randint(0, 1))).toordinal()
        rows.append(tuple(row))
    return rows  # type: ignore[return-value]


def random_city(seed: int) -> tuple[Topology, dict[int, int]]:
    pick = random.Random(seed)
    nodes = pick.randint(2, 9)
    rows = random_ties(pick, nodes, range(pick.randint(1, 2 * nodes)))
    seeds = {pick.randrange(nodes): pick.choice((1_000_000, 700_000, 400_000)) for _ in range(2)}
    return topology(["organization"] * nodes, rows), seeds


def passing(given: Topology) -> networkx.DiGraph[int]:
    """What passes from whom to whom, worked out link by link from the rule file's entries."""
    entries = rules().alerts.passing
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(given.node_kinds)))
    stakes: dict[tuple[int, int], list[int]] = {}

    def offer(source: int, target: int, ppm: int) -> None:
        part = ppm * DECAY // WHOLE
        if part > graph.get_edge_data(source, target, {"part": 0})["part"]:
            graph.add_edge(source, target, part=part)

    for row in given.links:
        source, target = int(row["source"]), int(row["target"])
        if source == target or not in_force(row, DAY):
            continue
        if row["kind"] == LINK_CODE["owns"]:
            code = STAKES[row["code"]] if row["code"] >= 0 else "plain"
            least, most = int(row["share_min"]), int(row["share_max"])
            sums = stakes.setdefault((source, target), [0, 0, 0])
            if code == "nominee":
                sums[0], sums[1] = sums[0] - most, sums[1] - least
            elif code != "indirect":
                sums[0], sums[1], sums[2] = sums[0] + least, sums[1] + most, 1
            continue
        said = [e for e in entries if LINK_CODE[e.kind] == row["kind"]]
        narrow = [e for e in said if e.codes and OFFICES[row["code"]] in e.codes]
        for entry in narrow or [e for e in said if not e.codes]:
            offer(source, target, entry.along_ppm)
            offer(target, source, entry.against_ppm)
    for (source, target), (least, most, added) in stakes.items():
        sure = [e for e in entries if e.kind == "owns" and e.least_ppm <= least]
        may = [e for e in entries if e.kind == "owns" and e.id == "stake" and e.least_ppm <= most]
        if added and sure:
            entry = max(sure, key=lambda e: e.least_ppm)
            offer(source, target, entry.along_ppm)
            offer(target, source, entry.against_ppm)
        elif added and may:
            offer(source, target, may[0].unsure_along_ppm)
            offer(target, source, may[0].unsure_against_ppm)
    return graph


def best_by_all_paths(
    graph: networkx.DiGraph[int], seeds: Mapping[int, int], target: int, hub: int
) -> int:
    """Every simple path of at most four ties, one after the other."""
    hubs = {n for n in graph if len({*graph.successors(n), *graph.predecessors(n)}) > hub}
    best = 0
    for seed, strength in seeds.items():
        if seed == target:
            continue
        for path in networkx.all_simple_paths(graph, seed, target, cutoff=4):
            if hubs.isdisjoint(path[1:-1]):
                score = strength
                for a, b in pairwise(path):
                    score = score * graph[a][b]["part"] // WHOLE
                best = max(best, score)
    return best if best >= 10_000 else 0


def test_random_graphs_agree_with_every_simple_path_in_both_forms() -> None:
    for seed in range(5_000):
        given, seeds = random_city(seed)
        hub = random.Random(seed).choice((2, 3, 100))
        network, rule = Network.build(given), weights(hub)
        graph = passing(given)
        expected = [best_by_all_paths(graph, seeds, t, hub) for t in range(network.size)]
        laid = passages(network, rule)
        assert score_all(laid, rule, strengths(network.size, seeds)).tolist() == expected, seed
        for target in range(network.size):
            found = spread(network, rule, target, known(seeds))
            assert found.score_ppm == expected[target], (seed, target)
            check_paths(found, graph, seeds, target)


def known(seeds: Mapping[int, int]):  # type: ignore[no-untyped-def]
    return lambda near: {n: Seed(seeds[n], n, 0) for n in near if n in seeds}


def check_paths(
    found: AlertsFound, graph: networkx.DiGraph[int], seeds: Mapping[int, int], target: int
) -> None:
    middles: set[int] = set()
    for alert in found.paths:
        score = seeds[alert.nodes[0]]
        for a, b in pairwise(alert.nodes):
            score = score * graph[a][b]["part"] // WHOLE
        assert (score, alert.nodes[-1]) == (alert.score_ppm, target)
        assert middles.isdisjoint(alert.nodes[1:-1])
        middles.update(alert.nodes[1:-1])
        walked = [alert.steps[0].source, *(step.target for step in alert.steps)]
        assert list(dict.fromkeys(walked)) == list(alert.nodes)
    scores = [alert.score_ppm for alert in found.paths]
    assert scores == sorted(scores, reverse=True)


def test_mended_scores_are_bit_equal_to_a_full_recomputation() -> None:
    """5,000 random graphs, twelve changes each: ties that come or end, records that come or are
    repaired; all keys of all nodes compared."""
    for seed in range(5_000):
        given, seeds = random_city(seed)
        pick = random.Random(seed + 1)
        rule = weights(pick.choice((2, 3, 100)))
        network = Network.build(given)
        scores = AlertScores(network, rule, seeds)
        rows = given.links
        for turn in range(12):
            if pick.random() < 0.3:
                node = pick.randrange(network.size)
                strength = pick.choice((0, 0, 400_000, 1_000_000))
                seeds.pop(node, None)
                if strength:
                    seeds[node] = strength
                scores.sanctioned(node, strength)
            else:
                before, rows = rows, changed(rows, pick, network.size, 100 + turn)
                now = Overlay(network, difference(given.links, rows))
                for a, b in ends(before, rows):
                    scores.tied(now, a, b)
            fresh = Network.build(Topology(1, given.node_kinds, rows))
            whole = AlertScores(fresh, rule, seeds)
            assert np.array_equal(scores.keys, whole.keys), (seed, turn)
            assert scores.all().tolist() == [scores.score(n) for n in range(network.size)]


def changed(rows: np.ndarray, pick: random.Random, nodes: int, number: int) -> np.ndarray:
    if len(rows) and pick.random() < 0.4:
        return np.delete(rows, pick.randrange(len(rows)))
    return np.append(rows, np.array(random_ties(pick, nodes, [number]), dtype=LINK_DTYPE))


def difference(before: np.ndarray, after: np.ndarray) -> Changes:
    none = np.zeros(0, np.int32)
    gone = before["number"][~np.isin(before["number"], after["number"])]
    fresh = after[~np.isin(after["number"], before["number"])]
    return Changes(1, 2, none, none.astype(np.int8), fresh, gone)


def ends(before: np.ndarray, after: np.ndarray) -> list[tuple[int, int]]:
    """The ends of all links that came or went."""
    return [(row[3], row[4]) for row in sorted({*before.tolist()} ^ {*after.tolist()})]
