"""A project as one answer needs it: what it consists of, who takes part, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from analyses.projects.liability import Works
from analyses.projects.participants import Participant, participants
from analyses.projects.participation import Part, Participation, participation
from analyses.projects.requirements import (
    COMMITMENT,
    Commitment,
    Evidence,
    Required,
    commitments,
    requirements,
)
from analyses.projects.sites import Sites, project_of, sites_of
from analyses.projects.stages import Milestone, Stages, milestones, stages
from api.answers.ground import Ground
from api.answers.resolve import key_in
from graph.census import has_kind
from graph.facts import NodeView

FAMILIES: Final = ("project", "works", "building")


@dataclass(frozen=True, slots=True)
class Gathered:
    """``asked`` is the project, or works or a building of it; what belongs to other works only is
    left out of the answers about it."""

    ground: Ground
    asked: NodeView
    sites: Sites
    parties: Participation
    passed: tuple[Milestone, ...]
    stages: Stages
    evidence: Evidence
    taking: tuple[Participant, ...]  # of the whole project, on the day

    def within(self, site: int) -> bool:
        """Whether the site is the one asked about, a part of it or what it is part of."""
        return self.sites.related(site, self.asked.number)

    def participants(self) -> tuple[Participant, ...]:
        return tuple(each for each in self.taking if any(map(self.within, each.sites)))

    def milestones(self) -> tuple[Milestone, ...]:
        """Those decided by the day asked about."""
        day = self.ground.day
        return tuple(each for each in self.passed
                     if each.day is not None and each.day <= day and self.within(each.site)
        )  # fmt: skip

    def required(self) -> tuple[Required, ...]:
        rules, day = self.ground.rules.construction, self.ground.day
        found = requirements(rules, self.evidence, self.passed, day)
        return tuple(each for each in found if self.within(each.milestone.site))

    def commitments(self) -> tuple[Commitment, ...]:
        day = self.ground.day
        return tuple(each for each in self.evidence.commitments
                     if self.within(each.site) and (each.made is None or each.made <= day)
        )  # fmt: skip

    def posts(self) -> tuple[Part, ...]:
        """Every leader's statement, past ones too."""
        return tuple(each for each in self.parties.leaders if self.within(each.site))

    def works(self) -> Works:
        said = self.ground.views.nodes(self.sites.parent)
        return Works(self.sites, said, self.passed)


def gathered(ground: Ground, id: str) -> Gathered:
    """A project by its code, or works or a building by theirs, with or without the source.

    Raises UnknownId and AmbiguousId.
    """
    key = key_in(ground, id, FAMILIES, "项目", "project")
    asked = ground.store.nodes([key], known_at=ground.known_at)[key]
    return gathered_at(ground, asked)


def gathered_at(ground: Ground, asked: NodeView) -> Gathered:
    """The same for a site found already."""
    network, views = ground.network, ground.views
    sites = sites_of(network, project_of(network, asked.number))
    parties, passed = participation(network, views, sites), milestones(views, sites)
    about = commitments(network, views, sites)
    evidence = Evidence(parties, about, has_kind(network, COMMITMENT))
    standing = stages(views, sites, passed, ground.day)
    taking = participants(parties, ground.day.toordinal())
    return Gathered(ground, asked, sites, parties, passed, standing, evidence, taking)
