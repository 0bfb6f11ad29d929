"""Whom a subject controls, and who controls it: joint majorities of votes.

Source: the company control problem, Ceri, Gottlob and Tanca, Logic Programming and Databases
(1990): x controls y if x, together with all that x controls, holds more than half of y.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from graph.ties import Ties, Walk, walk_of

HALF: Final = 500_000  # ppm; control needs more
WHOLE: Final = 1_000_000  # ppm
OWNS: Final = frozenset({"owns"})
ACTS_WITH: Final = frozenset({"acts_with"})


class Controlled(NamedTuple):
    """A controlled subject and the votes the controlling side holds in it, in ppm.

    ``certain``: the lowest shares suffice; otherwise only the highest would (unknown).
    ``holders``: those of the controlling side with a stake in it, by number.
    """

    number: int
    votes_ppm: int
    votes_max_ppm: int
    certain: bool
    holders: tuple[int, ...]


def controls(
    network: Ties, start: int, day: date, *, concert: bool = False
) -> tuple[Controlled, ...]:
    """All that ``start`` controls or may control on the day, by number.

    Several links of a pair add up; what a company holds in itself gives no vote, and its votes
    stay in the denominator. ``concert`` lets those who act in concert with ``start`` vote with it;
    they are not listed. Cost: the stakes of all that may be controlled.
    """
    side = _side(network, network.canonical(start), day, concert)
    walk = walk_of(OWNS, day, "out")
    certain, least = _closure(network, side, walk, 2)
    possible, most = _closure(network, side, walk, 3)
    return tuple(
        Controlled(
            node,
            sum(least.get(node, {}).values()),
            min(sum(most[node].values()), WHOLE),
            node in certain,
            tuple(sorted(most[node])),
        )
        for node in sorted(possible - side)
    )


def controlled_by(
    network: Ties, target: int, day: date, *, concert: bool = False
) -> Mapping[int, Controlled]:
    """Each subject that controls or may control ``target`` → how, by number.

    Candidates are its owners at any distance and, with ``concert``, those who act with them.
    Cost: ``controls`` of each candidate.
    """
    target = network.canonical(target)
    found: dict[int, Controlled] = {}
    for owner in sorted(_candidates(network, target, day, concert)):
        for held in controls(network, owner, day, concert=concert):
            if held.number == target:
                found[owner] = held
    return found


def _side(network: Ties, start: int, day: date, concert: bool) -> set[int]:
    """The start, with all who act in concert with it, at whatever remove."""
    return _spread(network, start, walk_of(ACTS_WITH, day)) if concert else {start}


def _candidates(network: Ties, target: int, day: date, concert: bool) -> set[int]:
    owners = _spread(network, target, walk_of(OWNS, day, "in"))
    if concert:
        owners |= {ally for owner in owners for ally in _side(network, owner, day, True)}
    return owners - {target}


def _spread(network: Ties, start: int, walk: Walk) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = {tie[0] for tie in network.ties(waiting.pop(), walk)} - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def _closure(
    network: Ties, side: set[int], walk: Walk, share: int
) -> tuple[set[int], dict[int, dict[int, int]]]:
    """The least fixpoint, and who of it holds what of whom; ``share``: the tie's field to count."""
    members, waiting = set(side), sorted(side)
    held: dict[int, dict[int, int]] = {}
    while waiting:
        owner = waiting.pop()
        for tie in network.ties(owner, walk):
            owned = tie[0]
            if owned == owner:
                continue
            stakes = held.setdefault(owned, {})
            stakes[owner] = stakes.get(owner, 0) + tie[share]
            if owned not in members and sum(stakes.values()) > HALF:
                members.add(owned)
                waiting.append(owned)
    return members, held
