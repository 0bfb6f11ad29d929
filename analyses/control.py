"""Whom a subject controls, and who controls it: joint majorities of votes.

Source: the company control problem, Ceri, Gottlob and Tanca, Logic Programming and Databases
(1990): x controls y if x, together with all that x controls, holds more than half of y.

What a company holds in itself gives no vote (公司法 2023, art 116), and stays in the total of which
half is counted, as in the paper. The rules for listed companies leave it out of that total; control
that depends on leaving it out is said to be possible, not certain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from analyses.concert import Concert
from analyses.stakes import WHOLE, Holding, Share, Stakes, steps
from analyses.steps import Step
from graph.ties import Ties

HALF: Final = 500_000  # ppm; control needs more


class Controlled(NamedTuple):
    """A controlled subject and the votes the controlling side holds in it, in ppm: at least and at
    most, and where the work was cut short anything above what was found.

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


def control(network: Ties, subject: int, day: date, *, stakes: Stakes | None = None) -> Control:
    """Both directions, without concert groups and with them. Cost: ``controls`` of the subject and
    of each of its owners, within what ``stakes`` may cost."""
    stakes = stakes or Stakes(network, day, "votes")
    subject = network.canonical(subject)
    alone = controls(network, subject, day, stakes=stakes)
    by, by_together = both_above(network, subject, stakes=stakes)
    concert = Concert(network, day, stakes.work)
    together = alone
    if not all(concert.alone(node) for node in (subject, *(each.number for each in alone))):
        together = controls(network, subject, day, concert=True, stakes=stakes)
    return Control(
        alone, over(by, subject), together, over(by_together, subject), stakes.cut_short
    )  # fmt: skip


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
    allies = Concert(network, day, stakes.work) if concert else None
    return _controls(network.canonical(start), stakes, stakes.held, allies)


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
    return over(sides_above(network, target, concert=concert, stakes=stakes), target)


def over(sides: Mapping[int, Mapping[int, Controlled]], target: int) -> dict[int, Controlled]:
    """Of the sides above, those that control or may control the target → how, by number."""
    return {
        owner: side[target]._replace(through=_between(side, target))
        for owner, side in sides.items()
        if target in side
    }


Sides = dict[int, dict[int, Controlled]]


def both_above(network: Ties, target: int, *, stakes: Stakes) -> tuple[Sides, Sides]:
    """``sides_above`` without concert groups, and with them: the same object where nobody above
    acts in concert with anybody."""
    alone = sides_above(network, target, stakes=stakes)
    concert = Concert(network, stakes.day, stakes.work)
    if all(concert.alone(node) for node in (target, *alone)):
        return alone, alone
    return alone, sides_above(network, target, concert=True, stakes=stakes)


def sides_above(network: Ties, target: int, *, concert: bool = False, stakes: Stakes) -> Sides:
    """What each owner of ``target``, at any distance, controls or may control of the companies
    between and of the target itself: owner → controlled → how, by number. The nearest are worked
    out first, in case it cannot be done for all."""
    allies = Concert(network, stakes.day, stakes.work) if concert else None
    candidates = _candidates(stakes, target, allies)
    held = _among(stakes, [*candidates, target])
    found: Sides = {}
    for owner in candidates:
        side = _controls(owner, stakes, lambda node: held.get(node, {}), allies)
        found[owner] = {each.number: each for each in side}
    return dict(sorted(found.items()))


def chain_steps(stakes: Stakes, owner: int, held: Controlled) -> list[Step]:
    """The stakes by which ``owner`` and what it controls hold a subject, from the owner down."""
    side = dict.fromkeys((owner, *held.through, *held.holders))
    place = {node: index for index, node in enumerate(side)}
    found: list[Step] = []
    for company in (*held.through, held.number):
        holders = stakes.holders(company)
        ours = sorted((each for each in holders if each in place), key=place.__getitem__)
        found += (step for each in ours for step in steps(each, company, holders[each]))
    return found


def _between(side: Mapping[int, Controlled], target: int) -> tuple[int, ...]:
    """Those of the side by whose stakes it holds the target, the farthest first."""
    met, waiting = dict.fromkeys([target]), [target]
    for company in waiting:
        fresh = [each for each in side[company].holders if each in side and each not in met]
        met.update(dict.fromkeys(fresh))
        waiting.extend(fresh)
    return tuple(met)[:0:-1]


