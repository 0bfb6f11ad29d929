"""The approval stages of a project as dated events, and the stage it is in on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from analyses.projects.sites import Sites
from graph.facts import NodeView
from graph.views import Views
from graph.vocabulary import PARALLEL, STAGES

_ACCEPTED: Final = STAGES.index("acceptance")


class Milestone(NamedTuple):
    """An approval item, permit or record. ``day`` is that of its decision, None for one that did
    not pass or has none; ``stage`` is one of the four, or ``parallel`` (并行推进)."""

    number: int
    site: int
    stage: str
    day: date | None
    outcome: str
    fields: dict[str, object]


def milestones(views: Views, sites: Sites) -> tuple[Milestone, ...]:
    """By day, those without one last. Cost: one look-up."""
    said = views.nodes(sites.milestones)
    found = [_milestone(said[number], site) for number, site in sites.milestones.items()]
    return tuple(sorted(found, key=lambda each: (each.day or date.max, each.number)))


def _milestone(view: NodeView, site: int) -> Milestone:
    fields = view.fields
    decided = fields.get("decided")
    day = decided if isinstance(decided, date) else None
    outcome = str(fields.get("outcome", "passed" if day else "pending"))
    stage = str(fields.get("stage", PARALLEL))
    return Milestone(view.number, site, stage, day, outcome, {"name": view.name, **fields})


@dataclass(frozen=True, slots=True)
class Stages:
    """Where each site stands on a day; see ``stages``."""

    sites: Sites
    reached: dict[int, int]  # site → index into STAGES, -1 for none yet

    def of(self, site: int) -> str | None:
        """The furthest stage entered, by the site itself and by what it is part of. A whole whose
        works are not all accepted is still under construction."""
        below = [self.reached[part] for part in self.sites.works_of(site)]
        furthest = max((*below, self.reached[site]))
        if below and furthest == _ACCEPTED > min(below):
            furthest = _ACCEPTED - 1
        return STAGES[furthest] if furthest >= 0 else None


def stages(views: Views, sites: Sites, passed: Iterable[Milestone], day: date) -> Stages:
    """Where every site of a project stands on the day.

    What stands in a description has no day: it counts from the last milestone on. Cost: one
    look-up of the sites.
    """
    entered = [each for each in passed if each.day is not None and each.stage in STAGES]
    reached = dict.fromkeys(sites.parent, -1)
    for each in entered:
        if each.day is not None and each.day <= day:
            reached[each.site] = max(reached[each.site], STAGES.index(each.stage))
    if all(each.day is not None and each.day <= day for each in entered):
        for site, view in views.nodes(sites.parent).items():
            if "stage" in view.fields:
                reached[site] = max(reached[site], STAGES.index(str(view.fields["stage"])))
    return Stages(sites, {site: max(reached[at] for at in sites.upwards(site)) for site in reached})
