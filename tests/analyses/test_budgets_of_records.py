"""Of a subject with very many records the latest are read, and what is told is not told as all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from analyses.alerts.seeds import seeds_among
from analyses.checks.cases import cases_of
from analyses.commitments.gate import barred
from analyses.evaluation.firm import firm_grades, history
from analyses.explanation.difference import difference
from analyses.explanation.why_not import why_not
from analyses.own_record import own_records, record_against
from analyses.questions import QUESTIONS, Asked
from analyses.questions.records import over
from analyses.repair.conditions import conditions
from analyses.usable_records import UsableRecords
from analyses.work import RECORD, Work
from api.answers.explanation.asking import scene_of
from api.answers.explanation.difference import changes_of
from api.answers.explanation.telling import Telling
from api.answers.room import Room
from graph.facts import Fact, Key, LinkFact, subject
from graph.store import Store
from graph.ties import walk_of
from tests.firms import DAY, RULES, built, commitment, firm, ground_of, record

MANY = 30


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A firm fined on so many days; on the last of them it came onto a serious list, too."""
    fines = [
        fact for n in range(MANY)
        for fact in record("a", f"r{n:02}", "penalty", DAY - timedelta(days=10 * (MANY - n)),
                           penalty_kinds="罚款", severity="general")
    ]  # fmt: skip
    return built(tmp_path, [
        firm("a"), firm("b"), *fines,
        *record("b", "old", "penalty", DAY - timedelta(days=60), penalty_kinds="罚款"),
        *record("b", "s", "serious_list", DAY - timedelta(days=5),
                list="拖欠农民工工资失信联合惩戒对象名单"),
    ])  # fmt: skip


def number(store: Store, id: str, family: str = "subject") -> int:
    return store.nodes([Key(family, id)])[Key(family, id)].number


