"""Who owns what: power-law investors, families, state holders, and the planted structures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.city import names
from ingest.city.arrays import (
    NO_DAY,
    TODAY,
    Ints,
    Mask,
    Small,
    Streams,
    near,
    positions_in_groups,
    ranks,
)
from ingest.city.companies import Companies

WHOLE = 10_000  # shares are dealt in hundredths of a percent
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Holdings:
    """One row a holding. ``owner`` is a company, or ``~person`` when negative."""

    company: Small
    owner: Small
    share: Small  # hundredths of a percent; UNKNOWN for an empty cell
    since: Small
    until: Small

    def __len__(self) -> int:
        return len(self.company)


def make_holdings(companies: Companies, streams: Streams) -> Holdings:
    """All holdings, ordered by company; no company holds another twice."""
    general = _general(companies, streams)
    planted = _planted(companies, streams("planted owners"))
    company = np.concatenate([general[0], planted[0]])
    owner = np.concatenate([general[1], planted[1]])
    share = np.concatenate([general[2], planted[2]])
    fixed = np.concatenate([np.zeros(len(general[0]), bool), np.ones(len(planted[0]), bool)])
    _, first = np.unique(company * (2**34) + owner + 2**33, return_index=True)
    return _dated(
        companies, (company[first], owner[first], share[first]), fixed[first], streams("owner days")
    )


Edges = tuple[Ints, Ints, Ints]  # company, owner, share


def _general(companies: Companies, streams: Streams) -> Edges:
    rng = streams("owners")
    owned = ~companies.is_planted() & (companies.kind != names.HOUSEHOLD)
    owned &= companies.kind != names.BRANCH
    numbers = np.flatnonzero(owned)
    company = np.repeat(numbers, _owner_counts(companies.kind[numbers], rng))
    corporate = _corporate(companies.kind[company], rng)
    owner = np.empty(len(company), dtype=np.int64)
    owner[corporate] = _investors(companies, company[corporate], rng)
    owner[~corporate] = ~_people(companies, company[~corporate], rng)
    return company, owner, _shares(company, rng)


def _owner_counts(kind: Ints, rng: np.random.Generator) -> Ints:
    """One for sole owners, else two and a heavy tail up to forty."""
    many = np.minimum(40, 1 + np.floor(rng.random(len(kind)) ** -0.42)).astype(np.int64)
    many[kind == names.STOCK] += 3
    sole = (kind == names.SOLE_PERSON) | (kind == names.SOLE_COMPANY) | (kind == names.STATE)
    counts: Ints = np.where(sole, 1, many)
    return counts


def _corporate(kind: Ints, rng: np.random.Generator) -> Mask:
    chance = np.full(len(kind), 0.16)
    chance[kind == names.STOCK] = 0.4
    chance[kind == names.PARTNERSHIP] = 0.35
    chance[(kind == names.SOLE_COMPANY) | (kind == names.STATE)] = 1.0
    chance[(kind == names.SOLE_PERSON) | (kind == names.COOPERATIVE)] = 0.0
    return rng.random(len(kind)) < chance


def _investors(companies: Companies, company: Ints, rng: np.random.Generator) -> Ints:
    """An investor ranked before the company itself: no loop closes by accident. A company of the
    state belongs to a holder of the state."""
    order = companies.investors
    place = np.empty(companies.count, dtype=np.int64)
    place[order] = np.arange(len(order))
    owner = order[ranks(rng, np.maximum(1, place[company]))]
    state = companies.kind[company] == names.STATE
    holders = np.array(companies.planted.state[1:])
    owner[state] = holders[rng.integers(0, len(holders), int(state.sum()))]
    return owner


def _people(companies: Companies, company: Ints, rng: np.random.Generator) -> Ints:
    """First the legal representative as a rule, then family and neighbours, then anybody."""
    person = near(rng, company, companies.persons, 12.0)
    anybody = rng.random(len(company)) < 0.25
    person[anybody] = rng.integers(0, companies.persons, int(anybody.sum()))
    tycoon = rng.random(len(company)) < 0.06
    person[tycoon] = ranks(rng, np.full(int(tycoon.sum()), companies.persons), 2.2)
    own = (positions_in_groups(company) == 0) & (rng.random(len(company)) < 0.8)
    person[own] = companies.representative[company[own]]
    return person


def _shares(company: Ints, rng: np.random.Generator) -> Ints:
    """Parts of the whole by random weight, rounded down; the first takes the rest. One company in
    thirty says nothing of its shares, one in thirty leaves out the last."""
    if not len(company):
        return company
    place = positions_in_groups(company)
    starts = np.flatnonzero(place == 0)
    sizes = np.diff(np.r_[starts, len(company)])
    weight = rng.exponential(1.0, len(company)) + 0.02
    part = weight / np.repeat(np.add.reduceat(weight, starts), sizes)
    share: Ints = np.floor(WHOLE * part).astype(np.int64)
    share[starts] += WHOLE - np.add.reduceat(share, starts)
    silent = rng.random(len(starts))
    share[np.repeat(silent < 0.015, sizes)] = UNKNOWN
    share[(starts + sizes - 1)[(silent > 0.985) & (sizes > 1)]] = UNKNOWN
    return share


def _planted(companies: Companies, rng: np.random.Generator) -> Edges:
    rows: list[tuple[int, int, int]] = []
    plan = companies.planted
    rows += [(holder, plan.state[0], WHOLE) for holder in plan.state[1:]]
    for chain in plan.chains:
        rows.append((chain[0], ~int(companies.representative[chain[0]]), 9_000))
        for upper, lower in pairwise(chain):
            share = int(rng.integers(5_100, 9_900))
            rows.append((lower, upper, share))
            rows.append((lower, ~int(companies.representative[lower]), WHOLE - share))
    for number, loop in enumerate(plan.loops):
        rows += _loop(companies, loop, closed=number == 1, rng=rng)
    for ring in plan.rings:
        controller = int(companies.representative[ring[0]])
        for member in ring:
            share = int(rng.integers(5_100, 8_000))
            other = (member * 7 + 11) % companies.persons
            rows.append((member, ~controller, share))
            rows.append((member, ~other, WHOLE - share))
    table = np.array(rows, dtype=np.int64)
    return table[:, 0], table[:, 1], table[:, 2]


def _loop(companies: Companies, loop: tuple[int, ...], *, closed: bool, rng: np.random.Generator
          ) -> list[tuple[int, int, int]]:  # fmt: skip
    """Each owns the next; one loop of the city owns itself entirely, which no equation solves."""
    rows: list[tuple[int, int, int]] = []
    for upper, lower in zip(loop, (*loop[1:], loop[0]), strict=True):
        share = WHOLE if closed else int(rng.integers(1_000, 6_000))
        rows.append((lower, upper, share))
        if not closed:
            rows.append((lower, ~int(companies.representative[lower]), WHOLE - share))
    return rows


def _dated(companies: Companies, edges: Edges, fixed: Mask,
           rng: np.random.Generator) -> Holdings:  # fmt: skip
    """Most hold since the registration; one in twenty has left again. Planted ones stay."""
    company, owner, share = edges
    since = companies.registered[company].astype(np.int64)
    owned = owner >= 0
    since[owned] = np.maximum(since[owned], companies.registered[owner[owned]])
    later = rng.random(len(company)) < 0.25
    since[later] += (rng.random(int(later.sum())) * (TODAY - since[later])).astype(np.int64)
    left = (rng.random(len(company)) < 0.05) & ~fixed
    until = np.full(len(company), NO_DAY, dtype=np.int64)
    until[left] = since[left] + 1 + (
        rng.random(int(left.sum())) * np.maximum(1, TODAY - since[left] - 1)
    ).astype(np.int64)  # fmt: skip
    small = [a.astype(np.int32) for a in (company, owner, share, since, until)]
    return Holdings(*small)


def oversubscribe(companies: Companies, holdings: Holdings, rng: np.random.Generator) -> list[int]:
    """Planted errors: companies whose rows are each possible, but together exceed 100 %."""
    wanted = max(1, companies.count // 5_000)
    large = (holdings.share >= 1_000) & (holdings.until == NO_DAY)
    same = holdings.company[1:] == holdings.company[:-1]
    twice = np.flatnonzero(same & large[1:] & large[:-1])
    twice = twice[~companies.is_planted()[holdings.company[twice]]]
    chosen = np.unique(rng.choice(twice, min(wanted, len(twice)), replace=False))
    holdings.share[chosen] = 9_500
    holdings.share[chosen + 1] = 4_000
    return sorted({int(c) for c in holdings.company[chosen]})
