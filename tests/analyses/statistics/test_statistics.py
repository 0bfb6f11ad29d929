"""The loop in numbers: every count against going through all facts one by one."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from analyses.statistics.kinds import KIND, KIND_OF_ACT, NAMES
from analyses.statistics.ledger import NOBODY, ledger_of
from api.answers import Answers
from api.answers.ground import Ground
from api.answers.statistics import StatisticsOptions, records_answer, statistics_answer
from graph.errors import RefusedInput
from graph.facts import Fact, Key, LinkFact, NodeFact, Value, subject
from graph.network import Network
from graph.vocabulary import ACTS, FAMILIES
from tests.drawing import Drawing
from tests.firms import DAY, OFFICE, OTHER, add, answers_of, built, commitment, firm, record, visit

FIRST = date(2024, 1, 1)


def event(act: str, about: Key, day: date, unit: str = OFFICE, name: str = "") -> list[Fact]:
    key = Key("event", name or f"{act}-{about.id}-{day}")
    told: dict[str, Value] = {"name": act, "act": act, "day": day, "unit": unit, "receipt": "R"}
    return [NodeFact(key, "event", told), LinkFact("about", key, about, {"act": act}, "", day)]


Row = tuple[str, str, str, str, str]
"""kind, month, department, division, act"""


def town(seed: int) -> tuple[list[Fact], list[Row]]:
    """A city's facts, and beside each record the row it should count in."""
    pick, facts, rows = random.Random(seed), list[Fact](), list[Row]()
    divisions = {f"f{number}": pick.choice(["370102", "370103", ""]) for number in range(12)}
    facts += [firm(name, division=division) for name, division in divisions.items()]
    for number in range(120):
        whose, unit = f"f{pick.randrange(12)}", pick.choice([OFFICE, OTHER])
        day = FIRST + timedelta(days=pick.randrange(1_100))
        what = pick.choice(["visit", "sanction", "commitment", "commitment", "act"])
        month, division = f"{day:%Y-%m}", divisions[whose]
        if what == "visit":
            facts += visit(whose, f"v{number}", day, by=unit)
            row = ("inspections", month, unit, division, "")
        elif what == "sanction":
            key = Key("sanction", f"s{number}")
            facts += [NodeFact(key, "sanction", {"name": "x", "authority": unit, "decided": day}),
                      LinkFact("sanctioned_by", subject(whose), key, {}, "", day)]  # fmt: skip
            row = ("punishments", month, unit, division, "")
        elif what == "commitment":
            facts += commitment(whose, f"c{number}", day, "履约中")
            row = ("commitments", month, "", division, "")
        else:
            act = pick.choice(ACTS)
            facts += event(act, subject(whose), day, unit, f"e{number}")
            row = (KIND_OF_ACT[act, "subject"], month, unit, division, act)
        if day <= DAY:
            rows.append(row)
    return facts, rows


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("by", ["month", "department", "division"])
def test_every_count_agrees_with_going_through_the_facts(
    tmp_path: Path, seed: int, by: str
) -> None:
    facts, rows = town(seed)
    place = ["kind", "month", "department", "division"].index(by)
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        expected[row[place]][row[0]] += 1
    with built(tmp_path, facts) as store:
        answers = answers_of(store)
        ground = answers.on()
        found = statistics_answer(ground, answers.tallies, StatisticsOptions(by), {})  # type: ignore[arg-type]
        counts = {row["key"]: {kind: each["count"] for kind, each in row["counts"].items()}
                  for row in found["rows"]}  # fmt: skip
        assert counts == expected
        for kind in found["kinds"]:
            same = [row for row in rows if row[0] == kind["kind"]]
            assert kind["count"] == len(same)
            assert kind["acts"] == Counter(row[4] for row in same if row[4])
        for group in found["rows"]:
            for each in group["counts"].values():
                assert listed(answers, ground, each["records"]) == each["count"]


def listed(answers: Answers, ground: Ground, address: str) -> int:
    """How many records the address lists, page by page."""
    asked = {
        name: values[0]
        for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()
    }
    assert asked.pop("as_of") == DAY.isoformat()
    options, cursor, seen = StatisticsOptions(**asked), None, set[str]()  # type: ignore[arg-type]
    while True:
        page = records_answer(ground, answers.tallies, options, 7, cursor)
        assert seen.isdisjoint(each["id"] for each in page["records"])
        seen |= {each["id"] for each in page["records"]}
        assert page["truncated"] == (page["next"] is not None)
        cursor = page["next"]
        if cursor is None:
            assert len(seen) == page["total"]
            return len(seen)


def test_every_act_about_anything_is_of_one_kind() -> None:
    for act, family in product(ACTS, FAMILIES):
        assert KIND[KIND_OF_ACT[act, family]].node == "event"
    assert KIND_OF_ACT["repaired", "sanction"] == "repairs"
    assert KIND_OF_ACT["repaired", "commitment"] == "commitment_acts"
    assert KIND_OF_ACT["objected", "sanction"] == "objections"
    assert len(set(NAMES)) == len(NAMES)


