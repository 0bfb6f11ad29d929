"""Where a case stands: folded from acts, against a table drawn by hand on random courses."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from analyses.repair.cases import case_opened_by, cases_of, every_case, overdue, promises
from graph.facts import Fact, Key, LinkFact, NodeFact
from tests.firms import RULES, built, firm, ground_of, record

TABLE: Final = {
    "repair": {
        ("", "applied"): "repair-applied",
        ("repair-applied", "granted"): "repair-granted",
        ("repair-applied", "refused"): "repair-refused",
    },
    "objection": {
        ("", "objected"): "objection-raised",
        ("objection-raised", "marked"): "objection-marked",
        ("objection-marked", "checked_outside"): "objection-checking",
        ("objection-marked", "upheld"): "objection-upheld",
        ("objection-marked", "rejected"): "objection-rejected",
        ("objection-checking", "upheld"): "objection-upheld",
        ("objection-checking", "rejected"): "objection-rejected",
    },
}
ACTS: Final = sorted({act for table in TABLE.values() for _, act in table})
CLOSED: Final = {"repair-granted", "repair-refused", "objection-upheld", "objection-rejected"}
FIRST: Final = date(2026, 1, 5)


def act(number: int, name: str, day: date, record: str = "r") -> list[Fact]:
    key = Key("event", f"e{number}")
    return [
        NodeFact(key, "event", {"name": name, "act": name, "day": day}),
        LinkFact("about", key, Key("sanction", record), {"act": name}, "", day),
    ]


def by_table(procedure: str, course: list[str]) -> list[list[str]]:
    """The states of each case that a course of acts opens."""
    cases: list[list[str]] = []
    for name in course:
        state = cases[-1][-1] if cases and cases[-1][-1] not in CLOSED else ""
        after = TABLE[procedure].get((state, name))
        if after is None:
            continue
        if state:
            cases[-1].append(after)
        else:
            cases.append([after])
    return cases


@pytest.mark.parametrize("seed", range(20))
def test_random_courses_stand_where_the_table_says(tmp_path: Path, seed: int) -> None:
    pick = random.Random(seed)
    course = [pick.choice(ACTS) for _ in range(30)]
    facts: list[Fact] = [firm("a"), *record("a", "r", "penalty", date(2025, 1, 1))]
    for number, name in enumerate(course):
        facts += act(number, name, FIRST + timedelta(days=number // 3))
    store = built(tmp_path, facts)
    last = FIRST + timedelta(days=10)
    network = ground_of(store, last).network
    number = store.nodes([Key("sanction", "r")])[Key("sanction", "r")].number
    for procedure in ("repair", "objection"):
        found = cases_of(network, RULES, procedure, number, last)
        expected = by_table(procedure, course)
        assert [[stage.state.id for stage in case.stages] for case in found] == expected
        assert tuple(every_case(network, RULES, procedure, last)) == found
        for case in found:
            opened = case_opened_by(network, RULES, procedure, case.event, last)
            assert opened == case


def test_a_day_knows_only_what_was_done_by_then(tmp_path: Path) -> None:
    facts = [
        firm("a"), *record("a", "r", "penalty", date(2025, 1, 1)),
        *act(1, "applied", date(2026, 1, 30)), *act(2, "granted", date(2026, 2, 3)),
    ]  # fmt: skip
    store = built(tmp_path, facts)
    number = store.nodes([Key("sanction", "r")])[Key("sanction", "r")].number
    told = {}
    for day in (date(2026, 1, 29), date(2026, 1, 30), date(2026, 2, 2), date(2026, 2, 3)):
        network = ground_of(store, day).network
        (case,) = cases_of(network, RULES, "repair", number, day) or (None,)
        if case is None:
            continue
        (promise,) = promises(RULES, case, day)
        told[day.day] = (case.state.id, promise.kept, promise.taken, overdue(RULES, case, day))
    assert told == {
        30: ("repair-applied", None, 0, False),  # a Friday; due on Monday, 2 February
        2: ("repair-applied", None, 1, False),
        3: ("repair-granted", False, 2, False),
    }
    network = ground_of(store, date(2026, 2, 3)).network
    granted = store.nodes([Key("event", "e2")])[Key("event", "e2")].number
    assert case_opened_by(network, RULES, "repair", granted, date(2026, 2, 3)) is None


def test_a_year_without_a_calendar_promises_nothing_it_knows(tmp_path: Path) -> None:
    facts = [firm("a"), *record("a", "r", "penalty", date(2030, 1, 1)),
             *act(1, "applied", date(2031, 1, 6))]  # fmt: skip
    store = built(tmp_path, facts)
    day = date(2031, 3, 1)
    (case,) = every_case(ground_of(store, day).network, RULES, "repair", day)
    (promise,) = promises(RULES, case, day)
    assert (promise.due, promise.kept, promise.taken) == (None, None, None)
    assert not overdue(RULES, case, day)
