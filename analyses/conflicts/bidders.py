"""Who may not bid against each other in one lot, and who may not bid at all.

Source: 招标投标法实施条例 articles 34, 37, 40, 67 and 68; 政府采购法 articles 22, 24 and 77. All as
entries of ``conflicts.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

from analyses.conflicts.found import Found, Ground
from analyses.conflicts.lots import Lot
from analyses.conflicts.ties import (
    CONTROLS,
    MANAGEMENT,
    chain_links,
    common,
    controlled,
    stated,
)
from analyses.own_record import OwnRecord
from analyses.rulebook.conflicts import Conflict


def bidder_conflicts(ground: Ground, lot: Lot) -> Iterator[Found]:
    """Void and deemed, by rule; bans first, which no other question may spend the work of."""
    for rule in ground.tests("banned", "restricted"):
        yield from _recorded(ground, lot, rule)
    for rule in ground.tests("same_head"):
        yield from _same_head(ground, lot, rule)
    for rule in ground.tests("control"):
        yield from _control(ground, lot, rule)
    for rule in ground.tests("managed"):
        yield from _managed(ground, lot, rule)
    for rule in ground.tests("consortium"):
        yield from _consortium(ground, lot, rule)
    for rule in ground.tests("same_value"):
        yield from _same_value(ground, lot, rule)


def _same_head(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    for holder, held in common(ground, lot.units, rule.offices).items():
        parties = tuple(sorted(held))
        if lot.against(parties):
            links = tuple(sorted(role.link for roles in held.values() for role in roles))
            yield Found(rule, parties, ground.day, (holder,), links, "holds_office")


def _control(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    """Joint majorities of votes, and control as registered."""
    for owner in lot.units:
        held = controlled(ground, owner)
        for other in sorted(held.keys() & lot.groups.keys()):
            if lot.rivals(owner, other):
                certain = held[other].certain
                yield Found(
                    rule, (owner, other), ground.day,
                    links=chain_links(ground, owner, other, held), relation="owns",
                    answer="yes" if certain else "unknown", doubt="" if certain else "share",
                )  # fmt: skip
    yield from _stated(ground, lot, rule, CONTROLS)


def _managed(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    yield from _stated(ground, lot, rule, MANAGEMENT)


def _stated(ground: Ground, lot: Lot, rule: Conflict, kinds: frozenset[str]) -> Iterator[Found]:
    """What the register says ties two rivals, said once a pair."""
    for a in lot.units:
        for b, kind, link in stated(ground, a, kinds, lot.groups):
            if a < b and lot.rivals(a, b):
                yield Found(rule, (a, b), ground.day, links=(link,), relation=kind)


def _recorded(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    """A ban strikes the whole consortium: each member must qualify."""
    for unit in lot.units:
        for record in ground.records(unit):
            sure = [c.sure for c in record.consequences if _restricts(rule, c.measure)]
            if sure:
                yield Found(
                    rule, lot.partners(unit), ground.day, (record.number,), (record.link,),
                    "sanctioned_by", answer="yes" if any(sure) else "unknown",
                    doubt="" if any(sure) else _condition(record),
                )  # fmt: skip


def _restricts(rule: Conflict, measure: object) -> bool:
    if rule.test == "banned":
        return getattr(measure, "bars", None) == "bidding"
    return getattr(measure, "id", None) in rule.measures


def _condition(record: OwnRecord) -> str:
    return record.rule.condition_zh if record.rule else ""


def _consortium(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    for unit in lot.units:
        if len(lot.groups[unit]) > 1:
            links = tuple(sorted(bid.link for bid in lot.bids if bid.unit == unit))
            yield Found(rule, lot.partners(unit), ground.day, (unit,), links, "bids")


def _same_value(ground: Ground, lot: Lot, rule: Conflict) -> Iterator[Found]:
    """Bids in which a delivered fact is the same: one item for all that share it."""
    by_value: dict[str, list[tuple[int, int]]] = {}
    for bid in lot.bids:
        value = str(bid.fields.get(rule.fact, "")).strip()
        if value:
            by_value.setdefault(value, []).append((bid.unit, bid.link))
    for value, bids in sorted(by_value.items()):
        units = tuple(sorted({unit for unit, _ in bids}))
        if lot.against(units):
            links = tuple(sorted(link for _, link in bids))
            weight = None if rule.grade != "indicators" else 1_000_000 // (len(units) - 1)
            yield Found(rule, units, ground.day, (), links, rule.fact, value, weight)
