"""What a check says of an item, the cases a new serious record opens, and what good standing earns.

The shipped reference items are the data: a tender (bid-housing) is restricted by bidding measures.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analyses.checks.cases import Case, all_cases, cases_of, counted
from analyses.checks.credit_check import Checked, credit_check
from analyses.checks.incentives import incentives
from analyses.checks.measures_in_force import measures_in_force
from analyses.own_record import own_records
from analyses.rulebook import load_rules, version
from analyses.statutory import statutory
from tests.drawing import Drawing

RULES = load_rules()
DECIDED, TODAY = date(2026, 1, 20), date(2026, 1, 26)
WAGES = {"list": "拖欠农民工工资失信联合惩戒对象名单"}


class Town(Drawing):
    def check(self, subject: int, item: str, day: date = TODAY) -> Checked:
        network = self.network
        own = own_records(network, self, RULES, subject, day)
        reached = statutory(network, self, RULES, subject, day)
        rule = version(RULES.checks.item, item, day)
        assert rule is not None
        stub = self.said[subject].stub
        return credit_check(rule, measures_in_force(own, reached), own, stub=stub)

    def cases(self, subject: int, day: date = TODAY) -> dict[str, Case]:
        found = cases_of(self.network, self, RULES, subject, day)
        return {case.item.id: case for case in found}

    def act(self, record: int, item: str, day: date) -> None:
        event = self.node("event", act="acted", day=day, unit="u", item=item)
        self.link("about", event, record, (day, None), act="acted")


def test_a_clean_firm_passes_and_a_listed_one_is_restricted_where_its_norm_says() -> None:
    town = Town()
    clean, listed = town.firm(), town.firm()
    town.record(listed, DECIDED, **WAGES)
    assert town.check(clean, "bid-housing").outcome == "pass"
    restricted = town.check(listed, "bid-housing")
    assert restricted.outcome == "restrict"
    assert [m.measure.id for m in restricted.measures] == ["bidding_restricted"]
    assert restricted.measures[0].since == DECIDED
    # no norm of this list speaks of offices
    assert town.check(listed, "registration-office").outcome == "pass"


@pytest.mark.parametrize("state", ["repaired", "annulled"])
def test_it_passes_again_on_the_day_of_the_repair(state: str) -> None:
    town = Town()
    firm = town.firm()
    ended = date(2026, 1, 25)
    town.record(firm, DECIDED, **WAGES, state=state, **{state: ended})
    day = ended if state == "repaired" else DECIDED  # what is annulled never was
    assert town.check(firm, "bid-housing", day).outcome == "pass"
    if state == "repaired":
        assert town.check(firm, "bid-housing", ended - timedelta(1)).outcome == "restrict"


def test_a_norm_that_names_the_role_restricts_its_holder() -> None:
    town = Town()
    firm, person, shareholder = town.firm(), town.person(), town.firm()
    town.office(person, firm, "legal_representative", (date(2020, 1, 1), None))
    town.owns(shareholder, firm, 100)
    town.record(firm, DECIDED, **WAGES)
    found = town.check(person, "special-funds")
    assert found.outcome in {"restrict", "look_closer"}
    assert all(m.extension is not None for m in found.measures)
    assert town.check(shareholder, "special-funds").outcome == "pass"


def test_what_no_rule_knows_asks_to_look_closer() -> None:
    town = Town()
    firm = town.firm()
    objected = town.firm()
    town.record(objected, DECIDED, **WAGES, state="objected")
    pending = town.check(objected, "bid-housing")
    assert (pending.outcome, pending.doubts) == ("restrict", ("objection",))
    own = own_records(town.network, town, RULES, objected, TODAY)
    unlisted = credit_check(RULES.checks.item[0], (), (), stub=True)
    assert (unlisted.outcome, unlisted.doubts) == ("look_closer", ("stub",))
    assert len(own) == 1
    assert town.check(firm, "bid-housing").doubts == ()


def test_a_new_serious_record_opens_a_case_for_each_item_that_must_act() -> None:
    town = Town()
    firm = town.firm()
    record = town.record(firm, DECIDED, **WAGES)
    cases = town.cases(firm)
    expected = {
        item.id for item in RULES.checks.item
        if item.must_act and {
            "bidding_restricted", "public_funds_restricted", "no_honours", "no_benefits",
            "no_commitment", "credit_prudence",
        } & set(item.measures)
    }  # fmt: skip
    assert set(cases) == expected
    assert {case.state for case in cases.values()} == {"open"}
    assert {case.due for case in cases.values()} == {date(2026, 2, 3)}
    town.act(record, "bid-housing", TODAY)
    later = town.cases(firm, date(2026, 2, 4))
    assert later["bid-housing"].state == "done"
    assert later["bid-housing"].acted_on == TODAY
    assert later["special-funds"].state == "overdue"
    assert town.cases(firm, DECIDED - timedelta(1)) == {}


def test_a_minor_record_opens_none() -> None:
    town = Town()
    firm = town.firm()
    town.record(firm, DECIDED, kind="penalty", penalty_kinds="警告")
    assert town.cases(firm) == {}


def test_the_repair_recalls_them_all_the_same_day() -> None:
    town = Town()
    firm = town.firm()
    repaired = date(2026, 1, 26)
    record = town.record(firm, DECIDED, **WAGES, state="repaired", repaired=repaired)
    town.act(record, "bid-housing", date(2026, 1, 22))
    before = {case.state for case in town.cases(firm, repaired - timedelta(1)).values()}
    after = town.cases(firm, repaired).values()
    assert before == {"open", "done"}
    assert {case.state for case in after} == {"recalled"}
    assert {case.recalled_on for case in after} == {repaired}


def test_all_cases_are_those_of_every_subject() -> None:
    town = Town()
    firms = [town.firm() for _ in range(3)]
    for firm in firms:
        town.record(firm, DECIDED, **WAGES)
    one_by_one = [case for firm in firms for case in town.cases(firm).values()]
    found = all_cases(town.network, lambda: town, RULES, TODAY)
    assert sorted((c.record.number, c.item.id) for c in found) == sorted(
        (c.record.number, c.item.id) for c in one_by_one
    )
    department = "济南市财政局"
    of = all_cases(town.network, lambda: town, RULES, TODAY, department)
    assert {case.item.department for case in of} == {department}
    assert counted(found)[department]["open"] == len(of)


def test_incentives_follow_the_grade_and_commendations_in_force() -> None:
    town = Town()
    firm = town.firm()
    praise = town.node("commendation", name="优质工程奖", decided=date(2025, 5, 1))
    town.link("commended_by", firm, praise, (date(2025, 5, 1), date(2027, 4, 30)))
    by_grade = incentives(town.network, town, RULES, firm, "A", date(2024, 1, 1))
    assert {e.incentive.id for e in by_grade} >= {"green-channel", "credit-loan"}
    by_praise = incentives(town.network, town, RULES, firm, "B", TODAY)
    assert [(e.incentive.id, e.commendation) for e in by_praise] == [("bid-bonus", praise)]
    assert incentives(town.network, town, RULES, firm, "B", date(2027, 5, 1)) == ()
