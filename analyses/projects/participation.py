"""Participation as the record the law makes of it: unit, site, role, leader, interval, contract.

Tables state it in pieces: one names the parties without days, one gives the contract, one the days
on site. What they state together is worked out here by two rules. A statement without days yields
to one with days of the same unit, role and site (or a part or the whole of that site). And an end
that is stated closes what began no later at the same site or a part of it and states no end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from analyses.projects.sites import Sites
from graph.facts import LinkView
from graph.ties import Ties
from graph.topology import ALWAYS, FOREVER
from graph.views import Views
from graph.vocabulary import LINK_CODE, ROLES

PARTICIPATES: Final = LINK_CODE["participates"]
LEADS: Final = LINK_CODE["leads"]


class Part(NamedTuple):
    """One statement: of ``unit`` at a site, or with ``leader`` of who leads for it there.

    ``unit`` is -1 where a leader's unit is not known. Days are inclusive.
    """

    unit: int
    leader: int
    role: str
    site: int
    first: int
    last: int
    link: int

    @property
    def dated(self) -> bool:
        return self.first != ALWAYS or self.last != FOREVER

    def holds(self, day: int) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Participation:
    """All that is stated of a project's parties, on every day.

    ``said`` are the links' views; ``stated`` holds for each unit and role all its statements,
    those that yielded included.
    """

    sites: Sites
    units: tuple[Part, ...]
    leaders: tuple[Part, ...]
    said: Mapping[int, LinkView]
    stated: Mapping[tuple[int, str], tuple[int, ...]]


def participation(network: Ties, views: Views, sites: Sites) -> Participation:
    """Cost: the ties of the project's sites, and one look-up of their links."""
    taking, leading = _told(network, sites)
    said = views.links([part.link for part in (*taking, *leading)])
    named = _units_by_id(network, views, {part.unit for part in taking})
    led = [part._replace(unit=named.get(str(said[part.link].fields.get("unit")), -1))
           for part in leading]  # fmt: skip
    stated: dict[tuple[int, str], tuple[int, ...]] = {}
    for part in taking:
        stated[part.unit, part.role] = (*stated.get((part.unit, part.role), ()), part.link)
    units, leaders = _settled(sites, taking), _settled(sites, _for_units(led, taking))
    return Participation(sites, units, leaders, said, stated)


def units_of(network: Ties, sites: Sites) -> tuple[Part, ...]:
    """Which units take part when, alone: no statement is read. Cost: the ties of the sites."""
    return _settled(sites, _told(network, sites)[0])


def _told(network: Ties, sites: Sites) -> tuple[list[Part], list[Part]]:
    """What is stated of units, and of leaders, at all sites."""
    taking: list[Part] = []
    leading: list[Part] = []
    for site in sites.parent:
        for other, link, _, _, first, last, kind, forward, code in network.every_tie(site):
            if forward or kind not in (PARTICIPATES, LEADS):
                continue
            role = ROLES[code]
            if kind == PARTICIPATES:
                taking.append(Part(other, -1, role, site, first, last, link))
            else:
                leading.append(Part(-1, other, role, site, first, last, link))
    return taking, leading


def _units_by_id(network: Ties, views: Views, units: set[int]) -> dict[str, int]:
    """Ids as leaders' statements write them; a merged unit goes by its former ids too."""
    merged = {node: stands for node, stands in network.survivor.items() if stands in units}
    return {
        view.key.id: merged.get(number, number)
        for number, view in views.nodes([*units, *merged]).items()
    }


def _for_units(leading: list[Part], taking: list[Part]) -> list[Part]:
    """A leader whose unit is not told leads for the only unit of that role at that site."""
    found = []
    for part in leading:
        units = {each.unit for each in taking if (each.role, each.site) == (part.role, part.site)}
        alone = units.pop() if part.unit < 0 and len(units) == 1 else part.unit
        found.append(part._replace(unit=alone))
    return found


def _settled(sites: Sites, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The statements that count, those without days yielded and open ends closed."""
    groups: dict[tuple[int, int, str], list[Part]] = {}
    for part in parts:
        groups.setdefault(part[:3], []).append(part)
    kept = [each for group in groups.values() for each in _of_one(sites, group)]
    return tuple(sorted(kept, key=lambda part: (ROLES.index(part.role), part.first, part[3:])))


def _of_one(sites: Sites, group: list[Part]) -> list[Part]:
    if len(group) == 1:
        return group
    dated = [part for part in group if part.dated]
    kept = [part for part in group if part.dated
            or not any(sites.related(part.site, other.site) for other in dated)]  # fmt: skip
    ended = [part for part in dated if part.last != FOREVER]
    return [_closed(sites, part, ended) for part in kept]


def _closed(sites: Sites, part: Part, ended: list[Part]) -> Part:
    if part.last != FOREVER or not part.dated:
        return part
    ends = [other.last for other in ended
            if part.first <= other.first and other.site in sites.upwards(part.site)]  # fmt: skip
    return part._replace(last=max(ends)) if ends else part