def _candidates(stakes: Stakes, target: int, allies: Concert | None) -> list[int]:
    """Owners above and, in turn, whoever acts with one of them, and the owners above these; the
    nearest first."""
    seen, waiting = {target}, [target]
    for node in waiting:
        near: set[int] = set(stakes.holders(node))
        if allies is not None:
            near |= allies.group(node)
        fresh = sorted(near - seen)
        seen.update(fresh)
        waiting.extend(fresh)
    return waiting[1:]


def _among(stakes: Stakes, companies: Iterable[int]) -> dict[int, dict[int, Share]]:
    """What each holder of one of these companies holds of them."""
    held: dict[int, dict[int, Share]] = {}
    for company in companies:
        holders = stakes.holders(company)
        if not stakes.work.affords(len(holders)):
            break
        for owner, share in holders.items():
            held.setdefault(owner, {})[company] = share
    return held


def _controls(
    start: int, stakes: Stakes, held: Callable[[int], Holding], allies: Concert | None
) -> tuple[Controlled, ...]:
    certain = possible = _Closure(stakes, held, allies, possible=False)
    certain.run(start)
    if not certain.exact:
        possible = _Closure(stakes, held, allies, possible=True)
        possible.run(start)
    widest = possible
    if possible.meets_own_shares():
        widest = _Closure(stakes, held, allies, possible=True, own_shares_out=True)
        widest.run(start)
    by_weight = (possible, widest, certain)  # the last finds no more, unless others were cut short
    return tuple(
        _controlled(node, certain, next(each for each in by_weight if node in each.controlled))
        for node in sorted({n for each in by_weight for n in each.controlled} - {start})
    )


def _controlled(node: int, certain: _Closure, at_most: _Closure) -> Controlled:
    cut_short = certain.stakes.cut_short
    return Controlled(
        node,
        certain.least.get(node, 0),
        WHOLE if cut_short else at_most.most_in(node),
        node in certain.controlled,
        tuple(sorted(at_most.votes_in[node])),
        at_most.own_shares_out,
    )


@dataclass(slots=True)
class _Closure:
    """The least fixpoint: who is controlled, and what the controlling side holds of whom. Ends
    where the work does: what it found by then holds."""

    stakes: Stakes
    held: Callable[[int], Holding]
    allies: Concert | None
    possible: bool
    own_shares_out: bool = False
    exact: bool = True  # no share that was met is unknown
    voters: set[int] = field(default_factory=set)
    controlled: set[int] = field(default_factory=set)
    votes_in: dict[int, dict[int, Share]] = field(default_factory=dict)
    least: dict[int, int] = field(default_factory=dict)  # the sum of what is certain
    most: dict[int, int] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)

    def run(self, start: int) -> None:
        self._join(start)
        while self.waiting:
            owner = self.waiting.pop()
            held = self.held(owner)
            if not self.stakes.work.affords(len(held)):
                return
            for owned, share in held.items():
                self._vote(owner, owned, share)
                if owned not in self.controlled and self._majority(owned):
                    self.controlled.add(owned)
                    self._join(owned)

    def _vote(self, owner: int, owned: int, share: Share) -> None:
        self.votes_in.setdefault(owned, {})[owner] = share
        self.least[owned] = self.least.get(owned, 0) + share.least
        self.most[owned] = self.most.get(owned, 0) + share.most
        self.exact = self.exact and share.exact

    def _join(self, node: int) -> None:
        group: Collection[int] = (node,) if self.allies is None else self.allies.group(node)
        for member in group:
            if member not in self.voters:
                self.voters.add(member)
                self.waiting.append(member)

    def _majority(self, company: int) -> bool:
        if not self.possible:
            return self.least[company] > HALF
        idle = min(self.stakes.own(company).most, WHOLE) if self.own_shares_out else 0
        needs = WHOLE - idle
        return 2 * min(self.most[company], WHOLE) > needs and 2 * self.most_in(company) > needs

    def meets_own_shares(self) -> bool:
        """Whether a company beside those controlled holds some of itself."""
        beside = self.votes_in.keys() - self.controlled
        if not self.stakes.work.affords(len(beside)):
            return False
        return any(self.stakes.own(company).most for company in beside)

    def most_in(self, company: int) -> int:
        if self.least.get(company, 0) == self.most.get(company, 0):
            return min(self.most.get(company, 0), WHOLE)
        return self.stakes.most_of(company, self.votes_in[company].values())
