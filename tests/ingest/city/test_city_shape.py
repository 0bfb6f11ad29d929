"""The city's shape: planted structures are there, and nothing is there by accident."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from ingest.city.arrays import TODAY
from ingest.city.city import make_city
from ingest.city.owners import UNKNOWN, WHOLE
from ingest.city.projects import two_live_projects
from ingest.city.shape import longest_chain, tail_exponent

CITY = make_city(3_000, 11)
PLAN = CITY.companies.planted


def ownership() -> nx.DiGraph[int]:
    held = CITY.holdings
    pairs = zip(held.owner.tolist(), held.company.tolist(), strict=True)
    return nx.DiGraph([(owner, company) for owner, company in pairs if owner >= 0])


def test_the_ownership_loops_are_the_planted_ones() -> None:
    components = nx.strongly_connected_components(ownership())
    found = {tuple(sorted(group)) for group in components if len(group) > 1}
    assert found == set(PLAN.loops)


def test_one_loop_owns_itself_entirely() -> None:
    held = CITY.holdings
    for company in PLAN.loops[1]:
        owners = held.owner[held.company == company].tolist()
        assert set(owners) <= set(PLAN.loops[1])
        assert held.share[held.company == company].sum() == WHOLE


def test_a_chain_has_forty_steps() -> None:
    graph = ownership()
    assert len(PLAN.chains[0]) == 41
    assert all(graph.has_edge(*step) for step in pairwise(PLAN.chains[0]))
    graph.remove_nodes_from([number for loop in PLAN.loops for number in loop])
    assert longest_chain(CITY) >= nx.dag_longest_path_length(graph) >= 40


def test_shares_sum_to_the_whole_except_where_planted() -> None:
    held = CITY.holdings
    known = np.where(held.share == UNKNOWN, 0, held.share)
    totals = np.bincount(held.company, weights=known)
    assert sorted(np.flatnonzero(totals > WHOLE).tolist()) == CITY.oversubscribed
    assert CITY.oversubscribed
    assert (held.share == UNKNOWN).any()


def test_nobody_holds_a_company_twice_or_before_it_exists() -> None:
    held = CITY.holdings
    pairs = Counter(zip(held.company.tolist(), held.owner.tolist(), strict=True))
    assert max(pairs.values()) == 1
    assert (held.since >= CITY.companies.registered[held.company]).all()
    assert ((held.until == 0) | (held.until > held.since)).all()
    assert held.since.max() <= TODAY


def test_a_cluster_shares_week_address_phone_and_agent() -> None:
    firms = CITY.companies
    for members in PLAN.clusters:
        chosen = list(members)
        assert np.ptp(firms.registered[chosen]) < 7
        assert len(set(firms.address[chosen])) == len(set(firms.phone[chosen])) == 1


def test_a_ring_wins_in_turn_under_one_controller() -> None:
    bids, held = CITY.bids, CITY.holdings
    for ring in PLAN.rings:
        winners = set(bids.unit[bids.won & np.isin(bids.unit, ring) & (bids.lot >= 3)].tolist())
        assert winners == set(ring)
        majority = held.owner[np.isin(held.company, ring) & (held.share > WHOLE // 2)]
        assert len(set(majority.tolist())) == 1


def test_records_have_terms_repairs_and_annulments() -> None:
    for kind in ("penalty", "serious", "debtor"):
        records = CITY.records[kind]
        assert (records.until > records.decided).all()
        standing = records.state == 0
        assert (records.ended[standing] == 0).all()
        assert (records.ended[~standing] >= records.decided[~standing]).all()
    assert set(CITY.records["penalty"].state.tolist()) == {0, 1, 2}


def test_some_leaders_stand_on_two_live_projects() -> None:
    assert two_live_projects(CITY.projects) > 0


def test_the_tail_exponent_of_a_known_power_law() -> None:
    degrees = np.floor(5 * np.random.default_rng(1).random(50_000) ** (-1 / 1.5)).astype(int)
    assert tail_exponent(degrees) == pytest.approx(2.5, abs=0.15)
    assert tail_exponent(np.array([1, 2])) == 0.0


def test_a_city_below_50_companies_is_refused() -> None:
    with pytest.raises(ValueError, match="50"):
        make_city(49, 1)
