"""Who controls a company in fact: as registered, by joint majorities of votes, or in concert.

Source: 公司法 (2023) art 265(3): whoever can actually direct a company through investment,
agreement or other arrangements. What is registered wins; anything else is worked out and only
suspected (疑似). The state ties nobody: above an organ that holds capital for it nobody is looked
for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from analyses.condensation import condensed
from analyses.control import Controlled, Sides, both_above, chain_steps, over
from analyses.register_end import Doubt, register_end
from analyses.rulebook import Rulebook
from analyses.stakes import Stakes
from analyses.state_capital import is_organ, owns_for_state
from analyses.steps import Step, step
from graph.ties import Ties, walk_of
from graph.views import Views
from graph.vocabulary import LINK_CODE, NODE_CODE, OFFICES

Means = Literal["registered", "votes", "concert"]
PERSON: Final = NODE_CODE["person"]
_CONTROLS: Final = LINK_CODE["controls"]
_REGISTERED: Final = frozenset({"controls", "holds_office"})
_CONTROLLER: Final = OFFICES.index("actual_controller")


class Controlling(NamedTuple):
    """Who controls a company and by what means. ``steps`` lead down to it. ``certain`` is False
    where only the highest of unknown shares would do; ``joint``: only together with those who act
    in concert, somewhere on the way. ``held`` is the majority, where there is one."""

    controller: int
    means: Means
    certain: bool
    joint: bool
    steps: tuple[Step, ...]
    held: Controlled | None = None


@dataclass(slots=True)
class Controllers:
    """All who control a company, at whatever remove, and who of them controls whom."""

    company: int
    found: dict[int, Controlling] = field(default_factory=dict)
    over: dict[int, set[int]] = field(default_factory=dict)
    cut_short: bool = False

    def weighs(self, controller: int, certain: bool, joint: bool) -> bool:
        """Whether this is more than is known of the controller: what is certain takes the place of
        what is not, then control alone that of joint control."""
        known = self.found.get(controller)
        return controller != self.company and (
            known is None or (certain, not joint) > (known.certain, not known.joint)
        )

    def certain(self) -> dict[int, Controlling]:
        return {number: each for number, each in self.found.items() if each.certain}


def registered(network: Ties, company: int, day: date) -> list[tuple[int, Step]]:
    """Who is registered on the day to control the company, and the tie that says so."""
    found = []
    for tie in network.ties(company, walk_of(_REGISTERED, day, "in")):
        if tie[0] != company and (tie[6] == _CONTROLS or tie[8] == _CONTROLLER):
            walked = step(company, tie)
            found.append((tie[0], Step(tie[0], company, walked.kind, walked.link, True)))
    return found


def controllers(network: Ties, company: int, day: date, stakes: Stakes) -> Controllers:
    """By stakes and concert in the company, by what is registered, and so on upwards.

    ``stakes`` are of votes. Cost: ``controlled_by`` of the company and of each registered
    controller above.
    """
    gathered = Controllers(company)
    waiting = [Controlling(company, "votes", certain=True, joint=False, steps=())]
    for target in waiting:
        fresh = list(_registered(gathered, network, target, day))
        fresh += _by_votes(gathered, network, target, stakes)
        for one in fresh:
            if one.means == "registered" and network.kind_of(one.controller) != PERSON:
                waiting.append(one)
    gathered.cut_short = stakes.cut_short
    return gathered


def _registered(
    gathered: Controllers, network: Ties, target: Controlling, day: date
) -> Iterator[Controlling]:
    for holder, walked in registered(network, target.controller, day):
        gathered.over.setdefault(holder, set()).add(target.controller)
        steps = (walked, *target.steps)
        yield from _added(gathered, Controlling(holder, "registered", True, target.joint, steps))


def _by_votes(
    gathered: Controllers, network: Ties, target: Controlling, stakes: Stakes
) -> Iterator[Controlling]:
    alone, together = both_above(network, target.controller, stakes=stakes)
    for owner, side in alone.items():
        sure = {number for number, held in side.items() if held.certain}
        gathered.over.setdefault(owner, set()).update(sure)
    yield from _by_sides(gathered, target, stakes, alone, "votes")
    if together is not alone:
        yield from _by_sides(gathered, target, stakes, together, "concert")


def _by_sides(
    gathered: Controllers, target: Controlling, stakes: Stakes, sides: Sides, means: Means
) -> Iterator[Controlling]:
    joint = target.joint or means == "concert"
    for owner, held in over(sides, target.controller).items():
        if held.own_shares or not gathered.weighs(owner, held.certain, joint):
            continue
        if not stakes.work.affords(len(held.through)):
            return
        steps = (*chain_steps(stakes, owner, held), *target.steps)
        for one in _added(gathered, Controlling(owner, means, held.certain, joint, steps, held)):
            yield one
            if one.certain:
                yield from _registered(gathered, stakes.network, one, stakes.day)


def _added(gathered: Controllers, one: Controlling) -> Iterator[Controlling]:
    if gathered.weighs(one.controller, one.certain, one.joint):
        gathered.found[one.controller] = one
        yield one


@dataclass(frozen=True, slots=True)
class Ultimate:
    """``answer`` is no where nobody controls the company, unknown where a doubt remains.
    ``loop``: several that control each other, of whom the one of the first id stands for all."""

    answer: Literal["yes", "no", "unknown"]
    found: tuple[Controlling, ...]
    registered: bool
    state: tuple[int, ...]
    loop: tuple[int, ...]
    doubts: tuple[Doubt, ...]


def ultimate_controller(
    network: Ties, views: Views, rules: Rulebook, company: int, day: date
) -> Ultimate:
    """The registered controller, else whoever controls the company and is not controlled in turn.

    Cost: ``controllers``.
    """
    company, stakes = network.canonical(company), Stakes(network, day, "votes")
    stated = [Controlling(holder, "registered", certain=True, joint=False, steps=(walked,))
              for holder, walked in registered(network, company, day)]  # fmt: skip
    if stated:
        once = {one.controller: one for one in stated}
        return Ultimate("yes", tuple(once.values()), True, _state(views, rules, once, day), (), ())
    gathered = controllers(network, company, day, stakes)
    tops, loop = _tops(gathered, views, rules, day)
    doubts = [*_doubts(gathered, tops, network, views, rules, day)]
    if gathered.cut_short:
        doubts.append(Doubt("cut_short", company))
    found = tuple(gathered.found[top] for top in tops)
    told: Literal["yes", "no"] = "yes" if found else "no"
    state = _state(views, rules, tops, day)
    return Ultimate("unknown" if doubts else told, found, False, state, loop, tuple(doubts))


def _state(views: Views, rules: Rulebook, numbers: Iterable[int], day: date) -> tuple[int, ...]:
    return tuple(n for n in numbers if owns_for_state(views, rules, n, day))


def _by_id(views: Views, group: Iterable[int]) -> list[int]:
    """Ids stay what they are, in whatever order facts are loaded; numbers do not."""
    seen = views.nodes(group)
    return sorted(group, key=lambda number: (seen[number].key.id, number))


def _tops(
    gathered: Controllers, views: Views, rules: Rulebook, day: date
) -> tuple[list[int], tuple[int, ...]]:
    """The controllers nobody controls, one of each loop, and the members of loops."""
    sure = gathered.certain()
    alone = {number for number, one in sure.items() if not one.joint} or set(sure)
    organs = {number for number in alone if is_organ(views, rules, number, day)}
    above = {n for n in alone for organ in gathered.over.get(n, set()) & organs
             if n not in gathered.over.get(organ, ())}  # fmt: skip
    kept = alone - above
    pairs = [(a, b) for a in kept for b in gathered.over.get(a, ()) if b in kept]
    components = [_by_id(views, each) for each in condensed(kept, pairs)]
    of = {number: i for i, each in enumerate(components) for number in each}
    controlled = {of[b] for a, b in pairs if of[a] != of[b]}
    groups = [each for i, each in enumerate(components) if i not in controlled]
    looped = tuple(n for group in groups if len(group) > 1 for n in group)
    return sorted(group[0] for group in groups), looped


def _doubts(
    gathered: Controllers, tops: list[int], network: Ties, views: Views, rules: Rulebook, day: date
) -> Iterator[Doubt]:
    for number, one in sorted(gathered.found.items()):
        if not one.certain:
            yield Doubt("unknown_share", number)
    for top in tops:
        end = register_end(network, views, top, day)
        if end is not None and not owns_for_state(views, rules, top, day):
            yield Doubt(end, top)
