"""Eligibility conflicts: each rule drawn, and what is not void."""

from __future__ import annotations

from datetime import date

import pytest

from analyses.conflicts import lot_conflicts, project_conflicts, subject_conflicts
from analyses.conflicts.found import Found
from analyses.rulebook import load_rules
from graph.facts import Value
from tests.drawing import Drawing

RULES = load_rules()
OPENED, TODAY = date(2025, 3, 1), date(2026, 1, 31)
SINCE = (date(2018, 1, 1), None)


class Tender(Drawing):
    """A lot with two bidders, numbers 1 and 2."""

    def __init__(self) -> None:
        super().__init__()
        self.lot = self.node("lot", opened=OPENED)
        self.a, self.b = self.firm(), self.firm()

    def bid(self, **fields: Value) -> Tender:
        for firm in (self.a, self.b):
            self.link("bids", firm, self.lot, (OPENED, None), **fields)
        return self

    def found(self, day: date = TODAY) -> list[tuple[str, str, tuple[int, ...]]]:
        judged = lot_conflicts(self.network, self, RULES, self.lot, day)
        return [(each.grade, each.rule.id, each.parties) for each in judged.found]


def short(found: tuple[Found, ...]) -> list[tuple[str, tuple[int, ...], str]]:
    return [(each.rule.id, each.parties, each.relation) for each in found]


def test_bidders_without_a_tie_have_no_conflict() -> None:
    assert Tender().bid().found() == []


def test_a_head_in_common_is_void_on_the_day_of_opening_only() -> None:
    for until, expected in ((None, True), (date(2025, 2, 28), False)):
        city = Tender().bid()
        person = city.person()
        city.office(person, city.a, "legal_representative", (date(2018, 1, 1), until))
        city.office(person, city.b, "principal", SINCE)
        assert (("void", "same-head", (city.a, city.b)) in city.found()) is expected


def test_control_between_bidders_is_void_also_jointly() -> None:
    city = Tender().bid()
    middle = city.firm()
    city.owns(city.a, middle, 60)
    city.owns(city.a, city.b, 30)
    city.owns(middle, city.b, 25)
    assert city.found() == [("void", "control-between-bidders", (city.a, city.b))]
    (found,) = lot_conflicts(city.network, city, RULES, city.lot, TODAY).found
    assert len(found.links) == 3


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("controls", "control-between-bidders"),
        ("managed_by", "management-between-bidders"),
        ("branch_of", "management-between-bidders"),
    ],
)
def test_registered_control_and_management_are_void(kind: str, rule: str) -> None:
    city = Tender().bid()
    city.link(kind, city.b, city.a, SINCE)
    assert city.found() == [("void", rule, (city.a, city.b))]


def test_a_third_shareholder_in_common_is_an_indicator_and_the_state_is_nothing() -> None:
    for state, expected in ((False, {"shared-owner", "shared-controller"}), (True, set())):
        city = Tender().bid()
        owner = city.firm(state_capital=state)
        city.owns(owner, city.a, 60)
        city.owns(owner, city.b, 60)
        found = city.found()
        assert {rule for _, rule, _ in found} == expected
        assert {grade for grade, _, _ in found} <= {"indicators"}


@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        ("prepared_by", "same-preparer"), ("handled_by", "same-agent"),
        ("manager", "same-manager"), ("alike", "alike-documents"),
        ("mixed", "mixed-documents"), ("deposit_from", "same-deposit"),
    ],
)  # fmt: skip
def test_the_six_facts_are_deemed_collusion_when_delivered(fact: str, rule: str) -> None:
    city = Tender().bid(**{fact: "同"})
    assert city.found() == [("deemed", rule, (city.a, city.b))]


def test_a_device_in_common_is_an_indicator() -> None:
    city = Tender().bid(device="AA:BB")
    assert city.found() == [("indicators", "same-device", (city.a, city.b))]


