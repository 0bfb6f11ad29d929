"""Every project a subject takes or took part in, as a unit or as somebody's leader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analyses.projects.liability import Liable, Works, liabilities
from analyses.projects.participation import LEADS, PARTICIPATES, Part, Participation, participation
from analyses.projects.sites import project_of, sites_of
from analyses.projects.stages import milestones
from analyses.rulebook.construction import Construction
from graph.ties import Ties
from graph.views import Views


@dataclass(frozen=True, slots=True)
class Career:
    """Statements that count, latest first. ``projects`` are those read, ``omitted`` those not."""

    taken: tuple[Part, ...]
    led: tuple[Part, ...]
    projects: dict[int, Participation]
    omitted: int


def career(network: Ties, views: Views, subject: int, *, most: int) -> Career:
    """At most ``most`` projects, the latest ones. Cost: what each of these projects costs."""
    subject = network.canonical(subject)
    latest: dict[int, int] = {}
    for tie in network.every_tie(subject):
        if tie[6] in (PARTICIPATES, LEADS) and tie[7]:
            project = project_of(network, tie[0])
            latest[project] = max(latest.get(project, tie[4]), tie[4])
    ordered = sorted(latest, key=lambda project: (-latest[project], -project))
    read = {p: participation(network, views, sites_of(network, p)) for p in ordered[:most]}
    taken = [part for each in read.values() for part in each.units if part.unit == subject]
    led = [part for each in read.values() for part in each.leaders if part.leader == subject]
    return Career(_latest(taken), _latest(led), read, len(ordered) - len(read))


def _latest(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-part.first, part.link)))


def lifelong(
    views: Views, rules: Construction, of: Career, posts: Iterable[Part], day: date
) -> tuple[Liable, ...]:
    """The lifelong liability that follows from these posts of the career, in their order."""
    found: list[Liable] = []
    for post in posts:
        sites = next(each.sites for each in of.projects.values() if post.site in each.sites.parent)
        works = Works(sites, views.nodes(sites.parent), milestones(views, sites))
        found += liabilities(rules, works, [post], day)
    return tuple(found)
