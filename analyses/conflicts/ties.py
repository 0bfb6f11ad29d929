"""How two units are tied on a day: by a head in common, by control, by management."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from analyses.conflicts.found import Ground
from analyses.control import Controlled, controlled_by, controls
from analyses.roles import Role
from analyses.work import reading
from graph.ties import walk_of

MANAGEMENT: Final = frozenset({"managed_by", "branch_of"})
CONTROLS: Final = frozenset({"controls"})


def heads(ground: Ground, unit: int, offices: tuple[str, ...]) -> list[Role]:
    """Who is registered in one of these offices of the unit on the day."""
    return [
        role
        for role in ground.roles(unit)
        if role.office in offices and role.held_now(ground.day) == "yes"
    ]


def common(
    ground: Ground, units: Iterable[int], offices: tuple[str, ...]
) -> dict[int, dict[int, list[Role]]]:
    """Each who heads several of the units → the unit → by which roles."""
    by_holder: dict[int, dict[int, list[Role]]] = {}
    for unit in units:
        for role in heads(ground, unit, offices):
            by_holder.setdefault(role.holder, {}).setdefault(unit, []).append(role)
    return {holder: held for holder, held in sorted(by_holder.items()) if len(held) > 1}


def stated(
    ground: Ground, a: int, kinds: frozenset[str], others: Collection[int]
) -> Iterator[tuple[int, str, int]]:
    """The ties of these kinds to some others on the day, either way: whom, kind and link."""
    for kind in sorted(kinds):
        walk = walk_of(frozenset({kind}), ground.day)
        if ground.work.affords(reading(ground.network, a, walk)):
            for tie in ground.network.ties(a, walk):
                if tie[0] in others:
                    yield tie[0], kind, tie[1]


def controlled(ground: Ground, owner: int) -> dict[int, Controlled]:
    """Whom the owner controls or may control on the day, by number."""
    return {
        held.number: held
        for held in controls(ground.network, owner, ground.day, stakes=ground.stakes)
    }


def chain_links(
    ground: Ground, owner: int, target: int, held: dict[int, Controlled]
) -> tuple[int, ...]:
    """The stakes by which the owner, with all it controls, holds the target."""
    side, links, waiting, seen = {owner, *held}, set[int](), [target], {target}
    while waiting:
        for holder, share in ground.stakes.holders(waiting.pop()).items():
            if holder not in side:
                continue
            links.update(tie[1] for tie in share.ties)
            if holder != owner and holder not in seen:
                seen.add(holder)
                waiting.append(holder)
    return tuple(sorted(links))


def common_controllers(ground: Ground, units: Iterable[int]) -> dict[int, dict[int, Controlled]]:
    """Each who certainly controls several of the units and is neither one of them nor the state;
    of those that control one another only the topmost."""
    wanted = set(units)
    above: dict[int, dict[int, Controlled]] = {}
    for unit in sorted(wanted):
        by = controlled_by(ground.network, unit, ground.day, stakes=ground.stakes)
        for owner, held in by.items():
            if held.certain and owner not in wanted:
                above.setdefault(owner, {})[unit] = held
    found = {o: held for o, held in sorted(above.items())
             if len(held) > 1 and not ground.of_state(o)}  # fmt: skip
    below = {inner for outer in found for inner in controlled(ground, outer) if inner in found}
    return {owner: held for owner, held in found.items() if owner not in below}