def test_a_grade_that_was_not_worked_out_whole_is_none(store: Store) -> None:
    at = ground_of(store)
    asked = at.network, at.views, RULES, number(store, "a"), DAY
    whole = firm_grades(*asked)
    assert (whole.cut_short, whole.score is not None) == (False, True)
    cut = firm_grades(*asked, Work(RECORD * MANY // 2))
    assert (cut.cut_short, cut.public, cut.score, cut.industry) == (True, None, None, ())


def test_the_lowest_grade_by_a_veto_stands_whatever_was_not_read(store: Store) -> None:
    at = ground_of(store)
    cut = firm_grades(at.network, at.views, RULES, number(store, "b"), DAY, Work(RECORD + 4))
    assert cut.cut_short
    assert cut.public is not None
    assert (cut.public.grade, cut.score) == ("D", None)


def test_a_history_cut_short_tells_its_latest_periods(store: Store) -> None:
    at = ground_of(store)
    asked = at.network, at.views, RULES, number(store, "a"), DAY
    whole = history(*asked)
    cut = history(*asked, Work(RECORD * MANY * 6))
    assert (whole.cut_short, cut.cut_short) == (False, True)
    assert 0 < len(cut.periods) < len(whole.periods)
    *same, last = cut.periods
    assert tuple(same) == whole.periods[: len(same)]
    then = whole.periods[len(same)]
    assert last == replace(then, since=last.since)
    assert last.since >= then.since


def test_one_of_very_many_records_is_read_alone(store: Store) -> None:
    at, a = ground_of(store), number(store, "a")
    one = number(store, "r03", "sanction")
    asked, work = (at.network, at.views, RULES, a, DAY), Work(RECORD * 2)
    assert [each.number for each in own_records(*asked, only=(one,), work=work)] == [one]
    assert not work.cut_short
    listed, b = number(store, "s", "sanction"), number(store, "b")
    cases = cases_of(at.network, at.views, RULES, b, DAY, only=(listed,))
    assert {case.record.number for case in cases} == {listed}


def test_nobody_says_no_of_records_that_were_not_read(store: Store) -> None:
    at, work = replace(ground_of(store), day=DAY + timedelta(days=4_000)), Work(RECORD * 3)
    asked = at.network, at.views, RULES, number(store, "a"), at.day
    read = own_records(*asked, past=True, work=work)
    assert [each.life.usable for each in read] == [False] * 2
    lack = over(read, work)
    assert lack is not None
    assert (lack.code, lack.certainty) == ("cut_short", "unknown")
    whole = over(own_records(*asked, past=True))
    assert whole is not None
    assert whole.certainty == "no"


def test_why_a_record_is_not_its_own_needs_no_other_record(store: Store) -> None:
    scene = scene_of(ground_of(store))
    own, asked = QUESTIONS["own"], Asked((number(store, "a"),), {})
    verdict = why_not(own, asked, number(store, "s", "sanction"), scene)
    assert verdict.lack is not None
    assert verdict.lack.code == "not_its_record"


def test_of_a_difference_is_told_what_there_is_room_for(store: Store) -> None:
    at, own = ground_of(store), QUESTIONS["own"]
    now = scene_of(at)
    before = now.on(DAY - timedelta(days=400))
    found = difference(own, Asked((number(store, "a"),), {}), before, now)
    whole = changes_of(Telling(at, at.views, own), found)
    assert (len(whole["became"]), whole["omitted"]) == (MANY, 0)
    cut = changes_of(Telling(at, at.views, own), found, Room(40))
    assert 0 < len(cut["became"]) < MANY
    assert cut["became"] == whole["became"][: len(cut["became"])]
    told = len(cut["became"]) + len(cut["facts"])
    assert cut["omitted"] + told == MANY + len(found.facts)


def test_the_strongest_record_is_looked_for_within_the_work(store: Store) -> None:
    at, work = ground_of(store), Work(RECORD * 5)
    pair = [number(store, "a"), number(store, "b")]
    found = seeds_among(at.network, at.views, RULES, pair, DAY, work=work)
    assert (set(found), work.cut_short) == ({pair[0]}, True)


@pytest.mark.parametrize("way", ["ties", "every_tie", "every_half"])
def test_a_walk_shows_no_record_that_it_did_not_judge(store: Store, way: str) -> None:
    at, work = ground_of(store), Work(RECORD * 10)
    usable, a = UsableRecords(at.network, at.views, RULES, DAY, work), number(store, "a")
    if way == "ties":
        met = [tie[0] for tie in usable.ties(a, walk_of(frozenset({"sanctioned_by"}), None))]
    elif way == "every_tie":
        met = [tie[0] for tie in usable.every_tie(a)]
    else:
        met = usable.every_half(a)["other"].tolist()
    assert (len(met), work.cut_short) == (10, True)
    assert usable.every_half(a)["other"].tolist() == met


def test_what_was_not_read_of_commitments_is_no_permission(tmp_path: Path) -> None:
    made = [
        fact for n in range(MANY)
        for fact in commitment("a", f"c{n}", DAY - timedelta(days=2 * MANY - n),
                               "不实承诺" if n == 0 else "履约完毕")
    ]  # fmt: skip
    store = built(tmp_path, [firm("a"), *made])
    at, work, enough = ground_of(store), Work(RECORD * 5), Work()
    asked_of = at.network, at.views, RULES, number(store, "a"), ()
    assert len(barred(*asked_of, DAY, enough)) == 1
    assert not enough.cut_short
    assert not barred(*asked_of, DAY, work)
    assert work.cut_short


def test_honesty_is_unknown_where_not_every_record_was_looked_at(tmp_path: Path) -> None:
    others: list[Fact] = [
        LinkFact("sanctioned_by", subject("a"), Key("sanction", f"x{n}")) for n in range(10_001)
    ]
    store = built(tmp_path, [
        firm("a"), *record("a", "r", "penalty", date(2026, 4, 2), penalty_kinds="罚款"), *others,
    ])  # fmt: skip
    at, one = ground_of(store), number(store, "r", "sanction")
    found = record_against(at.network, at.views, RULES, one, DAY)
    assert found is not None
    told = conditions(at.network, at.views, RULES, found, DAY)
    (honest,) = [each for each in told.findings if each.condition.test == "honest"]
    assert (told.cut_short, honest.met, told.may_apply_from) == (True, None, None)
