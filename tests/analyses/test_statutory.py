"""Statutory extension: each rule row drawn, and who is not reached."""

from __future__ import annotations

from datetime import date

import pytest

from analyses.own_record import own_records
from analyses.rulebook import load_rules
from analyses.statutory import Extension, reached_by, statutory
from tests.drawing import OPEN, Drawing

RULES = load_rules()
WAGES = "拖欠农民工工资失信联合惩戒对象名单"
TODAY, DECIDED = date(2026, 1, 31), date(2025, 3, 1)
SINCE = (date(2018, 1, 1), None)


def reached(
    city: Drawing, who: int, day: date = TODAY, *, recorded: bool = False
) -> list[Extension]:
    found = statutory(city.network, city, RULES, who, day)
    return [one for one in found if (one.weighed.rule.effect == "recorded") is recorded]


def short(extensions: list[Extension]) -> list[tuple[str, str, str]]:
    return [(one.weighed.rule.id, one.weighed.role.office, one.answer) for one in extensions]


@pytest.mark.parametrize(
    ("kind", "name", "office", "expected"),
    [
        ("judgment_debtor", "", "legal_representative", ("debtor-consumption", "yes")),
        ("judgment_debtor", "", "actual_controller", ("debtor-consumption", "yes")),
        ("judgment_debtor", "", "director", None),
        ("serious_list", WAGES, "legal_representative", ("wage-arrears-persons", "yes")),
        ("serious_list", WAGES, "directly_responsible", ("wage-arrears-persons", "yes")),
        ("serious_list", WAGES, "actual_controller", None),
        ("serious_list", WAGES, "supervisor", None),
        ("serious_list", "安全生产严重失信主体名单", "principal",
         ("work-safety-persons", "unknown")),
        ("serious_list", "安全生产严重失信主体名单", "legal_representative", None),
        ("penalty", "责令关闭", "legal_representative", ("revoked-licence-office", "unknown")),
        ("penalty", "工程质量", "directly_responsible", ("works-quality-persons", "yes")),
        ("penalty", "工程质量", "legal_representative", None),
        ("serious_list", "市场监督管理严重违法失信名单", "legal_representative", None),
        ("penalty", "串通投标", "legal_representative", None),
        ("serious_list", "政府采购严重违法失信行为记录名单", "legal_representative", None),
        ("abnormal_operation", "经营异常名录", "legal_representative", None),
    ],
)  # fmt: skip
def test_only_the_roles_a_norm_names_are_reached(
    kind: str, name: str, office: str, expected: tuple[str, str] | None
) -> None:
    city = Drawing()
    unit, person = city.firm(), city.person()
    city.office(person, unit, office, SINCE)
    city.record(unit, DECIDED, kind=kind, list=name)
    found = [(one.weighed.rule.id, one.answer) for one in reached(city, person)]
    assert found == ([expected] if expected else [])
    assert all(one.weighed.rule.basis and one.measures for one in reached(city, person))


def test_a_shareholder_a_subsidiary_and_a_partner_are_not_reached() -> None:
    city = Drawing()
    unit, owner, child, partner = (city.firm() for _ in range(4))
    site = city.node("project")
    city.owns(owner, unit, 100, SINCE)
    city.owns(unit, child, 100, SINCE)
    for firm in (unit, partner):
        city.link("participates", firm, site, SINCE, role="contractor")
    city.record(unit, DECIDED, kind="judgment_debtor")
    city.record(unit, DECIDED, list=WAGES)
    for other in (owner, child, partner, unit):
        assert statutory(city.network, city, RULES, other, TODAY) == ()


def test_a_registered_controller_is_reached_by_the_tie_that_registers_it() -> None:
    city = Drawing()
    unit, person = city.firm(), city.person()
    tie = city.link("controls", person, unit, SINCE)
    city.record(unit, DECIDED, kind="judgment_debtor")
    (found,) = reached(city, person)
    assert (found.weighed.role.office, found.links[0]) == ("actual_controller", tie)


def test_changing_the_representative_does_not_wash_the_link() -> None:
    city = Drawing()
    unit, old, new = city.firm(), city.person(), city.person()
    city.office(old, unit, "legal_representative", (date(2018, 1, 1), date(2025, 3, 10)))
    city.office(new, unit, "legal_representative", (date(2025, 3, 11), None))
    city.record(unit, DECIDED, list=WAGES)
    assert short(reached(city, old)) == [("wage-arrears-persons", "legal_representative", "yes")]
    assert reached(city, new) == []
    (found,) = reached(city, old)
    assert (found.weighed.time, found.weighed.stood_in) == (DECIDED, "decided")
    assert (found.weighed.since, found.weighed.until) == (DECIDED, date(2028, 2, 29))


