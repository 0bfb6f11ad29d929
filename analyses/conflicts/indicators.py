"""Indicators of collusion among the bidders of one lot: no legal effect, weighted by rarity.

What only the two share weighs 1,000,000; what ``k`` share weighs 1,000,000 / (k - 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from typing import Final

from analyses.conflicts.found import Found, Ground
from analyses.conflicts.lots import Lot
from analyses.conflicts.ties import chain_links, common_controllers, controlled
from analyses.days import day_of
from analyses.roles import Role, roles_of
from analyses.rulebook.conflicts import Conflict
from analyses.work import PAIRS, reading
from graph.ties import walk_of
from graph.topology import first_day
from graph.vocabulary import LINK_CODE

CONTACT_AT: Final = frozenset({"contact_at"})
OWNS: Final = LINK_CODE["owns"]
_BID: Final = walk_of(frozenset({"bids"}), None, "out")
MOST_LOTS: Final = 500
WHOLE: Final = 1_000_000


def indicators(ground: Ground, lot: Lot) -> Iterator[Found]:
    for rule in ground.tests("shared_owner"):
        yield from _shared_owner(ground, lot, rule)
    for rule in ground.tests("shared_controller"):
        yield from _shared_controller(ground, lot, rule)
    for rule in ground.tests("shared_officer"):
        yield from _shared_officer(ground, lot, rule)
    for rule in ground.tests("shared_contact"):
        yield from _shared_contact(ground, lot, rule)
    for rule in ground.tests("rotation"):
        yield from _rotation(ground, lot, rule)


def _weight(sharing: int) -> int:
    return WHOLE // max(1, sharing - 1)


def _shared_owner(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    held: dict[int, dict[int, list[int]]] = {}
    for unit in lot.units:
        for owner, share in ground.stakes.holders(unit).items():
            if share.most >= rule.least_ppm and owner not in lot.units:
                held.setdefault(owner, {})[unit] = [tie[1] for tie in share.ties]
    for owner, by_unit in sorted(held.items()):
        units = tuple(sorted(by_unit))
        if len(units) > 1 and lot.against(units) and not ground.of_state(owner):
            links = tuple(sorted(link for own in by_unit.values() for link in own))
            companies = ground.stakes.breadth(owner)
            yield Found(rule, units, ground.day, (owner,), links, "owns",
                        weight_ppm=_weight(companies))  # fmt: skip


def _shared_controller(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    for owner, by_unit in common_controllers(ground, lot.units).items():
        units = tuple(sorted(by_unit))
        if lot.against(units):
            held = controlled(ground, owner)
            links = {link for u in units for link in chain_links(ground, owner, u, held)}
            yield Found(rule, units, ground.day, (owner,), tuple(sorted(links)), "owns",
                        weight_ppm=_weight(len(held)))  # fmt: skip


def _shared_officer(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    """Whoever held office in both on or before the day, at the same time or one after the other."""
    by_holder: dict[int, dict[int, list[Role]]] = {}
    for unit in lot.units:
        for role in ground.roles(unit):
            if role.office in rule.offices and _begun(role, ground.day):
                by_holder.setdefault(role.holder, {}).setdefault(unit, []).append(role)
    for holder, by_unit in sorted(by_holder.items()):
        units = tuple(sorted(by_unit))
        if not lot.against(units):
            continue
        served = {role.unit for role in roles_of(ground.network, holder, ground.work)}
        if len(served) <= rule.rare:
            links = tuple(sorted(r.link for roles in by_unit.values() for r in roles))
            yield Found(rule, units, ground.day, (holder,), links, "holds_office",
                        weight_ppm=_weight(len(served)))  # fmt: skip


def _begun(role: Role, day: date) -> bool:
    return role.since is None or role.since <= day


def _shared_contact(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    walk = walk_of(CONTACT_AT, ground.day)
    users: dict[int, dict[int, int]] = {}
    for unit in lot.units:
        if not ground.work.affords(reading(ground.network, unit, walk)):
            break
        for tie in ground.network.ties(unit, walk):
            users.setdefault(tie[0], {})[unit] = tie[1]
    for contact, by_unit in sorted(users.items()):
        units = tuple(sorted(by_unit))
        if not lot.against(units):
            continue
        degree = ground.network.degree(contact, walk)
        if degree <= rule.rare:
            yield Found(rule, units, ground.day, (contact,), tuple(sorted(by_unit.values())),
                        "contact_at", weight_ppm=_weight(degree))  # fmt: skip


def _rotation(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    """Two that met in more than ``most`` lots opened by then, each having won at least one."""
    bids = {unit: _lots_of(ground, unit) for unit in lot.units}
    for a, b in sorted(_often_met(ground, bids, rule.most)):
        met = sorted(bids[a].keys() & bids[b].keys())
        if not lot.rivals(a, b) or not ground.work.affords(2 * len(met)):
            continue
        links = ground.views.links([own[met_in] for met_in in met for own in (bids[a], bids[b])])
        won = {u: sum(links[bids[u][m]].fields.get("won") is True for m in met) for u in (a, b)}
        if min(won.values()) > 0:
            stands_on = tuple(sorted(bids[u][m] for m in met for u in (a, b)))
            weight = WHOLE * sum(won.values()) // len(met)
            yield Found(rule, (a, b), ground.day, tuple(met), stands_on, "bids",
                        weight_ppm=min(weight, WHOLE))  # fmt: skip


def _often_met(
    ground: Ground, bids: Mapping[int, Mapping[int, int]], most: int
) -> Iterator[tuple[int, int]]:
    """Pairs that met in more than so many lots. Cost: the pairs of each lot, counted."""
    bidders: dict[int, list[int]] = {}
    for unit, lots in sorted(bids.items()):
        for lot in lots:
            bidders.setdefault(lot, []).append(unit)
    met: Counter[tuple[int, int]] = Counter()
    for units in bidders.values():
        if not ground.work.affords(len(units) * len(units) // (2 * PAIRS)):
            return iter(())
        met.update(combinations(units, 2))
    return (pair for pair, times in met.items() if times > most)


def _lots_of(ground: Ground, unit: int) -> dict[int, int]:
    """The lots a unit bid for by the day → the bid, the latest few hundred."""
    if not ground.work.affords(reading(ground.network, unit, _BID)):
        return {}
    day = first_day(ground.day)
    ties = [tie for tie in ground.network.ties(unit, _BID) if tie[4] <= day]
    ties.sort(key=lambda tie: (tie[4], tie[1]))
    return {tie[0]: tie[1] for tie in ties[-MOST_LOTS:] if day_of(tie[4]) or tie[4] < day}