def test_a_consortium_bids_as_one_and_answers_for_each_member() -> None:
    city = Tender().bid(consortium="甲乙联合体", prepared_by="同")
    city.record(city.b, date(2025, 1, 1), kind="penalty", list="串通投标", until=date(2026, 6, 1))
    assert city.found() == [("void", "bidding-ban", (city.b, city.a))]
    city.link("bids", city.a, city.lot, (OPENED, None))
    assert ("void", "consortium-twice", (city.a, city.b)) in city.found()


def test_a_ban_counts_on_the_day_of_opening_and_while_it_may_be_used() -> None:
    city = Tender().bid()
    ban: dict[str, Value] = {"kind": "penalty", "list": "串通投标"}
    city.record(city.a, date(2024, 1, 1), **ban, until=date(2025, 2, 28))
    city.record(city.b, date(2024, 6, 1), **ban, until=date(2025, 12, 31))
    assert city.found(OPENED) == [("void", "bidding-ban", (city.b,))]
    assert city.found(TODAY) == [("void", "bidding-ban", (city.b,))]  # it was barred on that day
    told, _ = subject_conflicts(city.network, city, RULES, city.b, TODAY)
    assert told == ()  # the record is past its life: it is no longer told of the subject
    assert city.found(date(2027, 6, 1)) == []  # nor may it be published any more


def test_a_ban_that_was_taken_back_never_counted() -> None:
    ban: dict[str, Value] = {"kind": "penalty", "list": "串通投标", "until": date(2025, 12, 31)}
    over: list[dict[str, Value]] = [
        {"repaired": date(2025, 9, 1)}, {"state": "annulled"}, {"ended": date(2025, 9, 1)},
        {"state": "repaired"}, {"published_until": date(2025, 9, 1)},
    ]  # fmt: skip
    for fields in over:
        city = Tender().bid()
        city.record(city.a, date(2024, 6, 1), **ban, **fields)
        assert city.found(TODAY) == []


def test_a_rigging_penalty_that_bars_nobody_is_unknown() -> None:
    city = Tender().bid()
    city.record(city.a, date(2025, 1, 1), kind="penalty", list="串通投标")
    (found,) = lot_conflicts(city.network, city, RULES, city.lot, OPENED).found
    assert (found.answer, found.rule.id) == ("unknown", "bidding-ban")
    assert found.doubt


def test_officers_and_rare_contacts_in_common_weigh_by_rarity() -> None:
    city = Tender().bid()
    person, phone, hub = city.person(), city.node("contact"), city.node("contact")
    city.office(person, city.a, "director", (date(2018, 1, 1), date(2019, 1, 1)))
    city.office(person, city.b, "supervisor", SINCE)
    for firm in (city.a, city.b, *(city.firm() for _ in range(20))):
        city.link("contact_at", firm, hub)
    for firm in (city.a, city.b, city.firm()):
        city.link("contact_at", firm, phone)
    found = lot_conflicts(city.network, city, RULES, city.lot, TODAY).found
    assert [(each.rule.id, each.about, each.weight_ppm) for each in found] == [
        ("shared-officer", (person,), 1_000_000),
        ("shared-contact", (phone,), 500_000),
    ]


def test_winning_by_turns_needs_three_lots_and_both_to_win() -> None:
    city = Tender().bid()
    for number in range(2):
        lot = city.node("lot", opened=date(2024, 1 + number, 1))
        for firm, won in ((city.a, number == 0), (city.b, number == 1)):
            city.link("bids", firm, lot, (date(2024, 1 + number, 1), None), won=won)
    assert city.found() == [("indicators", "rotation", (city.a, city.b))]


class Site(Drawing):
    """A project with its contractor and its supervisor."""

    def __init__(self, **fields: Value) -> None:
        super().__init__()
        self.project = self.node("project", **fields)
        self.contractor, self.supervisor = self.firm(), self.firm()
        self.part(self.contractor, "contractor")
        self.part(self.supervisor, "supervision")

    def part(self, unit: int, role: str, site: int | None = None) -> None:
        place = self.project if site is None else site
        self.link("participates", unit, place, SINCE, role=role)

    def found(self) -> list[tuple[str, tuple[int, ...], str]]:
        return short(project_conflicts(self.network, self, RULES, self.project, TODAY).found)