def test_the_day_of_the_behaviour_outweighs_that_of_the_decision() -> None:
    city = Drawing()
    unit, then, later = city.firm(), city.person(), city.person()
    city.office(then, unit, "legal_representative", (date(2018, 1, 1), date(2024, 12, 31)))
    city.office(later, unit, "legal_representative", (date(2025, 1, 1), None))
    city.record(unit, DECIDED, list=WAGES, behaviour=date(2024, 5, 1))
    assert short(reached(city, then)) == [("wage-arrears-persons", "legal_representative", "yes")]
    assert reached(city, later) == []


def test_a_debtor_unit_restricts_its_representative_then_and_now() -> None:
    city = Drawing()
    unit, then, between, now = city.firm(), *(city.person() for _ in range(3))
    city.office(then, unit, "legal_representative", (date(2018, 1, 1), date(2025, 4, 1)))
    city.office(between, unit, "legal_representative", (date(2025, 4, 2), date(2025, 5, 1)))
    city.office(now, unit, "legal_representative", (date(2025, 5, 2), None))
    city.record(unit, DECIDED, kind="judgment_debtor")
    assert [one.weighed.at for one in reached(city, then)] == ["behaviour"]
    assert reached(city, between) == []
    (found,) = reached(city, now)
    assert (found.weighed.at, found.weighed.since) == ("now", date(2025, 5, 2))


def test_a_role_begun_on_a_day_unknown_is_neither_yes_nor_no() -> None:
    city = Drawing()
    unit, person, former = city.firm(), city.person(), city.person()
    city.office(person, unit, "legal_representative", OPEN)
    city.office(former, unit, "legal_representative", (None, date(2025, 2, 28)))
    city.record(unit, DECIDED, list=WAGES)
    (found,) = reached(city, person)
    assert (found.answer, found.weighed.doubts) == ("unknown", ("role_since",))
    assert reached(city, former) == []


def test_three_years_from_the_revocation() -> None:
    city = Drawing()
    unit, person = city.firm(), city.person()
    city.office(person, unit, "legal_representative", SINCE)
    city.record(unit, DECIDED, kind="penalty", list="吊销营业执照")
    (found,) = reached(city, person)
    assert found.weighed.until == date(2028, 2, 29)
    assert found.weighed.doubts == ("condition",)
    assert [measure.bars for measure in found.measures] == ["office"]
    assert reached(city, person, date(2028, 3, 1)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "repaired"}, {"state": "annulled"}, {"state": "expired"},
        {"repaired": date(2025, 6, 1)}, {"until": date(2025, 12, 31)},
        {"behaviour_ended": date(2020, 6, 1)},
    ],
)  # fmt: skip
def test_nothing_derives_from_a_record_past_its_life(fields: dict[str, str | date]) -> None:
    city = Drawing()
    unit, person = city.firm(), city.person()
    city.office(person, unit, "legal_representative", SINCE)
    city.record(unit, DECIDED, list=WAGES, **fields)
    assert statutory(city.network, city, RULES, person, TODAY) == ()
    assert own_records(city.network, city, RULES, unit, TODAY) == ()
    assert len(own_records(city.network, city, RULES, unit, TODAY, past=True)) == 1


def test_shandong_records_the_link_without_a_measure() -> None:
    city = Drawing()
    unit, person = city.firm(), city.person()
    city.office(person, unit, "legal_representative", SINCE)
    city.record(unit, DECIDED, list="市场监督管理严重违法失信名单")
    (found,) = reached(city, person, recorded=True)
    assert (found.weighed.rule.id, found.measures) == ("shandong-linked-record", ())


def test_the_units_side_says_the_same() -> None:
    city = Drawing()
    unit, first, second = city.firm(), city.person(), city.person()
    city.office(first, unit, "legal_representative", SINCE)
    city.office(second, unit, "principal", SINCE)
    city.record(unit, DECIDED, kind="judgment_debtor")
    below = [one for who in (first, second)
             for one in statutory(city.network, city, RULES, who, TODAY)]  # fmt: skip
    above = reached_by(city.network, city, RULES, unit, TODAY)
    assert sorted(one.links for one in below) == sorted(one.links for one in above)
