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

from analyses.stakes import WHOLE, Holding, Share, Stakes, held_steps
from analyses.steps import WORK_BUDGET, Step
from graph.ties import Ties, walk_of

HALF: Final = 500_000  # ppm; control needs more
ACTS_WITH: Final = frozenset({"acts_with"})


class Controlled(NamedTuple):
    """A controlled subject and the votes the controlling side holds in it, in ppm.

    ``certain``: the lowest shares suffice; otherwise only the highest would, or, with
    ``own_shares``, only if companies' own shares are left out of the total (unknown).
    ``holders``: those of the controlling side with a stake in it, by number. ``through``: where
    asked who controls it, the controlled ones that lie between, from the side of the controller.
    """

    number: int
    votes_ppm: int
    votes_max_ppm: int
    certain: bool
    holders: tuple[int, ...]
    own_shares: bool = False
    through: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Control:
    """``controls`` and ``controlled_by`` of one subject, certain or not, by number. With concert
    groups merged as well, where they change anything. ``cut_short``: the work budget was spent."""

    controls: tuple[Controlled, ...]
    controlled_by: Mapping[int, Controlled]
    controls_in_concert: tuple[Controlled, ...]
    controlled_by_in_concert: Mapping[int, Controlled]
    cut_short: bool


def control(
    network: Ties,
    subject: int,
    day: date,
    *,
    work_budget: int = WORK_BUDGET,
    stakes: Stakes | None = None,
) -> Control:
    """Both directions, without concert groups and with them. Cost: ``controls`` of the subject and
    of each of its owners, every stake read once and at most ``work_budget`` ties."""
    stakes = stakes or Stakes(network, day, "votes", work_budget)
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
    found: dict[int, Controlled] = {}
    for owner, side in sides_above(network, target, concert=concert, stakes=stakes).items():
        if target in side:
            found[owner] = side[target]._replace(through=_between(side, target))
    return found


def sides_above(
    network: Ties, target: int, *, concert: bool = False, stakes: Stakes
) -> dict[int, dict[int, Controlled]]:
    """What each owner of ``target``, at any distance, controls or may control of the companies
    between and of the target itself: owner → controlled → how, by number."""
    candidates = _candidates(network, stakes, target, concert)
    held = _among(stakes, candidates | {target})
    return {
        owner: {
            each.number: each
            for each in _controls(owner, stakes, lambda node: held.get(node, {}), concert)
        }
        for owner in sorted(candidates)
    }


def chain_steps(stakes: Stakes, owner: int, held: Controlled) -> list[Step]:
    """The stakes by which ``owner`` and what it controls hold a subject, from the owner down."""
    side = dict.fromkeys((owner, *held.through, *held.holders))
    return [
        step
        for company in (*held.through, held.number)
        for step in held_steps(stakes, side, company)
    ]


def _between(side: Mapping[int, Controlled], target: int) -> tuple[int, ...]:
    """Those of the side by whose stakes it holds the target, the farthest first."""
    met, waiting = dict.fromkeys([target]), [target]
    for company in waiting:
        fresh = [each for each in side[company].holders if each in side and each not in met]
        met.update(dict.fromkeys(fresh))
        waiting.extend(fresh)
    return tuple(met)[:0:-1]


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
    possible = _Closure(stakes, held, concert, possible=True)
    widest = _Closure(stakes, held, concert, possible=True, own_shares_out=True)
    certain.run(start)
    possible.run(start)
    if possible.meets_own_shares():
        widest.run(start)
    else:
        widest = possible
    return tuple(
        _controlled(node, certain, possible if node in possible.controlled else widest)
        for node in sorted(widest.controlled - {start})
    )


def _controlled(node: int, certain: _Closure, at_most: _Closure) -> Controlled:
    return Controlled(
        node,
        sum(share.least for share in certain.votes_in.get(node, {}).values()),
        at_most.most(node),
        node in certain.controlled,
        tuple(sorted(at_most.votes_in[node])),
        at_most.own_shares_out,
    )


@dataclass(slots=True)
class _Closure:
    """The least fixpoint: who votes with the start, whom it controls, and by whose votes."""

    stakes: Stakes
    held: Callable[[int], Holding]
    concert: bool
    possible: bool
    own_shares_out: bool = False
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
        idle = min(self.stakes.own(company).most, WHOLE) if self.own_shares_out else 0
        return 2 * self.most(company) > WHOLE - idle

    def meets_own_shares(self) -> bool:
        """Whether a company beside those controlled holds some of itself."""
        beside = self.votes_in.keys() - self.controlled
        return any(self.stakes.own(company).most for company in beside)

    def most(self, company: int) -> int:
        return self.stakes.most_of(company, self.votes_in.get(company, {}).values())