def test_the_supervisor_may_have_no_interest_in_the_contractor() -> None:
    assert Site().found() == []
    city = Site()
    city.owns(city.contractor, city.supervisor, 1)
    both = (city.supervisor, city.contractor)
    assert city.found() == [("supervision-not-independent", both, "owns")]
    city = Site()
    group = city.firm()
    city.owns(group, city.contractor, 100)
    city.owns(group, city.supervisor, 100)
    assert city.found() == [("supervision-not-independent", both, "owns")]


def test_nor_in_a_supplier_but_only_of_the_same_site() -> None:
    city = Site()
    supplier, elsewhere, one, two = city.firm(), city.firm(), city.node("works"), city.node("works")
    for site in (one, two):
        city.link("part_of", site, city.project)
    other = city.firm()
    city.part(other, "supervision", one)
    city.part(supplier, "supplier", one)
    city.part(elsewhere, "contractor", two)
    city.owns(supplier, other, 10)
    city.owns(elsewhere, other, 10)
    assert city.found() == [("supervision-not-independent", (other, supplier), "owns")]


def test_one_manager_two_live_projects() -> None:
    for completed, expected in ((None, 1), (date(2025, 6, 1), 0)):
        city = Site()
        done = {"completed": completed} if completed else {}
        second, person = city.node("project", **done), city.person()
        for site in (city.project, second):
            city.link("leads", person, site, SINCE, role="contractor")
        assert len(city.found()) == expected


def test_what_is_accepted_is_led_no_longer() -> None:
    """By its stated stage, or from the day of its acceptance on."""
    for accepted in ("stage", "milestone", "works"):
        city = Site()
        said = {"stage": "acceptance"} if accepted == "stage" else {}
        second, person, day = city.node("project", **said), city.person(), date(2025, 6, 1)
        if accepted != "stage":
            item = city.node("milestone", stage="acceptance", decided=day, outcome="passed")
            place = second
            if accepted == "works":
                place = city.node("works")
                city.link("part_of", place, second)
            city.link("part_of", item, place)
        for site in (city.project, second):
            city.link("leads", person, site, SINCE, role="contractor")
        assert city.found() == []
        before = project_conflicts(city.network, city, RULES, city.project, date(2025, 5, 31))
        assert len(before.found) == (accepted != "stage")


def test_a_barred_person_in_office() -> None:
    city = Site()
    revoked, person = city.firm(), city.person()
    city.office(person, revoked, "legal_representative", SINCE)
    city.office(person, city.contractor, "director", SINCE)
    city.record(revoked, date(2025, 3, 1), kind="penalty", list="吊销营业执照")
    parties = (city.contractor, person)
    assert city.found() == [("barred-person-in-office", parties, "holds_office")]
    for who in parties:
        found, _ = subject_conflicts(city.network, city, RULES, who, TODAY)
        assert [(place, each.parties) for place, each in found] == [(-1, parties)]
    assert [p for p, _ in subject_conflicts(city.network, city, RULES, revoked, TODAY)[0]] == []


def test_new_projects_of_a_unit_whose_non_payment_left_wages_unpaid() -> None:
    for started, expected in ((date(2025, 6, 1), 1), (date(2024, 6, 1), 0)):
        city = Site(started=started)
        owner = city.firm()
        city.part(owner, "construction")
        city.record(owner, date(2025, 1, 1), kind="bad_record", list="拖欠工程款")
        assert len(city.found()) == expected


def test_a_subjects_conflicts_name_the_lot() -> None:
    city = Tender().bid(prepared_by="同")
    found, cut_short = subject_conflicts(city.network, city, RULES, city.a, TODAY)
    assert [(place, each.rule.id) for place, each in found] == [(city.lot, "same-preparer")]
    assert not cut_short
