"""Who takes part on a day: statements without days, ends, leaders, roll-up."""

from __future__ import annotations

from datetime import date, timedelta

from analyses.projects.history import changes
from analyses.projects.participants import Participant, participants
from analyses.projects.participation import Participation, participation
from analyses.projects.sites import sites_of
from tests.drawing import Days, Drawing

SPRING, SUMMER, AUTUMN = date(2024, 3, 1), date(2024, 6, 30), date(2024, 9, 1)


class Yard(Drawing):
    """A project with two works, and a building in the first."""

    def __init__(self) -> None:
        super().__init__()
        self.project = self.node("project")
        self.works, self.other = self.node("works"), self.node("works")
        self.building = self.node("building")
        for part in (self.works, self.other):
            self.link("part_of", part, self.project)
        self.link("part_of", self.building, self.works)

    def takes(self, unit: int, site: int, days: Days = (None, None), **more: str) -> int:
        return self.link("participates", unit, site, days, **{"role": "contractor", **more})

    def leads(self, who: int, unit: int, site: int, days: Days = (None, None)) -> int:
        named = self.said[unit].key.id
        return self.link("leads", who, site, days, role="contractor", unit=named)

    def parties(self) -> Participation:
        network = self.network
        return participation(network, self, sites_of(network, self.project))

    def on(self, day: date) -> list[Participant]:
        return list(participants(self.parties(), day.toordinal()))

    def pairs(self, day: date) -> list[tuple[int, int | None]]:
        return [(each.unit, each.leader) for each in self.on(day)]


def test_parties_of_works_and_buildings_are_the_projects() -> None:
    yard = Yard()
    first, second, third = yard.firm(), yard.firm(), yard.firm()
    yard.takes(first, yard.works)
    yard.takes(second, yard.building)
    yard.takes(third, yard.project, role="supervision")
    assert [(each.role, each.unit) for each in yard.on(SPRING)] == [
        ("supervision", third), ("contractor", first), ("contractor", second),
    ]  # fmt: skip


def test_a_unit_at_two_works_under_one_leader_stands_once() -> None:
    yard = Yard()
    unit, boss = yard.firm(), yard.person()
    for site in (yard.works, yard.other):
        yard.takes(unit, site)
        yard.leads(boss, unit, site)
    (found,) = yard.on(SPRING)
    assert (found.leader, found.sites) == (boss, (yard.works, yard.other))


def test_a_unit_at_two_works_under_two_leaders_stands_twice() -> None:
    yard = Yard()
    unit, one, two = yard.firm(), yard.person(), yard.person()
    yard.takes(unit, yard.project)
    yard.leads(one, unit, yard.works)
    yard.leads(two, unit, yard.other)
    assert sorted(yard.pairs(SPRING)) == [(unit, one), (unit, two)]


def test_a_statement_without_days_yields_to_one_with_days() -> None:
    yard = Yard()
    unit = yard.firm()
    yard.takes(unit, yard.works)
    yard.takes(unit, yard.project, (SPRING, SUMMER))
    assert yard.pairs(SPRING - timedelta(1)) == []
    assert yard.pairs(SUMMER) == [(unit, None)]
    assert yard.pairs(SUMMER + timedelta(1)) == []


def test_days_at_one_works_say_nothing_of_another() -> None:
    yard = Yard()
    unit = yard.firm()
    yard.takes(unit, yard.works, (SPRING, SUMMER))
    yard.takes(unit, yard.other)
    (found,) = yard.on(AUTUMN)
    assert found.sites == (yard.other,)


def test_a_stated_end_closes_the_contract_that_began_before() -> None:
    yard = Yard()
    unit = yard.firm()
    yard.takes(unit, yard.works, (SPRING, None), contract="HT-1")
    yard.takes(unit, yard.project, (SPRING + timedelta(9), SUMMER))
    (found,) = yard.on(SUMMER)
    assert (found.first, found.last) == (SPRING.toordinal(), SUMMER.toordinal())
    assert found.told == {"contract": ("HT-1",)}
    assert yard.on(AUTUMN) == []


def test_the_end_of_works_does_not_close_the_project() -> None:
    yard = Yard()
    unit = yard.firm()
    yard.takes(unit, yard.project, (SPRING, None))
    yard.takes(unit, yard.works, (SPRING, SUMMER))
    assert yard.pairs(AUTUMN) == [(unit, None)]


def test_a_leader_replaced_keeps_both_days() -> None:
    yard = Yard()
    unit, old, new = yard.firm(), yard.person(), yard.person()
    yard.takes(unit, yard.project, (SPRING, None))
    yard.leads(old, unit, yard.project, (SPRING, SUMMER))
    yard.leads(new, unit, yard.project, (SUMMER + timedelta(1), None))
    yard.leads(new, unit, yard.works)  # as the approval system names the present one
    assert yard.pairs(SUMMER) == [(unit, old)]
    assert yard.pairs(SUMMER + timedelta(1)) == [(unit, new)]
    told = [
        (change.day, change.what, change.node) for change in changes(yard.parties(), (), AUTUMN)
    ]
    assert told == [
        (SPRING, "leader_began", old), (SPRING, "unit_joined", unit),
        (SUMMER + timedelta(1), "leader_began", new), (SUMMER + timedelta(1), "leader_ended", old),
    ]  # fmt: skip


def test_a_unit_replaced_keeps_both_days() -> None:
    yard = Yard()
    old, new = yard.firm(), yard.firm()
    yard.takes(old, yard.works, (SPRING, SUMMER))
    yard.takes(new, yard.works, (AUTUMN, None))
    assert yard.pairs(SPRING) == [(old, None)]
    assert yard.pairs(SUMMER + timedelta(1)) == []
    assert yard.pairs(AUTUMN) == [(new, None)]


def test_a_leader_whose_unit_is_not_told_leads_for_the_only_one() -> None:
    yard = Yard()
    unit, boss = yard.firm(), yard.person()
    yard.takes(unit, yard.works)
    yard.link("leads", boss, yard.works, role="contractor", unit="somebody-else")
    assert yard.pairs(SPRING) == [(unit, boss)]
    yard.takes(yard.firm(), yard.works)
    assert {leader for _, leader in yard.pairs(SPRING)} == {None}
