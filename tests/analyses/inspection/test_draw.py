"""The draw: again by anybody from the seed, grade by grade, and never by somebody tied."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from api.answers.inspection import draw_answer, pool_answer
from graph.errors import RefusedInput, UnknownId
from graph.facts import Fact, LinkFact, subject
from graph.store import Store
from tests import firms

DEPARTMENT = "housing_construction"
LAST_MONTH = firms.DAY - timedelta(days=30)
OFFICERS = [fact for n in range(5) for fact in firms.officer(f"o{n}")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    facts: list[Fact] = firms.random_facts(3, firms=240)
    facts += [*OFFICERS, *firms.officer("stranger", by=firms.OTHER)]
    with firms.built(tmp_path, facts) as store:
        yield store


def draw(store: Store, seed: str = "2026-07-01") -> Any:
    return draw_answer(firms.ground_of(store), DEPARTMENT, seed)


def again(answer: Any, pool: list[tuple[str, str, str]]) -> list[str]:
    """The drawn subjects, by whoever has the pool, the quotas and a hash tool."""

    def lot(who: str) -> str:
        return hashlib.sha256(f"{answer['seed']}|{who}".encode()).hexdigest()

    chosen = []
    for stratum in answer["strata"]:
        grades = (stratum["grade"], stratum["industry_grade"])
        members = sorted((who for who, *own in pool if tuple(own) == grades), key=lot)
        chosen += members[: stratum["quota"]]
    return sorted(chosen, key=lot)


@pytest.mark.parametrize("seed", ["2026-07-01", "开奖 03 07 12", "x"])
def test_a_third_party_draws_the_same(store: Store, seed: str) -> None:
    answer = draw(store, seed)
    published = pool_answer(firms.ground_of(store), DEPARTMENT)["pool"]
    pool = [(each["id"], each["grade"], each["industry_grade"]) for each in published]
    by_lot = [visit["subject"] for visit in answer["drawn"] if visit["cause"] == "draw"]
    assert by_lot == again(answer, pool)
    assert len(by_lot) > 5
    for stratum in answer["strata"]:
        ids = [who for who, *own in pool if own == [stratum["grade"], stratum["industry_grade"]]]
        digest = hashlib.sha256("".join(f"{who}\n" for who in sorted(ids)).encode()).hexdigest()
        assert (stratum["eligible"], stratum["pool"]) == (len(ids), digest)


def test_officers_go_round_in_the_order_of_their_lots(store: Store) -> None:
    answer = draw(store)
    order = sorted(
        (f"o{n}" for n in range(5)),
        key=lambda who: hashlib.sha256(f"2026-07-01|{who}".encode()).hexdigest(),
    )
    assert answer["officers"] == order
    taken = [visit["officers"] for visit in answer["drawn"]]
    assert taken == [[order[2 * k % 5], order[(2 * k + 1) % 5]] for k in range(len(taken))]
    assert all("赵小六" not in visit["officer_names"] for visit in answer["drawn"])


def test_same_seed_same_draw_and_another_seed_another(store: Store) -> None:
    assert draw(store) == draw(store)
    assert draw(store)["drawn"] != draw(store, "other")["drawn"]


def test_each_stratum_has_its_ratio_and_grade_a_is_spared(store: Store) -> None:
    answer = draw(store)
    drawn = Counter(
        (v["grade"], v["industry_grade"]) for v in answer["drawn"] if v["cause"] == "draw"
    )
    assert {grade for grade, _ in drawn} > {"D"}
    for stratum in answer["strata"]:
        wanted = math.ceil(stratum["size"] * stratum["ratio_ppm"] / 1_000_000)
        assert stratum["quota"] == min(wanted, stratum["eligible"])
        assert drawn[stratum["grade"], stratum["industry_grade"]] == stratum["quota"]
        assert stratum["grade"] != "A" or stratum["quota"] == 0


def test_a_firm_of_another_industry_has_no_industry_grade(store: Store) -> None:
    """The department inspects developers too; the construction grading is not for them."""
    firms.add(store, [firms.firm(f"k{n}", status="怪", industry="K70") for n in range(8)], "2")
    pool = pool_answer(firms.ground_of(store), DEPARTMENT)["pool"]
    own = {(each["id"][0], each["industry_grade"]) for each in pool}
    assert {grade for kind, grade in own if kind == "k"} == {""}
    assert "" not in {grade for kind, grade in own if kind == "f"}
    strata = [s for s in draw(store)["strata"] if not s["industry_grade"]]
    assert strata and all(s["quota"] == -(-s["size"] * s["ratio_ppm"] // 10**6) for s in strata)


def test_grade_a_is_visited_for_a_complaint(store: Store) -> None:
    clean = firms.firm("clean", registered=firms.DAY - timedelta(days=9_000))
    firms.add(store, [clean, *firms.visit("clean", "t:v", LAST_MONTH, cause="complaint")], "2")
    (visit,) = [visit for visit in draw(store)["drawn"] if visit["subject"] == "clean"]
    assert (visit["grade"], visit["cause"], len(visit["officers"])) == ("A", "complaint", 2)


def test_departments_together_do_not_visit_too_often(store: Store) -> None:
    once = draw(store)
    target = next(v["subject"] for v in once["drawn"] if v["grade"] == "D" and v["cause"] == "draw")
    twice = [
        *firms.visit(target, "t:1", LAST_MONTH, "passed", by=firms.OTHER),
        *firms.visit(target, "t:2", LAST_MONTH, "passed", by=firms.OTHER),
    ]
    firms.add(store, twice, "2")
    answer = draw(store)
    assert target not in {v["subject"] for v in answer["drawn"] if v["cause"] == "draw"}
    assert answer["excluded"]["ceiling"] == once["excluded"].get("ceiling", 0) + 1


@pytest.mark.parametrize("hops", [1, 2, 3, 4])
def test_an_officer_tied_within_three_hops_is_not_drawn(store: Store, hops: int) -> None:
    before = draw(store)
    first = before["drawn"][0]
    chosen, target = first["officers"][0], first["subject"]
    between = ["cousin", "holding", "partner"][: hops - 1]
    chain = [chosen, *between, target]
    ties: list[Fact] = [
        LinkFact("kin_of" if b == "cousin" else "owns", subject(a), subject(b), _share(b))
        for a, b in pairwise(chain)
    ]
    firms.add(store, ties, "2")
    after = draw(store)
    (visit,) = [visit for visit in after["drawn"] if visit["subject"] == target]
    paths = [
        r["path"] for r in after["recused"] if (r["officer"], r["subject"]) == (chosen, target)
    ]
    if hops <= 3:
        assert chosen not in visit["officers"] and len(visit["officers"]) == 2
        assert [len(path) for path in paths] == [hops]
        assert [step["source"] for step in paths[0]] == chain[:-1]
    else:
        assert chosen in visit["officers"] and paths == []


def _share(target: str) -> dict[str, Any]:
    return {} if target == "cousin" else {"share_min": 100_000, "share_max": 100_000}


def test_too_few_officers_are_said_to_be_too_few(tmp_path: Path) -> None:
    facts = [*firms.random_facts(3, firms=240), *firms.officer("o1")]
    with firms.built(tmp_path, facts) as store:
        visits = draw(store)["drawn"]
    assert visits and {(len(v["officers"]), v["short"]) for v in visits} == {(1, 1)}


def test_what_cannot_be_drawn_is_refused(store: Store) -> None:
    ground = firms.ground_of(store)
    with pytest.raises(UnknownId, match="list-departments"):
        draw_answer(ground, "gossip", "1")
    with pytest.raises(RefusedInput):
        draw_answer(ground, DEPARTMENT, "\n")
