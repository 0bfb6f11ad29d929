"""Who may not act together, or at all, in one project.

Source: 建筑法 article 34 and 建设工程质量管理条例 article 35 (independence of the supervisor);
注册建造师管理规定 article 21 (one live project a manager); 公司法 article 178 (barred from office);
保障农民工工资支付条例 article 49 (new projects limited).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from analyses.conflicts.found import Answer, Found, Ground, pair
from analyses.conflicts.ties import (
    CONTROLS,
    MANAGEMENT,
    chain_links,
    common,
    common_controllers,
    controlled,
    stated,
)
from analyses.projects.sites import sites_of as every_site_of
from analyses.projects.stages import milestones, stages
from analyses.rulebook.conflicts import Conflict
from analyses.steps import KIND_NAMES
from analyses.work import BUDGETS, reading
from graph.ties import Tie, walk_of
from graph.vocabulary import LINK_CODE, NODE_CODE, ROLES

PARTICIPATES: Final = LINK_CODE["participates"]
LEADS: Final = LINK_CODE["leads"]
ACCEPTED: Final = "acceptance"
PAIR: Final = 10  # what it costs to ask how two are tied, in stakes, beside those it reads
PART_OF: Final = frozenset({"part_of"})
SITES: Final = frozenset(NODE_CODE[kind] for kind in ("project", "works", "building"))


class Part(NamedTuple):
    """Somebody's part on a site: the participation of a unit, or the lead of a person."""

    who: int
    role: str
    site: int
    link: int


@dataclass(frozen=True, slots=True)
class Sites:
    """A project with its works and buildings; ``above`` holds each site's own line up to it."""

    root: int
    above: dict[int, tuple[int, ...]]

    def meet(self, a: int, b: int) -> bool:
        """Whether one of two sites is the other or part of it."""
        return a in self.above[b] or b in self.above[a]


def project_conflicts(ground: Ground, project: int) -> Iterator[Found]:
    sites = sites_of(ground, project)
    units = parts(ground, sites, PARTICIPATES)
    for rule in ground.tests("not_independent"):
        yield from _not_independent(ground, sites, units, rule)
    leaders = parts(ground, sites, LEADS)
    for rule in ground.tests("two_projects"):
        for leader in sorted({part.who for part in leaders if part.role in rule.roles}):
            led = two_projects(ground, leader, rule)
            yield from (found for found in led if project in found.about)
    for unit in sorted({part.who for part in units}):
        yield from barred_in_office(ground, unit)
    for rule in ground.tests("new_project_limited"):
        yield from _limited(ground, project, units, rule)


def sites_of(ground: Ground, project: int) -> Sites:
    above: dict[int, tuple[int, ...]] = {project: (project,)}
    waiting, walk = [project], walk_of(PART_OF, ground.day, "in")
    while waiting:
        site = waiting.pop()
        for tie in ground.network.ties(site, walk):
            if tie[0] not in above and ground.network.kind_of(tie[0]) in SITES:
                above[tie[0]] = (tie[0], *above[site])
                waiting.append(tie[0])
    return Sites(project, above)


def root_of(ground: Ground, site: int) -> int:
    """The project a site belongs to; itself where it stands alone."""
    walk, seen = walk_of(PART_OF, ground.day, "out"), {site}
    while True:
        up = [tie[0] for tie in ground.network.ties(site, walk) if tie[0] not in seen]
        if not up:
            return site
        site = min(up)
        seen.add(site)


def parts(ground: Ground, sites: Sites, kind: int) -> list[Part]:
    """The parts of this kind in force on the day, on any site of the project, by link."""
    walk = walk_of(frozenset({KIND_NAMES[kind]}), ground.day, "in")
    found = [
        Part(tie[0], ROLES[tie[8]], site, tie[1])
        for site in sites.above
        if ground.work.affords(reading(ground.network, site, walk))
        for tie in ground.network.ties(site, walk)
        if tie[8] >= 0
    ]
    return sorted(found, key=lambda part: part.link)


def _not_independent(
    ground: Ground, sites: Sites, units: list[Part], rule: Conflict
) -> Iterator[Found]:
    seen: set[tuple[int, int]] = set()
    for supervisor in units:
        for other in units:
            if supervisor.role not in rule.roles or other.role not in rule.others:
                continue
            both = (supervisor.who, other.who)
            if both in seen or not sites.meet(supervisor.site, other.site):
                continue
            if not ground.work.affords(PAIR):
                return
            seen.add(both)
            own = tuple(sorted((supervisor.link, other.link)))
            for relation, about, links, answer in _interests(ground, *both, rule.offices):
                yield Found(
                    rule, both, ground.day, about, tuple(sorted({*own, *links})), relation,
                    answer=answer, doubt="" if answer == "yes" else "share",
                )  # fmt: skip


Interest = tuple[str, tuple[int, ...], tuple[int, ...], Answer]


