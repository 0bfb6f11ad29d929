"""Integrated ownership: published examples; random graphs against exact inverses and programs."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from scipy.optimize import linprog

from analyses.integrated import Integrated, integrated
from analyses.linear import MOST_EXACT
from analyses.stakes import Stakes
from analyses.work import Work
from graph.network import Network
from graph.topology import Topology
from tests.networks import DAY, topology
from tests.ownership import WHOLE, drawn, random_stakes, stake, sums


def asked(network: Network, target: int) -> Integrated:
    return integrated(Stakes(network, DAY), target)


def percent(*stakes: str, of: str) -> dict[str, tuple[float, float]]:
    network, names = drawn(*stakes)
    found = asked(network, names.index(of))
    return {
        names[o.number]: (float(o.least * 100), float(o.most * 100)) for o in found.owners
    }  # fmt: skip


CROSS = ("A 40 B", "B 50 A", "P 50 A", "Q 60 B")


def test_cross_holdings_as_published() -> None:
    """The two firms of the cross-holding example: P has .625 of A and .25 of B, Q .375 and .75;
    what A holds of B comes back to A and is not counted again (Baldone's correction)."""
    assert percent(*CROSS, of="A") == {"P": (62.5, 62.5), "Q": (37.5, 37.5), "B": (50, 50)}
    assert percent(*CROSS, of="B") == {"P": (25, 25), "Q": (75, 75), "A": (40, 40)}


def test_shares_multiply_along_a_chain_and_add_up_over_chains() -> None:
    found = percent("P 60 A", "A 50 C", "P 40 B", "B 50 C", of="C")
    assert found == {"P": (50, 50), "A": (50, 50), "B": (50, 50)}


def test_own_shares_raise_those_of_others() -> None:
    assert percent("P 50 A", "A 20 A", of="A") == {"P": (62.5, 62.5)}
    network, names = drawn("P 50 A", "A 20 A")
    assert asked(network, names.index("A")).own == (Fraction(1, 5), Fraction(1, 5))


def test_an_unknown_share_is_a_range_bounded_by_the_others() -> None:
    assert percent("P 30 A", "Q ? A", of="A") == {"P": (30, 30), "Q": (0, 70)}
    assert percent("P ? A", "A 50 B", of="B") == {"P": (0, 50), "A": (50, 50)}
    assert percent("P 20 B", "P ? A", "A 50 B", of="B")["P"] == (20, 70)


def test_a_loop_that_holds_itself_wholly_is_flagged_and_not_solved() -> None:
    network, names = drawn("A 100 B", "B 100 A", "A 30 C", "P 70 C")
    found = asked(network, names.index("C"))
    assert found.unsolved == ((0, 1),)
    told = {names[o.number]: (o.least * 100, o.most * 100) for o in found.owners}
    assert told == {"A": (30, 30), "B": (0, 30), "P": (70, 70)}


def test_what_the_budget_did_not_allow_to_read_is_open() -> None:
    network, names = drawn("P 50 A", "A 50 B", "B 50 C", "A 10 C")
    found = integrated(Stakes(network, DAY, work=Work(12)), names.index("C"))
    assert found.cut_short
    told = {names[o.number]: (o.least, o.most) for o in found.owners}
    assert told["B"] == (Fraction(1, 2), 1)  # B may hold A, whose owners are unread
    assert told["A"] == (Fraction(1, 10), 1)


def test_the_path_of_each_owner() -> None:
    network, names = drawn("P 50 A", "A 50 C", "P 10 C", "A 5 C")
    found = asked(network, names.index("C"))
    path = found.paths.path(names.index("P"))
    assert [(s.source, s.target, s.link) for s in path] == [(2, 0, 0), (0, 1, 1), (0, 1, 3)]


def test_random_graphs_agree_with_the_exact_inverse() -> None:
    for seed in range(5_000):
        given = random_stakes(seed, unknown=0, fitting=True)
        network = Network.build(given)
        size = len(given.node_kinds)
        shares = matrix(given, 0)
        inverse = inverted(shares)
        for target in (0, size - 1):
            found = asked(network, target)
            assert bool(found.unsolved) == (inverse is None and closed_above(given, target)), seed
            if inverse is None:
                continue
            assert [o.least for o in found.owners] == [o.most for o in found.owners]
            told = {o.number: o.least for o in found.owners if o.least}
            assert told == {
                i: inverse[i][target] / inverse[i][i]
                for i in range(size)
                if i != target and inverse[i][target]
            }, seed
            assert found.own[0] == 1 - 1 / inverse[target][target]


def matrix(given: Topology, bound: int) -> list[list[Fraction]]:
    size = range(len(given.node_kinds))
    pairs = sums(given, "capital")
    return [[Fraction(pairs.get((i, j), (0, 0))[bound], WHOLE) for j in size] for i in size]


def inverted(shares: list[list[Fraction]]) -> list[list[Fraction]] | None:
    """(I − D)⁻¹ by elimination over the whole graph; None where it is singular."""
    size = len(shares)
    table = [
        [Fraction(i == j) - shares[i][j] for j in range(size)]
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


def closed_above(given: Topology, target: int) -> bool:
    """Whether the owners above the target hold a set that is wholly its own."""
    told = sums(given, "capital")
    pairs = {ends: share for ends, (share, _) in told.items() if share}
    above, grown = {target}, {target}
    while grown:
        grown = {s for s, t in told if t in above} - above
        above |= grown
    wholly = {t for t in above if sum(v for (_, c), v in pairs.items() if c == t) == WHOLE}
    while True:
        kept = {t for t in wholly if all(s in wholly for s, c in pairs if c == t)}
        if kept == wholly:
            return bool(wholly)
        wholly = kept


def test_highest_shares_agree_with_linear_programs() -> None:
    """The highest chance to meet an owner is the least v with v ≥ p·v for every choice p."""
    for seed in range(1_000):
        given = random_stakes(seed, size=5, unknown=0.4, fitting=True, kinds=False)
        network, target = Network.build(given), seed % len(given.node_kinds)
        found = asked(network, target)
        loops = has_whole_loop(given)
        for owner in found.owners:
            highest = program(given, target, owner.number)
            assert owner.least <= owner.most
            assert owner.most >= highest - 1e-7, seed
            if not loops:
                assert float(owner.most) == pytest.approx(highest, abs=1e-6), seed


def has_whole_loop(given: Topology) -> bool:
    """Whether some choice lets a set hold itself wholly: there the bound may stay above."""
    pairs = sums(given, "capital")
    wholly = {t for _, t in pairs if sum(v[1] for (_, c), v in pairs.items() if c == t) >= WHOLE}
    while True:
        kept = set()
        for t in wholly:
            inside = sum(v[1] for (s, c), v in pairs.items() if c == t and s in wholly)
            outside = sum(v[0] for (s, c), v in pairs.items() if c == t and s not in wholly)
            if min(inside, WHOLE - outside) >= WHOLE:
                kept.add(t)
        if kept == wholly:
            return bool(wholly)
        wholly = kept


def program(given: Topology, target: int, owner: int) -> float:
    size, pairs = len(given.node_kinds), sums(given, "capital")
    rows, limits = [], []
    for company in range(size):
        holders = [(s, v) for (s, c), v in pairs.items() if c == company]
        for order in permutations(holders) if company != owner else ():
            row, left = np.zeros(size), WHOLE - sum(v[0] for _, v in holders)
            for holder, (least, most) in order:
                more = min(most - least, left)
                left -= more
                row[holder] += (least + more) / WHOLE
            row[company] -= 1
            rows.append(row)
            limits.append(0)
    bounds = [(1, 1) if node == owner else (0, 1) for node in range(size)]
    if not rows:
        return float(target == owner)
    solved = linprog(np.ones(size), A_ub=rows, b_ub=limits, bounds=bounds)
    assert solved.x is not None
    return float(solved.x[target])


def test_large_loops_are_bounded_to_less_than_a_millionth() -> None:
    size = MOST_EXACT + 16
    rows = [stake(n, n, (n + 1) % size, 900_000) for n in range(size)]
    rows += [stake(size + n, n, (n + 7) % size, 60_000 + n) for n in range(size)]
    given = topology(["organization"] * size, rows)
    found = asked(Network.build(given), 0)
    exact = np.linalg.inv(np.eye(size) - np.array(matrix(given, 0), dtype=float))
    for owner in found.owners:
        assert owner.most - owner.least < Fraction(1, 10**6)
        share = exact[owner.number, 0] / exact[owner.number, owner.number]
        assert float(owner.least) - 1e-9 <= share <= float(owner.most) + 1e-9
