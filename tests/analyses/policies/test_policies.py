"""The register: every rule has its document; what falls with a document is listed."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from analyses.checks.cases import cases_of
from analyses.own_record import own_records
from analyses.policies.cases import Case, open_cases
from analyses.policies.standing import measures, register, tables
from analyses.rulebook import BadRule, load_rules, rules_of
from api.answers import Answers
from api.answers.ground import Ground
from api.answers.policies import policies_answer, policy_answer
from graph.errors import RefusedInput, UnknownId
from tests.drawing import Drawing
from tests.firms import answers_of, built, firm, ground_of, record

RULES = load_rules()
BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)


def test_every_rule_of_every_file_stands_in_the_register() -> None:
    days = {day for entries in tables(RULES).values() for e in entries for day in (e.since,)}
    seen = {
        (each.file, each.table, each.entry.id, each.entry.since)
        for day in days
        for standing in register(RULES, day).values()
        for each in standing
    }
    for (file, table), entries in tables(RULES).items():
        for entry in entries:
            assert (file, table, entry.id, entry.since) in seen
    files = {name for name in RULES.files if name.endswith(".toml")} - {"documents.toml"}
    assert {file for file, _ in tables(RULES)} == files


def test_a_document_that_is_over_lists_what_stood_on_it() -> None:
    before, after = register(RULES, BEFORE)["order58"], register(RULES, AFTER)["order58"]
    assert [each.entry.id for each in after] == [each.entry.id for each in before]
    assert {each.entry.id for each in after} >= {"order58", "order58-other"}
    assert not any(each.entry.holds(AFTER) for each in after)
    found = {each["id"]: each for each in policies_answer(RULES, AFTER)["policies"]}
    assert not found["order58"]["in_force"]
    assert found["order58"]["replaced_by"] == [
        {"number": "国家发展改革委令第36号", "title": "信用修复管理办法"}
    ]
    assert found["order36"]["replaces"][0]["number"] == "国家发展改革委令第58号"


def test_a_rule_of_an_older_law_names_its_successor() -> None:
    (standing,) = [
        each
        for each in register(RULES, date(2026, 1, 1))["company-law-2005"]
        if each.entry.id == "revoked-licence-office"
    ]
    assert standing.successor is not None
    assert standing.successor.since == date(2024, 7, 1)


def test_measures_follow_by_their_own_basis_or_by_a_rule() -> None:
    day = date(2026, 1, 1)
    found = measures(RULES, register(RULES, day)["wages-regulation"], day)
    via = {each.measure.id: [rule.id for rule in each.via] for each in found}
    assert "wage_arrears" in via["no_honours"]
    direct = measures(RULES, register(RULES, day)["bidding-law"], day)
    assert {each.measure.id for each in direct} >= {"bidding_ban_rigging"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('replaces = ["order58"]', 'replaces = ["order57"]'),
        ('replaces = ["order58"]', 'replaces = ["order36"]'),
        ("until = 2026-03-31", "until = 2020-03-31"),
    ],
)
def test_a_wrong_document_stops_the_start(old: str, new: str) -> None:
    text = RULES.files["documents.toml"].decode()
    assert old in text
    with pytest.raises(BadRule) as refused:
        rules_of({**RULES.files, "documents.toml": text.replace(old, new, 1).encode()})
    assert refused.value.file == "documents.toml"


def drawn(seed: int) -> Drawing:
    """Firms with records of all kinds, some of them over."""
    pick, drawing = random.Random(seed), Drawing()
    for _ in range(25):
        one = drawing.firm()
        for _ in range(pick.randrange(4)):
            drawing.record(
                one, date(pick.randint(2017, 2026), pick.randint(1, 12), 5),
                kind=pick.choice(["serious_list", "penalty", "judgment_debtor", "other"]),
                list=pick.choice(["拖欠农民工工资", "安全生产", "不明名单"]),
                state=pick.choice(["active", "repaired", "annulled"]),
            )  # fmt: skip
    return drawing


@pytest.mark.parametrize("seed", range(6))
def test_open_cases_agree_with_asking_each_subject(seed: int) -> None:
    drawing, day = drawn(seed), date(2026, 4, 2)
    network = drawing.network
    found = open_cases(network, lambda: drawing, RULES, day)
    asked: dict[str, list[tuple[int, int]]] = {}
    for subject, view in drawing.said.items():
        if view.kind == "organization":
            for each in own_records(network, drawing, RULES, subject, day):
                sent = [
                    c
                    for c in cases_of(network, drawing, RULES, subject, day)
                    if c.record.number == each.number and c.state in ("open", "overdue")
                ]
                case = Case(each, tuple(sent))
                for document in RULES.documents.document:
                    if case.standing_on(document.id):
                        asked.setdefault(document.id, []).append((subject, each.number))
    assert {name: list(map(tuple, pairs.tolist())) for name, pairs in found.items()} == asked


WAGES = "拖欠农民工工资失信联合惩戒对象名单"


def test_one_document_on_a_store(tmp_path: Path) -> None:
    facts = [
        firm("a"), firm("b"), firm("c"),
        *record("a", "r1", "serious_list", date(2025, 5, 6), list=WAGES),
        *record("b", "r2", "serious_list", date(2025, 5, 6), list=WAGES, state="repaired"),
        *record("c", "r3", "penalty", date(2025, 5, 6)),
    ]  # fmt: skip
    with built(tmp_path, facts) as store:
        answers, ground = answers_of(store), ground_of(store)
        (wages,) = policy_answer(ground, answers.cases, "国务院令第724号")["policies"]
        assert [case["record"] for case in wages["cases"]] == ["r1"]
        assert wages["cases"][0]["subject"]["name"] == "a有限公司"
        assert "wage_arrears" in wages["cases"][0]["rules"]
        assert {each["state"] for each in wages["cases"][0]["dispatched"]} == {"overdue"}
        (sharing,) = policy_answer(ground, answers.cases, "national-measures")["policies"]
        assert "serious" in sharing["cases"][0]["rules"]  # the rule that dispatched it
        (order,) = policy_answer(ground, answers.cases, "国家发展改革委令第58号")["policies"]
        assert not order["in_force"]
        assert [case["record"] for case in order["cases"]] == ["r3"]  # still under its regime
        cut = policy_answer(ground, answers.cases, "山东省社会信用条例", limit=1)
        assert cut["truncated"] and cut["policies"][0]["cases_omitted"] == 1
        rest = policy_answer(ground, answers.cases, "山东省社会信用条例", 1, cursor=cut["next"])
        assert (rest["next"], rest["truncated"]) == (None, False)
        records = [one["policies"][0]["cases"][0]["record"] for one in (cut, rest)]
        assert len({*records}) == 2


def test_numbers_are_found_however_they_are_bracketed(tmp_path: Path) -> None:
    with built(tmp_path, [firm("a")]) as store:
        answers, ground = answers_of(store), ground_of(store)
        _found(answers, ground)


def _found(answers: Answers, ground: Ground) -> None:
    for number in ("国办发[2019]35号", " 国办发(2019)35号", "supervision-guidance"):
        (found,) = policy_answer(ground, answers.cases, number)["policies"]
        assert found["number"] == "国办发〔2019〕35号"
    (first,) = policy_answer(ground, answers.cases, "法释〔2017〕7号修正")["policies"]
    assert first["id"] == "debtor-rules"
    with pytest.raises(UnknownId):
        policy_answer(ground, answers.cases, "国办发〔1999〕1号")
    with pytest.raises(UnknownId):
        policy_answer(ground, answers.cases, "()")
    with pytest.raises(RefusedInput):
        policy_answer(ground, answers.cases, "order36", limit=-1)


def test_the_master_comes_first() -> None:
    answer = policies_answer(RULES, AFTER)
    masters = [each["number"] for each in answer["policies"] if each["master"]]
    assert masters == [answer["policies"][0]["number"]] == ["国办发〔2019〕35号"]
    assert {"number", "title", "in_force", "articles", "rules"} <= answer["policies"][0].keys()
    assert len({each["number"] for each in answer["policies"]}) == len(answer["policies"])