def test_punishments_and_incentives_are_told_by_their_outcome(tmp_path: Path) -> None:
    about, facts = subject("a"), list[Fact]([firm("a", division="370102")])
    for number, outcome in enumerate(["punished", "given", "given", ""]):
        key = Key("event", f"e{number}")
        told = {"name": "x", "act": "acted", "unit": OFFICE, "outcome": outcome}
        facts += [NodeFact(key, "event", {name: said for name, said in told.items() if said}),
                  LinkFact("about", key, about, {"act": "acted"}, "", FIRST)]  # fmt: skip
    with built(tmp_path, facts) as store:
        answers = answers_of(store)
        asked = StatisticsOptions("outcome", "measures", department=OFFICE)
        found = statistics_answer(answers.on(), answers.tallies, asked, {})["rows"]
        assert [(row["key"], row["total"]) for row in found] == [
            ("given", 2), ("punished", 1), ("", 1),
        ]  # fmt: skip
        assert listed(answers, answers.on(), found[0]["counts"]["measures"]["records"]) == 2


def test_a_record_of_two_counts_once_for_the_organisation() -> None:
    drawing = Drawing()
    signer, unit, promise = drawing.person(), drawing.firm(), drawing.node("commitment")
    drawing.link("committed", signer, promise, (FIRST, None))
    drawing.link("committed", unit, promise, (FIRST, None))
    column = ledger_of(drawing.network)["commitments"]
    assert column.subject.tolist() == [unit]
    assert column.day.tolist() == [FIRST.toordinal()]


def test_an_act_about_what_a_subject_declared_is_the_subjects(tmp_path: Path) -> None:
    about = Key("declaration", "d1")
    facts = [
        firm("a", division="370102"),
        NodeFact(about, "declaration", {"name": "慈善捐赠"}),
        LinkFact("declared", subject("a"), about, {}, "", FIRST),
        *event("registered", about, FIRST, "a有限公司"),
        *event("verified", about, FIRST + timedelta(days=3)),
    ]
    with built(tmp_path, facts) as store:
        answers = answers_of(store)
        asked = StatisticsOptions("division", "registrations")
        (row,) = statistics_answer(answers.on(), answers.tallies, asked, {})["rows"]
        assert row["key"] == "370102"
        assert row["counts"]["registrations"]["acts"] == {"verified": 1, "registered": 1}
        page = records_answer(answers.on(), answers.tallies, StatisticsOptions(kind=asked.kind))
        latest = page["records"][0]
        assert (latest["act"], latest["department"]) == ("verified", OFFICE)
        assert latest["about"] is not None and latest["about"]["name"] == "慈善捐赠"
        assert latest["subject"] is not None and latest["subject"]["id"] == "a"


def test_nothing_at_all_is_counted_as_nothing() -> None:
    network: Network = Drawing().network
    assert all(len(column) == 0 for column in ledger_of(network).values())
    drawing = Drawing()
    drawing.link("about", drawing.node("event"), drawing.node("project"), act="acted")
    column = ledger_of(drawing.network)["measures"]
    assert column.subject.tolist() == [NOBODY]


def test_a_repaired_record_is_counted_and_not_named(tmp_path: Path) -> None:
    about = Key("sanction", "doc-7")
    facts = [
        firm("a"),
        *record("a", "doc-7", "penalty", date(2026, 1, 5), state="repaired", authority=OFFICE),
        *event("repaired", about, date(2026, 2, 1)),
    ]
    with built(tmp_path, facts) as store:
        answers = answers_of(store)
        ground = answers.on()
        for kind in ("punishments", "repairs"):
            page = records_answer(ground, answers.tallies, StatisticsOptions(kind=kind))
            (each,) = page["records"]
            assert (each["withheld"], each["subject"], each["department"]) == (True, None, OFFICE)
            assert "a有限公司" not in str(page)
        assert "doc-7" not in str(
            records_answer(ground, answers.tallies, StatisticsOptions(kind="punishments"))
        )


def test_a_new_fact_is_counted_at_once_and_aliases_are_one_department(tmp_path: Path) -> None:
    with built(tmp_path, [firm("a"), *visit("a", "v1", FIRST, by="住房和城乡建设局")]) as store:
        answers, asked = answers_of(store), StatisticsOptions("department", "inspections")
        (row,) = statistics_answer(answers.on(), answers.tallies, asked, {})["rows"]
        assert (row["key"], row["total"]) == (OFFICE, 1)
        add(store, visit("a", "v2", FIRST), "2")
        (row,) = statistics_answer(answers.on(), answers.tallies, asked, {})["rows"]
        assert row["total"] == 2


def test_what_is_not_stated_is_said_to_be(tmp_path: Path) -> None:
    key = Key("sanction", "undated")
    facts: list[Fact] = [firm("a"), NodeFact(key, "sanction", {"name": "x"}),
                         LinkFact("sanctioned_by", subject("a"), key)]  # fmt: skip
    with built(tmp_path, facts) as store:
        answers = answers_of(store)
        asked = StatisticsOptions("month", "punishments")
        found = statistics_answer(answers.on(), answers.tallies, asked, {})
        assert [(row["key"], row["total"]) for row in found["rows"]] == [("", 1)]
        since = StatisticsOptions("month", "punishments", since=FIRST)
        assert statistics_answer(answers.on(), answers.tallies, since, {})["rows"] == []
        none = statistics_answer(answers.on(), answers.tallies, StatisticsOptions(), {})
        known = {each["kind"]: each["delivered"] for each in none["kinds"]}
        assert (known["punishments"], known["inspections"]) == (True, False)


@pytest.mark.parametrize(
    ("field", "value"), [("by", "colour"), ("kind", "gossip"), ("month", "2026-13"), ("act", "x")]
)
def test_what_cannot_be_asked_is_named(field: str, value: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        StatisticsOptions(**{field: value})  # type: ignore[arg-type]
    assert refused.value.field == field
