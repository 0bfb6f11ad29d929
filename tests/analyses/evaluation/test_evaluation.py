"""The public grade: each point with its evidence, the same one by one and all at once."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from analyses.evaluation.batch import score_all
from analyses.evaluation.evidence import Gatherer, Standing
from analyses.evaluation.firm import firm_grades, history
from analyses.evaluation.roll import roll_of
from analyses.evaluation.scoring import Scored, edition, score
from analyses.evaluation.simulation import compared
from analyses.rulebook import rules_of
from api.answers.evaluation import evaluation_answer
from api.answers.ground import Ground
from graph.facts import Fact, subject
from graph.views import StoreViews
from tests import firms

CLEAN = date(2010, 1, 1)


def grade_of(folder: Path, facts: list[Fact], day: date = firms.DAY) -> Scored:
    folder.mkdir(exist_ok=True)
    with firms.built(folder, [firms.firm("a", registered=CLEAN), *facts]) as store:
        return public(firms.ground_of(store, day), "a")


def public(ground: Ground, id: str) -> Scored:
    number = ground.store.nodes([subject(id)])[subject(id)].number
    found = firm_grades(ground.network, ground.views, ground.rules, number, ground.day).public
    assert found is not None
    return found


def points(scored: Scored) -> dict[str, int]:
    return {part.indicator.id: part.points for part in scored.parts}


def test_a_clean_old_firm(tmp_path: Path) -> None:
    scored = grade_of(tmp_path, [])
    assert (scored.grade, scored.score, scored.vetoes) == ("A", 880, ())
    assert len(scored.parts) == 18
    assert all(part.evidence == () for part in scored.parts)


def test_a_penalty_costs_its_points_and_names_itself(tmp_path: Path) -> None:
    facts = firms.record("a", "t:p", "penalty", date(2026, 1, 5), severity="general")
    scored = grade_of(tmp_path, facts)
    (part,) = [part for part in scored.parts if part.evidence]
    assert (part.indicator.id, part.points, scored.score) == ("general_penalties", 50, 850)
    assert [fact.evidence for fact in part.evidence] == ["penalty_general"]


@pytest.mark.parametrize(("day", "counted"), [(date(2026, 3, 9), True), (date(2026, 3, 10), False)])
def test_what_is_repaired_is_gone_the_same_day(tmp_path: Path, day: date, counted: bool) -> None:
    facts = firms.record(
        "a", "t:s", "serious_list", date(2025, 6, 1), state="repaired", repaired=date(2026, 3, 10)
    )
    scored = grade_of(tmp_path, facts, day)
    assert (scored.grade == "D", bool(scored.vetoes)) == (counted, counted)


@pytest.mark.parametrize("state", ["annulled", "expired"])
def test_annulled_and_expired_records_do_not_count(tmp_path: Path, state: str) -> None:
    facts = firms.record("a", "t:s", "serious_list", date(2025, 6, 1), state=state)
    assert grade_of(tmp_path, facts).score == 880


def test_a_serious_list_is_the_lowest_level_whatever_the_score(tmp_path: Path) -> None:
    scored = grade_of(tmp_path, firms.record("a", "t:s", "serious_list", date(2025, 6, 1)))
    assert (scored.earned, scored.grade, scored.score) == ("B", "D", 840)
    assert [hit.veto.id for hit in scored.vetoes] == ["serious-list"]


def test_a_window_lets_go_of_old_facts(tmp_path: Path) -> None:
    failed = firms.visit("a", "t:v", date(2024, 6, 30), "violation")
    inside = grade_of(tmp_path / "1", failed, date(2026, 6, 29))
    outside = grade_of(tmp_path / "2", failed, date(2026, 6, 30))
    assert [points(found)["rectification"] for found in (inside, outside)] == [20, 40]


@pytest.mark.parametrize(
    ("state", "kept", "broken"),
    [("performed", 40, 100), ("late", 30, 90), ("broken", 30, 60), ("disputed", 30, 100)],
)
def test_a_contract_counts_for_whoever_performs_it(
    tmp_path: Path, state: str, kept: int, broken: int
) -> None:
    facts = [
        firms.firm("b", registered=CLEAN),
        *firms.contract("a", "b", "t:c", date(2025, 1, 1), state),
    ]
    with firms.built(tmp_path, [firms.firm("a", registered=CLEAN), *facts]) as store:
        found = {who: points(public(firms.ground_of(store), who)) for who in ("a", "b")}
    told = {who: (p["commitments_kept"], p["commitments_broken"]) for who, p in found.items()}
    assert told == {"a": (kept, broken), "b": (30, 100)}


def test_unknown_attributes_are_said_to_be_unknown(tmp_path: Path) -> None:
    with firms.built(tmp_path, [firms.firm("b", status="")]) as store:
        scored = public(firms.ground_of(store), "b")
    unknown = {part.indicator.id: part.points for part in scored.parts if part.unknown}
    assert unknown == {"standing": 35, "tenure": 20}


def test_related_parties_never_enter_the_grade(tmp_path: Path) -> None:
    """An owner on a serious list, its officer a judgment debtor: the firm's own grade stays."""
    both = [firms.firm(one, registered=CLEAN) for one in ("a", "b")]
    with firms.built(tmp_path, both) as store:
        before = evaluation_answer(firms.ground_of(store), "a")
        tainted = [
            firms.owns("b", "a"), firms.owns("a", "b"),
            *firms.record("b", "t:s", "serious_list", date(2025, 6, 1)),
        ]  # fmt: skip
        firms.add(store, tainted, "2")
        after = evaluation_answer(firms.ground_of(store), "a")
        assert evaluation_answer(firms.ground_of(store), "b")["grade"] == "D"
    assert {**before, "revision": 0} == {**after, "revision": 0}