def _interests(
    ground: Ground, supervisor: int, other: int, offices: tuple[str, ...]
) -> Iterator[Interest]:
    """隶属关系或者其他利害关系: stakes either way, control, management, a head or controller in
    common that is not the state."""
    if supervisor == other:
        yield "same_unit", (), (), "yes"
        return
    for holder, held in common(ground, (supervisor, other), offices).items():
        links = tuple(role.link for roles in held.values() for role in roles)
        yield "holds_office", (holder,), links, "yes"
    for owner, owned in ((supervisor, other), (other, supervisor)):
        share = ground.stakes.holders(owned).get(owner)
        if share is not None and share.most > 0:
            links = tuple(tie[1] for tie in share.ties)
            yield "owns", (), links, "yes" if share.least > 0 else "unknown"
            continue
        held_by = controlled(ground, owner)
        if owned in held_by:
            links = chain_links(ground, owner, owned, held_by)
            yield "owns", (), links, "yes" if held_by[owned].certain else "unknown"
    for _, kind, link in stated(ground, supervisor, MANAGEMENT | CONTROLS, {other}):
        yield kind, (), (link,), "yes"
    for owner in common_controllers(ground, (supervisor, other)):
        below = controlled(ground, owner)
        both = {link for unit in (supervisor, other)
                for link in chain_links(ground, owner, unit, below)}  # fmt: skip
        yield "owns", (owner,), tuple(both), "yes"


def two_projects(ground: Ground, leader: int, rule: Conflict) -> Iterator[Found]:
    """The live projects one person leads in the rule's roles, where they are too many."""
    led: dict[int, list[tuple[int, int]]] = {}
    for tie in _sites_led(ground, leader):
        if ROLES[tie[8]] in rule.roles and _live(ground, tie[0]):
            led.setdefault(root_of(ground, tie[0]), []).append((tie[0], tie[1]))
    live = {project: [link for _, link in sites] for project, sites in led.items()
            if _live(ground, project)}  # fmt: skip
    if len(live) > rule.most:  # only then is it worth asking how far each project is
        live = {project: links for project in live
                if (links := _not_accepted(ground, project, led[project]))}  # fmt: skip
    if len(live) > rule.most:
        stands_on = tuple(sorted(link for own in live.values() for link in own))
        yield Found(rule, (leader,), ground.day, tuple(sorted(live)), stands_on, "leads")


def _sites_led(ground: Ground, leader: int) -> list[Tie]:
    """What somebody leads on the day, of very much the latest, read together."""
    walk, most = walk_of(frozenset({"leads"}), ground.day, "out"), BUDGETS.conflicts.places
    ties = ground.network.ties(leader, walk)
    if len(ties) > most:
        ground.cut_short = True
        ties = ground.network.foremost(leader, walk, "valid_from", most)[:most]
    ground.views.nodes([tie[0] for tie in ties])
    return ties


def _live(ground: Ground, site: int) -> bool:
    """Not completed on the day, as far as anybody said."""
    view = ground.views.nodes([site]).get(site)
    completed = view.fields.get("completed") if view else None
    return not (isinstance(completed, date) and completed <= ground.day)


def _not_accepted(ground: Ground, project: int, led: list[tuple[int, int]]) -> list[int]:
    """Of the sites led in a project the links to those that are not accepted on the day."""
    sites = every_site_of(ground.network, project)
    passed = [each for each in milestones(ground.views, sites) if each.outcome == "passed"]
    reached = stages(ground.views, sites, passed, ground.day)
    if reached.of(sites.project) == ACCEPTED:
        return []
    return [link for site, link in led if reached.of(site) != ACCEPTED]


def barred_in_office(ground: Ground, unit: int, only: int | None = None) -> Iterator[Found]:
    """Those in office of the unit who may hold none; ``only`` looks at one of them."""
    for rule in ground.tests("barred_in_office"):
        for role in ground.roles(unit):
            if role.office not in rule.offices or role.held_now(ground.day) != "yes":
                continue
            if only is None or role.holder == only:
                for record, links, sure in bars_from_office(ground, role.holder, unit):
                    yield Found(
                        rule, pair(unit, role.holder), ground.day, (record,),
                        tuple(sorted({role.link, *links})), "holds_office",
                        answer="yes" if sure else "unknown", doubt="" if sure else "condition",
                    )  # fmt: skip


def bars_from_office(
    ground: Ground, person: int, unit: int
) -> Iterator[tuple[int, tuple[int, ...], bool]]:
    """What bars somebody from office in a unit: the record, the facts, and whether it is certain.
    What befell the unit itself does not bar from winding it up."""
    for record in ground.records(person):
        sure = [c.sure for c in record.consequences if c.measure.bars == "office"]
        if sure:
            yield record.number, (record.link,), any(sure)
    for extension in ground.reached(person):
        record = extension.weighed.record
        barred = any(measure.bars == "office" for measure in extension.measures)
        if barred and record.subject != unit and ground.usable((record,)):
            yield record.number, extension.links, extension.answer == "yes"


def _limited(
    ground: Ground, project: int, units: Iterable[Part], rule: Conflict
) -> Iterator[Found]:
    """A construction unit whose new projects are limited since before this one began."""
    view = ground.views.nodes([project]).get(project)
    begun = view.fields.get("started") if view else None
    for part in units:
        if part.role not in rule.roles:
            continue
        for record in ground.records(part.who):
            limits = any(c.measure.bars == "new_projects" for c in record.consequences)
            since = record.life.since
            known = isinstance(begun, date) and since is not None
            if not limits or (known and begun < since):  # type: ignore[operator]
                continue
            yield Found(
                rule, (part.who,), ground.day, (record.number,),
                tuple(sorted((part.link, record.link))), "participates",
                answer="yes" if known else "unknown", doubt="" if known else "started",
            )  # fmt: skip
