"""Whom a subject controls, and who controls it: joint majorities of votes.

Source: the company control problem, Ceri, Gottlob and Tanca, Logic Programming and Databases
(1990): x controls y if x, together with all that x controls, holds more than half of y.

What a company holds in itself gives no vote (公司法 2023, art 116), and stays in the total of which
half is counted, as in the paper. The rules for listed companies leave it out of that total; control
that depends on leaving it out is said to be possible, not certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from analyses.stakes import WHOLE, Holding, Share, Stakes
from analyses.steps import WORK_BUDGET
from graph.ties import Ties, walk_of

HALF: Final = 500_000  # ppm; control needs more
ACTS_WITH: Final = frozenset({"acts_with"})


class Controlled(NamedTuple):
    """A controlled subject and the votes the controlling side holds in it, in ppm.

    ``certain``: the lowest shares suffice; otherwise only the highest would, or only if the
    company's own shares are left out of the total (unknown). ``holders``: those of the controlling
    side with a stake in it, by number.
    """

    number: int
    votes_ppm: int
    votes_max_ppm: int
    certain: bool
    holders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """``controls`` and ``controlled_by`` of one subject, certain or not, by number. With concert
    groups merged as well, where they change anything. ``cut_short``: the work budget was spent."""

    controls: tuple[Controlled, ...]
    controlled_by: Mapping[int, Controlled]
    controls_in_concert: tuple[Controlled, ...]
    controlled_by_in_concert: Mapping[int, Controlled]
    cut_short: bool


def control(network: Ties, subject: int, day: date, *, work_budget: int = WORK_BUDGET) -> Control:
    """Both directions, without concert groups and with them. Cost: ``controls`` of the subject and
    of each of its owners, every stake read once and at most ``work_budget`` ties."""
    stakes = Stakes(network, day, "votes", work_budget)
    alone = controls(network, subject, day, stakes=stakes)
    by = controlled_by(network, subject, day, stakes=stakes)
    together = controls(network, subject, day, concert=True, stakes=stakes)
    by_together = controlled_by(network, subject, day, concert=True, stakes=stakes)
    return Control(alone, by, together, by_together, stakes.cut_short)


def controls(
    network: Ties,
    start: int,
    day: date,
    *,
    concert: bool = False,
    stakes: Stakes | None = None,
) -> tuple[Controlled, ...]:
    """All that ``start`` controls or may control on the day, by number.

    ``concert`` merges the groups of those who act in concert first: whoever votes with the
    controlling side brings those it acts with. They vote; they are not thereby controlled.
    ``stakes`` shares what was read before, and its budget. Cost: the stakes of all that may be
    controlled, and for those with an unknown share all their holders.
    """
    stakes = stakes or Stakes(network, day, "votes")
    return _controls(network.canonical(start), stakes, stakes.held, concert)


def controlled_by(
    network: Ties,
    target: int,
    day: date,
    *,
    concert: bool = False,
    stakes: Stakes | None = None,
) -> Mapping[int, Controlled]:
    """Each subject that controls or may control ``target`` → how, by number.

    Candidates are its owners at any distance and, with ``concert``, those who act with them or
    with the companies between. Cost: the stakes in all companies between, then for each candidate
    a walk among these only: whom else a candidate holds does not matter.
    """
    stakes = stakes or Stakes(network, day, "votes")
    target = network.canonical(target)
    candidates = _candidates(network, stakes, target, concert)
    held = _among(stakes, candidates | {target})
    found: dict[int, Controlled] = {}
    for owner in sorted(candidates):
        for of_owner in _controls(owner, stakes, lambda node: held.get(node, {}), concert):
            if of_owner.number == target:
                found[owner] = of_owner
    return found


def concert_group(network: Ties, member: int, day: date) -> frozenset[int]:
    """All who act in concert with the member, at whatever remove, itself among them."""
    walk = walk_of(ACTS_WITH, day)
    seen, waiting = {member}, [member]
    while waiting:
        fresh = {tie[0] for tie in network.ties(waiting.pop(), walk)} - seen
        seen |= fresh
        waiting.extend(fresh)
    return frozenset(seen)


def _candidates(network: Ties, stakes: Stakes, target: int, concert: bool) -> set[int]:
    """Owners above and, in turn, whoever acts with one of them, and the owners above these."""
    seen: set[int] = set()
    waiting = [target]
    while waiting:
        node = waiting.pop()
        near: set[int] = set(stakes.holders(node))
        if concert:
            near |= concert_group(network, node, stakes.day)
        waiting.extend(near - seen - {target})
        seen |= near
    return seen - {target}


def _among(stakes: Stakes, companies: Iterable[int]) -> dict[int, dict[int, Share]]:
    """What each holder of one of these companies holds of them."""
    held: dict[int, dict[int, Share]] = {}
    for company in companies:
        for owner, share in stakes.holders(company).items():
            held.setdefault(owner, {})[company] = share
    return held


def _controls(
    start: int, stakes: Stakes, held: Callable[[int], Holding], concert: bool
) -> tuple[Controlled, ...]:
    certain = _Closure(stakes, held, concert, possible=False)
    certain.run(start)
    possible = _Closure(stakes, held, concert, possible=True)
    possible.run(start)
    return tuple(
        _controlled(node, certain, possible) for node in sorted(possible.controlled - {start})
    )


def _controlled(node: int, certain: _Closure, possible: _Closure) -> Controlled:
    return Controlled(
        node,
        sum(share.least for share in certain.votes_in.get(node, {}).values()),
        possible.most(node),
        node in certain.controlled,
        tuple(sorted(possible.votes_in[node])),
    )


@dataclass(slots=True)
class _Closure:
    """The least fixpoint: who votes with the start, whom it controls, and by whose votes."""

    stakes: Stakes
    held: Callable[[int], Holding]
    concert: bool
    possible: bool
    voters: set[int] = field(default_factory=set)
    controlled: set[int] = field(default_factory=set)
    votes_in: dict[int, dict[int, Share]] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)

    def run(self, start: int) -> None:
        self._join(start)
        while self.waiting:
            owner = self.waiting.pop()
            for owned, share in self.held(owner).items():
                self.votes_in.setdefault(owned, {})[owner] = share
                if owned not in self.controlled and self._majority(owned):
                    self.controlled.add(owned)
                    self._join(owned)

    def _join(self, node: int) -> None:
        group: Iterable[int] = (node,)
        if self.concert:
            group = concert_group(self.stakes.network, node, self.stakes.day)
        for member in group:
            if member not in self.voters:
                self.voters.add(member)
                self.waiting.append(member)

    def _majority(self, company: int) -> bool:
        votes = self.votes_in[company]
        if not self.possible:
            return sum(share.least for share in votes.values()) > HALF
        idle = self.stakes.own(company)
        return 2 * self.most(company) > WHOLE - min(idle.most, WHOLE)

    def most(self, company: int) -> int:
        return self.stakes.most_of(company, self.votes_in.get(company, {}).values())
