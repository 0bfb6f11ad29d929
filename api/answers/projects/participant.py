"""A unit or a leader: the works of its career, whom it led for, and what it is liable for."""

from __future__ import annotations

from typing import Final

from analyses.projects.career import Career, career, lifelong
from analyses.projects.liability import Liable
from analyses.projects.participation import Part
from api.answers.describe import brief, iso, origin
from api.answers.ground import Ground
from api.answers.projects import shapes
from api.answers.projects.wording import Names, based, iso_day, names
from api.answers.resolve import subject_of
from graph.vocabulary import NODE_KIND, ROLE_ZH

MOST: Final = 200  # projects


def participant_answer(ground: Ground, id: str) -> shapes.ParticipantAnswer:
    """Raises UnknownId and AmbiguousId. Who never took part has empty lists."""
    view, merged = subject_of(ground, id)
    found = career(ground.network, ground.views, view.number, most=MOST)
    liable = lifelong(ground.views, ground.rules.construction, found, found.led, ground.day)
    spoken = names(ground, mentioned(found))
    return {
        **ground.frame(truncated=found.omitted > 0),
        **brief(view),
        "kind_zh": NODE_KIND[view.kind].zh,
        "works": [post(ground, spoken, found, part) for part in found.taken],
        "led": [post(ground, spoken, found, part) for part in found.led],
        "liability": [liability(ground, spoken, found, each) for each in liable],
        "omitted": found.omitted,
        "redirected_from": merged.id if merged else None,
    }


def mentioned(found: Career) -> list[int]:
    """Every node that an answer about a career names."""
    parts = (*found.taken, *found.led)
    return [*found.projects, *(n for part in parts for n in (part.site, part.unit))]


def post(ground: Ground, spoken: Names, found: Career, part: Part) -> shapes.PostShape:
    project = project_at(found, part.site)
    return {
        "role": part.role,
        "role_zh": ROLE_ZH[part.role],
        "project": spoken.site(project),
        "site": spoken.site(part.site),
        "unit": spoken.maybe(part.unit) if part.leader >= 0 else None,
        "valid_from": iso_day(part.first),
        "valid_until": iso_day(part.last),
        "in_force": part.holds(ground.day.toordinal()),
        "origin": origin(found.projects[project].said[part.link].origin),
    }


def project_at(found: Career, site: int) -> int:
    return next(p for p, each in found.projects.items() if site in each.sites.parent)


def liability(ground: Ground, spoken: Names, found: Career, of: Liable) -> shapes.LiabilityShape:
    return {
        "role": of.post.role,
        "role_zh": ROLE_ZH[of.post.role],
        "project": spoken.site(project_at(found, of.post.site)),
        "site": spoken.site(of.post.site),
        "unit": spoken.maybe(of.post.unit),
        "since": iso_day(of.post.first),
        "left": iso_day(of.post.last) if of.left(ground.day) else None,
        "accepted": iso(of.accepted),
        "years": of.years,
        "years_assumed": of.assumed is not None,
        "until": iso(of.until),
        "in_force": of.holds(ground.day),
        "basis": based(ground.rules, of.rule.basis),
    }
