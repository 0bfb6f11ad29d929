"""Lifelong liability for quality: whoever led for one of the five parties, through the design life.

It begins with the post and ends when the design life does, counted from acceptance; before that
its end is open. Leaving the post or the unit ends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from analyses.days import last_day_of
from analyses.projects.participation import Part
from analyses.projects.sites import Sites
from analyses.projects.stages import Milestone
from analyses.rulebook import in_force
from analyses.rulebook.construction import Construction, DesignLife, Liability
from graph.facts import NodeView


@dataclass(frozen=True, slots=True)
class Liable:
    """``post`` is the statement it follows from. ``until`` is None while the works are not
    accepted; ``assumed`` names the rule where nobody stated the design life."""

    post: Part
    rule: Liability
    accepted: date | None
    years: int
    until: date | None
    assumed: DesignLife | None

    def holds(self, day: date) -> bool:
        return self.until is None or day <= self.until

    def left(self, day: date) -> bool:
        """Whether the post has ended by the day."""
        return self.post.last < day.toordinal()


@dataclass(frozen=True, slots=True)
class Works:
    """What the design life of a project's sites is read from."""

    sites: Sites
    said: Mapping[int, NodeView]
    passed: tuple[Milestone, ...]


def liabilities(
    rules: Construction, works: Works, posts: Iterable[Part], day: date
) -> tuple[Liable, ...]:
    """One for each post in one of the rules' roles that began by the day, of people who led.

    What is known on the day counts: an acceptance later than that is not seen.
    """
    found = []
    for post in posts:
        for rule in in_force(rules.liability, day):
            if post.role in rule.roles and post.first <= day.toordinal():
                found.append(_liable(rules, rule, works, post, day))
    return tuple(found)


def _liable(rules: Construction, rule: Liability, works: Works, post: Part, day: date) -> Liable:
    accepted = _accepted(works, post.site, day)
    stated = next((years for at in works.sites.upwards(post.site)
                   if (years := _stated(works.said.get(at)))), None)  # fmt: skip
    assumed = None if stated else _assumed(rules, works, post.site, accepted or day)
    years = stated or (assumed.years if assumed else 0)
    until = last_day_of(accepted, 12 * years) if accepted and years else None
    return Liable(post, rule, accepted, years, until, assumed)


def _accepted(works: Works, site: int, day: date) -> date | None:
    """The day the site was accepted, or the last of its works where all of them were."""
    days: dict[int, date] = {}
    for each in works.passed:
        if each.stage == "acceptance" and each.day is not None and each.day <= day:
            days[each.site] = max(each.day, days.get(each.site, each.day))
    own = [days[at] for at in works.sites.upwards(site) if at in days]
    below = works.sites.works_of(site)
    if own or not below or any(part not in days for part in below):
        return max(own, default=None)
    return max(days[part] for part in below)


def _stated(view: NodeView | None) -> int | None:
    years = view.fields.get("design_life") if view else None
    return years if isinstance(years, int) else None


def _assumed(rules: Construction, works: Works, site: int, day: date) -> DesignLife | None:
    words = " ".join(
        f"{view.name} {view.fields.get('category', '')}"
        for at in works.sites.upwards(site) if (view := works.said.get(at))
    )  # fmt: skip
    held = in_force(rules.design_life, day)
    fitting = [life for life in held if any(word in words for word in life.told)]
    return next(iter(fitting), next((life for life in held if not life.told), None))
