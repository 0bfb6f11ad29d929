"""The ties among chosen nodes: on random graphs against all ties looked through, and cut short."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from analyses.steps import KIND_NAMES
from analyses.ties_among import ties_among
from analyses.work import Work
from graph.network import Network
from graph.overlay import Overlay
from graph.ties import Ties
from graph.topology import ALWAYS, FOREVER, LINK_DTYPE, NO_CODE, Changes, Topology
from graph.vocabulary import LINK_CODE, NODE_CODE

DAY = date(2026, 6, 1)
KINDS = frozenset({"owns", "holds_office", "acts_with"})
Row = tuple[int, int, int, int, int, int, int, int, int]


def row(number: int, kind: str, a: int, b: int, first: int = ALWAYS, last: int = FOREVER) -> Row:
    return number, LINK_CODE[kind], NO_CODE, a, b, 0, 1_000_000, first, last


def drawn_at_random(seed: int) -> list[Row]:
    dice, day = random.Random(seed), DAY.toordinal()
    ends = [(ALWAYS, FOREVER), (ALWAYS, day - 1), (day + 1, FOREVER), (day - 9, day), (day, day)]
    return [
        row(number, dice.choice([*sorted(KINDS), "guarantees"]), dice.randrange(30),
            dice.choice([0, 1, dice.randrange(30)]), *dice.choice(ends))
        for number in range(400)
    ]  # fmt: skip


def network(rows: list[Row], size: int = 30) -> Network:
    kinds = np.full(size, NODE_CODE["organization"], dtype=np.int8)
    return Network.build(Topology(1, kinds, np.array(rows, dtype=LINK_DTYPE)))


def overlaid(rows: list[Row], size: int = 30) -> Overlay:
    """Half of it laid out, half told since; one link of the base is retired again."""
    none = np.zeros(0, dtype=np.int32)
    base = network([*rows[::2], row(9_000, "owns", 0, 1)], size)
    told = np.array(rows[1::2], dtype=LINK_DTYPE)
    gone = np.array([9_000], dtype=np.int32)
    return Overlay(base, Changes(1, 2, none, none.astype(np.int8), told, gone))


def looked_through(rows: list[Row], nodes: list[int], *, ended: bool) -> list[tuple[int, int]]:
    """(source, link), by all links."""
    day, places = DAY.toordinal(), {node: place for place, node in enumerate(nodes)}
    kept = [
        each for each in rows
        if KIND_NAMES[each[1]] in KINDS and each[3] in places and each[4] in places
        and each[7] <= day and (ended or day <= each[8])
    ]  # fmt: skip
    kept.sort(key=lambda each: (places[each[3]], each[1], each[0]))
    return [(each[3], each[0]) for each in kept]


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_every_tie_among_them_and_no_other(seed: int, ended: bool) -> None:
    rows = drawn_at_random(seed)
    nodes = random.Random(seed).sample(range(30), 9)
    expected = looked_through(rows, nodes, ended=ended)
    made: list[Ties] = [network(rows), overlaid(rows)]
    for over in made:
        found = ties_among(over, nodes, KINDS, DAY, ended=ended)
        assert [(node, tie[1]) for node, tie in found.ties] == expected
        assert (found.omitted, found.cut_short) == (0, False)


def test_a_hub_costs_passing_over_what_it_has() -> None:
    """Two hubs and whoever both hold: nobody reads their other ties."""
    rows = [row(n, "owns", n % 2, 2 + n) for n in range(20_000)]
    rows += [row(30_000, "owns", 0, 1), row(30_001, "owns", 1, 7), row(30_002, "acts_with", 1, 1)]
    work = Work(700)
    found = ties_among(network(rows, 30_000), [0, 1, 7], KINDS, DAY, work=work)
    assert [tie[1] for _, tie in found.ties] == [30_000, 5, 30_001, 30_002]
    assert not found.cut_short
    assert work.done < 400


def test_what_is_too_much_is_said() -> None:
    nodes = list(range(40))
    rows = [row(n, "owns", n // 40, n % 40) for n in range(1_600)]
    told = ties_among(network(rows, 40), nodes, KINDS, DAY, most=100)
    assert (len(told.ties), told.omitted, told.cut_short) == (100, 1_500, False)
    cut = ties_among(network(rows, 40), nodes, KINDS, DAY, work=Work(200))
    assert cut.cut_short
    assert len(cut.ties) < 1_600


def test_what_was_spent_before_leaves_nothing() -> None:
    rows = [row(n, "owns", n // 5, n % 5) for n in range(25)]
    work = Work(30)
    first = ties_among(network(rows), range(5), KINDS, DAY, work=work)
    second = ties_among(network(rows), range(5), KINDS, DAY + timedelta(days=1), work=work)
    assert (len(first.ties), first.cut_short) == (25, False)
    assert second.cut_short
