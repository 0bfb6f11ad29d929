"""The participants of a project on one day, rolled up from its works and buildings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from analyses.projects.participation import Part, Participation
from analyses.projects.sites import Sites
from graph.vocabulary import ROLES

_NUMBERS: Final = ("contract", "permit", "qualification", "consortium")


@dataclass(frozen=True, slots=True)
class Participant:
    """A unit in a role under one leader (None where nobody names one), at these sites.

    ``first`` … ``last`` is the unit's own interval, ``led_from`` … ``led_until`` the leader's.
    ``told`` are contract, permit, qualification and part in a consortium, wherever stated;
    ``links`` the statements it rests on.
    """

    role: str
    unit: int
    leader: int | None
    sites: tuple[int, ...]
    first: int
    last: int
    led_from: int | None
    led_until: int | None
    told: dict[str, tuple[str, ...]]
    links: tuple[int, ...]


def participants(parties: Participation, day: int) -> tuple[Participant, ...]:
    """Those of the day, by role as the vocabulary orders them, then by their first day.

    A unit whose works are led by two people stands twice; at several sites under one leader, once.
    Cost: linear in the statements, times the leaders of a unit.
    """
    found: dict[tuple[str, int, int | None], list[tuple[Part, Part | None]]] = {}
    leading: dict[tuple[int, str], list[Part]] = {}
    for leader in parties.leaders:
        if leader.holds(day):
            leading.setdefault((leader.unit, leader.role), []).append(leader)
    for part in parties.units:
        if part.holds(day):
            for one in _leaders(parties.sites, part, leading.get((part.unit, part.role), ())):
                who = one.leader if one else None
                found.setdefault((part.role, part.unit, who), []).append((part, one))
    led, related = _led(found), parties.sites.related
    entries = [
        _entry(parties, role, unit, who, held)
        for (role, unit, who), held in found.items()
        if who is not None
        or not any(related(part.site, other.site)
                   for part, _ in held for other in led.get((role, unit), ()))
    ]  # fmt: skip
    order = {role: place for place, role in enumerate(ROLES)}
    return tuple(sorted(entries, key=lambda each: (order[each.role], each.first, each.unit)))


def _leaders(sites: Sites, part: Part, leading: Iterable[Part]) -> list[Part | None]:
    """Who leads for the unit: at the site or the nearest one above, else at each part of it."""
    held: dict[int, list[Part]] = {}
    for leader in leading:
        held.setdefault(leader.site, []).append(leader)
    for site in sites.upwards(part.site):
        if site in held:
            return [_foremost(held[site])]
    below = [_foremost(group) for site, group in held.items() if part.site in sites.upwards(site)]
    return list(below) or [None]


def _foremost(leaders: list[Part]) -> Part:
    """The one stated with days before one without; of two the later one."""
    return max(leaders, key=lambda leader: (leader.dated, leader.first, leader.link))


def _led(
    found: dict[tuple[str, int, int | None], list[tuple[Part, Part | None]]],
) -> dict[tuple[str, int], list[Part]]:
    """The parts of each role and unit that have a leader."""
    led: dict[tuple[str, int], list[Part]] = {}
    for (role, unit, who), held in found.items():
        if who is not None:
            led.setdefault((role, unit), []).extend(part for part, _ in held)
    return led


def _entry(
    parties: Participation,
    role: str,
    unit: int,
    who: int | None,
    held: list[tuple[Part, Part | None]],
) -> Participant:
    leading = [leader for _, leader in held if leader is not None]
    parts = [part for part, _ in held]
    return Participant(
        role, unit, who,
        sites=tuple(dict.fromkeys(part.site for part in parts)),
        first=min(part.first for part in parts), last=max(part.last for part in parts),
        led_from=min((leader.first for leader in leading), default=None),
        led_until=max((leader.last for leader in leading), default=None),
        told=_told(parties, role, unit),
        links=tuple(dict.fromkeys(part.link for part in (*parts, *leading))),
    )  # fmt: skip


def _told(parties: Participation, role: str, unit: int) -> dict[str, tuple[str, ...]]:
    said = [parties.said[link].fields for link in parties.stated[unit, role]]
    told = {
        name: tuple(dict.fromkeys(str(fields[name]) for fields in said if name in fields))
        for name in _NUMBERS
    }
    return {name: values for name, values in told.items() if values}