@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_equals_one_by_one(tmp_path: Path, seed: int) -> None:
    day = firms.DAY - timedelta(days=seed * 100)
    with firms.built(tmp_path, firms.random_facts(seed)) as store:
        ground = firms.ground_of(store, day)
        roll = roll_of(ground.network, lambda: StoreViews(store, None), firms.RULES, day)
        assert len(roll) == 60
        public_edition = edition(firms.RULES.evaluation, day)
        grades = score_all(roll, public_edition)
        assert grades is not None
        gatherer = Gatherer(firms.RULES, day)
        for place, number in enumerate(roll.numbers.tolist()):
            standing = Standing.of(ground.views.nodes([number])[number].fields)
            found = gatherer.found(ground.network, ground.views, number)
            one = score(public_edition, standing, found)
            assert one is not None
            assert (one.grade, one.score) == (grades.named(place), grades.scores[place])
            assert [part.points for part in one.parts] == grades.points[place].tolist()
            for grading in ("construction", "labour", "tax_service"):
                by = edition(firms.RULES.gradings[grading], day)
                industry = score_all(roll, by, grades)
                single = score(by, standing, found, one.grade)
                assert industry is not None and single is not None
                assert industry.named(place) == single.grade
                assert industry.scores[place] == single.score
    assert len(set(grades.grades.tolist())) > 2


@pytest.mark.parametrize("seed", range(3))
def test_history_says_the_grade_of_every_day(tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    with firms.built(tmp_path, firms.random_facts(seed, firms=12)) as store:
        for firm in range(12):
            key = subject(f"f{firm}")
            ground = firms.ground_of(store)
            number = store.nodes([key])[key].number
            found = history(ground.network, ground.views, firms.RULES, number, firms.DAY)
            periods = found.periods
            assert not found.cut_short
            for _ in range(25):
                day = firms.DAY - timedelta(days=pick.randint(0, 1_200))
                on_day = firm_grades(ground.network, ground.views, firms.RULES, number, day).public
                told = [p for p in periods if p.since <= day <= (p.until or date.max)]
                if told:
                    assert on_day is not None
                    assert [(p.grade, p.score) for p in told] == [(on_day.grade, on_day.score)]


def test_a_simulation_counts_everybody_and_lists_who_moves(tmp_path: Path) -> None:
    text = firms.RULES.files["evaluation.toml"].decode()
    changed = rules_of(
        {
            **firms.RULES.files,
            "evaluation.toml": text.replace("least = 880", "least = 900").encode(),
        }
    )
    with firms.built(tmp_path, firms.random_facts(7)) as store:
        ground = firms.ground_of(store)
        roll = roll_of(ground.network, lambda: StoreViews(store, None), firms.RULES, firms.DAY)
    before = score_all(roll, edition(firms.RULES.evaluation, firms.DAY))
    after = score_all(roll, edition(changed.evaluation, firms.DAY))
    assert before is not None and after is not None
    found = compared(roll, before, after, most=1)
    assert sum(found.counts.values()) == len(roll)
    moved = found.counts[("A", "B")]
    assert moved > 1
    assert {pair for pair in found.counts if pair[0] != pair[1]} == {("A", "B")}
    assert (len(found.moves), found.omitted, found.rescored) == (1, moved - 1, 0)
    assert found.moves[0].before == "A" and 880 <= found.moves[0].score_after < 900
