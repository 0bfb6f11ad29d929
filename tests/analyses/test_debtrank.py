"""DebtRank along guarantees: drawn cases, and random chains against a float fixpoint."""

from __future__ import annotations

import random

import numpy as np
import pytest

from analyses.debtrank import debtrank
from tests.drawing import OPEN, Drawing
from tests.networks import DAY

GRAPHS = 5_000


def test_distress_goes_up_and_fades_with_capital() -> None:
    town = Drawing()
    debtor, bank = town.firm(), town.firm(registered_capital=1_000)
    holding = town.firm(registered_capital=1_000)
    town.link("guarantees", bank, debtor, amount=500)
    town.link("guarantees", holding, bank, amount=400)
    found = debtrank(town.network, town, DAY, [debtor])
    assert [(d.number, d.least_ppm, d.most_ppm) for d in found.reached] == [
        (bank, 500_000, 500_000), (holding, 200_000, 200_000),
    ]  # fmt: skip
    assert (found.capital, found.loss, found.least_ppm) == (2_000, 700, 350_000)
    assert [step.target for step in found.reached[1].steps] == [bank]
    assert debtrank(town.network, town, DAY, [holding]).reached == ()


def test_an_unknown_amount_or_capital_is_a_range() -> None:
    town = Drawing()
    debtor, unstated, person = town.firm(), town.firm(registered_capital=1_000), town.person()
    town.link("guarantees", unstated, debtor)
    town.link("guarantees", unstated, debtor, amount=100)
    town.link("guarantees", person, debtor, amount=100)
    found = debtrank(town.network, town, DAY, [debtor])
    assert [(d.number, d.least_ppm, d.most_ppm) for d in found.reached] == [
        (unstated, 100_000, 1_000_000), (person, 0, 1_000_000),
    ]  # fmt: skip
    assert (found.loss, found.loss_max) == (100, 1_000)


def test_those_who_guarantee_each_other_come_to_rest() -> None:
    town = Drawing()
    debtor = town.firm()
    a, b = (town.firm(registered_capital=1_000) for _ in range(2))
    town.link("guarantees", a, debtor, amount=250)
    town.link("guarantees", a, b, amount=500)
    town.link("guarantees", b, a, amount=500)
    found = debtrank(town.network, town, DAY, [debtor])
    assert found.settled
    assert {d.number: round(d.most_ppm, -1) for d in found.reached} == {a: 333_330, b: 166_670}


def test_a_spent_budget_is_said() -> None:
    town = Drawing()
    debtor, bank = town.firm(), town.firm(registered_capital=1_000)
    town.link("guarantees", bank, debtor, amount=500)
    found = debtrank(town.network, town, DAY, [debtor], work_budget=0)
    assert (found.cut_short, found.reached) == (True, ())


def test_random_chains_agree_with_a_float_fixpoint() -> None:
    for seed in range(GRAPHS):
        pick = random.Random(seed)
        town = Drawing()
        size = pick.randint(2, 7)
        capital = [pick.choice((100, 500, 1_000, None)) for _ in range(size)]
        for each in capital:
            town.firm(**({} if each is None else {"registered_capital": each}))
        impact = np.zeros((2, size, size))
        for _ in range(pick.randint(1, 2 * size)):
            a, b = pick.randrange(size), pick.randrange(size)
            amount = pick.choice((50, 100, 400, None))
            town.link("guarantees", a, b, OPEN, **({} if amount is None else {"amount": amount}))
            own = capital[a]
            known = own is not None and amount is not None
            impact[:, a, b] += (amount / own,) * 2 if known else (0, 1)  # type: ignore[operator]
        np.fill_diagonal(impact[0], 0)
        np.fill_diagonal(impact[1], 0)
        debtor = pick.randrange(size)
        found = debtrank(town.network, town, DAY, [debtor])
        told = {d.number: (d.least_ppm, d.most_ppm) for d in found.reached}
        for bound in (0, 1):
            distress = np.zeros(size)
            distress[debtor] = 1
            passed = np.minimum(1, impact[bound])
            while True:
                before, distress = distress, np.minimum(1, passed @ distress)
                distress[debtor] = 1
                if np.abs(distress - before).max() < 1e-10:
                    break
            for node in set(range(size)) - {debtor}:
                ppm = told.get(node, (0, 0))[bound] / 1e6
                assert ppm == pytest.approx(distress[node], abs=2e-6), seed
