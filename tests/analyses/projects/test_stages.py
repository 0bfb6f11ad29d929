"""Stages as dated events, what they require, and the leaders' liability."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analyses.projects.liability import Liable, Works, liabilities
from analyses.projects.requirements import Evidence, Required, commitments, requirements
from analyses.projects.sites import sites_of
from analyses.projects.stages import milestones, stages
from analyses.rulebook import load_rules
from tests.analyses.projects.test_participants import Yard

RULES = load_rules().construction
PERMIT, DONE = date(2024, 3, 1), date(2026, 5, 31)


class Way(Yard):
    def decided(self, site: int, stage: str, day: date, **more: str) -> int:
        number = self.node("milestone", stage=stage, decided=day, **more)
        self.link("part_of", number, site)
        return number

    def stage(self, site: int, day: date) -> str | None:
        sites = sites_of(self.network, self.project)
        return stages(self, sites, milestones(self, sites), day).of(site)

    def commits(self, by: list[int], item: str, made: date, site: int) -> int:
        number = self.node("commitment", item=item, made=made)
        for party in by:
            self.link("committed", party, number)
        self.link("concerns", number, site)
        return number

    def required(self, day: date, *, delivered: bool = True) -> list[Required]:
        network = self.network
        sites = sites_of(network, self.project)
        evidence = Evidence(self.parties(), commitments(network, self, sites), delivered)
        return list(requirements(RULES, evidence, milestones(self, sites), day))

    def liable(self, day: date) -> list[Liable]:
        sites = sites_of(self.network, self.project)
        works = Works(sites, self.nodes(sites.parent), milestones(self, sites))
        return list(liabilities(RULES, works, self.parties().leaders, day))


def test_a_stage_is_entered_on_its_day() -> None:
    way = Way()
    way.decided(way.project, "planning", date(2023, 5, 1))
    way.decided(way.project, "parallel", date(2023, 6, 1))
    way.decided(way.works, "construction", PERMIT)
    assert way.stage(way.project, date(2023, 4, 30)) is None
    assert way.stage(way.project, PERMIT - timedelta(1)) == "planning"
    assert way.stage(way.project, PERMIT) == "construction"
    assert (way.stage(way.works, PERMIT), way.stage(way.other, PERMIT)) == (
        "construction", "planning",
    )  # fmt: skip


def test_a_project_is_accepted_when_all_its_works_are() -> None:
    way = Way()
    for site in (way.works, way.other):
        way.decided(site, "construction", PERMIT)
    way.decided(way.works, "acceptance", DONE)
    assert way.stage(way.works, DONE) == "acceptance"
    assert way.stage(way.project, DONE) == "construction"
    way.decided(way.other, "acceptance", DONE + timedelta(1))
    assert way.stage(way.project, DONE + timedelta(1)) == "acceptance"


def test_a_stage_that_a_description_states_counts_from_the_last_milestone_on() -> None:
    way = Way()
    way.said[way.project].fields["stage"] = "acceptance"  # type: ignore[index]
    way.decided(way.project, "planning", PERMIT)
    assert way.stage(way.project, PERMIT - timedelta(1)) is None
    assert way.stage(way.project, PERMIT) == "acceptance"


@pytest.mark.parametrize(
    ("made", "state"),
    [(PERMIT, "met"), (PERMIT + timedelta(1), "late"), (None, "missing")],
)
def test_a_letter_is_there_when_the_stage_is_entered(made: date | None, state: str) -> None:
    way = Way()
    unit, boss = way.firm(), way.person()
    way.takes(unit, way.works)
    way.leads(boss, unit, way.works)
    way.decided(way.works, "construction", PERMIT)
    way.commits([unit], "法定代表人授权书", PERMIT, way.project)
    if made:
        way.commits([unit, boss], "工程质量终身责任承诺书", made, way.works)
    states = {each.rule.id: each.state for each in way.required(DONE)}
    assert states == {
        "construction-authorisation": "met",
        "construction-liability-letter": state,
        "construction-check": "unknown",
    }
    findings = [each.rule.id for each in way.required(DONE) if each.is_finding]
    assert findings == ([] if state == "met" else ["construction-liability-letter"])


def test_what_is_not_delivered_at_all_is_unknown_not_missing() -> None:
    way = Way()
    unit = way.firm()
    way.takes(unit, way.works)
    way.decided(way.works, "construction", PERMIT)
    assert {each.state for each in way.required(DONE, delivered=False)} == {"unknown"}
    told = {each.rule.id: each.state for each in way.required(DONE)}
    assert told["construction-liability-letter"] == "unknown"  # nobody told who leads


def test_it_is_required_of_the_participants_of_that_day() -> None:
    way = Way()
    before, after = way.firm(), way.firm()
    way.takes(before, way.works, (None, PERMIT))
    way.takes(after, way.works, (PERMIT + timedelta(1), None))
    way.decided(way.works, "construction", PERMIT)
    assert {each.participant.unit for each in way.required(DONE)} == {before}
    assert way.required(PERMIT - timedelta(1)) == []


def test_liability_outlives_the_post_and_the_unit() -> None:
    way = Way()
    unit, boss = way.firm(), way.person()
    way.takes(unit, way.works)
    left = date(2025, 1, 31)
    way.link("leads", boss, way.works, (PERMIT, left), role="contractor",
             unit=way.said[unit].key.id)  # fmt: skip
    (before,) = way.liable(date(2025, 6, 1))
    assert (before.until, before.left(date(2025, 6, 1))) == (None, True)
    way.decided(way.works, "acceptance", DONE)
    (after,) = way.liable(DONE)
    assert (after.accepted, after.years, after.until) == (DONE, 50, date(2076, 5, 30))
    assert after.assumed is not None
    assert after.holds(date(2076, 5, 30))
    assert not after.holds(date(2076, 5, 31))


def test_a_stated_design_life_counts_before_the_rule() -> None:
    way = Way()
    unit, boss = way.firm(), way.person()
    way.takes(unit, way.works)
    way.leads(boss, unit, way.works)
    way.said[way.project].fields["design_life"] = 100  # type: ignore[index]
    (found,) = way.liable(DONE)
    assert (found.years, found.assumed) == (100, None)
    way.said[way.works].fields["design_life"] = 5  # type: ignore[index]
    assert way.liable(DONE)[0].years == 5


def test_other_roles_have_no_lifelong_liability() -> None:
    way = Way()
    unit, boss = way.firm(), way.person()
    way.link("participates", unit, way.works, role="testing")
    way.link("leads", boss, way.works, role="testing", unit=way.said[unit].key.id)
    assert way.liable(DONE) == []
