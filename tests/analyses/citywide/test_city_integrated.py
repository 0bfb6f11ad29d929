"""Integrated ownership of a whole city: published cases; random graphs against exact inverses."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from analyses.citywide.holdings import holdings_of
from analyses.citywide.integrated import IntegratedOwnership, integrated_ownership
from analyses.integrated import integrated
from analyses.stakes import Stakes
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY
from tests.ownership import WHOLE, drawn, random_stakes, sums

GRAPHS = 5_000


def owners(found: IntegratedOwnership, company: int) -> dict[int, float]:
    part = slice(found.begin[company], found.end[company])
    numbers, shares = found.owner[part].tolist(), found.share[part].tolist()
    assert len(set(numbers)) == len(numbers)
    return dict(zip(numbers, shares, strict=True))


def asked(network: Network) -> IntegratedOwnership:
    return integrated_ownership(holdings_of(network, DAY))


def test_cross_holdings_as_published() -> None:
    """Baldone, Brioschi and Paleari's example; see test_integrated.py."""
    network, names = drawn("A 40 B", "B 50 A", "P 50 A", "Q 60 B")
    found = asked(network)
    of_a = {names[n]: share for n, share in owners(found, names.index("A")).items()}
    assert of_a == pytest.approx({"P": 0.625, "Q": 0.375, "B": 0.5})
    of_b = {names[n]: share for n, share in owners(found, names.index("B")).items()}
    assert of_b == pytest.approx({"P": 0.25, "Q": 0.75, "A": 0.4})


def test_a_closed_loop_is_flagged_and_spoils_only_what_passes_through_it() -> None:
    network, names = drawn("A 100 B", "B 100 A", "A 30 C", "P 70 C")
    found = asked(network)
    assert found.unsolved.tolist() == [True, True, False, False]
    of_c = {names[n]: share for n, share in owners(found, names.index("C")).items()}
    assert of_c.pop("P") == pytest.approx(0.7)
    assert set(of_c) == {"A", "B"}
    assert all(math.isnan(share) for share in of_c.values())


def elimination(given: Topology) -> list[list[Fraction]] | None:
    """(I − D)⁻¹ over the whole graph in exact rationals; None where it is singular."""
    size, pairs = len(given.node_kinds), sums(given, "capital")
    table = [
        [Fraction(i == j) - Fraction(pairs.get((i, j), (0, 0))[0], WHOLE) for j in range(size)]
        + [Fraction(i == j) for j in range(size)]
        for i in range(size)
    ]
    for p in range(size):
        row = next((r for r in range(p, size) if table[r][p]), None)
        if row is None:
            return None
        table[p], table[row] = table[row], table[p]
        table[p] = [v / table[p][p] for v in table[p]]
        for r in range(size):
            if r != p and table[r][p]:
                factor = table[r][p]
                table[r] = [a - factor * b for a, b in zip(table[r], table[p], strict=True)]
    return [row[size:] for row in table]


def test_random_graphs_agree_with_the_exact_inverse() -> None:
    solved = 0
    for seed in range(GRAPHS):
        given = random_stakes(seed, unknown=0.1, fitting=True)
        network = Network.build(given)
        found, inverse = asked(network), elimination(given)
        if inverse is None:
            assert found.unsolved.any(), seed
            continue
        assert not found.unsolved.any(), seed
        solved += 1
        for company in range(network.size):
            told = owners(found, company)
            exact = {
                i: float(inverse[i][company] / inverse[i][i])
                for i in range(network.size)
                if i != company and inverse[i][company]
            }
            assert told == pytest.approx(exact, rel=1e-9, abs=1e-12), seed
            own = float(1 - 1 / inverse[company][company])
            assert found.own[company] == pytest.approx(own, rel=1e-9, abs=1e-12), seed
    assert solved > GRAPHS // 2


def test_singular_graphs_agree_with_the_look_up_of_one_company() -> None:
    for seed in range(1_000):
        given = random_stakes(seed, size=6, fitting=True)
        network = Network.build(given)
        found = asked(network)
        for company in range(network.size):
            told = owners(found, company)
            exact = integrated(Stakes(network, DAY), company)
            unsolved = {node for loop in exact.unsolved for node in loop}
            for owner in exact.owners:
                share = told.get(owner.number, 0.0)
                if owner.number in unsolved:
                    assert math.isnan(share) or owner.least == share == 0, seed
                elif not math.isnan(share):
                    assert share == pytest.approx(float(owner.least), rel=1e-9, abs=1e-12), seed


def test_large_loops() -> None:
    size = 40
    ring = [f"{chr(65 + n)} 90 {chr(65 + (n + 1) % size)}" for n in range(size)]
    network, _ = drawn(*ring, *(f"{chr(65 + n)} 5 {chr(65 + (n + 7) % size)}" for n in range(size)))
    found = asked(network)
    shares = np.zeros((size, size))
    for n in range(size):
        shares[n, (n + 1) % size] += 0.9
        shares[n, (n + 7) % size] += 0.05
    inverse = np.linalg.inv(np.eye(size) - shares)
    told = owners(found, 0)
    for n in range(1, size):
        assert told[n] == pytest.approx(inverse[n, 0] / inverse[n, n], rel=1e-9)
