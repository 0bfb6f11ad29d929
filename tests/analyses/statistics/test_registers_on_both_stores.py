"""Policies, coverage and statistics say the same on both real engines."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.answers import Answers
from api.answers.catalogue import coverage_answer
from api.answers.policies import policy_answer
from api.answers.statistics import BY, StatisticsOptions, records_answer, statistics_answer
from graph.store import Store
from tests.firms import add, answers_of, commitment, firm, record, visit

WAGES = "拖欠农民工工资失信联合惩戒对象名单"
LATER = date(2199, 1, 1)


def told(answers: Answers) -> dict[str, Any]:
    ground = answers.on()
    found: dict[str, Any] = {
        by: statistics_answer(ground, answers.tallies, StatisticsOptions(by), {}) for by in BY
    }
    found["records"] = [
        records_answer(ground, answers.tallies, StatisticsOptions(kind=kind))["records"]
        for kind in ("inspections", "punishments", "commitments")
    ]
    (policy,) = policy_answer(ground, answers.cases, "国务院令第724号")["policies"]
    return {**found, "policy": policy}


def test_the_registers_on_a_store(store: Store) -> None:
    add(store, [
        firm("a", division="370102"), firm("b"),
        *visit("a", "v1", date(2026, 5, 1)), *visit("b", "v2", date(2026, 6, 1)),
        *record("a", "r1", "serious_list", date(2025, 5, 6), list=WAGES, authority="人社局"),
        *commitment("b", "c1", date(2026, 6, 2), "履约中"),
    ], "1")  # fmt: skip
    found = told(answers_of(store))
    months = {row["key"]: row["total"] for row in found["month"]["rows"]}
    assert months == {"2025-05": 1, "2026-05": 1, "2026-06": 2}
    divisions = {row["key"]: row["total"] for row in found["division"]["rows"]}
    assert divisions == {"370102": 2, "": 2}
    assert [[each["id"] for each in kind] for kind in found["records"]] == [
        ["v2", "v1"], ["r1"], ["c1"],
    ]  # fmt: skip
    assert [case["record"] for case in found["policy"]["cases"]] == ["r1"]
    covered = coverage_answer(Answers(store, answers_of(store).networks, lambda: LATER,
                                      answers_of(store).rules).on())  # fmt: skip
    (feed,) = covered["unassigned"]
    assert (feed["source"], feed["rows"], feed["clean_ppm"]) == ("test", 12, 1_000_000)
    assert feed["last"] is not None
